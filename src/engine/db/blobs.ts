import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'

/** Largest attachment, in bytes: « one attachment < 200 Mo » (démarche numérique). */
export const blobMax = 200_000_000

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** Attached bytes, addressed by their SHA-256 (64 hexadecimal digits), never changed, kept once. */
export function createBlobs(db: Database) {
  const existe = db.prepare<[Buffer], number>('SELECT 1 FROM blob WHERE sha256 = ?').pluck()
  const ajout = db.prepare('INSERT INTO blob(sha256, size, mime, data) VALUES (?, ?, ?, ?)')
  const lecture = db.prepare<[Buffer], { mime: string; data: Buffer }>('SELECT mime, data FROM blob WHERE sha256 = ?')
  const liste = db.prepare<[], { sha256: string; taille: number; mime: string }>(
    'SELECT lower(hex(sha256)) AS sha256, size AS taille, mime FROM blob ORDER BY sha256'
  )
  return {
    ajouter(bytes: Uint8Array, mime: string): string {
      if (bytes.byteLength === 0) throw new GrappeError('fichier-vide')
      if (bytes.byteLength >= blobMax) throw new GrappeError('fichier-trop-grand')
      const cle = sha256(bytes)
      if (existe.get(cle) === undefined) ajout.run(cle, bytes.byteLength, mime, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      return cle.toString('hex')
    },
    lire(sha: string): { readonly bytes: Buffer; readonly mime: string } | null {
      const row = /^[0-9a-f]{64}$/u.test(sha) ? lecture.get(Buffer.from(sha, 'hex')) : undefined
      return row ? { bytes: row.data, mime: row.mime } : null
    },
    lister: () => liste.all()
  }
}
