import type { CodeIndicateur } from './registre.ts'

export const etatsTaux = ['atteint', 'sous', 'non-calculable', 'exempte', 'sans-releve', 'non-suivi', 'sans-cible'] as const
export type EtatTaux = (typeof etatsTaux)[number]

export const etatTauxLabel: Readonly<Record<EtatTaux, string>> = {
  atteint: 'Atteint',
  sous: 'Sous la cible',
  'non-calculable': 'Non calculable',
  exempte: 'Exempté',
  'sans-releve': 'Sans relevé',
  'non-suivi': 'Non suivi',
  'sans-cible': 'Sans cible'
}

/**
 * Rate of one indicator. `taux` and `cible` in per cent, unrounded; `taux` is null whenever it cannot be computed, never 0 by default.
 * `numerateur` and `denominateur` are the figures of the period (sums for an aggregate).
 */
export interface Taux {
  readonly indicateur: CodeIndicateur
  readonly numerateur: number | null
  readonly denominateur: number | null
  readonly taux: number | null
  readonly etat: EtatTaux
  readonly cible: number | null
  /** Whole units of the numerator lacking to reach the target; 0 when reached, null when there is no rate or no target. */
  readonly manqueEnUnites: number | null
}

/** Rate of a group of establishments: Σ numerators ÷ Σ denominators of those that have figures and are not exempt. */
export interface TauxAgrege extends Taux {
  /** Establishments summed. */
  readonly comptes: number
  /** Ids of the establishments without figures: listed, never counted as 0. */
  readonly sansReleve: readonly string[]
  /** Ids of the establishments exempted from this indicator. */
  readonly exemptes: readonly string[]
}

/** One couple numerator/denominator: one for a window, three for the mean of monthly rates. */
export interface Mesure {
  readonly numerateur: number
  readonly denominateur: number
}

/** Numerators, or denominators, of several measures. */
export const sommeMesures = (mesures: readonly Mesure[], cle: keyof Mesure): number => mesures.reduce((total, m) => total + m[cle], 0)

// Guards comparisons such as 66.7 % of 3 against binary rounding; far below one unit.
const epsilon = 1e-9

/**
 * Judges measures against a target (per cent). One measure: its own rate. Several: the mean of their rates, and what is lacking
 * is expressed on the last measure alone (units to add in the last month). A zero denominator makes the rate « non calculable ».
 */
export function juger(mesures: readonly Mesure[], cible: number | null): Pick<Taux, 'taux' | 'etat' | 'manqueEnUnites'> {
  const last = mesures.at(-1)
  if (last === undefined) return { taux: null, etat: 'sans-releve', manqueEnUnites: null }
  if (mesures.some((m) => m.denominateur === 0)) return { taux: null, etat: 'non-calculable', manqueEnUnites: null }
  const taux = mesures.reduce((sum, m) => sum + (100 * m.numerateur) / m.denominateur, 0) / mesures.length
  if (cible === null) return { taux, etat: 'sans-cible', manqueEnUnites: null }
  const lacking = mesures.length === 1 ? (cible * last.denominateur) / 100 - last.numerateur : ((cible - taux) / 100) * mesures.length * last.denominateur
  const manqueEnUnites = Math.max(0, Math.ceil(lacking - epsilon))
  return { taux, etat: manqueEnUnites === 0 ? 'atteint' : 'sous', manqueEnUnites }
}
