import { type Depense, depense as nomDepense } from '#domain/depense.ts'
import type { Dossier } from '#domain/dossier.ts'
import { annuaireDe, libelle } from '../libelles.ts'

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
