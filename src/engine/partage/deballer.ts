import { createWriteStream, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, open as ouvrirZip, type ZipFile } from 'yauzl'
import { GrappeError } from '#contract/errors.ts'
import { erreurLecture } from '../db/empreinte.ts'
import { fichierMax } from '../db/entete.ts'
import { cheminPrive } from '../db/fichier-prive.ts'
import { dechiffrer, isAge } from './chiffrement.ts'

/** Bounds of a ZIP that holds one dossier: entries, and how many times smaller it may be. */
const limites = { entrees: 20, taux: 100 }

/** A received file as a plain `.db`: itself, or a private copy to delete. */
export interface Deballe {
  readonly chemin: string
  readonly liberer: () => void
}

async function lireDebut(chemin: string): Promise<Buffer> {
  try {
    const fichier = await open(chemin, 'r')
    try {
      const { buffer, bytesRead } = await fichier.read(Buffer.alloc(32), 0, 32, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await fichier.close()
    }
  } catch (error) {
    throw erreurLecture(error)
  }
}

const zipAbime = () => new GrappeError('fichier-abime', 'l’archive ZIP n’est pas entière')
const zipRefuse = () => new GrappeError('format-refuse', 'cette archive ne contient pas un seul dossier Grappe')

function lireEntrees(zip: ZipFile): Promise<Entry> {
  return new Promise((resolve, reject) => {
    const trouvees: Entry[] = []
    let nombre = 0
    zip.on('error', () => reject(zipAbime()))
    zip.on('entry', (e: Entry) => {
      nombre += 1
      if (nombre > limites.entrees) return reject(zipRefuse())
      if (/\.db$/iu.test(e.fileName)) trouvees.push(e)
      zip.readEntry()
    })
    zip.on('end', () => {
      const [entree, ...autres] = trouvees
      if (!entree || autres.length > 0 || (entree.generalPurposeBitFlag & 1) !== 0) return reject(zipRefuse())
      if (entree.uncompressedSize > fichierMax || entree.uncompressedSize > 10_000_000 + limites.taux * entree.compressedSize)
        return reject(new GrappeError('fichier-trop-grand', 'une fois déplié'))
      resolve(entree)
    })
    zip.readEntry()
  })
}

/** Unpacks the only `.db` of a ZIP, counting the bytes that really come out. */
async function deplier(chemin: string, destination: string): Promise<void> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    ouvrirZip(chemin, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: false }, (erreur, z) =>
      erreur || !z ? reject(zipAbime()) : resolve(z)
    )
  })
  try {
    const entree = await lireEntrees(zip)
    const flux = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      zip.openReadStream(entree, (erreur, f) => (erreur || !f ? reject(zipAbime()) : resolve(f)))
    })
    let lus = 0
    const borne = new Transform({
      transform(bloc: Buffer, _, suite) {
        lus += bloc.length
        suite(lus > entree.uncompressedSize ? zipAbime() : null, bloc)
      }
    })
    await pipeline(flux, borne, createWriteStream(destination, { flags: 'wx', mode: 0o600 })).catch((error: unknown) => {
      throw error instanceof GrappeError || (error as NodeJS.ErrnoException).code === 'ENOSPC' ? error : zipAbime()
    })
  } finally {
    zip.close()
  }
}

/**
 * Takes a received file out of its wrapping: encrypted, zipped, both or neither, told by its content and not by its name.
 * Throws `phrase-requise` for an encrypted file without phrase. The original is only read.
 */
export async function deballer(chemin: string, phrase: string | null, profil: string): Promise<Deballe> {
  const prives: string[] = []
  const liberer = () => {
    for (const prive of prives) rmSync(prive, { force: true })
  }
  let actuel = chemin
  try {
    for (let couche = 0; couche < 3; couche++) {
      const debut = await lireDebut(actuel)
      const isZip = debut.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))
      if (!isAge(debut) && !isZip) break
      const suite = cheminPrive(profil)
      prives.push(suite)
      if (isZip) await deplier(actuel, suite)
      else if (phrase === null || phrase.trim() === '') throw new GrappeError('phrase-requise')
      else await dechiffrer(actuel, suite, phrase)
      actuel = suite
    }
    return { chemin: actuel, liberer }
  } catch (error) {
    liberer()
    throw error
  }
}
