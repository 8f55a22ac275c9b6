export type TypeDonnee = 'texte' | 'entier' | 'decimal' | 'euros' | 'pourcent' | 'date' | 'annee'

/**
 * Something Grappe can write in a model. Each of `mots` is a set of notions (see `mots.ts`) that is enough to name it;
 * `avec` are notions that may come with them.
 */
export interface Donnee {
  readonly cle: string
  readonly libelle: string
  readonly type: TypeDonnee
  readonly mots: readonly (readonly string[])[]
  readonly avec: ReadonlySet<string>
  /** May be asked for a window, a month, or a year of the plan. */
  readonly periode: 'fenetre' | 'annee' | null
}

/** A datum as the lists write it: notions separated by spaces, alternatives by bars. */
export type Ligne = readonly [cle: string, libelle: string, type: TypeDonnee, mots: string, avec?: string]

export const donnee = ([cle, libelle, type, mots, avec = '']: Ligne, periode: Donnee['periode'] = null): Donnee => ({
  cle,
  libelle,
  type,
  mots: mots.split('|').map((m) => m.split(' ')),
  avec: new Set([
    ...avec.split(' '),
    ...(type === 'euros' ? ['MONTANT', 'EURO', 'TOTAL'] : []),
    ...(type === 'entier' ? ['NB', 'TOTAL'] : []),
    ...(type === 'date' ? ['DATE'] : [])
  ]),
  periode
})
