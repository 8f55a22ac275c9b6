import type { Database } from 'better-sqlite3'
import { bytesToUuid } from '../db/identifiant.ts'

/** `grappe`: the whole dossier; `legere`: without bank data or some files; `collecte`: the part of one OG. */
export const roles = ['grappe', 'legere', 'collecte'] as const
export type Role = (typeof roles)[number]

/** What a file says it is. */
export function roleDe(db: Database): Role {
  const lu = db.prepare<[], string>("SELECT v FROM meta WHERE k = 'role'").pluck().get()
  return roles.find((r) => r === lu) ?? 'grappe'
}

export function definirRole(db: Database, role: Role): void {
  db.prepare("UPDATE meta SET v = ? WHERE k = 'role'").run(role)
}

/** A collecte as recorded in a file. `parts`: ids of the OG and its establishments. */
export interface CollecteLue {
  readonly id: string
  readonly emise: number
  readonly destinataire: string
  readonly parts: readonly string[]
}

/** Collectes recorded in a file, oldest first. */
export const collectesDe = (db: Database): CollecteLue[] =>
  db
    .prepare<[], { id: Buffer; emise: number; destinataire: string; parts: string }>(
      'SELECT id, issued_hlc AS emise, recipient AS destinataire, parts FROM collecte ORDER BY issued_hlc, id'
    )
    .all()
    .map((c) => {
      const parts: unknown = JSON.parse(c.parts)
      return {
        id: bytesToUuid(c.id),
        emise: c.emise,
        destinataire: c.destinataire,
        parts: Array.isArray(parts) ? parts.filter((p) => typeof p === 'string') : []
      }
    })
