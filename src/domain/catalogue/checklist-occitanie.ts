import { action, ars, type Checklist, type Destinataire, grades } from './checklist.ts'

const mss: Destinataire = { qui: 'autre', libelle: 'GRADeS, équipe MSSanté', adresse: 'mss@esante-occitanie.fr', voie: 'courriel' }
const numih: Destinataire = { qui: 'autre', libelle: 'Numih France', adresse: null, voie: 'courrier' }
const demarche: Destinataire = { qui: 'ars', libelle: 'ARS, par la démarche de clôture', adresse: null, voie: 'demarche' }
const notification = 'Notification de l’ARS reçue, sans réserve (AHI : sans clause suspensive)'
const unSeulEnvoi = 'Signature conseillée au niveau de la grappe ; par organisme ou par établissement, un seul envoi groupé.'

/** The 34 actions of the GRADeS list; each link says whether the list states it or Grappe deduces it. */
export const checklistOccitanie: Checklist = {
  code: 'occitanie',
  titre: 'Checklist de déploiement – Occitanie',
  source: 'D’après « Ma checklist ESMS Numérique » du GRADeS d’Occitanie',
  themes: [
    { code: 'A', titre: 'Étapes du projet' },
    { code: 'MIE', titre: 'Moyens d’identification électronique' },
    { code: 'IV', titre: 'Identitovigilance' },
    { code: 'MSS', titre: 'Messagerie sécurisée de santé' },
    { code: 'DMP', titre: 'Dossier médical partagé' },
    { code: 'MES', titre: 'Mon espace santé' }
  ],
  actions: [
    action('A', 'A1', 'Démarrer le projet', ['tous-essms'], 'grappe', { conditions: [notification] }),
    action('A', 'A2', 'Signer la convention avec l’ARS', ['porteur'], 'grappe', { conditions: ['Notification de l’ARS reçue'] }),
    action('A', 'A3', 'Signer la VA, l’envoyer à l’ARS et au GRADeS', ['direction-og'], 'grappe', {
      source: 'IV4 DMP3 MSS5',
      deduite: 'DMP2',
      ou: ['og', 'essms'],
      note: `${unSeulEnvoi} La liste de la région cite le référent DMP (DMP3), mais sa phrase parle des certificats (DMP2) : Grappe vous rappelle les deux.`,
      destinataires: [ars, grades]
    }),
    action('A', 'A4', 'Envoyer l’état des lieux des indicateurs', ['porteur'], 'grappe', {
      source: 'A3 MIE1 MIE2 MIE3 MIE4 MIE5 MIE6 IV1 IV2 IV3 IV4 IV5 IV6 IV7 MSS1 MSS2 MSS3 MSS4 MSS5 MSS6 DMP1 DMP2 DMP3 DMP4 DMP5 DMP6 MES1',
      note: 'Un seul classeur pour toute la grappe, sur les trois derniers mois. La liste de la région demande aussi MES2 et MES3, qu’elle place pourtant après A5 : Grappe ne vous arrête pas pour cela.',
      destinataires: [ars, grades]
    }),
    action('A', 'A5', 'Signer la VSR, l’envoyer à l’ARS et au GRADeS', ['direction-og'], 'grappe', {
      deduite: 'A3',
      conditions: ['Le DUI Ségur et les fonctions liées aux services et référentiels socles marchent dans chaque ESSMS'],
      ou: ['og', 'essms'],
      note: unSeulEnvoi,
      destinataires: [ars, grades]
    }),
    action('A', 'A6', 'Déposer la clôture', ['porteur'], 'grappe', {
      deduite: 'A3 A4 A5',
      conditions: ['Les cibles d’usage sont atteintes'],
      note: 'VA, VSR, indicateurs, preuves et état des dépenses, sur les trois derniers mois.',
      destinataires: [demarche]
    }),

    action('MIE', 'MIE1', 'Contractualiser avec l’ANS', ['direction-og'], 'og', {
      source: 'A1 A2',
      note: 'Une adhésion par FINESS juridique, gratuite, signée par le représentant légal.'
    }),
    action('MIE', 'MIE2', 'Désigner et équiper les mandataires', ['direction-og'], 'og', {
      deduite: 'MIE1',
      conditions: ['La carte CPE de direction est reçue']
    }),
    action('MIE', 'MIE3', 'Désigner les administrateurs techniques', ['direction-og', 'editeur', 'mandataire'], 'og', {
      deduite: 'MIE1',
      note: 'Ils commandent et installent les certificats INS et DMP.'
    }),
    action('MIE', 'MIE4', 'Désigner et former les gestionnaires RPPS+', ['direction-og', 'mandataire'], 'og', { deduite: 'MIE1' }),
    action('MIE', 'MIE5', 'Définir la stratégie d’enregistrement RPPS+', ['direction-og'], 'og', { deduite: 'MIE1' }),
    action('MIE', 'MIE6', 'Enregistrer les professionnels', ['direction-og', 'gestionnaire-rpps'], 'essms', {
      source: 'MIE4 MIE5',
      note: 'Seulement les professionnels à rôle qui ont besoin d’un service numérique. Ceux qu’un Ordre ou l’ARS a enregistrés ne le sont pas une seconde fois ; une personne peut tenir un autre rôle ailleurs. Comptez-les par rôle.'
    }),

    action('IV', 'IV1', 'Désigner le référent identitovigilance', ['direction-og', 'porteur'], 'og', { ou: ['grappe'] }),
    action('IV', 'IV2', 'Rédiger la charte et la procédure d’identitovigilance', ['porteur'], 'grappe', { note: 'Conseillé au niveau de la grappe.' }),
    action('IV', 'IV3', 'Commander les certificats INS', ['administrateur-technique'], 'og', { source: 'MIE1 MIE3', ou: ['grappe'] }),
    action('IV', 'IV4', 'Installer les certificats INS', ['administrateur-technique'], 'og', { deduite: 'IV3', ou: ['grappe'] }),
    action('IV', 'IV5', 'Organiser la qualification et la déqualification des identités', ['direction-og', 'porteur'], 'og', { ou: ['grappe'] }),
    action('IV', 'IV6', 'Organiser le traitement des discordances', ['direction-og', 'porteur'], 'og', { ou: ['grappe'] }),
    action('IV', 'IV7', 'Former le personnel d’admission', ['direction-og', 'porteur'], 'og', { ou: ['grappe'] }),

    action('MSS', 'MSS1', 'Remplir le formulaire de raccordement en ligne', ['direction-og'], 'og', {
      note: 'Avec le FINESS juridique ; choisir « intégration logiciel métier ».'
    }),
    action('MSS', 'MSS2', 'Signer la convention Numih', ['direction-og'], 'og', {
      source: 'MSS1',
      note: 'Deux exemplaires signés : l’un par la poste à Numih France, l’autre par e-mail au GRADeS.',
      destinataires: [numih, mss]
    }),
    action('MSS', 'MSS3', 'Envoyer les informations pour les comptes, les structures et le connecteur', ['direction-og', 'porteur'], 'og', {
      source: 'MIE6',
      destinataires: [mss]
    }),
    action('MSS', 'MSS4', 'Signer le devis Numih France du connecteur', ['direction-og'], 'og', {
      note: 'Dépend de l’éditeur : demandez au GRADeS. Sinon, « sans objet ».',
      facultative: true
    }),
    action('MSS', 'MSS5', 'Mettre en place la MSS dans le DUI', ['direction-og', 'editeur'], 'essms', {
      deduite: 'MSS2 MSS3 MSS4',
      note: 'MSS4 ne compte pas s’il est sans objet.'
    }),
    action('MSS', 'MSS6', 'Faire les démarches RGPD et CNIL', ['direction-og'], 'og'),

    action('DMP', 'DMP1', 'Commander les certificats', ['administrateur-technique'], 'og', { source: 'MIE3' }),
    action('DMP', 'DMP2', 'Installer les certificats', ['administrateur-technique'], 'og', { deduite: 'DMP1' }),
    action('DMP', 'DMP3', 'Désigner le référent DMP', ['direction-og'], 'og', { source: 'A1', note: 'Dès le démarrage du projet.' }),
    action('DMP', 'DMP4', 'Définir le processus d’alimentation', ['interne-essms'], 'essms'),
    action('DMP', 'DMP5', 'Choisir les documents alimentés automatiquement', ['direction-og', 'editeur'], 'og', { pendant: 'DMP2' }),
    action('DMP', 'DMP6', 'Choisir les documents alimentés à la main', ['interne-essms'], 'essms', { deduite: 'DMP4' }),

    action('MES', 'MES1', 'Désigner le référent Mon espace santé', ['direction-og'], 'og', {
      source: 'A1',
      note: 'Dès le démarrage du projet. Ce peut être le référent DMP.'
    }),
    action('MES', 'MES2', 'Sensibiliser les professionnels', [], 'essms', {
      source: 'A5',
      conditions: ['L’alimentation du DMP a commencé'],
      note: 'La liste de la région ne dit pas qui. Le GRADeS propose une séance.'
    }),
    action('MES', 'MES3', 'Sensibiliser les usagers', ['essms'], 'essms', {
      source: 'A5',
      conditions: ['L’alimentation du DMP a commencé'],
      note: 'Première séance par le GRADeS, puis en autonomie.'
    })
  ],
  signatures: { va: 'A3', vsr: 'A5' },
  etatDesLieux: 'A4',
  sansCertificatInsi: {
    sansObjet: ['IV3', 'IV4'],
    remplacante: action('IV', 'IVC', 'Commander les cartes CPE des personnes qui appellent INSi (formulaire F301)', ['direction-og', 'mandataire'], 'og', {
      deduite: 'MIE1',
      note: 'Votre DUI n’appelle pas INSi par certificat : les cartes remplacent les certificats INS.'
    }),
    pour: ['A3', 'A4']
  }
}
