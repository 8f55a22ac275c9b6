import { existsSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { enErreurDestination } from '../lot/ecrire.ts'

/** Where a document goes: the file asked for, or a place of the folder asked for where nothing stands yet. */
export function placeDuDocument(demande: string, nom: string): string {
  if (!(statSync(demande, { throwIfNoEntry: false })?.isDirectory() ?? false)) return demande
  const [, base = nom, extension = ''] = /^(.*?)(\.[^.]*)?$/u.exec(nom) ?? []
  for (let n = 1; ; n++) {
    const chemin = join(demande, n === 1 ? nom : `${base} (${n})${extension}`)
    if (!existsSync(chemin)) return chemin
  }
}

/** Writes a document for a person, whole or not at all. */
export async function ecrireDocument(chemin: string, octets: Uint8Array): Promise<void> {
  const temporaire = `${chemin}.~tmp`
  try {
    const fichier = await open(temporaire, 'w')
    try {
      await fichier.writeFile(octets)
      await fichier.sync()
    } finally {
      await fichier.close()
    }
    await rename(temporaire, chemin)
  } catch (error) {
    await rm(temporaire, { force: true }).catch(() => undefined)
    throw enErreurDestination(error)
  }
}
