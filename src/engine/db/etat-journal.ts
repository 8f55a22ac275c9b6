import type { Database } from 'better-sqlite3'
import { auteurEfface } from './effacement.ts'

/** What a journal holds, in a few counts. Rows are only ever added: a copy that holds another and has the same counts is the same. */
export const etatJournal = (db: Database): string =>
  db
    .prepare<[], string>(
      `SELECT (SELECT count(*) FROM op) || '/' || (SELECT count(*) FROM blob) || '/' || (SELECT count(*) FROM redaction) || '/' ||
       (SELECT count(*) || '-' || count(returned_hlc) || '-' || coalesce(max(returned_hlc), 0) FROM collecte) || '/' ||
       (SELECT count(*) FROM author WHERE nom = '${auteurEfface}')`
    )
    .pluck()
    .get() ?? ''
