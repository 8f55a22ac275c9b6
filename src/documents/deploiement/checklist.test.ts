import { describe, expect, test } from 'vitest'
import { checklistOccitanie } from '#domain/catalogue/checklist-occitanie.ts'
import { type Constructeur, construire, projetDeTest } from '#domain/dossier-de-test.ts'
import type { Bloc, Doc } from '../doc.ts'
import { checklistDeploiement } from './checklist.ts'

function grappe(essms: number): Constructeur {
  const c = construire()
  c.ajouter('grappe', { checklist: 'occitanie' })
  for (const o of ['o1', 'o2']) c.ajouter('organisme', { id: o, raisonSociale: `Organisme ${o}` })
  for (let i = 0; i < essms; i++)
    c.ajouter('etablissement', { id: `e${i}`, nom: `ESSMS ${i}`, organisme: i % 2 ? 'o1' : 'o2', insAQualifier: 10, insQualifiees: 9, rppsSoin: 2 })
  return c
}
const doc = (c: Constructeur): Doc => {
  const p = checklistDeploiement(c.dossier(), { date: '2026-03-02', version: '1' })
  if (p.sorte !== 'pdf') throw new Error('a PDF is expected')
  return p.doc
}
/** Blocks of each page that a break starts. */
const pages = ({ blocs }: Doc): Bloc[][] => {
  const faites: Bloc[][] = [[]]
  for (const b of blocs) b.b === 'saut' ? faites.push([]) : faites.at(-1)?.push(b)
  return faites
}
const titreDe = (page: readonly Bloc[]) => page.flatMap((b) => (b.b === 'titre' && b.niveau === 1 ? [b.texte] : []))
const table = (page: readonly Bloc[] | undefined) => page?.flatMap((b) => (b.b === 'table' ? [b] : []))[0]
const texte = (page: readonly Bloc[] | undefined): readonly string[][] =>
  (table(page)?.rangees ?? []).map((r) => r.cellules.map(({ valeur: v }) => ('v' in v ? String(v.v) : '')))

describe('checklist imprimable', () => {
  test('une page par thème, toutes les actions, dans l’ordre de la liste', () => {
    const toutes = pages(doc(grappe(3)))
    expect(toutes.slice(1, -1).flatMap(titreDe)).toEqual(checklistOccitanie.themes.map((t) => t.titre))
    const codes = toutes.slice(1, -1).flatMap((p) => texte(p).map((l) => l[1]?.split(' – ')[0]))
    expect(codes).toEqual(checklistOccitanie.actions.map((a) => a.code))
  })
  test('une case se coche quand tous ont fini ; sinon ceux qui restent sont nommés', () => {
    const c = grappe(3)
    for (const o of ['o1', 'o2']) c.ajouter('action', { catalogue: 'occitanie', code: 'MIE1', portee: o, etat: 'fait' })
    c.ajouter('action', { catalogue: 'occitanie', code: 'MIE2', portee: 'o1', etat: 'fait' })
    const lignes = new Map(texte(pages(doc(c))[2]).map((l) => [l[1]?.split(' – ')[0], l]))
    expect(lignes.get('MIE1')?.slice(0, 6)).toEqual([
      '☑',
      'MIE1 – Contractualiser avec l’ANS',
      'Direction de l’OG, par organisme',
      'A1, A2',
      '',
      '2 sur 2 organismes'
    ])
    expect(lignes.get('MIE2')?.[0]).toBe('☐')
    expect(lignes.get('MIE2')?.[5]).toBe('1 sur 2 organismes. Reste : Organisme o2')
    expect(lignes.get('MIE2')?.[3]).toBe('MIE1 (déduit)')
  })
  test('la date de VA et ce qui la retient sont en tête', () => {
    const c = grappe(3)
    c.ajouter('prevision', { catalogue: 'occitanie', code: 'MIE1', duree: 30 })
    const premiere = pages(doc(c))[0]
    expect(premiere?.find((b) => b.b === 'encadre')).toMatchObject({ titre: 'VA possible au plus tôt le 1er avril 2026.' })
    expect(texte(premiere)).toContainEqual([
      'MIE1 – Contractualiser avec l’ANS',
      'Direction de l’OG',
      'Organisme o1 et Organisme o2',
      '30',
      '2026-03-02',
      '2026-04-01'
    ])
  })
  test('le suivi INS et RPPS+ totalise, et se groupe par organisme quand il est long', () => {
    const courte = texte(pages(doc(grappe(3))).at(-1))
    expect(courte).toHaveLength(4)
    expect(courte.at(-1)).toEqual(['Total', '', '30', '27', '0', '0', '90', '0', '0', '0', '6', '0', '6'])
    expect(texte(pages(doc(grappe(40))).at(-1))).toHaveLength(43)
  })
  test('sans établissement, la liste s’imprime quand même', () => {
    const c = construire()
    c.ajouter('grappe', { id: projetDeTest })
    expect(pages(doc(c))).toHaveLength(2)
  })
})
