import { describe, expect, it } from 'vitest'
import { construire } from './dossier-de-test.ts'
import { entiteDe } from './entite-de.ts'
import { coutRh } from './financement.ts'
import { coutRhTotal, planFinancement } from './plan-financement.ts'

describe('coutRhTotal', () => {
  it.each([
    [{ coutMensuel: 450_000, mois: 12, etp: 0.5 }, 2_700_000],
    [{ coutMensuel: 100, mois: 1, etp: 0.345 }, 35],
    // 1.005 × 100 is below 100.5 in binary: half a cent still rounds away from zero.
    [{ coutMensuel: 100, mois: 1, etp: 1.005 }, 101],
    [{ coutMensuel: -100, mois: 1, etp: 0.5 }, -50],
    [{ coutMensuel: 100, mois: null, etp: 1 }, null]
  ])('%j', (valeurs, expected) => {
    expect(coutRhTotal(entiteDe(coutRh, 'c', valeurs))).toBe(expected)
  })
})

describe('planFinancement', () => {
  it('adds emplois and ressources up by year, and the subsidy', () => {
    const c = construire()
    c.ajouter('cout', { annee: 2028, ttc: 1_000 })
    c.ajouter('cout', { annee: 2027, ttc: 2_000 })
    c.ajouter('cout', { annee: null, ttc: 9_999 })
    c.ajouter('cout-rh', { annee: 2027, coutMensuel: 500, mois: 2, etp: 1 })
    c.ajouter('ressource', { annee: 2027, source: 'avance', montant: 1_500 })
    c.ajouter('ressource', { annee: 2027, source: 'autofinancement', montant: 1_500 })
    c.ajouter('ressource', { annee: 2028, source: 'solde', montant: 1_100 })
    expect(planFinancement(c.dossier())).toEqual({
      annees: [
        { annee: 2027, couts: 2_000, coutsRh: 1_000, emplois: 3_000, ressources: 3_000, ecart: 0 },
        { annee: 2028, couts: 1_000, coutsRh: 0, emplois: 1_000, ressources: 1_100, ecart: 100 }
      ],
      emplois: 4_000,
      ressources: 4_100,
      subvention: 2_600,
      avance: 1_500,
      solde: 1_100
    })
  })
})
