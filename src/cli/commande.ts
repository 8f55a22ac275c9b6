import { GrappeError } from '#contract/errors.ts'
import { foldDossier } from '#domain/dossier.ts'
import type { Options } from './arguments.ts'
import type { Moteur } from './moteur.ts'

/** What a command gives back: text for a person, JSON for a program, exit code. */
export interface Resultat {
  readonly texte: string
  readonly json: unknown
  readonly code: 0 | 1
}
export type Commande = (positionnels: readonly string[], valeurs: Options, moteur: () => Promise<Moteur>) => Promise<Resultat>

export const exiger = (valeur: string | undefined, nom: string): string => {
  if (valeur === undefined || valeur === '') throw new GrappeError('appel-refuse', `${nom} manquant`)
  return valeur
}

/** Opens the dossier that a command names. */
export async function ouvrir(moteur: () => Promise<Moteur>, fichier: string | undefined) {
  const m = await moteur()
  const session = await m.call('dossier.ouvrir', { ref: m.ref(exiger(fichier, 'fichier')) })
  return { m, session, dossier: foldDossier(session.projet, session.lignes, session.conflits) }
}
