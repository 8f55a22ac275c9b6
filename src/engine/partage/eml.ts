import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Courriel } from '#domain/partage/courriels.ts'
import { temporaireAilleurs } from '../db/fichier-prive.ts'
import { erreurPublication } from '../db/publication.ts'
import { lireFichier } from '../import/lire-fichier.ts'
import { lireAdresses, renderEml } from '../render/eml.ts'

/** No mailbox takes more, in bytes; a larger copy is handed over another way. */
const jointMax = 150_000_000

/** Writes the draft that goes with a copy, attached when `joint` is its path. The file is whole or absent. Returns its size in bytes. */
export async function ecrireEml(chemin: string, { a, objet, texte }: Courriel, joint: string | null, profil: string): Promise<number> {
  const pieces = joint === null ? [] : [{ nom: basename(joint), octets: lireFichier(joint, jointMax) }]
  const octets = renderEml({ a: lireAdresses(a).adresses, copie: [], objet, texte: texte.split('\n\n') }, pieces)
  const { chemin: temporaire, oublier } = temporaireAilleurs(profil, chemin)
  try {
    const sortie = await open(temporaire, 'wx', 0o600)
    try {
      await sortie.writeFile(octets)
      await sortie.sync()
    } finally {
      await sortie.close()
    }
    await rename(temporaire, chemin)
    return octets.length
  } catch (error) {
    await rm(temporaire, { force: true }).catch(() => undefined)
    throw erreurPublication(error)
  } finally {
    if (!existsSync(temporaire)) oublier()
  }
}
