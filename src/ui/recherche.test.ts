import { describe, expect, test } from 'vitest'
import { exemple } from '#domain/exemple/exemple.ts'
import { chercher, indexer } from './recherche.ts'

const { dossier } = exemple({ essms: 18, graine: 1 })
const index = indexer(dossier)
const premier = (tape: string) => chercher(index, tape)[0]

describe('search everywhere', () => {
  test('every key is unique: one line of the list each', () => {
    expect(new Set(index.map((e) => e.cle)).size).toBe(index.length)
  })

  test('an establishment is found by its name without accents, and by its FINESS typed with spaces or not', () => {
    const e = dossier.etablissements[4]
    if (!e?.nom || !e.finess) throw new Error('no fifth establishment')
    const vers = { t: 'adresse', adresse: { kind: 'etablissement', id: e.id, champ: null } }
    expect(premier(e.nom.toUpperCase())?.vers).toEqual(vers)
    expect(premier(e.finess)?.vers).toEqual(vers)
  })

  test.each([
    ['date notif', 'champ:grappe.dateNotification'],
    ['pièce 5', 'piece:5'],
    ['A3', 'action:A3'],
    ['déploiement', 'ecran:deploiement'],
    ['petit og', 'terme:petit-og']
  ])('« %s » leads to %s', (tape, cle) => {
    expect(premier(tape)?.cle).toBe(cle)
  })

  test('nothing typed shows the screens; words that are nowhere find nothing', () => {
    expect(chercher(index, '  ').map((e) => e.sorte)).toEqual(Array(12).fill('Écran'))
    expect(chercher(index, 'zzz introuvable')).toEqual([])
  })

  test('text typed is never read as a pattern', () => {
    for (const tape of ['(', '[a-z', '.*', '\\', '+', '$^', 'l’', '-', ',']) expect(() => chercher(index, tape)).not.toThrow()
  })
})
