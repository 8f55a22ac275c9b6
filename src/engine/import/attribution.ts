import type { Cellule } from '#domain/champs/champ.ts'
import { cleNaturelle, isEtatParCle } from '#domain/cle-naturelle.ts'
import type { NomConnu } from '#domain/noms.ts'
import { isUuid, uuidNaturel } from '../db/identifiant.ts'
import type { Journal } from '../db/journal.ts'
import type { Identites } from './identites.ts'

/** An entity of a file: its noun, the id it bears there and where it stands (`etablissements[3]`). */
export interface Nommee {
  readonly nom: NomConnu
  readonly local: string
  readonly place: string
}

/** What the dossier already holds: the kind of each id, and the living entity of each natural key. */
function existantes(journal: Journal) {
  const kindDe = new Map<string, string>()
  const parCle = new Map<string, string>()
  for (const { id, kind, vivant, cellules } of journal.lireLignes()) {
    kindDe.set(id, kind)
    const cle = vivant ? cleNaturelle(kind, cellules) : null
    if (cle !== null && !parCle.has(`${kind} ${cle}`)) parCle.set(`${kind} ${cle}`, id)
  }
  return { kindDe, parCle }
}

/**
 * Gives each entity its id: the one it already has in the dossier (same UUID, else same FINESS or other natural key),
 * else its own UUID, else one derived from the project and what it names, so that the same import twice completes.
 */
export function createAttribution(journal: Journal, identites: Identites, fautes: string[]) {
  const { projet } = journal
  const { kindDe, parCle } = existantes(journal)
  const pris = new Set<string>()
  const vus = new Set<string>()
  return ({ nom, local, place }: Nommee, cellules: Readonly<Record<string, Cellule>>): string => {
    const { kind } = nom
    if (vus.has(`${kind} ${local}`)) fautes.push(`${place}.id : l’identifiant « ${local} » est donné deux fois`)
    vus.add(`${kind} ${local}`)
    const cle = cleNaturelle(kind, cellules)
    const isCle = cle !== null && (nom.unique || isEtatParCle(kind))
    const libre = isUuid(local) && (kindDe.get(local) ?? kind) === kind
    const id =
      kind === 'grappe'
        ? projet
        : ([
            libre && kindDe.has(local) ? local : undefined,
            cle === null ? undefined : parCle.get(`${kind} ${cle}`),
            libre && !isCle ? local : undefined,
            cle === null ? undefined : uuidNaturel(projet, kind, cle)
          ].find((candidate) => candidate !== undefined && !pris.has(candidate)) ?? uuidNaturel(projet, kind, `import:${local}`))
    pris.add(id)
    identites.set(kind, local, id)
    return id
  }
}
