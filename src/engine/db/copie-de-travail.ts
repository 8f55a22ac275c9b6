import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { asGrappeError } from './erreur-sql.ts'
import { synchroniserDossier, synchroniserFichier } from './fichier-atomique.ts'
import { nettoyerPrives } from './fichier-prive.ts'
import { initialiserJournal, projetDe } from './journal.ts'
import { creerSchema, type Migration, migrer, schemaAttendu, versionCourante } from './migration.ts'
import { openBase } from './open-base.ts'
import { dossierTravail } from './registre.ts'
import { readSchema } from './schema.ts'
import type { Versions } from './versions.ts'

const cheminDe = (profil: string, projet: string) => join(dossierTravail(profil), `${projet}.db`)

export const existeTravail = (profil: string, projet: string): boolean => existsSync(cheminDe(profil, projet))

/** Null when the base is whole and ours; else what is wrong with it. */
function defaut(db: Database.Database, projet: string, etapes: readonly Migration[]): string | null {
  if (readSchema(db) !== schemaAttendu(Number(db.pragma('user_version', { simple: true })), etapes)) return 'schéma'
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') return 'structure'
  return projetDe(db) === projet ? null : 'projet'
}

/** Puts a damaged working copy out of the way, whole: nothing on this computer is ever deleted for being unreadable. */
function ecarter(chemin: string, instant: number): void {
  for (const suite of ['', '-wal', '-journal']) if (existsSync(chemin + suite)) renameSync(chemin + suite, `${chemin}.abime-${instant}${suite}`)
}

/**
 * Opens the working copy of a project, locked for this process (`deja-ouvert` otherwise); migrates it after keeping it aside.
 * Null when there is none, or when the one found was damaged: it is then put aside, with its last edits, under another name.
 */
export function ouvrirTravail(
  profil: string,
  projet: string,
  versions: Versions,
  etapes: readonly Migration[],
  instant: number
): { readonly db: Database.Database | null; readonly isEcartee: boolean } {
  const chemin = cheminDe(profil, projet)
  if (!existsSync(chemin)) return { db: null, isEcartee: false }
  let db: Database.Database | null = null
  try {
    db = openBase(chemin, 'travail')
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > versionCourante(etapes)) throw new GrappeError('version-plus-recente')
    const cause = defaut(db, projet, etapes)
    if (cause !== null) throw new GrappeError('fichier-abime', cause)
    if (version < versionCourante(etapes)) {
      versions.garderBase(db, 'avant-migration')
      migrer(db, etapes)
    }
    return { db, isEcartee: false }
  } catch (error) {
    db?.close()
    const traduite = asGrappeError(error)
    const isAbime = traduite instanceof GrappeError && (traduite.code === 'fichier-abime' || traduite.code === 'contenu-invalide')
    if (!isAbime && !(error instanceof Database.SqliteError && error.code === 'SQLITE_IOERR_SHORT_READ')) throw traduite
    ecarter(chemin, instant)
    return { db: null, isEcartee: true }
  }
}

/** Makes a file the working copy, once whole and durable under a temporary name. */
function installer(profil: string, projet: string, ecrire: (temporaire: string) => void): Database.Database {
  const chemin = cheminDe(profil, projet)
  const temporaire = `${chemin}.${process.pid}.tmp`
  try {
    rmSync(temporaire, { force: true })
    ecrire(temporaire)
    chmodSync(temporaire, 0o600)
    synchroniserFichier(temporaire)
    if (existsSync(chemin)) throw new GrappeError('deja-ouvert')
    renameSync(temporaire, chemin)
    synchroniserDossier(dossierTravail(profil))
  } catch (error) {
    for (const suite of ['', '-journal', '-wal']) rmSync(temporaire + suite, { force: true })
    throw asGrappeError(error)
  }
  return openBase(chemin, 'travail')
}

/** New working copy holding what a checked file holds; SQLite rewrites every page. */
export const travailDepuis = (profil: string, projet: string, recu: Database.Database): Database.Database =>
  installer(profil, projet, (temporaire) => recu.prepare('VACUUM INTO ?').run(temporaire))

/** New empty working copy. */
export const travailNeuf = (profil: string, projet: string, etapes: readonly Migration[]): Database.Database =>
  installer(profil, projet, (temporaire) => {
    const db = openBase(temporaire, 'privee')
    creerSchema(db, etapes)
    initialiserJournal(db, projet)
    db.close()
  })

/** Removes the working copy of a dossier that was never given anything to keep. */
export function supprimerTravail(profil: string, projet: string): void {
  for (const suite of ['.db', '.db-wal', '.db-journal', '.json']) rmSync(join(dossierTravail(profil), projet + suite), { force: true })
}

/** Deletes what interrupted openings left in the profile. */
export const nettoyerProfil = (profil: string): void => nettoyerPrives(profil, dossierTravail(profil))
