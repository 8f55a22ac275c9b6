import type { Sortie } from '#contract/contract.ts'
import type { Outcome } from '#contract/errors.ts'
import { createMagasin } from './magasin.ts'
import type { Session } from './session.ts'

/** Last failure to open or create, shown on the home screen or in a dialog until the next attempt. */
export const erreurOuverture = createMagasin<string | null>(null)

export const filtreDossier = [{ nom: 'Dossier Grappe', extensions: ['db'] }]

const recevoir = (session: Session, reponse: Outcome<Sortie<'dossier.ouvrir'>>): boolean => {
  if (!reponse.ok) {
    erreurOuverture.poser(reponse.error.message)
    if (session.store.lire()) session.avertir({ ton: 'erreur', texte: reponse.error.message })
    return false
  }
  erreurOuverture.poser(null)
  session.ouvrir(reponse.value)
  return true
}

/** Closes what is open first; false when something could not be saved. */
async function placeLibre(session: Session): Promise<boolean> {
  if (!session.store.lire()) return true
  await session.fermer()
  return session.store.lire() === null
}

export async function ouvrirRef(session: Session, ref: string): Promise<boolean> {
  if (!(await placeLibre(session))) return false
  return recevoir(session, await session.appelerLong('dossier.ouvrir', { ref }, 'Ouverture du dossier'))
}

export async function ouvrirFichier(session: Session): Promise<boolean> {
  const ref = await session.shell.choisirFichier(filtreDossier)
  return ref === null ? false : ouvrirRef(session, ref)
}

/** « Nouvelle grappe » of the menu: leaves the current dossier and shows the form of the home screen. */
export async function nouvelleGrappe(session: Session): Promise<void> {
  if (await placeLibre(session)) session.demandeNouvelle.poser(true)
}

export async function creerGrappe(session: Session, nom: string, ref: string | null): Promise<boolean> {
  return recevoir(session, await session.appelerLong('dossier.creer', { nom, ref }, 'Création du dossier'))
}

export async function ouvrirExemple(session: Session, incomplet: boolean): Promise<boolean> {
  return recevoir(session, await session.appelerLong('dossier.exemple', { ref: null, incomplet }, 'Préparation de l’exemple'))
}

export async function fermerDossier(session: Session): Promise<void> {
  if (!(await placeLibre(session))) session.avertir({ ton: 'erreur', texte: 'Le dossier reste ouvert : des modifications ne sont pas encore enregistrées.' })
}
