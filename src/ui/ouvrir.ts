import type { Demande, Sortie } from '#contract/contract.ts'
import type { Erreur } from '#contract/errors.ts'
import { annoncerJumeaux } from './jumeaux.ts'
import { createMagasin } from './magasin.ts'
import { type FichierRecu, filtreRecu, recevoir } from './recevoir.ts'
import { proposerReparation } from './reparer.ts'
import type { Session } from './session.ts'

/** Last failure to open or create, shown on the home screen or in a dialog until the next attempt. */
export const erreurOuverture = createMagasin<string | null>(null)

/** What a file asks before it can be opened. */
export type QuestionOuverture =
  | { readonly q: 'phrase'; readonly fichier: FichierRecu; readonly erreur: string | null }
  | { readonly q: 'copie'; readonly fichier: FichierRecu; readonly vu: Sortie<'partage.reconnaitre'> }

export const questionOuverture = createMagasin<QuestionOuverture | null>(null)

/** True when the session now shows that dossier. */
function montrer(session: Session, lue: Sortie<'dossier.ouvrir'>): true {
  oublierRefus(session)
  session.ouvrir(lue)
  for (const texte of lue.avertissements) session.avertir({ ton: 'erreur', texte })
  void annoncerJumeaux(session)
  return true
}

/** Says why nothing was opened, on the home screen or over the dossier that stays. */
export function refuser(session: Session, texte: string): false {
  oublierRefus(session)
  erreurOuverture.poser(texte)
  if (session.store.lire()) session.avertir({ ton: 'erreur', texte })
  return false
}

/** Another attempt begins: what was said of the last one is no longer true. */
function oublierRefus(session: Session): void {
  const dit = erreurOuverture.lire()
  if (dit === null) return
  erreurOuverture.poser(null)
  session.avis.changer((avis) => avis.filter(({ texte }) => texte !== dit))
}

const echouer = (session: Session, { message }: Erreur): false => refuser(session, message)

/** Closes what is open first; false when something could not be saved. */
async function placeLibre(session: Session): Promise<boolean> {
  oublierRefus(session)
  if (!session.store.lire()) return true
  await session.fermer()
  return session.store.lire() === null
}

const reconnaitre = (session: Session, fichier: FichierRecu) => session.appelerLong('partage.reconnaitre', { ...fichier }, 'Lecture du fichier')

/** A file that cannot be opened yet asks its question; another failure is shown. */
async function demander(session: Session, fichier: FichierRecu, erreur: Erreur): Promise<false> {
  if (erreur.code === 'phrase-requise' || erreur.code === 'phrase-incorrecte') {
    questionOuverture.poser({ q: 'phrase', fichier, erreur: erreur.code === 'phrase-incorrecte' ? erreur.message : null })
    return false
  }
  if (erreur.code !== 'copie-connue') return (await proposerReparation(session, fichier.ref, erreur)) ? false : echouer(session, erreur)
  const vu = await reconnaitre(session, fichier)
  if (!vu.ok) return echouer(session, vu.error)
  questionOuverture.poser({ q: 'copie', fichier, vu: vu.value })
  return false
}

/**
 * Opens a file, wherever it comes from. A copy of a dossier that this computer keeps elsewhere asks what to do with it, and never closes
 * the dossier on screen before the answer; an encrypted one asks its words.
 */
export async function ouvrirRef(session: Session, ref: string, phrase: string | null = null): Promise<boolean> {
  oublierRefus(session)
  const fichier = { ref, phrase }
  const ouvert = session.store.lire()
  if (ouvert) {
    await session.file.vider()
    const vu = await reconnaitre(session, fichier)
    if (!vu.ok) return demander(session, fichier, vu.error)
    if (vu.value.projet === ouvert.projet && vu.value.connu?.ailleurs) {
      questionOuverture.poser({ q: 'copie', fichier, vu: vu.value })
      return false
    }
  }
  return ouvrirEnsuite(session, { ...fichier, copie: 'demander' })
}

