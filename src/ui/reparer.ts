import type { Sortie } from '#contract/contract.ts'
import type { Erreur } from '#contract/errors.ts'
import { createMagasin } from './magasin.ts'
import type { Session } from './session.ts'

/** A damaged file that a person tried to open, and what can be done. */
export interface FichierAbime {
  readonly ref: string
  readonly message: string
  readonly secours: Sortie<'dossier.secours'>
}

export const fichierAbime = createMagasin<FichierAbime | null>(null)

/** Failures after which part of the file may still be readable; those of the second list only for a file that this computer knows. */
const reparables: ReadonlySet<string> = new Set(['fichier-abime', 'contenu-invalide'])
const reparablesSiConnus: ReadonlySet<string> = new Set(['pas-une-base', 'pas-un-dossier-grappe', 'schema-inattendu', 'fichier-vide'])

/** Shows the ways out of a damaged file; false when the failure is another. */
export async function proposerReparation(session: Session, ref: string, erreur: Erreur): Promise<boolean> {
  if (!reparables.has(erreur.code) && !reparablesSiConnus.has(erreur.code)) return false
  const secours = await session.appeler('dossier.secours', { ref })
  if (!secours.ok || (secours.value.projet === null && !reparables.has(erreur.code))) return false
  fichierAbime.poser({ ref, message: erreur.message, secours: secours.value })
  return true
}
