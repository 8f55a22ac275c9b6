import { describe, expect, it, test } from 'vitest'
import { instructionDe, instructions, isAppelNational } from './catalogue/instructions.ts'
import { construire, type Valeurs } from './dossier-de-test.ts'
import { formatDateCourte } from './format.ts'
import { grappe } from './grappe.ts'
import { parametresDe } from './parametres.ts'
import { controlerRecevabilite } from './recevabilite/registre.ts'
import { dossierRepris } from './reprise.ts'
import { routage } from './routage.ts'

function dossier(g: Valeurs<'grappe'>, essms = 12, regions: readonly string[] = ['76']) {
  const c = construire()
  c.ajouter('grappe', g as never)
  for (let i = 0; i < essms; i++) c.ajouter('etablissement', { id: `e${i}`, region: regions[i % regions.length] as never })
  return c.dossier()
}
const controle = (code: string, g: Valeurs<'grappe'>, essms?: number) => controlerRecevabilite(dossier(g, essms)).find((r) => r.code === code)!

it('is the instruction itself while nothing is entered', () => {
  for (const { code } of instructions) {
    const { saisis, ...retenus } = parametresDe(dossier({ instruction: code }).grappe)
    expect(saisis).toEqual([])
    expect(retenus).toEqual(instructionDe(code))
  }
})

it('says as entered only what replaces the catalogue', () => {
  const { saisis } = parametresDe(dossier({ instruction: '2023', seuilNational: 50, contratInterditAvant: '2023-01-16', minimumOg: 0 }).grappe)
  expect(saisis).toEqual([])
})

test.each([
  ['2023', null, 'a-justifier', '12 établissements pour un minimum de 15. '],
  ['2023', 10, 'conforme', '12 établissements pour un minimum de 10 (saisi).'],
  ['2026', null, 'a-renseigner', 'Une réponse est attendue.'],
  ['2026', 20, 'a-justifier', '12 établissements pour un minimum de 20 (saisi). '],
  ['autre', 12, 'conforme', '12 établissements pour un minimum de 12 (saisi).']
] as const)('minimum of %s with %s entered: %s', (instruction, minimumEssms, etat, debut) => {
  const r = controle('2', { instruction, minimumEssms })
  expect(r.etat).toBe(etat)
  expect(r.explication.startsWith(debut), r.explication).toBe(true)
  expect(r.champ).toEqual(etat === 'a-renseigner' ? { kind: 'grappe', champ: 'minimumEssms' } : null)
})

test.each([
  ['2021-t1', null, null, 16, 1, 'conforme', '16 établissements pour un minimum de 15. 1 organisme pour un minimum de 3, mais l’un en réunit 15 à lui seul.'],
  ['2021-t1', null, null, 16, 2, 'a-justifier', '2 organismes pour un minimum de 3, et aucun ne réunit 15 établissements à lui seul.'],
  ['2021-t1', null, null, 16, 3, 'conforme', '16 établissements pour un minimum de 15. 3 organismes pour un minimum de 3.'],
  ['2021-t1', null, 2, 16, 2, 'conforme', '16 établissements pour un minimum de 15. 2 organismes pour un minimum de 2 (saisi).'],
  ['2021-t1', null, 0, 16, 2, 'conforme', '16 établissements pour un minimum de 15.'],
  ['2023', null, null, 16, 2, 'conforme', '16 établissements pour un minimum de 15.'],
  ['2023', null, 4, 16, 2, 'a-justifier', '2 organismes pour un minimum de 4 (saisi), et aucun ne réunit 15 établissements à lui seul.'],
  ['2026', null, 4, 16, 2, 'a-renseigner', 'Une réponse est attendue.'],
  ['2026', 10, 4, 16, 2, 'a-justifier', '2 organismes pour un minimum de 4 (saisi), et aucun ne réunit 10 établissements à lui seul.']
] as const)('minimum of organismes of %s with %s and %s entered, %d ESSMS of %d: %s', (instruction, minimumEssms, minimumOg, essms, n, etat, explication) => {
  const c = construire()
  c.ajouter('grappe', { instruction, minimumEssms, minimumOg })
  for (let i = 0; i < essms; i++) c.ajouter('etablissement', { id: `e${i}`, region: '76', organisme: `o${i % n}` })
  const r = controlerRecevabilite(c.dossier()).find((x) => x.code === '2')!
  expect([r.etat, r.explication]).toEqual([etat, explication])
})

