import type { Dossier } from './dossier.ts'
import type { CoutRh } from './financement.ts'

/** Emplois and ressources of one year, in cents. The plan is balanced when `ecart` is 0. */
export interface AnneePlan {
  readonly annee: number
  readonly couts: number
  readonly coutsRh: number
  readonly emplois: number
  readonly ressources: number
  /** ressources − emplois. */
  readonly ecart: number
}

/** The plan de financement pluriannuel, TTC, in cents. */
export interface PlanFinancement {
  readonly annees: readonly AnneePlan[]
  readonly emplois: number
  readonly ressources: number
  /** Σ « avance » + « solde » of the ressources. */
  readonly subvention: number
  readonly avance: number
  readonly solde: number
}

/** Total cost of a « coûts RH » line, in cents: monthly cost × months × ETP, rounded half away from zero; null while one is missing. */
export const coutRhTotal = (cout: CoutRh): number | null =>
  cout.coutMensuel === null || cout.mois === null || cout.etp === null
    ? null
    : Math.sign(cout.coutMensuel) * Math.round(Number((Math.abs(cout.coutMensuel) * cout.mois * cout.etp).toPrecision(15)))

/** Adds the plan up, year by year in order. Lines without year or amount are left out: field completeness names them. */
export function planFinancement(dossier: Dossier): PlanFinancement {
  const years = new Map<number, { couts: number; coutsRh: number; ressources: number }>()
  const add = (annee: number | null, column: 'couts' | 'coutsRh' | 'ressources', cents: number | null) => {
    if (annee === null || cents === null) return
    const year = years.get(annee) ?? { couts: 0, coutsRh: 0, ressources: 0 }
    year[column] += cents
    years.set(annee, year)
  }
  let avance = 0
  let solde = 0
  for (const cout of dossier.couts) add(cout.annee, 'couts', cout.ttc)
  for (const cout of dossier.coutsRh) add(cout.annee, 'coutsRh', coutRhTotal(cout))
  for (const ressource of dossier.ressources) {
    add(ressource.annee, 'ressources', ressource.montant)
    if (ressource.source === 'avance') avance += ressource.montant ?? 0
    if (ressource.source === 'solde') solde += ressource.montant ?? 0
  }
  const annees = [...years]
    .sort(([a], [b]) => a - b)
    .map(([annee, { couts, coutsRh, ressources }]) => {
      const emplois = couts + coutsRh
      return { annee, couts, coutsRh, emplois, ressources, ecart: ressources - emplois }
    })
  return {
    annees,
    emplois: annees.reduce((sum, a) => sum + a.emplois, 0),
    ressources: annees.reduce((sum, a) => sum + a.ressources, 0),
    subvention: avance + solde,
    avance,
    solde
  }
}
