import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { setTimeout as dormir } from 'node:timers/promises'
import { z } from 'zod'
import { GrappeError } from '#contract/errors.ts'

/** Identity of a file's content, and of the file as the system sees it (bigints as text, for JSON). */
export const empreinteSchema = z.object({
  taille: z.number(),
  mtimeNs: z.string(),
  ctimeNs: z.string(),
  ino: z.string(),
  sha256: z.string()
})
export type Empreinte = z.infer<typeof empreinteSchema>
export type Etiquette = Omit<Empreinte, 'sha256'>

const morceau = 4_194_304
/** Under this size the content is hashed at each look; above, only when the system says the file changed. */
const toujoursHacher = 64_000_000

/** Closed code of a failure to read a file that a person chose. */
export function erreurLecture(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (code === 'ENOENT' || code === 'ENOTDIR') return new GrappeError('fichier-introuvable')
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY' || code === 'EISDIR' || code === 'EIO') return new GrappeError('fichier-illisible')
  return error
}

const etiqueter = (s: BigIntStats): Etiquette => ({
  taille: Number(s.size),
  mtimeNs: String(s.mtimeNs),
  ctimeNs: String(s.ctimeNs),
  ino: String(s.ino)
})

/** Null when there is no file. A folder, a pipe or a device is `fichier-illisible`. */
export async function etiquetteDe(chemin: string): Promise<Etiquette | null> {
  try {
    const s = await stat(chemin, { bigint: true })
    if (!s.isFile()) throw new GrappeError('fichier-illisible')
    return etiqueter(s)
  } catch (error) {
    const traduite = erreurLecture(error)
    if (traduite instanceof GrappeError && traduite.code === 'fichier-introuvable') return null
    throw traduite
  }
}

export const isMemeEtiquette = (a: Etiquette | null, b: Etiquette | null): boolean =>
  a !== null && b !== null && a.taille === b.taille && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino

/** Reads an open file piece by piece, letting the event loop breathe between two; returns its SHA-256 (hexadecimal). */
export async function parcourir(fichier: FileHandle, max: number, recevoir?: (octets: Buffer, lus: number) => Promise<void> | void): Promise<string> {
  const hache = createHash('sha256')
  const tampon = Buffer.allocUnsafe(morceau)
  let lus = 0
  for (;;) {
    const { bytesRead } = await fichier.read(tampon, 0, morceau, lus)
    if (bytesRead === 0) return hache.digest('hex')
    const octets = tampon.subarray(0, bytesRead)
    lus += bytesRead
    if (lus > max) throw new GrappeError('fichier-trop-grand')
    hache.update(octets)
    await recevoir?.(octets, lus)
  }
}

/**
 * Reads one content of a file, through one handle: someone who replaces the file meanwhile does not disturb it.
 * A file rewritten in place meanwhile is read again, then `fichier-illisible`. Null when there is no file.
 */
export async function lireStable<T>(chemin: string, lire: (fichier: FileHandle, etiquette: Etiquette) => Promise<T>): Promise<T | null> {
  for (let essai = 0; essai < 5; essai++) {
    // Before opening: opening a pipe would wait for ever.
    if ((await etiquetteDe(chemin)) === null) return null
    let fichier: FileHandle
    try {
      fichier = await open(chemin, 'r')
    } catch (error) {
      throw erreurLecture(error)
    }
    try {
      const avant = etiqueter(await fichier.stat({ bigint: true }))
      const lu = await lire(fichier, avant).then(
        (valeur) => ({ valeur }),
        (erreur: unknown) => ({ erreur: erreurLecture(erreur) })
      )
      const apres = etiqueter(await fichier.stat({ bigint: true }))
      if (apres.taille === avant.taille && apres.mtimeNs === avant.mtimeNs) {
        if ('erreur' in lu) throw lu.erreur
        return lu.valeur
      }
    } finally {
      await fichier.close()
    }
    await dormir(20 * 2 ** essai)
  }
  throw new GrappeError('fichier-illisible')
}

/** Fingerprint of a file, null when there is none. `connue` spares hashing a large file that did not move. */
export const empreinteDe = (chemin: string, connue: Empreinte | null, max: number): Promise<Empreinte | null> =>
  lireStable(chemin, async (fichier, etiquette) => {
    if (connue && etiquette.taille > toujoursHacher && isMemeEtiquette(etiquette, connue)) return connue
    if (etiquette.taille > max) throw new GrappeError('fichier-trop-grand')
    return { ...etiquette, sha256: await parcourir(fichier, max) }
  })
