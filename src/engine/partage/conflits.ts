import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Ligne } from '#domain/dossier.ts'
import type { Journal } from '../db/journal.ts'
import { champVie } from '../db/lecture.ts'
import { createSignatures, type ValeurSignee } from './signatures.ts'

export interface ConflitOuvert {
  readonly kind: string
  readonly id: string
  readonly champ: string
  /** One for each different value, the displayed one first, with its author and date. */
  readonly cotes: readonly ValeurSignee[]
}

/** Every open conflict, side by side. */
export function listerConflits(journal: Journal): ConflitOuvert[] {
  const signatures = createSignatures(journal.db)
  return journal
    .lireConflits()
    .flatMap(({ kind, id, champ }) => (id === null || champ === null ? [] : [{ kind, id, champ, cotes: signatures.cotesDe(id, champ) }]))
}

/**
 * Settles a conflict: the edit names every value it replaces, so that it travels and stays settled. `valeur` may be neither side
 * (« garder les deux »); for « removed by one, changed by another », 1 keeps and 0 removes.
 */
export function choisirValeur(journal: Journal, { kind, id, champ, valeur }: { kind: string; id: string; champ: string; valeur: Cellule }): Ligne {
  if (!journal.lireConflits().some((c) => c.kind === kind && c.id === id && c.champ === champ)) throw new GrappeError('entite-inconnue')
  if (champ === champVie) return valeur === 0 ? journal.retirer(kind, id) : journal.retablir(kind, id)
  const [ligne] = journal.ecrire([{ kind, id, champ, valeur }])
  if (!ligne) throw new GrappeError('entite-inconnue')
  return ligne
}
