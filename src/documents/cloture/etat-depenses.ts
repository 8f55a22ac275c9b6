import { type Depense, depense as nomDepense } from '#domain/depense.ts'
import type { Dossier } from '#domain/dossier.ts'
import { etablissementsConserves } from '#domain/dossier.ts'
import { repartir } from '#domain/repartition.ts'
import { annuaireDe, libelle } from '../libelles.ts'

/** One establishment's share of the eligible expenses, in cents. */
export interface LigneRepartition {
  readonly etablissement: string
  readonly finess: string | null
  readonly organisme: string | null
  readonly directes: number
  readonly mutualisees: number
}

/**
 * Eligible amounts by kept establishment: its own lines, plus its part of the shared ones: the lines of one key are
 * added, then split once.
 * `sansCle` is what stays shared: lines without a key; `retires`, the own lines of establishments that are no longer kept.
 * Parts, `sansCle` and `retires` add up to the total eligible, to the cent.
 */
export function repartitionEligible(dossier: Dossier): { readonly lignes: readonly LigneRepartition[]; readonly sansCle: number; readonly retires: number } {
  const etablissements = etablissementsConserves(dossier)
  const conserves = new Set(etablissements.map((e) => e.id))
  const { organisme } = annuaireDe(dossier)
  const directes = new Map<string, number>()
  const partagees = { aucune: 0, egale: 0, personnes: 0 }
  for (const d of dossier.depenses) {
    if (d.etablissement === null) partagees[d.cle ?? 'aucune'] += d.eligible ?? 0
    else directes.set(d.etablissement, (directes.get(d.etablissement) ?? 0) + (d.eligible ?? 0))
  }
  const egales = repartir(
    partagees.egale,
    etablissements.map(() => 1)
  )
  const personnes = repartir(
    partagees.personnes,
    etablissements.map((e) => e.personnesAccompagnees ?? 0)
  )
  return {
    sansCle: partagees.aucune,
    retires: [...directes].reduce((cents, [id, montant]) => (conserves.has(id) ? cents : cents + montant), 0),
    lignes: etablissements.map((e, i) => ({
      etablissement: e.nom ?? 'à compléter',
      finess: e.finess,
      organisme: organisme(e.organisme)?.raisonSociale ?? null,
      directes: directes.get(e.id) ?? 0,
      mutualisees: (egales[i] ?? 0) + (personnes[i] ?? 0)
    }))
  }
}

export const total = <T>(lignes: readonly T[], montant: (ligne: T) => number | null): number => lignes.reduce((sum, l) => sum + (montant(l) ?? 0), 0)

/** The words of one expense line, as both the workbook and the PDF print them. */
export function motsDepense(dossier: Dossier): (d: Depense) => {
  organisme: string | null
  finessEj: string | null
  etablissement: string
  finessEt: string | null
  nature: string | null
  imputation: string | null
  cle: string | null
} {
  const { organisme, etablissement } = annuaireDe(dossier)
  return (d) => {
    const og = organisme(d.organisme)
    const essms = etablissement(d.etablissement)
    return {
      organisme: og?.raisonSociale ?? null,
      finessEj: og?.finessEj ?? null,
      etablissement: essms ? (essms.nom ?? 'à compléter') : 'Mutualisée',
      finessEt: essms?.finess ?? null,
      nature: libelle(nomDepense.champs.nature, d.nature),
      imputation: libelle(nomDepense.champs.imputation, d.imputation),
      cle: d.etablissement === null ? libelle(nomDepense.champs.cle, d.cle) : null
    }
  }
}
