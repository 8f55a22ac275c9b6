import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listesPreparation } from '#domain/catalogue/preparation.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { chercher, indexer, onglets } from './recherche.ts'

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
    ['petit og', 'terme:petit-og'],
    ['iban', 'champ:organisme.iban'],
    ['fiche de saisie', 'onglet:depot/saisie'],
    ['matrice', 'onglet:deploiement/matrice'],
    ['capacité', 'champ:etablissement.capacite']
  ])('« %s » leads to %s', (tape, cle) => {
    expect(premier(tape)?.cle).toBe(cle)
  })

  test('an expense is found by the number of its invoice, a preparation action by its words', () => {
    const d = dossier.depenses.find((x) => x.facture !== null)
    expect(chercher(index, d?.facture ?? 'aucune').map((e) => e.cle)).toContain(`depense:${d?.id}`)
    for (const liste of listesPreparation) {
      const a = liste.actions[0]
      expect(chercher(index, a?.titre ?? '').map((e) => e.cle)).toContain(`preparation:${liste.code}/${a?.code}`)
    }
  })

  test('every tab that is listed is one of its screen', () => {
    for (const [page, cle, titre] of onglets) {
      const dossierEcran = join(import.meta.dirname, 'screens', page)
      const source = readdirSync(dossierEcran)
        .filter((f) => f.endsWith('.tsx'))
        .map((f) => readFileSync(join(dossierEcran, f), 'utf8'))
        .join('\n')
      expect(source).toMatch(new RegExp(`cle: '${cle}',\\s*titre: '${titre}'`, 'u'))
    }
  })

  test('a tab is found by the words that its name shortens', () => {
    expect(chercher(index, 'ressources humaines').map((e) => e.cle)).toContain('onglet:galis/rh')
    expect(chercher(index, 'financement').map((e) => e.cle)).toContain('onglet:galis/ressources')
  })

  test('nothing typed shows the screens; words that are nowhere find nothing', () => {
    expect(chercher(index, '  ').map((e) => e.sorte)).toEqual(Array(12).fill('Écran'))
    expect(chercher(index, 'zzz introuvable')).toEqual([])
  })

  test('text typed is never read as a pattern', () => {
    for (const tape of ['(', '[a-z', '.*', '\\', '+', '$^', 'l’', '-', ',']) expect(() => chercher(index, tape)).not.toThrow()
  })
})
