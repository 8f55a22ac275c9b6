import { choix, courriel, date, entier, ouiNon, reference, references, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/**
 * A copy that left the porteur: what went to whom, what was asked, by when, and what came back. Its id is also the
 * collecte's. In a collecte copy it carries the demande; `renvoyeLe` and `reponse` are the only fields its recipient writes.
 */
export const envoi = defineNom({
  kind: 'envoi',
  collection: 'envois',
  label: 'envoi',
  part: 'organisme',
  champs: {
    sorte: choix('Copie', [
      ['complete', 'Toute la grappe'],
      ['legere', 'Copie légère'],
      ['collecte', 'Collecte d’un organisme']
    ]),
    organisme: reference('Organisme', 'organisme'),
    destinataire: texte('Destinataire', { personnel: true }),
    courriel: courriel('Adresse e-mail'),
    demandeIdentite: ouiNon('Compléter l’identité', { aide: 'Organisme, établissements, référents.' }),
    demandeReleveVa: ouiNon('Relevé de l’état des lieux et preuves'),
    demandeReleveCloture: ouiNon('Relevé de clôture et preuves'),
    demandeDepenses: ouiNon('Dépenses et factures'),
    demandeChecklist: ouiNon('Checklist de déploiement'),
    etablissements: references('Établissements concernés', 'etablissement', { aide: 'Vide : tous ceux de l’organisme.' }),
    echeance: date('À renvoyer au plus tard le'),
    mot: texteLong('Mot du porteur'),
    demandeur: texte('Demandé par', { personnel: true }),
    courrielDemandeur: courriel('Répondre à'),
    dateEnvoi: date('Envoyé le'),
    fichier: texte('Fichier'),
    taille: entier('Taille', { unite: 'octets' }),
    chiffre: ouiNon('Protégé par une phrase'),
    dateRelance: date('Dernière relance le'),
    renvoyeLe: date('Renvoyé par l’organisme le'),
    reponse: texteLong('Réponse de l’organisme'),
    revenuLe: date('Revenu le')
  }
})
export type Envoi = Entite<typeof envoi>
