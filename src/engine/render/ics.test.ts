import { describe, expect, test } from 'vitest'
import { echeancesDe } from '#domain/agenda.ts'
import { construire } from '#domain/dossier-de-test.ts'
import { renderIcs } from './ics.ts'

const c = construire()
c.ajouter('grappe', { nom: 'Grappe des Cèdres, Sète ; Lunel', finVa: '2025-11-30', finCloture: '2026-09-30', finEligibilite: '2026-12-31' })
c.ajouter('organisme', { id: 'og', raisonSociale: 'Association Les Cèdres' })
c.ajouter('depot', { id: 'd1', lot: 'cloture', echeance: '2026-11-30' })
c.ajouter('depot', { id: 'd2', lot: 'galis', echeance: '2023-06-15', date: '2023-06-12' })
c.ajouter('pv', { id: 'p1', type: 'va', decision: 'reserves', delaiReserves: '2026-02-28', reserves: 'Reprise à finir\nsur deux sites', organisme: 'og' })
c.ajouter('pv', { id: 'p2', type: 'vsr', decision: 'prononcee', delaiReserves: '2026-02-28' })
c.ajouter('envoi', { id: 'e1', organisme: 'og', echeance: '2026-10-10' })
c.ajouter('envoi', { id: 'e2', organisme: 'og', echeance: '2026-10-10', revenuLe: '2026-10-01' })
const dossier = c.dossier()

test('deadlines still to come, by date; what is done is no deadline', () => {
  expect(echeancesDe(dossier).map((e) => [e.cle, e.date])).toEqual([
    ['fenetre:va', '2025-12-01'],
    ['reserves:p1', '2026-02-28'],
    ['fenetre:cloture', '2026-10-01'],
    ['envoi:e1', '2026-10-10'],
    ['depot:d1', '2026-11-30'],
    ['eligibilite', '2026-12-31']
  ])
})

describe('the agenda file', () => {
  const ics = renderIcs(echeancesDe(dossier), { uid: dossier.projet, nom: 'Grappe des Cèdres', instant: Date.UTC(2026, 10, 21, 9, 30) })
  const depliees = ics.replaceAll('\r\n ', '').split('\r\n')

  test('lines of 75 bytes at most, ended by CR LF, that unfold into whole characters', () => {
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u)
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const ligne of ics.split('\r\n')) expect(Buffer.byteLength(ligne)).toBeLessThanOrEqual(75)
    expect(depliees).toContain('SUMMARY:Clôture : dernier jour de dépôt – Grappe des Cèdres\\, Sète \\; Lunel')
    expect(depliees).toContain('DESCRIPTION:Association Les Cèdres. Reprise à finir\\nsur deux sites')
  })

  test('components are well nested, each event has what RFC 5545 requires and two reminders', () => {
    const pile: string[] = []
    for (const ligne of depliees) {
      if (ligne.startsWith('BEGIN:')) pile.push(ligne.slice(6))
      else if (ligne.startsWith('END:')) expect(pile.pop()).toBe(ligne.slice(4))
      else if (ligne !== '') expect(ligne).toMatch(/^[A-Z-]+(?:;[A-Z]+=[A-Z]+)*:/u)
    }
    expect(pile).toEqual([])
    const evenements = ics.split('BEGIN:VEVENT').slice(1)
    expect(evenements).toHaveLength(6)
    for (const e of evenements) {
      for (const propriete of ['UID:', 'DTSTAMP:20261121T093000Z', 'DTSTART;VALUE=DATE:', 'DTEND;VALUE=DATE:', 'SUMMARY:'])
        expect(e).toContain(`\r\n${propriete}`)
      expect(e.match(/BEGIN:VALARM/gu)).toHaveLength(2)
    }
    expect(new Set(depliees.filter((l) => l.startsWith('UID:'))).size).toBe(6)
  })

  test('a day ends the next day, over the end of a month', () => {
    const at = depliees.indexOf('DTSTART;VALUE=DATE:20261130')
    expect(depliees[at + 1]).toBe('DTEND;VALUE=DATE:20261201')
  })
})
