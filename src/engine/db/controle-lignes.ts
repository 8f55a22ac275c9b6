import { isUtf8 } from 'node:buffer'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { GrappeError } from '#contract/errors.ts'
import { type Cellule, celluleMax } from '#domain/champs/champ.ts'
import { blobMax, sha256 } from './blobs.ts'
import { isTexteSain } from './cellule-sql.ts'
import { hlcMax } from './horloge.ts'
import { isUuid } from './identifiant.ts'
import { isNomDeChamp, isNomDeKind } from './nom-de-champ.ts'
import { areTetesExactes } from './tetes.ts'

const octets16 = z.instanceof(Buffer).refine((b) => b.length === 16)
const hlc = z.number().int().min(1).max(hlcMax)
const texte = (max: number) =>
  z
    .string()
    .max(max)
    .refine((t) => !t.includes('\0'))
const json = (max: number) =>
  texte(max).refine((t) => {
    try {
      JSON.parse(t)
      return true
    } catch {
      return false
    }
  })

/** Rows of the small tables, each read under its cap. */
const tables: readonly { readonly sql: string; readonly ligne: z.ZodType }[] = [
  { sql: 'SELECT k, v FROM meta', ligne: z.object({ k: texte(60), v: texte(10_000) }) },
  {
    sql: 'SELECT uuid, nom, fonction, organisation FROM author',
    ligne: z.object({ uuid: octets16, nom: texte(400), fonction: texte(400), organisation: texte(400) })
  },
  {
    sql: 'SELECT session_no AS no, uuid, machine, app_version AS version, started_hlc AS debut, tz_min AS fuseau FROM session',
    ligne: z.object({
      no: z.number().int().positive(),
      uuid: octets16,
      machine: octets16,
      version: texte(60),
      debut: hlc,
      fuseau: z.number().min(-1440).max(1440)
    })
  },
  {
    sql: 'SELECT entity_no AS no, uuid, kind, part, hlc FROM entity',
    ligne: z.object({ no: z.number().int().positive(), uuid: octets16, kind: z.string().refine(isNomDeKind), part: octets16, hlc })
  },
  { sql: 'SELECT key FROM field', ligne: z.object({ key: z.string().refine(isNomDeChamp) }) },
  {
    sql: 'SELECT id, issued_hlc AS emise, recipient AS destinataire, parts, demande, returned_hlc AS revenue FROM collecte',
    ligne: z.object({ id: octets16, emise: hlc, destinataire: texte(400), parts: json(1_000_000), demande: json(1_000_000), revenue: hlc.nullable() })
  },
  { sql: 'SELECT size, mime FROM blob', ligne: z.object({ size: z.number().int().min(1).max(blobMax), mime: texte(200) }) }
]

/** Every text column but `op.value`, with the longest accepted, in bytes. Checked in SQL before any value is read. */
const textes: readonly (readonly [string, string, number])[] = [
  ['meta', 'k', 60],
  ['meta', 'v', 40_000],
  ['author', 'nom', 1600],
  ['author', 'fonction', 1600],
  ['author', 'organisation', 1600],
  ['session', 'app_version', 60],
  ['entity', 'kind', 60],
  ['field', 'key', 60],
  ['collecte', 'recipient', 1600],
  ['collecte', 'parts', 1_000_000],
  ['collecte', 'demande', 1_000_000],
  ['blob', 'mime', 200]
]

