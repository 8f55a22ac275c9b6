import { describe, expect, test } from 'vitest'
import { foldDossier, type Ligne } from '#domain/dossier.ts'
import { entitesDe } from '../presenter.ts'
import { colonnesDeNom, placerCollage } from './colonne.ts'

const ligne = (kind: string, id: string, cree: number, cellules: Ligne['cellules']): Ligne => ({ id, kind, part: '', cree, vivant: true, cellules })
const dossier = foldDossier('p', [
  ligne('organisme', 'o1', 1, { raisonSociale: 'Association Les Pins' }),
  ligne('depense', 'd1', 2, { libelle: 'Licences', ht: 100_000, tva: 20_000, ttc: 120_000, organisme: 'o1', dateFacture: '2026-03-05' }),
  ligne('depense', 'd2', 3, { libelle: 'Formation', ht: 50_050, ttc: null })
])
const colonnes = colonnesDeNom('depense', [{ champ: 'libelle' }, { champ: 'organisme' }, { champ: 'dateFacture' }, { champ: 'ht', total: true }], () => dossier)
const colonne = (cle: string) => {
  const c = colonnes.find((x) => x.cle === cle)
  if (!c?.edition) throw new Error(cle)
  return { ...c, edition: c.edition }
}
const depenses = entitesDe(dossier, 'depense')

describe('colonnes de grille', () => {
  test.each([
    ['ht', '1 234,56', { ok: true, cellule: 123_456 }],
    ['ht', '1 234,56 €', { ok: true, cellule: 123_456 }],
    ['ht', '1234.56', { ok: true, cellule: 123_456 }],
    ['ht', '', { ok: true, cellule: null }],
    ['dateFacture', '05032026', { ok: true, cellule: '2026-03-05' }],
    ['dateFacture', '5/3/26', { ok: true, cellule: '2026-03-05' }],
    ['organisme', 'association  LES PINS', { ok: true, cellule: 'o1' }]
  ])('%s lit %j', (cle, tape, attendu) => expect(colonne(cle).edition.lire(tape)).toEqual(attendu))

  test.each([
    ['ht', 'douze'],
    ['dateFacture', '31/02/2026'],
    ['organisme', 'Inconnu']
  ])('%s refuse %j avec une raison', (cle, tape) =>
    expect(colonne(cle).edition.lire(tape)).toMatchObject({ ok: false, message: expect.stringMatching(/\S{3}/u) })
  )

  test('montre, trie et totalise', () => {
    const [premiere] = depenses
    if (!premiere) throw new Error('exemple vide')
    expect(colonnes.map((c) => c.texte(premiere))).toEqual(['Licences', 'Association Les Pins', '05/03/2026', '1\u202f000,00\u202f€'])
    expect(colonne('ht').tri?.(premiere)).toBe(100_000)
    expect(colonne('ht').total?.(depenses)).toBe('1\u202f500,50\u202f€')
  })
})

describe('collage', () => {
  const cles = ['a', 'b', 'c']
  test('un tableau part de la cellule et déborde vers le bas', () => {
    const { cellules, debordement } = placerCollage(
      [
        ['1', '2'],
        ['3', '4']
      ],
      { rang: 5, colonne: 'b' },
      cles
    )
    expect(cellules.map((c) => [c.rang, c.colonne, c.tape])).toEqual([
      [5, 'b', '1'],
      [5, 'c', '2'],
      [6, 'b', '3'],
      [6, 'c', '4']
    ])
    expect(debordement).toBe(0)
  })
  test('ce qui dépasse à droite est compté, jamais perdu sans le dire', () => {
    expect(placerCollage([['1', '2', '3']], { rang: 0, colonne: 'c' }, cles)).toMatchObject({ cellules: [{ colonne: 'c', tape: '1' }], debordement: 2 })
  })
  test('une cellule seule remplit les lignes choisies', () => {
    expect(placerCollage([['x']], { rang: 2, colonne: 'a' }, cles, [1, 2, 4]).cellules.map((c) => c.rang)).toEqual([1, 2, 4])
  })
})
