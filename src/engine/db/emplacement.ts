import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, resolve, sep } from 'node:path'

/** Kind of folder a file lives in: decides how often it is rewritten and what the person is told. */
export type Emplacement = 'ordinaire' | 'reseau' | 'nuage' | 'temporaire'

/** Folders that a synchronisation tool watches, by a name anywhere in their path. */
const nuages =
  /^(?:OneDrive|Dropbox|Google ?Drive|My Drive|Mon Drive|iCloud ?Drive|com~apple~CloudDocs|Nextcloud|kDrive|SharePoint|pCloud ?Drive|MEGA)(?: - .*)?$/iu
/** Where mail programs and browsers put what one opens from them, by a name anywhere in the path. */
const caches = /^(?:INetCache|Content\.Outlook|Temporary Internet Files|com\.apple\.mail|Mail Downloads|OutlookTemp)$/iu
/** `statfs` types of network file systems (Linux): NFS, SMB, CIFS, SMB2, AFS, Ceph, 9P. */
const reseaux: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997])

/** Where a file is. Never fails: an unknown folder is ordinary. */
export function emplacementDe(chemin: string, env: NodeJS.ProcessEnv = process.env): Emplacement {
  const complet = resolve(chemin)
  const isSous = (dossier: string | undefined) => dossier !== undefined && dossier !== '' && `${complet}${sep}`.startsWith(resolve(dossier) + sep)
  if (['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'].some((nom) => isSous(env[nom]))) return 'nuage'
  if (complet.split(/[\\/]/u).some((partie) => nuages.test(partie))) return 'nuage'
  if (/^\\\\/u.test(chemin)) return 'reseau'
  if (isSous(tmpdir()) || complet.split(/[\\/]/u).some((partie) => caches.test(partie))) return 'temporaire'
  try {
    return reseaux.has(statfsSync(dirname(complet)).type >>> 0) ? 'reseau' : 'ordinaire'
  } catch {
    return 'ordinaire'
  }
}

/** False when a file, or its folder, refuses to be written: the dossier needs another place. */
export function isEcrivable(chemin: string): boolean {
  try {
    if (existsSync(chemin)) accessSync(chemin, constants.W_OK)
    accessSync(dirname(resolve(chemin)), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Under this size a file is rewritten soon after the last edit, in bytes. */
const petitFichier = 20_000_000

/** Time between the last edit and the rewriting of the user's file, in ms (reliability amendments, « Sizes »). */
export const delaiPublication = (taille: number, emplacement: Emplacement): number =>
  taille < petitFichier && (emplacement === 'ordinaire' || emplacement === 'temporaire') ? 2000 : 60_000
