import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { isUuid } from './identifiant.ts'

/** A copy of a journal to unite with another. Numbers are the copy's own; uuids are 16 bytes, hashes 32. */
export interface SourceJournal {
  readonly projet: string
  readonly auteurs: () => Iterable<{ no: number; uuid: Buffer; nom: string; fonction: string; organisation: string }>
  readonly sessions: () => Iterable<{ no: number; uuid: Buffer; auteur: number; machine: Buffer; version: string; debut: number; fuseau: number }>
  readonly entites: () => Iterable<{ no: number; uuid: Buffer; kind: string; part: Buffer; hlc: number }>
  readonly champs: () => Iterable<{ no: number; cle: string }>
  /** [session, seq, hlc, entity, field, value], one session after the other, each in order of seq. */
  readonly ops: () => Iterable<readonly [number, number, number, number, number, Cellule]>
  /** [session, seq, parent session, parent seq]. */
  readonly parents: () => Iterable<readonly [number, number, number, number]>
  readonly redactions: () => Iterable<readonly [number, number]>
  readonly collectes: () => Iterable<{ id: Buffer; emise: number; destinataire: string; parts: string; demande: string; revenue: number | null }>
  /** Known hashes; `lireBlob` gives the bytes of one. */
  readonly blobs: () => Iterable<{ sha256: Buffer; mime: string }>
  readonly lireBlob: (sha256: Buffer) => Buffer
}

/** A journal read from a database that is not written meanwhile. Never ATTACHed: only its rows cross. */
export function sourceDeBase(db: Database): SourceJournal {
  const iterer =
    <T>(sql: string) =>
    () =>
      db.prepare<[], T>(sql).iterate()
  const brut =
    <T>(sql: string) =>
    () =>
      db.prepare<[], T>(sql).raw().iterate() as IterableIterator<T>
  const projet = db.prepare<[], string>("SELECT v FROM meta WHERE k = 'project_uuid'").pluck().get()
  if (!isUuid(projet)) throw new GrappeError('contenu-invalide')
  const blob = db.prepare<[Buffer], Buffer>('SELECT data FROM blob WHERE sha256 = ?').pluck()
  return {
    projet,
    auteurs: iterer('SELECT author_no AS no, uuid, nom, fonction, organisation FROM author'),
    sessions: iterer(
      'SELECT session_no AS no, uuid, author_no AS auteur, machine, app_version AS version, started_hlc AS debut, tz_min AS fuseau FROM session'
    ),
    entites: iterer('SELECT entity_no AS no, uuid, kind, part, hlc FROM entity'),
    champs: iterer('SELECT field_no AS no, key AS cle FROM field'),
    ops: brut('SELECT session_no, seq, hlc, entity_no, field_no, value FROM op ORDER BY session_no, seq'),
    parents: brut('SELECT session_no, seq, p_session_no, p_seq FROM op_parent'),
    redactions: brut('SELECT session_no, seq FROM redaction'),
    collectes: iterer('SELECT id, issued_hlc AS emise, recipient AS destinataire, parts, demande, returned_hlc AS revenue FROM collecte'),
    blobs: iterer('SELECT sha256, mime FROM blob'),
    lireBlob: (sha256) => {
      const data = blob.get(sha256)
      if (!data) throw new GrappeError('contenu-invalide')
      return data
    }
  }
}
