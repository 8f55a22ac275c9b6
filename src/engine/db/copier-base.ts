import { open } from 'node:fs/promises'
import { setImmediate as souffler } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { etatJournal } from './etat-journal.ts'
import { openBase } from './open-base.ts'

/** Pages copied between two breaths: 1 Mo. */
const pas = 256
/** Written bytes that may wait for the disk, so that the last one never waits for them all. */
const enAttenteMax = 16_000_000
/** Beyond, the pages of attached bytes are not walked: they are checked by their hash when the file is opened. */
const petiteBase = 64_000_000

/** A file in rollback mode is readable alone, in any folder. */
export async function passerEnRollback(chemin: string): Promise<void> {
  const fichier = await open(chemin, 'r+')
  try {
    await fichier.write(Buffer.from([1, 1]), 0, 2, 18)
  } finally {
    await fichier.close()
  }
}

/**
 * Copies the journal to an existing empty file, durable once returned, piece by piece: edits go on meanwhile and are in the copy
 * or not, whole. SQLite's online backup keeps the pages it has already copied in step with them. Erased bytes do not travel:
 * the working copy overwrites them (`secure_delete`).
 */
export async function copierBase(db: Database, chemin: string): Promise<void> {
  const fichier = await open(chemin, 'r+')
  try {
    let depuis = 0
    let attente: Promise<unknown> | null = null
    let erreur: unknown = null
    await db.backup(chemin, {
      progress: ({ totalPages, remainingPages }) => {
        if (erreur) throw erreur
        const faites = totalPages - remainingPages
        if (attente === null && (faites - depuis) * 4096 >= enAttenteMax) {
          depuis = faites
          attente = fichier
            .datasync()
            .catch((e: unknown) => {
              erreur = e
            })
            .finally(() => {
              attente = null
            })
        }
        // 0: wait for the disk.
        return attente === null ? pas : 0
      }
    })
    await attente
    await passerEnRollback(chemin)
    await fichier.sync()
  } finally {
    await fichier.close()
  }
}

/** Checks a copy, a table at a time, and says which state of the journal it holds. Throws when it is not sound. */
export async function verifierCopie(chemin: string, taille: number): Promise<string> {
  const lue = openBase(chemin, 'lecture')
  try {
    const tables = lue.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
    const controles = taille <= petiteBase ? ['quick_check(1)'] : tables.filter((t) => t !== 'blob').map((t) => `quick_check('${t}')`)
    for (const controle of controles) {
      if (lue.pragma(controle, { simple: true }) !== 'ok') throw new GrappeError('publication-impossible', 'la copie écrite n’est pas saine')
      await souffler()
    }
    return etatJournal(lue)
  } finally {
    lue.close()
  }
}
