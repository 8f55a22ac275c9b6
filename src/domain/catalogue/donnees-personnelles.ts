import { type Dossier, porteurDe } from '../dossier.ts'

/** One family of personal data that a dossier holds: who, what, what for, who sees it. */
export interface FamilleDonnees {
  readonly code: 'porteur' | 'equipe' | 'signataires' | 'saisies' | 'banque' | 'joints'
  readonly personnes: string
  readonly donnees: string
  readonly finalite: string
  readonly destinataires: string
}

/** What Grappe keeps about people. Nothing here says how long: each organisation decides it with its DPO (field of the grappe). */
export const famillesDonnees: readonly FamilleDonnees[] = [
  {
    code: 'porteur',
    personnes: 'Représentants légaux et contacts des organismes, directeurs d’établissement',
    donnees: 'Civilité, nom, prénom, fonction, e-mail et téléphone professionnels',
    finalite: 'Identifier les organismes engagés, préparer les pièces et correspondre avec l’ARS',
    destinataires: 'Porteur, organismes de la grappe, ARS ou DNS qui instruit le dossier'
  },
  {
    code: 'equipe',
    personnes: 'Équipe du projet : chef de projet, DPO, référents, membres des instances',
    donnees: 'Nom, prénom, fonction, rôle, organisme, e-mail, téléphone, temps consacré',
    finalite: 'Décrire la gouvernance et répartir les actions du déploiement',
    destinataires: 'Porteur, organismes de la grappe, ARS ou DNS qui instruit le dossier'
  },
  {
    code: 'signataires',
    personnes: 'Signataires des conventions, lettres d’engagement et procès-verbaux',
    donnees: 'Nom, fonction, date de signature ; image de la signature dans les fichiers joints signés',
    finalite: 'Produire et conserver les actes signés demandés par l’instruction',
    destinataires: 'Porteur, signataires, éditeur du DUI, ARS ou DNS qui instruit le dossier'
  },
  {
    code: 'saisies',
    personnes: 'Personnes qui saisissent dans Grappe',
    donnees: 'Nom, fonction et organisme déclarés, date et heure de chaque saisie',
    finalite: 'Savoir qui a modifié quoi, réunir les copies sans rien perdre',
    destinataires: 'Toute personne qui reçoit une copie du dossier entier ; une copie de collecte ne porte que les noms de son organisme'
  },
  {
    code: 'banque',
    personnes: 'Organismes (et titulaires des comptes s’ils sont nommés)',
    donnees: 'IBAN, BIC, RIB joint',
    finalite: 'Permettre le versement de l’aide',
    destinataires: 'Porteur et financeur ; absents des copies légères et des copies de collecte'
  },
  {
    code: 'joints',
    personnes: 'Personnes nommées dans les fichiers joints (factures, preuves, courriers)',
    donnees: 'Ce que ces fichiers contiennent ; une preuve d’usage ne doit montrer aucune personne accompagnée',
    finalite: 'Justifier les dépenses et les usages déclarés',
    destinataires: 'Porteur, ARS ou DNS qui instruit le dossier'
  }
]

const ouAPreciser = (texte: string | null): string => texte ?? '[à préciser]'

/** Text for the register of processing activities (article 30 of the GDPR), to be read over by the organisation and its DPO. */
export function texteRegistre(dossier: Dossier): string {
  const { grappe } = dossier
  const porteur = porteurDe(dossier)
  const dpo = dossier.personnes.find((p) => p.role === 'dpo')
  return [
    'Fiche de traitement : dossier ESMS Numérique (projet à relire avec votre DPO)',
    '',
    `Traitement : candidature et clôture ESMS Numérique de la grappe « ${ouAPreciser(grappe.nom)} »`,
    `Responsable du traitement : ${ouAPreciser(porteur?.raisonSociale ?? null)}`,
    `Délégué à la protection des données : ${dpo ? [dpo.prenom, dpo.nom, dpo.courriel].filter(Boolean).join(' ') : '[à préciser]'}`,
    `Fondement : ${ouAPreciser(grappe.fondementDonnees)}`,
    `Durée de conservation : ${ouAPreciser(grappe.conservationDonnees)}`,
    '',
    ...famillesDonnees.flatMap((f) => [
      `• ${f.personnes}`,
      `  Données : ${f.donnees}.`,
      `  Finalité : ${f.finalite}.`,
      `  Destinataires : ${f.destinataires}.`
    ]),
    '',
    'Mesures de sécurité : données conservées dans un seul fichier sur le poste, sans aucun envoi sur Internet ; copies de collecte limitées à un organisme, sans donnée bancaire ; envois protégés par une phrase si on le demande ; effacement d’une personne dans le dossier et dans son historique.',
    'Transfert hors de l’Union européenne : aucun par Grappe.'
  ].join('\n')
}
