import { compareTexte } from '../format.ts'
import type { ParIndicateur } from './calcul.ts'
import { type CodeIndicateur, indicateurs } from './registre.ts'
import type { EtatTaux, Taux } from './taux.ts'

/**
 * How far a rate stands from its target, for a heat-map: each step has a sign of its own, so that colour is never alone.
 * `proche`: at least nine tenths of the target; `loin`: less than half.
 */
export type Ecart = 'atteint' | 'proche' | 'sous' | 'loin' | 'aucun'
export const signeEcart: Readonly<Record<Ecart, string>> = { atteint: '✓', proche: '≈', sous: '▾', loin: '▼', aucun: '' }
export const ecartLabel: Readonly<Record<Ecart, string>> = {
  atteint: 'cible atteinte',
  proche: 'à moins d’un dixième de la cible',
  sous: 'sous la cible',
  loin: 'moins de la moitié de la cible',
  aucun: 'sans taux ou sans cible'
}

const sansEcart: readonly EtatTaux[] = ['exempte', 'non-suivi', 'non-calculable', 'sans-releve', 'sans-cible']

export function ecartDe({ etat, taux, cible }: Pick<Taux, 'etat' | 'taux' | 'cible'>): Ecart {
  if (sansEcart.includes(etat) || taux === null || cible === null) return 'aucun'
  if (etat === 'atteint') return 'atteint'
  return taux >= 0.9 * cible ? 'proche' : taux < 0.5 * cible ? 'loin' : 'sous'
}

/** One line of the heat-map: an establishment, an OG or a sector, with its five rates. */
export interface LigneCarte {
  readonly cle: string
  readonly nom: string
  readonly taux: ParIndicateur<Taux>
}

/** Share of its target that the indicator furthest from it has reached; 2 when nothing is judged. */
const plusLoin = (taux: ParIndicateur<Taux>): number =>
  Math.min(2, ...indicateurs.flatMap(({ code }) => (ecartDe(taux[code]) === 'aucun' ? [] : [(taux[code].taux ?? 0) / (taux[code].cible || 1)])))

/**
 * Lowest first: by the rate of one indicator, or, without one, by the indicator furthest from its target. What has no rate comes
 * first when it should have one (no relevé), last when nothing is expected of it.
 */
export function trierCarte(lignes: readonly LigneCarte[], par: CodeIndicateur | null): readonly LigneCarte[] {
  const valeur = ({ taux }: LigneCarte): number => {
    if (par !== null) {
      const { taux: t, etat } = taux[par]
      return etat === 'sans-releve' ? -1 : etat === 'exempte' || etat === 'non-suivi' || t === null ? Number.POSITIVE_INFINITY : t
    }
    return indicateurs.some(({ code }) => taux[code].etat === 'sans-releve') ? -1 : plusLoin(taux)
  }
  return lignes
    .map((ligne) => ({ ligne, valeur: valeur(ligne) }))
    .sort((a, b) => (a.valeur === b.valeur ? compareTexte(a.ligne.nom, b.ligne.nom) : a.valeur < b.valeur ? -1 : 1))
    .map(({ ligne }) => ligne)
}