/** Conditions that no row of a coherent journal meets. */
const incoherences: readonly string[] = [
  // A UTF-16 unit takes at most 3 bytes.
  `SELECT 1 FROM op WHERE typeof(value) = 'blob' OR octet_length(value) > ${3 * celluleMax} OR (typeof(value) = 'integer' AND abs(value) > 9007199254740991)`,
  `SELECT 1 FROM op WHERE seq NOT BETWEEN 1 AND 9007199254740991 OR hlc NOT BETWEEN 1 AND ${hlcMax}`,
  'SELECT 1 FROM op_parent WHERE p_seq NOT BETWEEN 1 AND 9007199254740991',
  // A child is later than its parents (the clock may have stopped at its last value).
  `SELECT 1 FROM op_parent p JOIN op c ON c.session_no = p.session_no AND c.seq = p.seq JOIN op o ON o.session_no = p.p_session_no AND o.seq = p.p_seq
   WHERE c.hlc < o.hlc OR (c.hlc = o.hlc AND (c.hlc < ${hlcMax} OR (c.session_no = o.session_no AND c.seq <= o.seq)))`,
  'SELECT 1 FROM redaction r JOIN op o ON o.session_no = r.session_no AND o.seq = r.seq WHERE o.value IS NOT NULL',
  'SELECT 1 FROM entity e LEFT JOIN (SELECT entity_no, min(hlc) AS premier FROM op GROUP BY entity_no) o ON o.entity_no = e.entity_no WHERE o.premier IS NOT e.hlc',
  'SELECT 1 FROM blob WHERE length(data) <> size'
]

const refuser = (cause: string): never => {
  throw new GrappeError('contenu-invalide', cause)
}

function controlerTextes(db: Database): void {
  for (const [table, colonne, max] of textes) {
    if (db.prepare(`SELECT 1 FROM ${table} WHERE octet_length(${colonne}) > ${max} LIMIT 1`).get()) refuser(`${table}.${colonne}`)
    const lues = db.prepare<[], Buffer>(`SELECT CAST(${colonne} AS BLOB) FROM ${table}`).pluck()
    for (const octets of lues.iterate()) if (!isUtf8(octets)) refuser(`${table}.${colonne}`)
  }
}

/** A byte sequence that is not UTF-8 reads as U+FFFD: only when a text holds one are bytes looked at. */
function controlerCellules(db: Database): void {
  const ecrites = "FROM op WHERE typeof(value) IN ('text', 'real')"
  let isSuspect = false
  for (const valeur of db.prepare<[], Cellule>(`SELECT value ${ecrites}`).pluck().iterate()) {
    if (typeof valeur === 'string' ? !isTexteSain(valeur) : !Number.isFinite(valeur)) refuser('valeur de cellule')
    isSuspect ||= typeof valeur === 'string' && valeur.includes('\uFFFD')
  }
  if (!isSuspect) return
  const octets = db.prepare<[], Buffer>("SELECT CAST(value AS BLOB) FROM op WHERE typeof(value) = 'text'").pluck()
  for (const lus of octets.iterate()) if (!isUtf8(lus)) refuser('valeur de cellule')
}

function controlerBlobs(db: Database): void {
  const cles = db.prepare<[], Buffer>('SELECT sha256 FROM blob').pluck().all()
  const data = db.prepare<[Buffer], Buffer>('SELECT data FROM blob WHERE sha256 = ?').pluck()
  for (const cle of cles) if (!sha256(data.get(cle) ?? Buffer.alloc(0)).equals(cle)) refuser('fichier joint')
}

/**
 * Checks every row of a received file whose schema and structure are already known to be ours.
 * Throws `contenu-invalide`, or `version-plus-recente` when the file asks for a newer reader.
 */
export function controlerLignes(db: Database, versionMax: number): void {
  controlerTextes(db)
  for (const sql of incoherences) if (db.prepare(`${sql} LIMIT 1`).get()) refuser('journal incohérent')
  for (const { sql, ligne } of tables) {
    for (const row of db.prepare(sql).iterate()) if (!ligne.safeParse(row).success) refuser(sql.replace(/^.* FROM /u, ''))
  }
  const meta = new Map(db.prepare<[], [string, string]>('SELECT k, v FROM meta').raw().all())
  if (!isUuid(meta.get('project_uuid')) || !meta.has('role')) refuser('meta')
  const lecteur = Number(meta.get('min_reader'))
  if (!Number.isInteger(lecteur)) refuser('meta')
  if (lecteur > versionMax) throw new GrappeError('version-plus-recente')
  controlerCellules(db)
  controlerBlobs(db)
  if (!areTetesExactes(db)) refuser('valeurs courantes')
}
