import { GrappeError } from '#contract/errors.ts'
import { applicationId } from './schema.ts'

/** The `.db` goes up to 2 Go (reliability amendments). */
export const fichierMax = 2_000_000_000
const tailleEntete = 100
const magie = Buffer.from('SQLite format 3\0', 'latin1')

export interface Entete {
  readonly version: number
  /** Written in WAL mode: what its `-wal` neighbour holds is not read. */
  readonly isWal: boolean
}

/**
 * Checks the first 100 bytes of a file before SQLite sees it (SQLite file format, « The Database Header »).
 * `taille` is the size of the file in bytes. Throws the code that names what is wrong.
 */
export function lireEntete(octets: Buffer, taille: number, versionMax: number): Entete {
  if (taille === 0) throw new GrappeError('fichier-vide')
  if (taille > fichierMax) throw new GrappeError('fichier-trop-grand')
  if (octets.length < tailleEntete || !octets.subarray(0, magie.length).equals(magie)) throw new GrappeError('pas-une-base')
  if (octets.readUInt32BE(68) !== applicationId) throw new GrappeError('pas-un-dossier-grappe')
  const version = octets.readInt32BE(60)
  if (version > versionMax) throw new GrappeError('version-plus-recente')
  if (version < 1) throw new GrappeError('schema-inattendu')
  const brut = octets.readUInt16BE(16)
  const page = brut === 1 ? 65_536 : brut
  if (page < 512 || (page & (page - 1)) !== 0) throw new GrappeError('fichier-abime')
  // Truncated, or with something appended; the count of pages only counts when its two counters agree.
  if (octets.readUInt32BE(28) * page !== taille || octets.readUInt32BE(24) !== octets.readUInt32BE(92)) throw new GrappeError('fichier-abime')
  const modes = [octets[18], octets[19]]
  if (modes.some((m) => m !== 1 && m !== 2)) throw new GrappeError('fichier-abime')
  if (octets.readUInt32BE(56) !== 1) throw new GrappeError('schema-inattendu')
  return { version, isWal: modes.includes(2) }
}
