import type { Cellule } from '#domain/champs/champ.ts'
import { isUuid } from '../db/identifiant.ts'

/** Ids of a file → ids of the journal, by kind: two kinds may use the same short id. */
export interface Identites {
  readonly set: (kind: string, local: string, id: string) => void
  /** Id of an entity of the file; a UUID that the file does not define is kept (it may be in the dossier, or have been removed). */
  readonly de: (kind: string, local: string) => string | undefined
  /** Same, whatever the kind; undefined when no entity has this id, or several kinds do. */
  readonly partout: (local: string) => string | undefined
}

export function createIdentites(): Identites {
  const parKind = new Map<string, Map<string, string>>()
  const toutes = new Map<string, Set<string>>()
  const unique = (local: string): string | undefined => {
    const found = toutes.get(local)
    return found?.size === 1 ? [...found][0] : undefined
  }
  return {
    set: (kind, local, id) => {
      const known = parKind.get(kind) ?? new Map<string, string>()
      parKind.set(kind, known.set(local, id))
      toutes.set(local, (toutes.get(local) ?? new Set()).add(id))
    },
    de: (kind, local) => parKind.get(kind)?.get(local) ?? (isUuid(local) ? (unique(local) ?? local) : undefined),
    partout: (local) => unique(local) ?? (isUuid(local) ? local : undefined)
  }
}

/** Keys of a `Manque` or of a check whose parts are never ids: a short id of the file must not be mistaken for them. */
const sansId = new Set('controle financement complement cible cible-inconnue taux sous-cible fenetre nombre poste rib depenses'.split(' '))

/** A key with the ids it names replaced (`champ:etablissement.finess:<id>`, `pv-retire:<id>:<id>`). */
export function cleTraduite(cle: string, identites: Identites): string {
  const [code = '', ...parts] = cle.split(':')
  return sansId.has(code) ? cle : [code, ...parts.map((part) => identites.partout(part) ?? part)].join(':')
}

/** Fields that hold an id without being declared references. `grappe` is a scope, not an id. */
const porteurs: Readonly<Record<string, string>> = { 'piece-jointe': 'cible', action: 'portee' }

/** Ids held in ordinary text fields, replaced in place. */
export function traduireTextes(kind: string, cellules: Record<string, Cellule>, identites: Identites): void {
  const porteur = porteurs[kind]
  const local = porteur === undefined ? null : cellules[porteur]
  if (porteur !== undefined && typeof local === 'string' && !(kind === 'action' && local === 'grappe')) cellules[porteur] = identites.partout(local) ?? local
  if (kind === 'reponse' && typeof cellules['cle'] === 'string') cellules['cle'] = cleTraduite(cellules['cle'], identites)
}
