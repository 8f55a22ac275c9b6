import Database from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { pageSize } from './schema.ts'

/**
 * `travail`: the working copy, durable at each commit and locked for us alone.
 * `privee`: a private file that we may rewrite (migration of a copy).
 * `lecture`: read only, for a received file's private copy or a kept version.
 * `memoire`: nothing on disk.
 */
export type UsageBase = 'travail' | 'privee' | 'lecture' | 'memoire'

/** Expected value of every pragma once the connection is open, by use. Numbers as SQLite reports them. */
const commun = { trusted_schema: 0, cell_size_check: 1, foreign_keys: 1, temp_store: 2 } as const
export const pragmas: Readonly<Record<UsageBase, Readonly<Record<string, string | number>>>> = {
  travail: { ...commun, locking_mode: 'exclusive', journal_mode: 'wal', synchronous: 2, secure_delete: 1, mmap_size: 0 },
  privee: { ...commun, locking_mode: 'exclusive', journal_mode: 'delete', synchronous: 3, secure_delete: 1, mmap_size: 0 },
  lecture: { ...commun, mmap_size: 0 },
  memoire: { ...commun, journal_mode: 'memory', secure_delete: 1 }
}

/** Order matters: locking before WAL (no -shm file), synchronous after WAL. */
const order = [
  'trusted_schema',
  'cell_size_check',
  'foreign_keys',
  'temp_store',
  'mmap_size',
  'locking_mode',
  'journal_mode',
  'synchronous',
  'secure_delete'
] as const

/**
 * The only place that opens a SQLite file: sets every pragma, then reads each one back.
 * Throws `deja-ouvert` when another process holds the file, the SQLite error otherwise.
 */
export function openBase(file: string, usage: UsageBase): Database.Database {
  const db = new Database(usage === 'memoire' ? ':memory:' : file, { readonly: usage === 'lecture', fileMustExist: usage === 'lecture', timeout: 0 })
  try {
    if (usage === 'travail' || usage === 'privee') db.pragma(`page_size = ${pageSize}`)
    const wanted = pragmas[usage]
    for (const name of order) if (wanted[name] !== undefined) db.pragma(`${name} = ${wanted[name]}`)
    // The lock of an exclusive WAL database is taken at the first transaction, not by the pragma.
    if (usage === 'travail') db.exec('BEGIN IMMEDIATE; COMMIT')
    assertPragmas(db, usage)
    return db
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new GrappeError('deja-ouvert')
    throw error
  }
}

/** Throws when a connection does not have the pragmas of its use: an edit could be acknowledged and lost. */
export function assertPragmas(db: Database.Database, usage: UsageBase): void {
  for (const [name, wanted] of Object.entries(pragmas[usage])) {
    const found: unknown = db.pragma(name, { simple: true })
    // A build without memory mapping reports nothing for mmap_size.
    if (found === undefined && name === 'mmap_size') continue
    if (found !== wanted) throw new Error(`pragma ${name}: ${String(found)} instead of ${String(wanted)}`)
  }
}
