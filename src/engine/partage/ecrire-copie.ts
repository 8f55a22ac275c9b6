import { createReadStream, createWriteStream, existsSync, realpathSync, rmSync, statfsSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { synchroniserDossier, synchroniserFichier } from '../db/fichier-atomique.ts'
import { cheminPrive, temporaireAilleurs } from '../db/fichier-prive.ts'
import { fusionner } from '../db/fusion.ts'
import { initialiserJournal } from '../db/journal.ts'
import { creerSchema } from '../db/migration.ts'
import { openBase } from '../db/open-base.ts'
import { ouvrirRecu } from '../db/ouverture.ts'
import { erreurPublication } from '../db/publication.ts'
import type { SourceJournal } from '../db/source.ts'
import { ecrireZip } from '../lot/archive-zip.ts'
import { chiffrer } from './chiffrement.ts'
import { elaguer } from './elaguer.ts'
import type { Elagage } from './filtres.ts'
import { definirRole, type Role } from './role.ts'

const suites = ['', '-journal', '-wal']
const effacer = (chemin: string) => {
  for (const suite of suites) rmSync(chemin + suite, { force: true })
}

/** What a copy is made of: a part of the journal as a source, or the whole of it with things taken out. */
export type Contenu = { readonly role: Role } & ({ readonly source: SourceJournal } | { readonly elagage: Elagage })

/** Lays the content in an empty private file. Keys are checked once, on the finished copy: each row taken out would scan the journal. */
function remplir(brouillon: string, journal: Database, contenu: Contenu): Database {
  if ('elagage' in contenu) journal.prepare('VACUUM INTO ?').run(brouillon)
  const db = openBase(brouillon, 'privee')
  try {
    if ('source' in contenu) {
      creerSchema(db)
      initialiserJournal(db, contenu.source.projet)
    } else db.pragma('foreign_keys = OFF')
    db.transaction(() => {
      definirRole(db, contenu.role)
      if ('source' in contenu) fusionner(db, contenu.source)
      else elaguer(db, contenu.elagage)
    }).immediate()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Writes a copy of a journal in the private folder. It is rewritten whole at the end, so that its pages only ever held what it shows,
 * then opened by the same checks as a received file. Returns its path, to delete.
 */
export async function fabriquerCopie(journal: Database, contenu: Contenu, profil: string): Promise<string> {
  const brouillon = cheminPrive(profil)
  const copie = cheminPrive(profil)
  try {
    const db = remplir(brouillon, journal, contenu)
    try {
      db.prepare('VACUUM INTO ?').run(copie)
    } finally {
      db.close()
    }
    const relue = await ouvrirRecu(copie, { profil })
    relue.liberer()
    return copie
  } catch (error) {
    effacer(copie)
    throw erreurPublication(error)
  } finally {
    effacer(brouillon)
  }
}

export interface Emballage {
  /** `.db` as it is, or in a ZIP. */
  readonly zip: boolean
  /** Encrypts with these words (age v1); null leaves it in clear. */
  readonly phrase: string | null
}

/** Name of the file inside a ZIP or once decrypted. */
export const nomDb = (destination: string) => `${basename(destination).replace(/(?:\.age|\.zip|\.db)+$/iu, '')}.db`

/**
 * Puts a private copy at its destination, whole or not at all, zipped and encrypted when asked. Nothing else stays in that folder.
 * Returns the size written, in bytes.
 */
export async function deposerCopie(copie: string, destination: string, { zip, phrase }: Emballage, profil: string): Promise<number> {
  const cible = existsSync(destination) ? realpathSync(destination) : destination
  const { chemin: temporaire, oublier } = temporaireAilleurs(profil, cible)
  const etapes: string[] = []
  try {
    const { bavail, bsize } = statfsSync(dirname(cible))
    if (bavail * bsize < statSync(copie).size + 20_000_000) throw new GrappeError('disque-plein')
    let source = copie
    if (zip) {
      source = `${copie}.zip.db`
      etapes.push(source)
      await ecrireZip(source, [{ nom: nomDb(cible), contenu: copie }])
    }
    if (phrase === null) await pipeline(createReadStream(source), createWriteStream(temporaire, { flags: 'wx', mode: 0o600 }))
    else await chiffrer(source, temporaire, phrase)
    synchroniserFichier(temporaire)
    await rename(temporaire, cible)
    synchroniserDossier(dirname(cible))
    return statSync(cible).size
  } catch (error) {
    if (existsSync(temporaire)) rmSync(temporaire)
    throw erreurPublication(error)
  } finally {
    for (const etape of etapes) effacer(etape)
    if (!existsSync(temporaire)) oublier()
  }
}

export const oublierCopie = effacer
