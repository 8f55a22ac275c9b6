import Database from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'

/** The closed code of a SQLite or file-system failure while editing; anything else is returned as it is. */
export function asGrappeError(error: unknown): unknown {
  if (error instanceof GrappeError) return error
  const code = error instanceof Database.SqliteError ? error.code : (error as NodeJS.ErrnoException | null)?.code
  if (typeof code !== 'string') return error
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return new GrappeError('disque-plein')
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new GrappeError('deja-ouvert')
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') return new GrappeError('lecture-seule')
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return new GrappeError('fichier-abime')
  return error
}