test.each([
  ['2023', null, 'PA', 'non', 'non-conforme', 'La solution n’est ni référencée ni en cours de référencement.'],
  ['2023', 'libre', 'PA', 'non', 'conforme', 'Sans objet : aucun référencement exigé (saisi).'],
  ['2023', 'reference-ou-en-cours', 'PJM', 'non', 'non-conforme', 'La solution n’est ni référencée ni en cours de référencement (exigence saisie).'],
  ['2026', null, 'PA', 'non', 'a-renseigner', 'Une réponse est attendue.'],
  ['2026', 'libre', 'PA', 'non', 'conforme', 'Sans objet : aucun référencement exigé (saisi).'],
  ['2026', 'inscription', 'PA', 'en-cours', 'non-conforme', 'Inscription le 2 mars 2026, après la convention du 1er février 2026.']
] as const)('Ségur rule of %s with %s entered, %s, solution « %s »: %s', (instruction, regleSegur, secteur, statutSegur, etat, explication) => {
  const c = construire()
  c.ajouter('grappe', { instruction, regleSegur, dateConvention: '2026-02-01' })
  c.ajouter('solution', { statutSegur, dateSegur: '2026-03-02' })
  c.ajouter('etablissement', { id: 'e', secteur })
  const r = controlerRecevabilite(c.dossier()).find((x) => x.code === '10')!
  expect([r.etat, r.explication]).toEqual([etat, explication])
  if (etat === 'a-renseigner') expect(r.champ).toEqual({ kind: 'grappe', champ: 'regleSegur' })
})

test.each([
  ['2023', null, '2023-02-01', 'conforme', 'Mise en ordre de marche le 1er février 2023, après le 16 janvier 2023.'],
  ['2023', '2023-03-15', '2023-02-01', 'non-conforme', 'Mise en ordre de marche le 1er février 2023, avant le 15 mars 2023 (date saisie).'],
  ['2024', null, '2023-02-01', 'a-renseigner', 'Une réponse est attendue.'],
  ['2024', '2023-01-16', '2023-02-01', 'conforme', 'Mise en ordre de marche le 1er février 2023, après le 16 janvier 2023 (date saisie).']
] as const)('date of check 5 of %s with %s entered', (instruction, contratInterditAvant, dateMiseEnOrdreDeMarche, etat, explication) => {
  const r = controle('5', { instruction, typeProjet: 'acquisition', contratInterditAvant, dateMiseEnOrdreDeMarche })
  expect([r.etat, r.explication]).toEqual([etat, explication])
})

describe('national threshold', () => {
  test.each([
    ['2023', null, 40, 2, 'regional'],
    ['2023', 40, 40, 2, 'national'],
    ['2023', 40, 40, 1, 'regional'],
    ['2021-t1', null, 60, 2, 'regional'],
    ['2021-t1', 40, 60, 2, 'national'],
    ['2026', null, 40, 2, 'a-confirmer'],
    ['2026', 40, 39, 2, 'regional'],
    ['2026', 40, 40, 2, 'national'],
    ['2026', 40, 40, 1, 'a-confirmer'],
    ['2026', 0, 90, 2, 'regional']
  ] as const)('%s with %s entered, %d ESSMS in %d regions: %s', (instruction, seuilNational, essms, n, appel) => {
    const r = routage(dossier({ instruction, seuilNational }, essms, n === 1 ? ['76'] : ['76', '75']))
    expect(r.appel).toBe(appel)
    expect(r.explication.includes('saisi')).toBe(seuilNational !== null)
  })
  it('has one rule for the catalogue and for what is entered', () => expect(isAppelNational({ ...instructionDe('2026'), seuilNational: 10 }, 9, 1)).toBe(false))
})

it('the help tells the values of the catalogue', () => {
  const { minimumEssms, minimumOg, seuilNational, contratInterditAvant } = grappe.champs
  const connus = instructions.filter((i) => i.minimum !== null)
  for (const i of connus) expect(minimumEssms.aide).toMatch(new RegExp(`^${i.minimum} si rien .* ${i.minimumReduit} si tous`, 'u'))
  const avecOg = instructions.filter((i) => i.minimumOg !== null && i.minimumOg > 0)
  expect(avecOg.map((i) => i.code)).toEqual(['2021-t1'])
  expect(minimumOg.aide).toMatch(new RegExp(`^${avecOg[0]!.minimumOg} si rien .* ${avecOg[0]!.minimumOgReduit} si tous`, 'u'))
  expect(instructions.filter((i) => i.minimum === null).map((i) => i.code)).toEqual(['2026', 'autre'])
  expect(seuilNational.aide).toMatch(/^50 si rien/u)
  expect(new Set(instructions.map((i) => i.seuilNational))).toEqual(new Set([0, 50, null]))
  const date = instructions.filter((i) => i.contratInterditAvant !== null)
  expect(date.map((i) => i.code)).toEqual(['2023'])
  expect(contratInterditAvant.aide).toContain(`${formatDateCourte(date[0]!.contratInterditAvant!)} si rien`)
})

it('another call starts without them', () => {
  const repris = dossierRepris(
    dossier({ instruction: '2023', minimumEssms: 10, seuilNational: 40, contratInterditAvant: '2023-03-15', minimumOg: 2, regleSegur: 'libre' })
  ) as unknown as {
    grappe: object
  }
  for (const champ of ['minimumEssms', 'minimumOg', 'seuilNational', 'contratInterditAvant', 'regleSegur']) expect(repris.grappe).not.toHaveProperty(champ)
})
