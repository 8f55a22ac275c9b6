import { rmSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { sousVeille } from '../veille.ts'
import { controlerLignes } from './controle-lignes.ts'
import { passerEnRollback } from './copier-base.ts'
import { type Empreinte, erreurLecture, lireStable, parcourir } from './empreinte.ts'
import { type Entete, fichierMax, lireEntete } from './entete.ts'
import { cheminPrive } from './fichier-prive.ts'
import { projetDe } from './journal.ts'
import { type Migration, migrations, migrer, schemaAttendu, versionCourante } from './migration.ts'
import { openBase } from './open-base.ts'
import { readSchema } from './schema.ts'

export interface OptionsOuverture {
  /** Private folder of this computer's user. */
  readonly profil: string
  readonly etapes?: readonly Migration[]
  readonly progres?: (fait: number, total: number, texte: string) => void
}

/** A received file, checked, as a private read-only copy at the current version. */
export interface FichierRecu {
  readonly db: Database
  readonly projet: string
  readonly empreinte: Empreinte
  /** Version of the file as it was received. */
  readonly version: number
  readonly avertissements: readonly string[]
  /** Closes and deletes the private copy. */
  readonly liberer: () => void
}

const avisWal = 'Ce fichier a été enregistré par un autre logiciel : les dernières modifications qui n’y étaient pas encore rangées ne sont pas lues.'

async function lireDebut(fichier: FileHandle): Promise<Buffer> {
  const tampon = Buffer.alloc(100)
  const { bytesRead } = await fichier.read(tampon, 0, 100, 0)
  return tampon.subarray(0, bytesRead)
}

/** Header check, then copy of the same content. Returns its fingerprint and its header. */
async function copier(chemin: string, copie: string, versionMax: number, options: OptionsOuverture): Promise<{ empreinte: Empreinte; entete: Entete }> {
  const lu = await lireStable(chemin, async (fichier, etiquette) => {
    const entete = lireEntete(await lireDebut(fichier), etiquette.taille, versionMax)
    const cible = await open(copie, 'w', 0o600)
    try {
      let ecrits = 0
      const sha256 = await parcourir(fichier, fichierMax, async (octets, lus) => {
        await cible.writeFile(octets)
        ecrits = lus
        options.progres?.(lus, etiquette.taille, 'Lecture du fichier')
      })
      if (ecrits !== etiquette.taille) throw new GrappeError('fichier-illisible')
      return { empreinte: { ...etiquette, sha256 }, entete }
    } finally {
      await cible.close()
    }
  })
  if (!lu) throw new GrappeError('fichier-introuvable')
  return lu
}

/** Structure checks, in the order that never lets an unknown schema object run. */
function controlerBase(db: Database, entete: Entete, etapes: readonly Migration[]): void {
  if (readSchema(db) !== schemaAttendu(entete.version, etapes)) throw new GrappeError('schema-inattendu')
  if (db.pragma('encoding', { simple: true }) !== 'UTF-8') throw new GrappeError('schema-inattendu')
  if (db.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new GrappeError('fichier-abime')
  if ((db.pragma('foreign_key_check') as unknown[]).length > 0) throw new GrappeError('contenu-invalide', 'liens rompus')
}

/** Runs checks on the copy: a SQLite failure there always means a damaged file. */
function surCopie<T>(copie: string, usage: 'lecture' | 'privee', fn: (db: Database) => T): T {
  const db = openBase(copie, usage)
  try {
    return fn(db)
  } finally {
    db.close()
  }
}

const abime = (error: unknown): unknown => (error instanceof GrappeError ? error : new GrappeError('fichier-abime'))

/**
 * The untrusted-open protocol (reliability §2.2): the received file is only ever read, byte by byte, into a private copy.
 * Header → copy → exact schema before any other query → integrity → keys → caps, UTF-8, hashes, heads, every row.
 * An older file is migrated on the copy. Throws a `GrappeError`; the original is never touched, no neighbour is created.
 */
export function ouvrirRecu(chemin: string, options: OptionsOuverture): Promise<FichierRecu> {
  const octets = statSync(chemin, { throwIfNoEntry: false })?.size ?? 0
  return sousVeille({ appel: null, octets: Math.min(octets, fichierMax), chemins: [chemin] }, () => controler(chemin, options))
}

async function controler(chemin: string, options: OptionsOuverture): Promise<FichierRecu> {
  const etapes = options.etapes ?? migrations
  const versionMax = versionCourante(etapes)
  const copie = cheminPrive(options.profil)
  const effacer = () => {
    for (const suite of ['', '-journal', '-wal']) rmSync(copie + suite, { force: true })
  }
  try {
    const { empreinte, entete } = await copier(chemin, copie, versionMax, options)
    if (entete.isWal) await passerEnRollback(copie)
    options.progres?.(0, 1, 'Vérification du fichier')
    try {
      surCopie(copie, 'lecture', (db) => controlerBase(db, entete, etapes))
      if (entete.version < versionMax) surCopie(copie, 'privee', (db) => migrer(db, etapes))
      surCopie(copie, 'lecture', (db) => controlerLignes(db, versionMax))
    } catch (error) {
      throw abime(error)
    }
    const db = openBase(copie, 'lecture')
    options.progres?.(1, 1, 'Vérification du fichier')
    return {
      db,
      projet: projetDe(db),
      empreinte,
      version: entete.version,
      avertissements: entete.isWal ? [avisWal] : [],
      liberer: () => {
        db.close()
        effacer()
      }
    }
  } catch (error) {
    effacer()
    throw erreurLecture(error)
  }
}
