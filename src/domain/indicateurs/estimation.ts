import { type NomChiffre, nomsChiffres, type Releve } from '../releve.ts'
import { chiffre } from './index-releves.ts'

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
