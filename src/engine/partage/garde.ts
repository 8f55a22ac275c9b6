import { GrappeError } from '#contract/errors.ts'
import type { Ligne } from '#domain/dossier.ts'
import { createAppartenance } from '#domain/partage/appartenance.ts'
import type { Journal } from '../db/journal.ts'
import { collectesDe, roleDe } from './role.ts'

type LigneVisee = Pick<Ligne, 'id' | 'kind' | 'cellules'>

/**
 * In a collecte copy, refuses at once (`hors-perimetre`) what the porteur would refuse at the return: the settings of the grappe,
 * adding or removing an establishment, the demande itself. Nothing is refused elsewhere.
 */
export function createGarde(journal: Journal) {
  const parts = roleDe(journal.db) === 'collecte' ? new Set(collectesDe(journal.db).flatMap((c) => c.parts)) : null
  const partDe = createAppartenance(journal.projet, (id) => journal.ligne(id) ?? undefined)
  const refuser = (ligne: LigneVisee) => {
    if (parts !== null && (ligne.kind === 'envoi' || !parts.has(partDe(ligne)))) throw new GrappeError('hors-perimetre')
  }
  const isFixe = (kind: string) => parts !== null && (kind === 'etablissement' || kind === 'organisme')
  const visee = (kind: string, id: string): LigneVisee => journal.ligne(id) ?? { id, kind, cellules: {} }
  return {
    edition: (kind: string, id: string): void => refuser(visee(kind, id)),
    ajout: (kind: string, cellules: Ligne['cellules']): void => {
      if (isFixe(kind)) throw new GrappeError('hors-perimetre')
      refuser({ id: '', kind, cellules })
    },
    retrait: (kind: string, id: string): void => {
      if (isFixe(kind)) throw new GrappeError('hors-perimetre')
      refuser(visee(kind, id))
    }
  }
}
