import { expect, test } from 'vitest'
import { completude } from '#domain/completude.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import type { Manque } from '#domain/lot.ts'
import { parFamille } from './familles.ts'

const simple = (t: string) => t.replace(/[\u202f\u00a0]/gu, ' ')
const { dossier } = exemple({ essms: 62, graine: 1 })
const manquesSans = (champs: readonly string[], combien: number): readonly Manque[] => {
  const vides = Object.fromEntries(champs.map((c) => [c, null]))
  const etablissements = dossier.etablissements.map((e, i) => (i < combien ? { ...e, ...vides } : e))
  return completude({ ...dossier, etablissements }, { date: '2026-11-22' }).filter((m) => m.cle.startsWith('champ:'))
}
const titres = (manques: readonly Manque[]) => parFamille(manques).map((l) => simple('manques' in l ? l.titre : l.texte))

test('the same said of sixty-two establishments is one line, at the place of the first, and nothing is lost', () => {
  const manques = manquesSans(['commune', 'vague'], 62)
  expect(titres(manques)).toEqual(['Commune manquante : 62 établissements', 'Vague de déploiement manquante : 62 établissements'])
  expect(parFamille(manques).flatMap((l) => ('manques' in l ? l.manques : [l])).length).toBe(manques.length)
})

test('figures, proofs and procès-verbaux that many establishments lack', () => {
  const [premier, ...autres] = dossier.pvs.filter((pv) => pv.type === 'va')
  const sansRien = { ...dossier, releves: [], piecesJointes: [], pvs: premier && autres.length > 0 ? [{ ...premier, etablissements: [] }] : [] }
  const dits = titres(completude(sansRien, { date: '2026-11-22' }))
  expect(dits).toEqual(
    expect.arrayContaining([
      'Relevé absent pour la clôture : 62 établissements',
      'Preuve d’usage absente : 62 établissements',
      'Sans PV de VA : 62 établissements'
    ])
  )
})

test.each([
  [3, 3],
  [4, 1]
])('%i lines of one family are shown as %i', (combien, lignes) => {
  expect(parFamille(manquesSans(['commune'], combien))).toHaveLength(lignes)
})

test('one sentence about two kinds of things, or of two severities, is two families', () => {
  const m = (cle: string, kind: string, gravite: Manque['gravite']): Manque => ({
    cle,
    gravite,
    phase: 'galis',
    lots: ['galis'],
    texte: `Date manquante : ${cle}`,
    famille: { kind, quoi: 'Date manquante', qui: cle },
    ou: null
  })
  const quatre = (kind: string, gravite: Manque['gravite']) => [1, 2, 3, 4].map((i) => m(`${kind} ${gravite} ${i}`, kind, gravite))
  expect(titres([...quatre('formation', 'bloquant'), ...quatre('pv', 'bloquant'), ...quatre('pv', 'information')])).toEqual([
    'Date manquante : 4 formations',
    'Date manquante : 4 procès-verbaux',
    'Date manquante : 4 procès-verbaux'
  ])
})
