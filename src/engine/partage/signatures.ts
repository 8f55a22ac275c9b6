import type { Database } from 'better-sqlite3'
import type { Cellule } from '#domain/champs/champ.ts'
import { hlcToInstant } from '../db/horloge.ts'
import { uuidToBytes } from '../db/identifiant.ts'
import { champVie } from '../db/lecture.ts'

/** A value with who declared it. `instant` in ms since 1970, by the clock of the computer that typed it. */
export interface ValeurSignee {
  readonly valeur: Cellule
  readonly auteur: string
  readonly organisation: string
  readonly instant: number
}

type Rangee = [Cellule, string, string, number]
const signer = ([valeur, auteur, organisation, hlc]: Rangee): ValeurSignee => ({ valeur, auteur, organisation, instant: hlcToInstant(hlc) })

/** Reads who wrote what a journal shows. */
export function createSignatures(db: Database) {
  const auteur = 'JOIN session s ON s.session_no = o.session_no JOIN author a ON a.author_no = s.author_no'
  const tetes = db
    .prepare<{ u: Buffer; c: string }, Rangee>(
      `SELECT o.value, a.nom, a.organisation, o.hlc FROM entity e JOIN field f ON f.key = :c JOIN head h ON h.entity_no = e.entity_no AND h.field_no = f.field_no
       JOIN op o ON o.session_no = h.session_no AND o.seq = h.seq ${auteur} WHERE e.uuid = :u ORDER BY o.hlc DESC, s.uuid DESC, o.seq DESC`
    )
    .raw()
  const derniere = db
    .prepare<{ u: Buffer }, Rangee>(
      `SELECT o.value, a.nom, a.organisation, o.hlc FROM entity e JOIN op o ON o.entity_no = e.entity_no JOIN field f ON f.field_no = o.field_no ${auteur}
       WHERE (e.uuid = :u OR e.part = :u) AND f.key <> '${champVie}' ORDER BY o.hlc DESC LIMIT 1`
    )
    .raw()
  /** Current values of a cell, the displayed one first. */
  const tetesDe = (id: string, champ: string): ValeurSignee[] => tetes.all({ u: uuidToBytes(id), c: champ }).map(signer)
  return {
    tetesDe,
    /**
     * The sides of a conflict, one for each different value, the displayed one first. « Removed by one, changed by another »: who removed (0),
     * and who changed last (1).
     */
    cotesDe: (id: string, champ: string): ValeurSignee[] => {
      const toutes = tetesDe(id, champ)
      const vues = new Set<Cellule>()
      const cotes = toutes.filter((t) => !vues.has(t.valeur) && vues.add(t.valeur))
      if (champ !== champVie || vues.has(1)) return cotes
      const modifiee = derniere.get({ u: uuidToBytes(id) })
      return modifiee ? [{ ...signer(modifiee), valeur: 1 }, ...cotes] : cotes
    }
  }
}
export type Signatures = ReturnType<typeof createSignatures>
