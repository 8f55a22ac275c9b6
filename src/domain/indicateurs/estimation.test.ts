import { describe, expect, it } from 'vitest'
import { construire } from '../dossier-de-test.ts'
import { entiteDe } from '../entite-de.ts'
import { releve } from '../releve.ts'
import { estimationsManquantes, proposerEstimation } from './estimation.ts'
import { moisDuSuivi } from './fenetre.ts'
import { moisProjete } from './projection.ts'

const mois = (chiffres: readonly (number | null)[]) => entiteDe(releve, 'r', { type: 'mois', mois: '2026-07', chiffres })

describe('proposerEstimation', () => {
  it('adds messages, averages persons, and never adds distinct counts', () => {
    const months = [mois([10, 5, 9, 8, 7, 20, 18]), mois([20, 6, 9, 8, 7, 21, 18]), mois([30, 7, 9, 8, 7, 21, 19])]
    expect(proposerEstimation(months)).toEqual([60, null, null, null, null, 21, 18])
  })
  it('leaves blank what one month does not give', () => {
    const months = [mois([10, 5, 9, 8, 7, null, 18]), mois([null, 6, 9, 8, 7, 21, 18]), mois([30, 7, 9, 8, 7, 21, 18])]
    expect(proposerEstimation(months)).toEqual([null, null, null, null, null, null, 18])
  })
  it('needs exactly three monthly relevés', () => {
    expect(proposerEstimation([mois([1, 1, 1, 1, 1, 1, 1])])).toBeNull()
    expect(proposerEstimation([mois([1]), mois([1]), entiteDe(releve, 'r', { type: 'va' })])).toBeNull()
  })
})

describe('estimationsManquantes', () => {
  it('only for establishments without any number of the window, from their three months', () => {
    const c = construire()
    c.ajouter('grappe', { finCloture: '2026-09-30' })
    for (const id of ['sans', 'avec', 'deux-mois', 'retire']) c.ajouter('etablissement', { id, ...(id === 'retire' ? { situation: 'retire' } : {}) })
    for (const etablissement of ['sans', 'avec', 'deux-mois', 'retire'])
      for (const m of ['2026-07', '2026-08', '2026-09'])
        if (etablissement !== 'deux-mois' || m !== '2026-08') c.ajouter('releve', { etablissement, type: 'mois', mois: m, chiffres: [10, 5, 9, 8, 7, 20, 18] })
    c.ajouter('releve', { etablissement: 'avec', type: 'cloture', chiffres: [1, null, null, null, null, null, null] })
    c.ajouter('releve', { etablissement: 'sans', type: 'cloture', observation: 'en attente' })
    expect(estimationsManquantes(c.dossier(), 'cloture')).toEqual([{ etablissement: 'sans', chiffres: [30, null, null, null, null, 20, 18] }])
    expect(estimationsManquantes(c.dossier(), 'va')).toEqual([])
  })
})

describe('moisDuSuivi', () => {
  const moisDe = (grappe: { finVa?: string; finCloture?: string }, suivis: readonly string[] = []) => {
    const c = construire()
    c.ajouter('grappe', grappe)
    for (const m of suivis) c.ajouter('releve', { etablissement: 'e', type: 'mois', mois: m })
    return moisDuSuivi(c.dossier(), '2026-11-22')
  }
  it.each([
    ['nothing dated: the last twelve', {}, [], '2025-12', '2026-11', 12],
    ['a closure of another year', { finCloture: '2024-06-30' }, [], '2024-04', '2026-11', 32],
    ['a relevé older than the windows', { finVa: '2024-04-30' }, ['2023-12'], '2023-12', '2026-11', 36],
    ['a slip of the keyboard', { finVa: '1926-04-30' }, [], '2025-12', '2026-11', 12],
    ['a month to come that has figures', {}, ['2027-01'], '2025-12', '2027-01', 13]
  ] as const)('%s', (_cas, grappe, suivis, premier, dernier, nombre) => {
    const mois = moisDe(grappe, suivis)
    expect([mois.at(-1), mois[0], mois.length]).toEqual([premier, dernier, nombre])
  })
})

describe('moisProjete', () => {
  const serie = (...taux: (number | null)[]) => taux.map((t, i) => ({ mois: `2026-0${i + 1}`, taux: t }))
  it.each([
    ['a steady rise', serie(40, 50, 60), 90, '2026-06'],
    ['a month without figures is skipped', serie(40, null, 60, 70), 90, '2026-06'],
    ['already reached', serie(40, 60, 95), 90, '2026-03'],
    ['falling', serie(60, 50, 40), 90, null],
    ['too slow', serie(10, 10.1, 10.2), 90, null],
    ['too few months', serie(10, 50), 90, null]
  ])('%s', (_, points, cible, expected) => {
    expect(moisProjete(points, cible)).toBe(expected)
  })
})
