import { type Dossier, etablissementsConserves } from '../dossier.ts'
import { type NomChiffre, nomsChiffres, type Releve } from '../releve.ts'
import { type Fenetre, fenetreDe } from './fenetre.ts'
import { chiffre, indexReleves } from './index-releves.ts'

/** How each number of three months may be combined. Distinct files of three months cannot be added: the same file may be active in each. */
export const combinaison: Readonly<Record<NomChiffre, 'somme' | 'moyenne' | 'aucune'>> = {
  messagesEnvoyes: 'somme',
  dmpAlimentes: 'aucune',
  dossiersActifs: 'aucune',
  actifsAvecProjet: 'aucune',
  actifsAvecAgenda: 'aucune',
  personnesAccompagnees: 'moyenne',
  personnesProjet: 'moyenne'
}

/**
 * Proposes the seven numbers of a window from its three monthly relevés: messages added, persons averaged (rounded to the nearest
 * whole, half up), distinct counts left blank because they cannot be added. A number absent from any month stays blank.
 * Null unless exactly three monthly relevés are given. The result is an « estimation » and must be saved as such.
 */
export function proposerEstimation(mensuels: readonly Releve[]): readonly (number | null)[] | null {
  if (mensuels.length !== 3 || mensuels.some((r) => r.type !== 'mois')) return null
  return nomsChiffres.map((nom) => {
    const values = mensuels.map((releve) => chiffre(releve, nom))
    if (combinaison[nom] === 'aucune' || values.some((v) => v === null)) return null
    const sum = values.reduce<number>((total, v) => total + (v ?? 0), 0)
    return combinaison[nom] === 'somme' ? sum : Math.round(sum / values.length)
  })
}

/** Seven numbers proposed for an establishment that has none in a window. */
export interface EstimationProposee {
  readonly etablissement: string
  readonly chiffres: readonly (number | null)[]
}

/** Estimations that the three months of a window allow, for the kept establishments without any number of that window. */
export function estimationsManquantes(dossier: Dossier, fenetre: Fenetre): readonly EstimationProposee[] {
  const mois = fenetreDe(dossier, fenetre)?.mois ?? []
  const index = indexReleves(dossier)
  return etablissementsConserves(dossier).flatMap((e): EstimationProposee[] => {
    if (index.de(e.id, fenetre)?.chiffres?.some((c) => c !== null)) return []
    const chiffres = proposerEstimation(mois.flatMap((m) => index.de(e.id, { mois: m }) ?? []))
    return chiffres?.some((c) => c !== null) ? [{ etablissement: e.id, chiffres }] : []
  })
}
