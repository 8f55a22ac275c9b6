import { type Depense, depense as nomDepense } from '#domain/depense.ts'
import type { Dossier } from '#domain/dossier.ts'
import { etablissementsConserves } from '#domain/dossier.ts'
import { repartir } from '#domain/repartition.ts'
import { annuaireDe, libelle } from '../libelles.ts'

/** Poste under which the planned payroll (« coûts RH ») and the payroll lines are compared. */
export const posteRh = 'Ressources humaines'

/** Spent against planned for one poste, in cents. `ecart` = spent − planned; `pourcent` null when nothing was planned. */
export interface LignePoste {
  readonly poste: string
  readonly prevu: number
  readonly realise: number
  readonly eligible: number
  readonly ecart: number
  readonly pourcent: number | null
}

/** One establishment's share of the eligible expenses, in cents. */
export interface LigneRepartition {
  readonly etablissement: string
  readonly finess: string | null
  readonly organisme: string | null
  readonly directes: number
  readonly mutualisees: number
}

/** Planned TTC of the plan de financement by poste (costs and payroll), spent and eligible beside, in plan order then spending order. */
export function postesCompares(dossier: Dossier): readonly LignePoste[] {
  const lignes = new Map<string, { prevu: number; realise: number; eligible: number }>()
  const de = (poste: string) => {
    const found = lignes.get(poste) ?? { prevu: 0, realise: 0, eligible: 0 }
    lignes.set(poste, found)
    return found
  }
  for (const c of dossier.couts) if (c.poste !== null) de(c.poste).prevu += c.ttc ?? 0
  for (const c of dossier.coutsRh) de(posteRh).prevu += Math.round((c.coutMensuel ?? 0) * (c.mois ?? 0) * (c.etp ?? 0))
  for (const d of dossier.depenses) {
    const ligne = de(d.poste ?? 'Sans poste')
    ligne.realise += d.ttc ?? 0
    ligne.eligible += d.eligible ?? 0
  }
  return [...lignes].map(([poste, l]) => ({
    poste,
    ...l,
    ecart: l.realise - l.prevu,
    pourcent: l.prevu === 0 ? null : ((l.realise - l.prevu) / l.prevu) * 100
  }))
}

/**
 * Eligible amounts by kept establishment: its own lines, plus its part of the shared ones according to their key
 * (equal parts, or persons accompanied; no key: equal parts). Parts add up to the cent.
 */
export function repartitionEligible(dossier: Dossier): readonly LigneRepartition[] {
  const etablissements = etablissementsConserves(dossier)
  const { organisme } = annuaireDe(dossier)
  const rang = new Map(etablissements.map((e, i) => [e.id, i]))
  const directes = etablissements.map(() => 0)
  const partagees = { egale: 0, personnes: 0 }
  for (const d of dossier.depenses) {
    const i = d.etablissement === null ? undefined : rang.get(d.etablissement)
    if (i !== undefined) directes[i] = (directes[i] ?? 0) + (d.eligible ?? 0)
    else partagees[d.cle === 'personnes' ? 'personnes' : 'egale'] += d.eligible ?? 0
  }
  const egales = repartir(
    partagees.egale,
    etablissements.map(() => 1)
  )
  const personnes = repartir(
    partagees.personnes,
    etablissements.map((e) => e.personnesAccompagnees ?? 0)
  )
  return etablissements.map((e, i) => ({
    etablissement: e.nom ?? 'à compléter',
    finess: e.finess,
    organisme: organisme(e.organisme)?.raisonSociale ?? null,
    directes: directes[i] ?? 0,
    mutualisees: (egales[i] ?? 0) + (personnes[i] ?? 0)
  }))
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
