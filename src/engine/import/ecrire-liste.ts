import { champDe, type Ligne } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import type { Journal } from '../db/journal.ts'
import type { Cellules } from './rapprochement.ts'

/** One row of a list: the entity it completes (`id`) or adds; null `cellules` when nothing of it is kept. */
interface LigneLue {
  readonly id: string | null
  readonly cellules: Cellules | null
}

/** What the list would replace in the dossier, as one sentence; none when it replaces nothing. */
export function direRemplacees(kind: string, entites: readonly { readonly id: string }[], lignes: readonly LigneLue[]): readonly string[] {
  const parId = new Map(entites.map((e) => [e.id, e as Readonly<Record<string, unknown>>]))
  let n = 0
  for (const { id, cellules } of lignes) {
    const connue = id === null ? undefined : parId.get(id)
    for (const [name, cell] of Object.entries(cellules ?? {})) {
      const held = connue?.[name]
      if (held !== null && held !== undefined && champDe(kind, name)?.encode(held) !== cell) n += 1
    }
  }
  if (n === 0) return []
  return [`${formatEntier(n)} ${n > 1 ? 'valeurs déjà saisies seront remplacées' : 'valeur déjà saisie sera remplacée'}.`]
}

/** Writes an accepted list: one transaction, one step of undo. `ajoutees`: the cells that a new entity has besides those read. */
export function ecrireListe(journal: Journal, kind: string, lignes: readonly LigneLue[], ajoutees: (lues: Cellules) => Cellules = () => ({})) {
  const touchees: Ligne[] = []
  let [ajoutes, modifies, ignores] = [0, 0, 0]
  journal.groupe(() => {
    for (const { id, cellules } of lignes) {
      if (cellules === null) {
        ignores += 1
        continue
      }
      if (id === null) ajoutes += 1
      else modifies += 1
      touchees.push(journal.ajouter(kind, id, null, id === null ? { ...ajoutees(cellules), ...cellules } : cellules))
    }
  })
  return { ajoutes, modifies, ignores, lignes: touchees }
}
