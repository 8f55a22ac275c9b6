import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { champDe } from '#domain/dossier.ts'

/** Refuses a cell that its field cannot read; fields of a newer version are kept as they come. */
export function verifierCellule(kind: string, champ: string, valeur: Cellule): void {
  const field = champDe(kind, champ)
  if (!field) throw new GrappeError('champ-inconnu', `${kind}.${champ}`)
  if (valeur !== null && field.decode(valeur) === undefined) throw new GrappeError('saisie-invalide', field.label)
}
