import type { Database } from 'better-sqlite3'

export interface TeteTouchee {
  readonly entite: number
  readonly champ: number
}
/** An op that was not there. */
export interface TeteNouvelle extends TeteTouchee {
  readonly session: number
  readonly seq: number
}
/** A parent link that was not there: the op designated (`session`, `seq`) is replaced in the child's cell. */
export type AreteNouvelle = TeteNouvelle

/** True for an op that another op of the same cell names as its parent. */
const couverte = `EXISTS (SELECT 1 FROM op_parent p JOIN op c ON c.session_no = p.session_no AND c.seq = p.seq
  WHERE p.p_session_no = o.session_no AND p.p_seq = o.seq AND c.entity_no = o.entity_no AND c.field_no = o.field_no)`

/**
 * Brings the heads up to date with new ops and links. Exact: an op that was not a head is still covered,
 * a head can only be covered by a new link, a new op by any link.
 */
export function posterTetes(db: Database, nouveau: { readonly tetes: readonly TeteNouvelle[]; readonly aretes: readonly AreteNouvelle[] }): void {
  const ajout = db.prepare(
    `INSERT INTO head(entity_no, field_no, session_no, seq) SELECT o.entity_no, o.field_no, o.session_no, o.seq FROM op o
     WHERE o.session_no = ? AND o.seq = ? AND NOT ${couverte}`
  )
  const retrait = db.prepare('DELETE FROM head WHERE entity_no = ? AND field_no = ? AND session_no = ? AND seq = ?')
  for (const { session, seq } of nouveau.tetes) ajout.run(session, seq)
  for (const { entite, champ, session, seq } of nouveau.aretes) retrait.run(entite, champ, session, seq)
}

/** Heads as the ops alone define them: what `head` must hold. */
export const tetesAttendues = `SELECT o.entity_no, o.field_no, o.session_no, o.seq FROM op o WHERE NOT ${couverte}`

/** True when `head` holds exactly what the ops define: every expected head is there, and there are as many. One walk, nothing gathered. */
export const areTetesExactes = (db: Database): boolean =>
  db
    .prepare<[], number>(
      `SELECT count(h.seq) = count(*) AND count(*) = (SELECT count(*) FROM head) FROM (${tetesAttendues}) o
       LEFT JOIN head h ON h.entity_no = o.entity_no AND h.field_no = o.field_no AND h.session_no = o.session_no AND h.seq = o.seq`
    )
    .pluck()
    .get() === 1
