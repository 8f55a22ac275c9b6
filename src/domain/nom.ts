import type { Champ } from './champs/champ.ts'

/**
 * A noun of the trade: one entity kind of the journal, with its fields.
 * `collection` is its name in a Dossier (plural), or its own name when there is exactly one.
 */
export interface Nom<
  K extends string = string,
  C extends string = string,
  F extends Readonly<Record<string, Champ<never>>> = Readonly<Record<string, Champ<never>>>
> {
  readonly kind: K
  readonly collection: C
  /** French singular label with its article-free form, e.g. « établissement ». */
  readonly label: string
  readonly unique: boolean
  /**
   * Which part of the grappe an entity belongs to, for a collecte copy: the grappe itself,
   * or the OG / ESSMS designated by that field (or the entity itself).
   */
  readonly part: 'grappe' | 'soi' | keyof F
  readonly champs: F
}

// biome-ignore lint/suspicious/noExplicitAny: a record of fields of every value type
type Champs = Readonly<Record<string, Champ<any>>>

export function defineNom<const K extends string, const C extends string, F extends Champs>(definition: {
  readonly kind: K
  readonly collection: C
  readonly label: string
  readonly unique?: boolean
  readonly part?: 'grappe' | 'soi' | keyof F
  readonly champs: F
}): {
  readonly kind: K
  readonly collection: C
  readonly label: string
  readonly unique: boolean
  readonly part: 'grappe' | 'soi' | keyof F
  readonly champs: F
} {
  return { unique: false, part: 'grappe', ...definition }
}

type ValeurDe<C> = C extends Champ<infer T> ? T : never

/** An entity as a Dossier gives it: its id, its creation rank, and each field, null when empty. */
export type Entite<N extends { readonly champs: Champs }> = { readonly id: string } & {
  readonly [K in keyof N['champs']]: ValeurDe<N['champs'][K]> | null
}
