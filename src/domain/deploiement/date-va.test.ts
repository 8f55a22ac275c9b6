import { describe, expect, test } from 'vitest'
import { type Constructeur, construire, projetDeTest } from '../dossier-de-test.ts'
import { addDays } from '../format.ts'
import { dateVaAuPlusTot } from './date-va.ts'
import { suivreDeploiement } from './suivi.ts'

const jour = '2026-03-02'
function base(): Constructeur {
  const c = construire()
  c.ajouter('grappe', { checklist: 'occitanie' })
  c.ajouter('organisme', { id: 'o1', raisonSociale: 'Les Cèdres' })
  c.ajouter('organisme', { id: 'o2', raisonSociale: 'Le Gué' })
  c.ajouter('etablissement', { id: 'e1', organisme: 'o1' })
  c.ajouter('etablissement', { id: 'e2', organisme: 'o2' })
  return c
}
const durees = (c: Constructeur, d: Readonly<Record<string, number>>) => {
  for (const [code, duree] of Object.entries(d)) c.ajouter('prevision', { catalogue: 'occitanie', code, duree })
  return c
}
const faire = (c: Constructeur, code: string, portee: string, etat: 'fait' | 'en-cours' = 'fait', date: string | null = null) =>
  c.ajouter('action', { catalogue: 'occitanie', code, portee, etat, date })
const calculer = (c: Constructeur) => dateVaAuPlusTot(suivreDeploiement(c.dossier()), c.dossier(), jour)
const chemin = (c: Constructeur) => calculer(c).retenues.map((r) => [r.action.code, r.etapes.map((e) => e.portee).join(' '), r.debut, r.fin])
/** Longest path by trying every order of the links: written apart from the product, over the same list. */
function parForce(c: Constructeur, code: string): number {
  const d = suivreDeploiement(c.dossier())
  const action = d.actions.find((a) => a.code === code)
  return (d.duree(code) ?? 0) + Math.max(0, ...(action?.apres ?? []).filter((l) => !l.pendant).map((l) => parForce(c, l.code)))
}

describe('date de VA au plus tôt', () => {
  test('sans établissement, il n’y en a aucune', () => {
    for (const checklist of ['occitanie', 'nationale'] as const) {
      const c = construire()
      c.ajouter('grappe', { checklist })
      expect(calculer(c)).toMatchObject({ date: null, signee: false })
    }
  })
  test('sans durée, elle est aujourd’hui, et le dit', () => {
    const va = calculer(base())
    expect(va).toMatchObject({ date: jour, depart: jour, signee: false })
    expect(va.sansDuree.map((a) => a.code)).toContain('MIE1')
    // What comes after the VA, or beside it, has no say.
    expect(va.sansDuree.map((a) => a.code)).not.toContain('A4')
    expect(va.sansDuree.map((a) => a.code)).not.toContain('IV7')
  })
  test('le plus long des chemins, dans l’ordre du temps', () => {
    const c = durees(base(), { A1: 1, A2: 20, MIE1: 30, MIE3: 10, IV3: 5, IV4: 5, DMP1: 15, DMP2: 2, MSS1: 3, MSS2: 60, MIE4: 10, MIE6: 20, A3: 7 })
    expect(calculer(c).date).toBe(addDays(jour, parForce(c, 'A3')))
    expect(chemin(c)).toEqual([
      ['A2', 'grappe', jour, addDays(jour, 20)],
      ['MIE1', 'o1 o2', addDays(jour, 20), addDays(jour, 50)],
      ['MIE4', 'o1 o2', addDays(jour, 50), addDays(jour, 60)],
      ['MIE6', 'e1 e2', addDays(jour, 60), addDays(jour, 80)],
      ['MSS3', 'o1 o2', addDays(jour, 80), addDays(jour, 80)],
      ['MSS5', 'e1 e2', addDays(jour, 80), addDays(jour, 80)],
      ['A3', 'grappe', addDays(jour, 80), addDays(jour, 87)]
    ])
  })
  test('un organisme en retard est nommé seul', () => {
    const c = durees(base(), { MIE1: 30, MIE3: 10, DMP1: 15 })
    for (const code of ['A1', 'A2']) faire(c, code, 'grappe')
    for (const code of ['MIE1', 'MIE3', 'MIE4', 'MIE5', 'DMP1', 'IV3', 'MSS3']) faire(c, code, 'o1')
    expect(chemin(c).slice(0, 3)).toEqual([
      ['MIE1', 'o2', jour, addDays(jour, 30)],
      ['MIE3', 'o2', addDays(jour, 30), addDays(jour, 40)],
      ['DMP1', 'o2', addDays(jour, 40), addDays(jour, 55)]
    ])
  })
  test.each([
    ['commencée il y a 10 jours : il en reste 20', addDays(jour, -10), addDays(jour, 20)],
    ['commencée il y a longtemps : plus rien', addDays(jour, -90), jour],
    ['commencée sans date : tout reste à faire', null, addDays(jour, 30)]
  ])('%s', (_, depuis, attendue) => {
    const c = durees(base(), { DMP3: 30 })
    faire(c, 'A1', 'grappe')
    for (const o of ['o1', 'o2']) faire(c, 'DMP3', o, 'en-cours', depuis)
    expect(calculer(c).date).toBe(attendue)
  })
  test('pas avant la notification', () => {
    const c = base()
    c.modifier('grappe', projetDeTest, { dateNotification: '2026-06-01' })
    expect(calculer(c)).toMatchObject({ depart: '2026-06-01', date: '2026-06-01' })
  })
  test('une mise en service plus tardive est signalée', () => {
    const c = base()
    c.modifier('etablissement', 'e2', { dateMiseEnService: '2026-09-15' })
    expect(calculer(c).miseEnServiceApres).toBe('2026-09-15')
  })
  test('chaque VA compte quand elle se signe par organisme', () => {
    const c = durees(base(), { DMP3: 12 })
    c.modifier('grappe', projetDeTest, { niveauVa: 'og' })
    faire(c, 'A3', 'o1')
    expect(calculer(c)).toMatchObject({ signee: false, date: addDays(jour, 12) })
    expect(calculer(c).retenues.flatMap((r) => r.etapes.map((e) => e.portee))).not.toContain('o1')
    faire(c, 'A3', 'o2')
    expect(calculer(c)).toMatchObject({ signee: true, date: null, retenues: [] })
  })
  test('la liste nationale a aussi sa VA', () => {
    const c = base()
    c.modifier('grappe', projetDeTest, { checklist: 'nationale' })
    c.ajouter('prevision', { catalogue: 'nationale', code: 'N2', duree: 45 })
    expect(calculer(c).date).toBe(addDays(jour, 45))
  })
})
