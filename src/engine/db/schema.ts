import type { Database } from 'better-sqlite3'

/** « GRP1 »: the four bytes at offset 68 of every Grappe file. */
export const applicationId = 0x47525031
/** `user_version` of a file created from the first schema; later ones are the numbers of the migrations (10, 20…). */
export const versionInitiale = 1
export const pageSize = 4096

/**
 * The eleven tables of the journal, frozen: a received file must match them to the letter.
 * Numbers (`*_no`) are local to one file, uuids and field keys are global.
 * `entity.hlc` is the clock of its first op, `entity.part` the uuid of the grappe, OG or ESSMS it belongs to; both are derived.
 * `head` holds no value: measured on 632,000 cells, the file loses 19 % and a whole reading takes 0.37 s instead of 0.23 s.
 * `op_parent` may name ops that a partial copy does not hold, so its parent side has no foreign key on `op`.
 */
const ddl: readonly string[] = [
  'CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE author(author_no INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE CHECK(length(uuid)=16),
    nom TEXT NOT NULL, fonction TEXT NOT NULL, organisation TEXT NOT NULL) STRICT`,
  `CREATE TABLE session(session_no INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE CHECK(length(uuid)=16), author_no INTEGER NOT NULL REFERENCES author,
    machine BLOB NOT NULL CHECK(length(machine)=16), app_version TEXT NOT NULL, started_hlc INTEGER NOT NULL, tz_min INTEGER NOT NULL) STRICT`,
  `CREATE TABLE entity(entity_no INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE CHECK(length(uuid)=16), kind TEXT NOT NULL,
    part BLOB NOT NULL CHECK(length(part)=16), hlc INTEGER NOT NULL) STRICT`,
  'CREATE INDEX entity_part ON entity(part)',
  'CREATE TABLE field(field_no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT',
  `CREATE TABLE op(session_no INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL, hlc INTEGER NOT NULL, entity_no INTEGER NOT NULL REFERENCES entity,
    field_no INTEGER NOT NULL REFERENCES field, value ANY, PRIMARY KEY(session_no, seq)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE op_parent(session_no INTEGER NOT NULL, seq INTEGER NOT NULL, p_session_no INTEGER NOT NULL REFERENCES session, p_seq INTEGER NOT NULL,
    PRIMARY KEY(session_no, seq, p_session_no, p_seq), FOREIGN KEY(session_no, seq) REFERENCES op) STRICT, WITHOUT ROWID`,
  'CREATE INDEX op_parent_p ON op_parent(p_session_no, p_seq)',
  `CREATE TABLE head(entity_no INTEGER NOT NULL, field_no INTEGER NOT NULL, session_no INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(entity_no, field_no, session_no, seq), FOREIGN KEY(session_no, seq) REFERENCES op) STRICT, WITHOUT ROWID`,
  `CREATE TABLE blob(sha256 BLOB PRIMARY KEY CHECK(length(sha256)=32), size INTEGER NOT NULL, mime TEXT NOT NULL, data BLOB NOT NULL,
    CHECK(size=length(data))) STRICT`,
  `CREATE TABLE collecte(id BLOB PRIMARY KEY CHECK(length(id)=16), issued_hlc INTEGER NOT NULL, recipient TEXT NOT NULL, parts TEXT NOT NULL,
    demande TEXT NOT NULL, returned_hlc INTEGER) STRICT`,
  `CREATE TABLE redaction(session_no INTEGER NOT NULL REFERENCES session, seq INTEGER NOT NULL, PRIMARY KEY(session_no, seq)) STRICT, WITHOUT ROWID`
]

/** Lays the first schema in an empty database, in one transaction. */
export function createSchema(db: Database): void {
  db.transaction(() => {
    for (const statement of ddl) db.exec(statement.replace(/\s+/gu, ' '))
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${versionInitiale}`)
  }).immediate()
}

/** The schema as text, one object a line, sorted: two files with the same text have the same tables, indexes, triggers and views. */
export function readSchema(db: Database): string {
  const rows = db.prepare<[], [string, string, string, string | null]>('SELECT type, name, tbl_name, sql FROM sqlite_schema').raw().all()
  return rows
    .map((row) => row.map((part) => (part ?? '').replace(/\s+/gu, ' ')).join('|'))
    .sort()
    .join('\n')
}
