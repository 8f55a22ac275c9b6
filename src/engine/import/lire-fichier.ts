import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { GrappeError } from '#contract/errors.ts'

/** Largest list accepted, in bytes. */
const listeMax = 60_000_000

const asGrappe = (error: unknown): GrappeError =>
  error instanceof GrappeError ? error : new GrappeError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'fichier-introuvable' : 'fichier-illisible')

/** Bytes of a file chosen by the user, at most `max`; throws `fichier-…`. */
export function lireFichier(chemin: string, max = listeMax): Uint8Array {
  try {
    const stat = statSync(chemin)
    if (!stat.isFile()) throw new GrappeError('fichier-illisible', 'ce n’est pas un fichier')
    if (stat.size === 0) throw new GrappeError('fichier-vide')
    if (stat.size > max) throw new GrappeError('fichier-trop-grand')
    return readFileSync(chemin)
  } catch (error) {
    throw asGrappe(error)
  }
}

/** First bytes of a file, enough to tell what it is. */
export function lireEntete(chemin: string): Uint8Array {
  try {
    const handle = openSync(chemin, 'r')
    try {
      const head = new Uint8Array(4096)
      const read = readSync(handle, head, 0, head.length, 0)
      if (read === 0) throw new GrappeError('fichier-vide')
      return head.subarray(0, read)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw asGrappe(error)
  }
}

/** UTF-16 when a byte order mark says so (Excel « texte Unicode »), UTF-8 when the bytes are valid UTF-8, else Windows-1252 as older French files are. No BOM is left. */
export function decoder(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
