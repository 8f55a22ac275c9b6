import type { Ligne } from '#domain/dossier.ts'
import type { Journal } from '../db/journal.ts'
import type { Cellules } from './rapprochement.ts'

/** One row of an accepted list: the entity it completes (`id`) or adds; null `cellules` when nothing of it is kept. */
interface LigneAcceptee {
  readonly id: string | null
  readonly cellules: Cellules | null
}

/** Writes an accepted list: one transaction, one step of undo. `ajoutees`: the cells that a new entity has besides those read. */
export function ecrireListe(journal: Journal, kind: string, lignes: readonly LigneAcceptee[], ajoutees: (lues: Cellules) => Cellules = () => ({})) {
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