async function ouvrirEnsuite(session: Session, demande: Demande<'dossier.ouvrir'>): Promise<boolean> {
  if (!(await placeLibre(session))) return false
  const reponse = await session.appelerLong('dossier.ouvrir', demande, 'Ouverture du dossier')
  return reponse.ok ? montrer(session, reponse.value) : demander(session, { ref: demande.ref, phrase: demande.phrase ?? null }, reponse.error)
}

/** « Réunir »: the dossier of this computer, then what the copy would change in it. */
export async function reunirCopie(session: Session, projet: string, fichiers: readonly FichierRecu[]): Promise<boolean> {
  oublierRefus(session)
  if (session.store.lire()?.projet !== projet) {
    if (!(await placeLibre(session))) return false
    const reponse = await session.appelerLong('dossier.rouvrir', { projet }, 'Ouverture du dossier')
    if (!reponse.ok) return echouer(session, reponse.error)
    montrer(session, reponse.value)
  }
  recevoir(session, fichiers)
  return true
}

/** « Ouvrir à part en lecture ». */
export const lireCopie = (session: Session, fichier: FichierRecu): Promise<boolean> => ouvrirEnsuite(session, { ...fichier, copie: 'lecture' })

/** Files dropped on the window or handed over by the system: one is opened, several are copies that come back. */
export async function ouvrirRefs(session: Session, refs: readonly string[]): Promise<boolean> {
  const [premier, ...autres] = refs
  if (premier === undefined) return false
  if (autres.length === 0) return ouvrirRef(session, premier)
  const fichiers = refs.map((ref) => ({ ref, phrase: null }))
  const ouvert = session.store.lire()
  if (ouvert) return reunirCopie(session, ouvert.projet, fichiers)
  const vu = await reconnaitre(session, { ref: premier, phrase: null })
  if (vu.ok && vu.value.connu) return reunirCopie(session, vu.value.projet, fichiers)
  return refuser(session, 'Ouvrez d’abord votre dossier, puis déposez ensemble les copies qui vous reviennent. Rien n’a été modifié.')
}

export async function ouvrirFichier(session: Session): Promise<boolean> {
  const ref = await session.shell.choisirFichier(filtreRecu)
  return ref === null ? false : ouvrirRef(session, ref)
}

/** « Nouvelle grappe » of the menu: leaves the current dossier and shows the form of the home screen. */
export async function nouvelleGrappe(session: Session): Promise<void> {
  if (await placeLibre(session)) session.demandeNouvelle.poser(true)
}

export async function creerGrappe(session: Session, nom: string, ref: string | null): Promise<boolean> {
  const reponse = await session.appelerLong('dossier.creer', { nom, ref }, 'Création du dossier')
  return reponse.ok ? montrer(session, { ...reponse.value, emplacement: null }) : echouer(session, reponse.error)
}

/** « Reprendre pour un autre appel »: the open dossier is closed, the new one shown. */
export async function reprendreDossier(session: Session, nom: string, ref: string): Promise<boolean> {
  await session.file.vider()
  const reponse = await session.appelerLong('dossier.reprendre', { nom, ref }, 'Création du dossier')
  return reponse.ok ? montrer(session, { ...reponse.value, emplacement: null }) : echouer(session, reponse.error)
}

export async function ouvrirExemple(session: Session, incomplet: boolean): Promise<boolean> {
  const reponse = await session.appelerLong('dossier.exemple', { ref: null, incomplet }, 'Préparation de l’exemple')
  return reponse.ok ? montrer(session, reponse.value) : echouer(session, reponse.error)
}

export async function fermerDossier(session: Session): Promise<void> {
  if (!(await placeLibre(session))) session.avertir({ ton: 'erreur', texte: 'Le dossier reste ouvert : des modifications ne sont pas encore enregistrées.' })
}
