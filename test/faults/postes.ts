import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ligne } from '#domain/dossier.ts'
import { type OptionsFichier, ouvrirFichier } from '#engine/db/fichier.ts'
import { auteurEssai } from '#engine/db/fixtures/banc.ts'

/** A folder of its own for one bar. */
export const dossierEssai = (nom: string): string => realpathSync(mkdtempSync(join(tmpdir(), `grappe-${nom}-`)))

/** A computer of the test itself, in this process: nothing is published by itself. */
export const posteEssai = (profil: string): OptionsFichier => ({
  profil,
  auteur: () => auteurEssai('Vérification'),
  version: '0.1.0',
  clock: Date.now,
  newId: randomUUID,
  planifier: () => () => undefined
})

/** Lines that the user's file alone shows to someone who receives it; throws when it does not open. */
export async function lireRecu(chemin: string, profil: string, suite: Partial<OptionsFichier> = {}): Promise<readonly Ligne[]> {
  const recu = await ouvrirFichier(chemin, { ...posteEssai(profil), ...suite }, { lecture: true })
  const lignes = recu.journal.lireLignes()
  await recu.fermer()
  return lignes
}

/** Files that a profile and a user's folder must not hold once an engine started again: sidecars, temporary files, private copies. */
export function restes(profil: string, dossier: string, attendus: readonly string[]): string[] {
  const lister = (d: string) => (existsSync(d) ? readdirSync(d, { recursive: true, encoding: 'utf8' }) : [])
  return [
    ...lister(dossier).filter((nom) => !attendus.includes(nom)),
    ...lister(join(profil, 'reception')).map((nom) => `reception/${nom}`),
    ...lister(profil).filter((nom) => nom.includes('.tmp') || nom.endsWith('-shm') || nom.endsWith('-journal'))
  ]
}

export const sha256 = (chemin: string): string => createHash('sha256').update(readFileSync(chemin)).digest('hex')
