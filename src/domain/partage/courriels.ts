import { etAutres } from '../completude/accord.ts'
import type { Dossier } from '../dossier.ts'
import { formatDate } from '../format.ts'
import { typographier } from '../typographie.ts'
import { avancementDemande } from './avancement-demande.ts'
import { demandeDe, titreObjet } from './demande.ts'
import type { EnvoiSuivi } from './suivi.ts'

/** An e-mail ready to copy or to save as a draft. Grappe sends nothing. */
export interface Courriel {
  readonly a: string | null
  readonly objet: string
  /** Plain text, paragraphs separated by an empty line. */
  readonly texte: string
}

const paragraphes = (textes: readonly (string | null)[]) => typographier(textes.filter((t) => t !== null && t !== '').join('\n\n'))
const nomGrappe = (dossier: Dossier) => `la grappe « ${dossier.grappe.nom ?? 'sans nom'} »`

/** The e-mail that goes with a copy. The six words never travel with the file. */
export function courrielEnvoi(dossier: Dossier, id: string): Courriel | null {
  const envoi = dossier.envois.find((e) => e.id === id)
  if (!envoi) return null
  const demande = demandeDe(dossier, id)
  const demandes = demande?.objets.map((code) => `- ${titreObjet(dossier, code)}`) ?? []
  return {
    a: envoi.courriel,
    objet: typographier(
      `ESMS Numérique – ${dossier.grappe.nom ?? 'grappe'} – ${envoi.sorte === 'collecte' ? 'ce que nous vous demandons' : 'dossier de la grappe'}`
    ),
    texte: paragraphes([
      'Bonjour,',
      `Vous trouverez ci-joint ${envoi.sorte === 'collecte' ? 'la copie de votre organisme pour' : 'le dossier de'} ${nomGrappe(dossier)}. ${envoi.sorte === 'collecte' ? 'Ouvrez-la avec Grappe ; si vous n’avez pas ce logiciel, demandez-le-nous' : 'Ouvrez-le avec Grappe'}.`,
      demandes.length > 0 ? `Nous vous demandons :\n${demandes.join('\n')}` : null,
      envoi.echeance === null ? null : `Merci de nous la renvoyer complétée au plus tard le ${formatDate(envoi.echeance)} (bouton « Renvoyer au porteur »).`,
      envoi.mot,
      envoi.chiffre === 'oui' ? 'Le fichier est protégé par une phrase de six mots, qui vous est donnée par téléphone ou par SMS.' : null,
      envoi.demandeur
    ])
  }
}

/** A reminder for a copy that did not come back, or came back incomplete; null when there is nothing to remind. */
export function courrielRelance(dossier: Dossier, { envoi, etat, jours, avancement }: EnvoiSuivi): Courriel | null {
  const demande = demandeDe(dossier, envoi.id)
  if (!demande || etat === 'complete') return null
  const reste = avancementDemande(dossier, demande).points.filter((p) => !p.fait)
  const date = envoi.echeance === null ? null : formatDate(envoi.echeance)
  const rappel =
    etat === 'revenue'
      ? `Merci pour votre retour. Il reste ${reste.length} élément${reste.length > 1 ? 's' : ''} sur ${avancement?.total ?? reste.length} :`
      : jours !== null && jours < 0
        ? `Sauf erreur, nous n’avons pas reçu votre copie, attendue pour le ${date}. Nous vous demandons :`
        : `Nous attendons votre copie${date === null ? '' : ` pour le ${date}`}. Nous vous demandons :`
  const liste =
    etat === 'revenue'
      ? [...reste.slice(0, 15).map((p) => `- ${p.texte}`), ...(reste.length > 15 ? [`- ${etAutres(reste.length - 15)}, à voir dans votre copie`] : [])]
      : demande.objets.map((code) => `- ${titreObjet(dossier, code)}`)
  return {
    a: envoi.courriel,
    objet: typographier(`Rappel – ESMS Numérique – ${dossier.grappe.nom ?? 'grappe'}`),
    texte: paragraphes([
      'Bonjour,',
      `${rappel}\n${liste.join('\n')}`,
      'Vous pouvez repartir du fichier déjà envoyé : ce que vous y avez saisi est gardé.',
      envoi.demandeur
    ])
  }
}

/** Who writes, as they present themselves to Grappe; what they left out is empty. */
interface Signataire {
  readonly nom: string
  readonly fonction: string
  readonly organisation: string
}

/** The e-mail that goes back to the porteur with the recipient's copy, signed by who sends it back. */
export function courrielRetour(dossier: Dossier, signataire: Signataire | null): Courriel | null {
  const demande = demandeDe(dossier)
  if (!demande) return null
  const { fait, total } = avancementDemande(dossier, demande)
  return {
    a: demande.envoi.courrielDemandeur,
    objet: typographier(`Retour – ${demande.organisme.raisonSociale ?? 'organisme'} – ${dossier.grappe.nom ?? 'grappe'}`),
    texte: paragraphes([
      'Bonjour,',
      `Vous trouverez ci-joint la copie de ${demande.organisme.raisonSociale ?? 'notre organisme'} pour ${nomGrappe(dossier)} : ${fait} élément${fait > 1 ? 's' : ''} sur ${total}.`,
      demande.envoi.reponse,
      signataire && [signataire.nom, signataire.fonction, signataire.organisation].filter((t) => t !== '').join('\n')
    ])
  }
}
