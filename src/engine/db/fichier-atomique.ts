import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes the entries of a folder durable. Windows has no such call. */
export function synchroniserDossier(dossier: string): void {
  if (process.platform === 'win32') return
  let fd: number | null = null
  try {
    fd = openSync(dossier, 'r')
    fsyncSync(fd)
  } catch (error) {
    // Some network and FUSE folders refuse to be synchronised, some parents to be opened; the file itself already is safe.
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EBADF', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    if (fd !== null) closeSync(fd)
  }
}

/** Makes a private folder, and the way to it, durable: without it a power cut could take the folder and all that was saved in it. */
export function creerDossier(dossier: string): void {
  const premier = mkdirSync(dossier, { recursive: true, mode: 0o700 })
  if (premier === undefined) return
  for (let d = dossier; d.length >= premier.length; d = dirname(d)) synchroniserDossier(dirname(d))
}

/** Makes the content of a file durable. */
export function synchroniserFichier(chemin: string): void {
  const fd = openSync(chemin, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Writes a small private file whole or not at all. */
export function ecrireAtomique(chemin: string, texte: string): void {
  const temporaire = `${chemin}.tmp`
  writeFileSync(temporaire, texte, { mode: 0o600 })
  synchroniserFichier(temporaire)
  renameSync(temporaire, chemin)
  synchroniserDossier(dirname(chemin))
}
