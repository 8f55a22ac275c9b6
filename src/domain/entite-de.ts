import type { Entite } from './nom.ts'
import type { NomConnu } from './noms.ts'

type Saisie<N extends NomConnu> = Partial<Omit<Entite<N>, 'id'>>

/** A whole entity from the fields that have a value: every other field is null. */
export function entiteDe<N extends NomConnu>(nom: N, id: string, valeurs: Saisie<N>): Entite<N> {
  const vide = Object.fromEntries(Object.keys(nom.champs).map((name) => [name, null]))
  return { ...vide, ...valeurs, id } as Entite<N>
}
