import type { Dossier } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { grouper } from '#domain/grouper.ts'
import type { Materiel } from '#domain/materiel.ts'
import type { Organisme } from '#domain/organisme.ts'
import { isPetitOg } from '#domain/organisme.ts'
import { parametresDe } from '#domain/parametres.ts'
import { annuaireDe } from '../libelles.ts'

/** TTC of an amount HT, in cents: HT × (1 + rate), rounded half away from zero. `tauxTva` in per cent. */
export const ttcDe = (htCents: number, tauxTva: number): number =>
  Math.sign(htCents) * Math.round(Number((Math.abs(htCents) * (1 + tauxTva / 100)).toPrecision(15)))

interface LigneMateriel {
  readonly materiel: Materiel
  readonly etablissement: Etablissement | undefined
  readonly organisme: Organisme | undefined
  /** Null while quantity, price or rate is missing. */
  readonly ht: number | null
  readonly ttc: number | null
}

export interface TotalEssms {
  readonly etablissement: Etablissement | undefined
  readonly organisme: Organisme | undefined
  readonly ttc: number
  readonly depasse: boolean
  /** Equipment money is for petits OG; null while the number of ESSMS of the OG is unknown. */
  readonly petitOg: boolean | null
}

/** « Oui », « Non », or « à compléter ». */
export const petitOgDit = (t: TotalEssms): string => (t.petitOg === null ? 'à compléter' : t.petitOg ? 'Oui' : 'Non')

export interface ModeleMateriel {
  /** Grouped by establishment. */
  readonly lignes: readonly LigneMateriel[]
  readonly parEssms: readonly TotalEssms[]
  readonly ht: number
  readonly ttc: number
  readonly plafond: number | null
}

export function modeleMateriel(dossier: Dossier): ModeleMateriel {
  const annuaire = annuaireDe(dossier)
  const plafond = parametresDe(dossier.grappe).plafondEquipement
  const parEtablissement = grouper(
    dossier.materiels.map((materiel): LigneMateriel => {
      const etablissement = annuaire.etablissement(materiel.etablissement)
      const ht = materiel.quantite === null || materiel.prixUnitaireHt === null ? null : materiel.quantite * materiel.prixUnitaireHt
      return {
        materiel,
        etablissement,
        organisme: annuaire.organisme(etablissement?.organisme ?? null),
        ht,
        ttc: ht === null || materiel.tauxTva === null ? null : ttcDe(ht, materiel.tauxTva)
      }
    }),
    (l) => l.etablissement
  )
  const somme = (lignes: readonly LigneMateriel[], cle: 'ht' | 'ttc') => lignes.reduce((n, l) => n + (l[cle] ?? 0), 0)
  const lignes = [...parEtablissement.values()].flat()
  return {
    lignes,
    parEssms: [...parEtablissement].map(([etablissement, siennes]) => {
      const organisme = siennes[0]?.organisme
      const ttc = somme(siennes, 'ttc')
      return {
        etablissement,
        organisme,
        ttc,
        depasse: plafond !== null && ttc > plafond,
        petitOg: isPetitOg(organisme)
      }
    }),
    ht: somme(lignes, 'ht'),
    ttc: somme(lignes, 'ttc'),
    plafond
  }
}
