import type { Database } from 'better-sqlite3'
import type { Champ } from '#domain/champs/champ.ts'
import { noms } from '#domain/noms.ts'
import type { Elagage } from './filtres.ts'

// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
type Champs = Readonly<Record<string, Champ<any>>>
const cellesDeBanque = noms.flatMap(({ kind, champs }) => Object.entries(champs as Champs).flatMap(([champ, c]) => (c.banque ? [{ kind, champ }] : [])))
const sansTirets = (ids: readonly string[]) => JSON.stringify(ids.map((id) => id.replaceAll('-', '')))

/**
 * Takes things out of a copy made for sending, inside the caller's transaction. A value that stays still names every value it replaced,
 * even those taken out: whoever has an old one never takes it for a concurrent edit.
 */
export function elaguer(db: Database, { banque, mortes, exclues, blob }: Elagage): void {
  db.exec('CREATE TEMP TABLE perdue(session_no INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(session_no, seq)) WITHOUT ROWID')
  const deBanque = `SELECT o.session_no, o.seq, o.entity_no, o.field_no FROM op o JOIN entity e ON e.entity_no = o.entity_no JOIN field f ON f.field_no = o.field_no
    JOIN json_each(:celles) c ON c.value ->> 'kind' = e.kind AND c.value ->> 'champ' = f.key`
  const celles = JSON.stringify(cellesDeBanque)
  if (banque === 'toute') db.prepare(`INSERT OR IGNORE INTO perdue SELECT session_no, seq FROM (${deBanque})`).run({ celles })
  else
    db.prepare(
      `INSERT OR IGNORE INTO perdue SELECT session_no, seq FROM (${deBanque}) b
       WHERE NOT EXISTS (SELECT 1 FROM head h WHERE h.session_no = b.session_no AND h.seq = b.seq AND h.entity_no = b.entity_no AND h.field_no = b.field_no)
       OR b.entity_no IN (SELECT entity_no FROM entity WHERE uuid IN (SELECT unhex(value) FROM json_each(:mortes)))`
    ).run({ celles, mortes: sansTirets(mortes) })
  db.prepare(
    `INSERT OR IGNORE INTO perdue SELECT o.session_no, o.seq FROM op o JOIN entity e ON e.entity_no = o.entity_no
     WHERE e.uuid IN (SELECT unhex(value) FROM json_each(?))`
  ).run(sansTirets(exclues))
  db.exec(`
    INSERT OR IGNORE INTO op_parent(session_no, seq, p_session_no, p_seq)
    WITH RECURSIVE passe(s, q, session_no, seq) AS (
      SELECT p.session_no, p.seq, p.p_session_no, p.p_seq FROM op_parent p JOIN perdue x ON x.session_no = p.p_session_no AND x.seq = p.p_seq
      WHERE NOT EXISTS (SELECT 1 FROM perdue k WHERE k.session_no = p.session_no AND k.seq = p.seq)
      UNION SELECT a.s, a.q, p.p_session_no, p.p_seq FROM passe a
      JOIN perdue x ON x.session_no = a.session_no AND x.seq = a.seq
      JOIN op_parent p ON p.session_no = a.session_no AND p.seq = a.seq
      JOIN op o ON o.session_no = a.s AND o.seq = a.q
      JOIN op d ON d.session_no = p.p_session_no AND d.seq = p.p_seq AND d.entity_no = o.entity_no AND d.field_no = o.field_no)
    SELECT s, q, session_no, seq FROM passe;
    DELETE FROM head WHERE (session_no, seq) IN (SELECT session_no, seq FROM perdue);
    DELETE FROM op_parent WHERE (session_no, seq) IN (SELECT session_no, seq FROM perdue);
    DELETE FROM op WHERE (session_no, seq) IN (SELECT session_no, seq FROM perdue);
    DELETE FROM entity WHERE entity_no NOT IN (SELECT entity_no FROM op);
    UPDATE entity SET hlc = p.premier FROM (SELECT entity_no, min(hlc) AS premier FROM op GROUP BY entity_no) p
    WHERE p.entity_no = entity.entity_no AND p.premier <> entity.hlc;
    DROP TABLE perdue;
  `)
  const retrait = db.prepare('DELETE FROM blob WHERE sha256 = ?')
  for (const sha256 of db.prepare<[], Buffer>('SELECT sha256 FROM blob').pluck().all()) if (!blob(sha256.toString('hex'))) retrait.run(sha256)
}
