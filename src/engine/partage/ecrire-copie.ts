import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, realpathSync, rmSync, statfsSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { GrappeError } from '#contract/errors.ts'
import { synchroniserDossier, synchroniserFichier } from '../db/fichier-atomique.ts'
import { fusionner } from '../db/fusion.ts'
import { initialiserJournal } from '../db/journal.ts'
import { creerSchema } from '../db/migration.ts'
import { openBase } from '../db/open-base.ts'
import { ouvrirRecu } from '../db/ouverture.ts'
import { erreurPublication } from '../db/publication.ts'
import type { SourceJournal } from '../db/source.ts'
import { ecrireZip } from '../lot/archive-zip.ts'
import { chiffrer } from './chiffrement.ts'
import { definirRole, type Role } from './role.ts'

const suites = ['', '-journal', '-wal']
const effacer = (chemin: string) => {
  for (const suite of suites) rmSync(chemin + suite, { force: true })
}

/** A name in the private folder that the next start cleans if this one is interrupted. */
export function cheminPrive(profil: string): string {
  const dossier = join(profil, 'reception')
  mkdirSync(dossier, { recursive: true, mode: 0o700 })
  return join(dossier, `${randomBytes(8).toString('hex')}.db`)
}

/**
 * Writes a journal as a file of its own in the private folder: a fresh base that only ever held these rows, rewritten whole,
 * then opened by the same checks as a received file. Returns its path, to delete.
 */
export async function fabriquerCopie(source: SourceJournal, role: Role, profil: string): Promise<string> {
  const brouillon = cheminPrive(profil)
  const copie = cheminPrive(profil)
  try {
    const db = openBase(brouillon, 'privee')
    try {
      creerSchema(db)
      initialiserJournal(db, source.projet)
      db.transaction(() => {
        definirRole(db, role)
        fusionner(db, source)
      }).immediate()
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
const nomDb = (destination: string) => `${basename(destination).replace(/(?:\.age|\.zip|\.db)+$/iu, '')}.db`

/**
 * Puts a private copy at its destination, whole or not at all, zipped and encrypted when asked. Nothing else stays in that folder.
 * Returns the size written, in bytes.
 */
export async function deposerCopie(copie: string, destination: string, { zip, phrase }: Emballage): Promise<number> {
  const cible = existsSync(destination) ? realpathSync(destination) : destination
  const temporaire = join(dirname(cible), `.~${basename(cible).slice(0, 60)}.${randomBytes(4).toString('hex')}.tmp`)
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
  }
}

export const oublierCopie = effacer
