import { describe, expect, it, test } from 'vitest'
import { grappe } from '../grappe.ts'
import { acteurs, type Lien } from './checklist.ts'
import { checklistOccitanie } from './checklist-occitanie.ts'
import { actionsPour, checklistDe, checklistProposee, checklists } from './checklists.ts'

const all = Object.values(checklists)
const occitanie = new Map(checklistOccitanie.actions.map((a) => [a.code, a]))
const liens = (code: string, origine: Lien['origine']) => (occitanie.get(code)?.apres ?? []).filter((l) => l.origine === origine).map((l) => l.code)

it('offers the lists of the field', () => {
  expect(Object.keys(checklists)).toEqual(grappe.champs.checklist.options?.map((o) => o.value))
  expect(checklistDe(null).code).toBe('nationale')
  expect(checklistProposee(['76', '76'])).toBe('occitanie')
  expect(checklistProposee(['76', '84'])).toBe('nationale')
  expect(checklistProposee([])).toBe('nationale')
})

describe.each(all.map((c) => [c.titre, c] as const))('%s', (_, checklist) => {
  const codes = checklist.actions.map((a) => a.code)
  it('has unique codes, known themes and actors', () => {
    expect(new Set(codes).size).toBe(codes.length)
    const themes = new Set(checklist.themes.map((t) => t.code))
    for (const a of checklist.actions) {
      expect(themes.has(a.theme), a.code).toBe(true)
      expect(a.code.startsWith(a.theme), a.code).toBe(true)
      expect(a.portees[0]).toBe(a.portee)
      for (const q of a.qui) expect(acteurs).toHaveProperty(q)
    }
  })
  it('links actions that exist, once each, without a cycle', () => {
    const next = new Map(checklist.actions.map((a) => [a.code, a.apres.map((l) => l.code)]))
    const done = new Set<string>()
    const visit = (code: string, path: readonly string[]): void => {
      expect(path, `cycle ${[...path, code].join(' ← ')}`).not.toContain(code)
      if (done.has(code)) return
      for (const before of next.get(code) ?? []) visit(before, [...path, code])
      done.add(code)
    }
    for (const a of checklist.actions) {
      for (const l of a.apres) expect(codes, `${a.code} ← ${l.code}`).toContain(l.code)
      expect(new Set(a.apres.map((l) => l.code)).size, a.code).toBe(a.apres.length)
      visit(a.code, [])
    }
  })
})

describe('Occitanie', () => {
  it('has 34 actions in six themes', () => {
    const counts = checklistOccitanie.themes.map((t) => [t.code, checklistOccitanie.actions.filter((a) => a.theme === t.code).length])
    expect(Object.fromEntries(counts)).toEqual({ A: 6, MIE: 6, IV: 7, MSS: 6, DMP: 6, MES: 3 })
    expect(checklistOccitanie.actions).toHaveLength(34)
  })
  test.each([
    ['MIE1', 'A1 A2'],
    ['MIE6', 'MIE4 MIE5'],
    ['IV3', 'MIE1 MIE3'],
    ['DMP1', 'MIE3'],
    ['MSS2', 'MSS1'],
    ['MSS3', 'MIE6'],
    ['A3', 'IV4 DMP3 MSS5'],
    ['MES2', 'A5'],
    ['MES3', 'A5'],
    ['DMP3', 'A1'],
    ['MES1', 'A1'],
    ['DMP5', 'DMP2']
  ])('%s follows %s in the source', (code, before) => expect(liens(code, 'source')).toEqual(before.split(' ')))
  it('puts A4 after A3 and every theme but MES2 and MES3', () => {
    const themes = checklistOccitanie.actions.map((a) => a.code).filter((c) => !c.startsWith('A') && c !== 'MES2' && c !== 'MES3')
    expect(liens('A4', 'source').toSorted()).toEqual(['A3', ...themes].toSorted())
    expect(occitanie.get('A4')?.note).toContain('après A5')
  })
  test.each([
    ['A3', 'DMP2'],
    ['A5', 'A3'],
    ['A6', 'A3 A4 A5'],
    ['MIE2', 'MIE1'],
    ['MIE3', 'MIE1'],
    ['MIE4', 'MIE1'],
    ['MIE5', 'MIE1'],
    ['IV4', 'IV3'],
    ['MSS5', 'MSS2 MSS3 MSS4'],
    ['DMP2', 'DMP1'],
    ['DMP6', 'DMP4']
  ])('%s after %s is deduced', (code, before) => expect(liens(code, 'deduite')).toEqual(before.split(' ')))
  it('deduces nothing else', () => {
    const deduced = checklistOccitanie.actions.filter((a) => a.apres.some((l) => l.origine === 'deduite')).map((a) => a.code)
    expect(deduced.toSorted()).toEqual(['A3', 'A5', 'A6', 'DMP2', 'DMP6', 'IV4', 'MIE2', 'MIE3', 'MIE4', 'MIE5', 'MSS5'])
  })
  test.each([
    ['grappe', 'A1 A2 A3 A4 A5 A6 IV2'],
    ['essms', 'MIE6 MSS5 DMP4 DMP6 MES2 MES3']
  ] as const)('scope %s', (portee, codes) => expect(checklistOccitanie.actions.filter((a) => a.portee === portee).map((a) => a.code)).toEqual(codes.split(' ')))
  it('lets VA and VSR be signed lower down, and posts them to ARS and GRADeS', () => {
    for (const code of ['A3', 'A5']) expect(occitanie.get(code)?.portees).toEqual(['grappe', 'og', 'essms'])
    for (const code of ['A3', 'A4', 'A5']) expect(occitanie.get(code)?.destinataires.map((d) => d.qui)).toEqual(['ars', 'grades'])
    expect(occitanie.get('MSS2')?.destinataires.map((d) => [d.voie, d.adresse])).toEqual([
      ['courrier', null],
      ['courriel', 'mss@esante-occitanie.fr']
    ])
  })
  it('says during, not after, for DMP5 alone', () => {
    expect(checklistOccitanie.actions.filter((a) => a.apres.some((l) => l.pendant)).map((a) => a.code)).toEqual(['DMP5'])
  })
  it('has one facultative action', () => expect(checklistOccitanie.actions.filter((a) => a.facultative).map((a) => a.code)).toEqual(['MSS4']))
})

describe('a DUI that does not call INSi by certificate', () => {
  const sans = new Map(actionsPour(checklistOccitanie, 'non').map((a) => [a.code, a]))
  it('replaces the certificates by cards', () => {
    expect(sans.size).toBe(35)
    expect([...sans.values()].filter((a) => a.sansObjet !== null).map((a) => a.code)).toEqual(['IV3', 'IV4'])
    expect(sans.get('IVC')?.titre).toContain('F301')
    expect(sans.get('A3')?.apres.map((l) => l.code)).toEqual(['DMP3', 'MSS5', 'DMP2', 'IVC'])
    expect([...sans.keys()].indexOf('IVC')).toBe([...sans.keys()].indexOf('IV4') + 1)
  })
  test.each(['oui', 'inconnu', null] as const)('changes nothing when the answer is %s', (answer) => {
    const actions = actionsPour(checklistOccitanie, answer)
    expect(actions).toHaveLength(34)
    expect(actions.every((a) => a.sansObjet === null)).toBe(true)
  })
  it('changes nothing in a list without certificates', () => expect(actionsPour(checklistDe('nationale'), 'non')).toHaveLength(6))
})
