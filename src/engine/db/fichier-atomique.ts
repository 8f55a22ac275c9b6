import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes the entries of a folder durable. Windows has no such call. */
export function synchroniserDossier(dossier: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(dossier, 'r')
  try {
    fsyncSync(fd)
  } catch (error) {
    // Some network and FUSE folders refuse to be synchronised; the file itself already is.
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EBADF'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    closeSync(fd)
  }
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
