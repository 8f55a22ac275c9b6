import type { Database } from 'better-sqlite3'
import { openBase } from './open-base.ts'
import { createSchema, readSchema, versionInitiale } from './schema.ts'

/**
 * One change of the journal's own tables (never of a field: a field is a line of the catalogue).
 * One file each, numbered by 10, literal SQL, frozen once released, with its test.
 */
export interface Migration {
  /** `user_version` of the file once applied: 10, 20, 30… */
  readonly numero: number
  readonly titre: string
  readonly appliquer: (db: Database) => void
}

/** In order. None yet: the first schema is the current one. */
export const migrations: readonly Migration[] = []

/** `user_version` that this application writes. */
export const versionCourante = (etapes: readonly Migration[] = migrations): number => etapes.at(-1)?.numero ?? versionInitiale

/**
 * Applies the missing steps in one transaction: the file is old or new, never between.
 * Returns the version it had.
 */
export function migrer(db: Database, etapes: readonly Migration[] = migrations): number {
  const depart = Number(db.pragma('user_version', { simple: true }))
  const manquantes = etapes.filter((e) => e.numero > depart)
  if (manquantes.length === 0) return depart
  db.transaction(() => {
    for (const etape of manquantes) {
      etape.appliquer(db)
      db.pragma(`user_version = ${etape.numero}`)
    }
  }).immediate()
  return depart
}

/** An empty database at the current version. */
export function creerSchema(db: Database, etapes: readonly Migration[] = migrations): void {
  createSchema(db)
  migrer(db, etapes)
}

/** The schema that a file of this version must have, built by the same statements; null for a version that never existed. */
export function schemaAttendu(version: number, etapes: readonly Migration[] = migrations): string | null {
  if (version !== versionInitiale && !etapes.some((e) => e.numero === version)) return null
  const db = openBase('', 'memoire')
  try {
    creerSchema(
      db,
      etapes.filter((e) => e.numero <= version)
    )
    return readSchema(db)
  } finally {
    db.close()
  }
}
