import type { NomChiffre } from '../releve.ts'

/** One usage indicator: a rate read off two of the seven numbers of a relevé. Source: kit 2023, five indicators. */
export interface Indicateur {
  readonly code: string
  readonly titre: string
  readonly numerateur: NomChiffre
  readonly denominateur: NomChiffre
  /** Messages are counted, not persons: the MSSanté rate may exceed 100 %. Any other rate above 100 % is an error. */
  readonly peutDepasser100: boolean
  readonly description: string
  /** What one unit of the numerator is, for « il manque 12 DMP alimentés ». */
  readonly unite: { readonly un: string; readonly plusieurs: string }
}

export const defineIndicateur = <const C extends string>(indicateur: Indicateur & { readonly code: C }): Indicateur & { readonly code: C } => indicateur
