import { describe, expect, test } from 'vitest'
import { suivreDeploiement } from '#domain/deploiement/suivi.ts'
import { construire } from '#domain/dossier-de-test.ts'
import { colonnesMatrice, lireEtat, rangeesMatrice } from './colonnes-matrice.ts'

const c = construire()
c.ajouter('grappe', { checklist: 'occitanie' })
for (const o of ['o1', 'o2']) c.ajouter('organisme', { id: o, raisonSociale: o })
for (const [id, organisme] of [
  ['e1', 'o1'],
  ['e2', 'o1'],
  ['e3', 'o2']
] as const)
  c.ajouter('etablissement', { id, nom: id, organisme })
c.ajouter('action', { catalogue: 'occitanie', code: 'A1', portee: 'grappe', etat: 'fait' })
c.ajouter('action', { catalogue: 'occitanie', code: 'MIE1', portee: 'o1', etat: 'en-cours' })
c.ajouter('action', { catalogue: 'occitanie', code: 'DMP4', portee: 'e1', etat: 'fait' })
c.ajouter('action', { catalogue: 'occitanie', code: 'DMP4', portee: 'e3', etat: 'sans-objet' })
const dossier = c.dossier()
const deploiement = suivreDeploiement(dossier)

const lire = (lignes: 'essms' | 'og') => {
  const rangees = rangeesMatrice(deploiement, lignes, dossier.organismes, dossier.etablissements)
  const colonnes = new Map(colonnesMatrice(deploiement, lignes, '').map((col) => [col.cle, col]))
  return { rangees, colonnes, texte: (code: string) => rangees.map((r) => colonnes.get(code)?.texte(r)) }
}

describe('matrice des actions', () => {
  test.each([
    ['essms', 'A1', ['✓ Fait', '✓ Fait', '✓ Fait']],
    ['essms', 'MIE1', ['… En cours', '… En cours', '']],
    ['essms', 'DMP4', ['✓ Fait', '', '– Sans objet']],
    ['og', 'A1', ['✓ Fait', '✓ Fait']],
    ['og', 'MIE1', ['… En cours', '']],
    ['og', 'DMP4', ['1 sur 2', '– Sans objet']]
  ] as const)('%s, %s', (lignes, code, attendu) => expect(lire(lignes).texte(code)).toEqual(attendu))
  test('on ne modifie que les actions suivies au niveau des lignes ; elles viennent d’abord', () => {
    for (const lignes of ['essms', 'og'] as const) {
      const colonnes = [...lire(lignes).colonnes.values()].filter((col) => deploiement.actions.some((a) => a.code === col.cle))
      const modifiables = colonnes.map((col) => col.edition !== undefined)
      expect(modifiables).toEqual(modifiables.toSorted((a, b) => Number(b) - Number(a)))
      expect(colonnes.filter((col) => col.edition).map((col) => deploiement.niveau(col.cle))).toEqual(colonnes.filter((col) => col.edition).map(() => lignes))
    }
  })
  test('le total compte ce qui est achevé', () => {
    const { colonnes, rangees } = lire('essms')
    expect(colonnes.get('DMP4')?.total?.(rangees)).toBe('2 sur 3')
  })
  test.each([
    ['Fait', 'fait'],
    ['✓ Fait', 'fait'],
    ['… en cours', 'en-cours'],
    ['– Sans objet', 'sans-objet'],
    ['', null]
  ])('« %s » se colle', (tape, cellule) => expect(lireEtat(tape)).toEqual({ ok: true, cellule }))
  test('un autre mot est refusé avec sa raison', () => expect(lireEtat('bientôt').ok).toBe(false))
})
