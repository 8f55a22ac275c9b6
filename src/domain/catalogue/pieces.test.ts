import { describe, expect, it, test } from 'vitest'
import { type Dossier, foldDossier, type Ligne } from '../dossier.ts'
import { pieceDe, pieces, piecesComplementaires } from './pieces.ts'

const ligne = (kind: string, id: string, cellules: Ligne['cellules']): Ligne => ({ kind, id, part: 'grappe', cree: 0, vivant: true, cellules })
const dossier = (...lignes: readonly Ligne[]): Dossier => foldDossier('p', lignes)
const requise = (numero: number, d: Dossier) => pieceDe(numero)?.requise(d)
const petit = ligne('organisme', 'petit', { nombreEssmsGeres: 14 })
const grand = ligne('organisme', 'grand', { nombreEssmsGeres: 15 })

it('lists the 14 pièces in order, with ASCII file names', () => {
  expect(pieces.map((p) => p.numero)).toEqual(Array.from({ length: 14 }, (_, i) => i + 1))
  const all = [...pieces, ...piecesComplementaires]
  expect(new Set(all.map((p) => p.slug)).size).toBe(all.length)
  for (const p of all) {
    expect(p.slug).toMatch(/^[A-Za-z0-9_]+$/u)
    expect(`00_${p.slug}_signee.pdf`.length).toBeLessThanOrEqual(80)
    expect(p.formats.length > 0, p.titre).toBe(p.mode === 'generee')
  }
})
it('follows the table of the kit', () => {
  const numeros = (keep: (p: (typeof pieces)[number]) => boolean) => pieces.filter(keep).map((p) => p.numero)
  expect(numeros((p) => p.obligation === 'oui')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(numeros((p) => p.obligation === 'si')).toEqual([11, 12])
  expect(numeros((p) => p.aSigner)).toEqual([3, 4])
  expect(numeros((p) => p.trameCnsa)).toEqual([2, 5, 6, 7, 8])
  expect(numeros((p) => p.mode === 'fournie')).toEqual([9, 10, 12, 13, 14])
  expect(numeros((p) => p.formats.includes('xlsx'))).toEqual([5, 6, 11])
})
it('asks for the nine compulsory pièces of an empty Dossier, and nothing else', () => {
  const vide = dossier()
  expect([...pieces, ...piecesComplementaires].filter((p) => p.requise(vide)).map((p) => p.numero)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

describe('pièce 11', () => {
  const chez = (organisme: string) => [ligne('etablissement', 'e', { organisme }), ligne('materiel', 'm', { etablissement: 'e', designation: 'Tablette' })]
  test.each([
    ['equipment of a petit OG', [petit, ...chez('petit')], true],
    ['equipment of a larger OG', [petit, grand, ...chez('grand')], false],
    ['an equipment cost of a petit OG', [petit, ligne('cout', 'c', { nature: 'materiel', organisme: 'petit' })], true],
    ['a shared equipment cost with a petit OG', [petit, ligne('cout', 'c', { nature: 'materiel' })], true],
    ['another cost', [petit, ligne('cout', 'c', { nature: 'logiciel', organisme: 'petit' })], false],
    ['no petit OG', [grand, ligne('cout', 'c', { nature: 'materiel' })], false],
    ['an unknown size', [ligne('organisme', 'o', {}), ligne('cout', 'c', { nature: 'materiel', organisme: 'o' })], false]
  ] as const)('%s', (_, lignes, expected) => expect(requise(11, dossier(...lignes))).toBe(expected))
})
it('asks for pièce 12 when an OG is affiliated', () => {
  expect(requise(12, dossier(petit))).toBe(false)
  expect(requise(12, dossier(petit, ligne('organisme', 'o', { entiteNationale: 'Une fédération' })))).toBe(true)
})
it('asks for the split of hours when a kept service also does comfort', () => {
  expect(requise(15, dossier(ligne('etablissement', 'e', { saadMixte: 'oui' })))).toBe(true)
  expect(requise(15, dossier(ligne('etablissement', 'e', { saadMixte: 'oui', situation: 'retire' })))).toBe(false)
})
