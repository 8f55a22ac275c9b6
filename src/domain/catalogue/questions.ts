import type { Phase } from '../lot.ts'

/** A question people ask, answered where it arises. Answers are ours; facts come from regional and national FAQs. */
export interface Question {
  readonly code: string
  readonly phase: Phase
  readonly question: string
  readonly reponse: string
  /** INSEE region the answer comes from; null when it holds everywhere. */
  readonly region: string | null
}

const q = (code: string, phase: Phase, question: string, reponse: string, region: string | null = null): Question => ({
  code,
  phase,
  question,
  reponse,
  region
})
const occitanie = '76'

export const questions: readonly Question[] = [
  q('moyenne-annuelle', 'grappe', 'Combien de personnes accompagnées faut-il déclarer ?', 'Une moyenne sur l’année convient.'),
  q(
    'editeur-rachete',
    'grappe',
    'Notre éditeur vient d’être racheté : que faire ?',
    'Voyez avec le repreneur ce que deviennent le contrat, la solution et sa version. Prévenez l’ARS si la solution change.'
  ),
  q(
    'deja-finance',
    'recevabilite',
    'Une grappe déjà financée peut-elle se représenter ?',
    'Deux règles à connaître. L’ARS d’Occitanie l’admet, en servant d’abord les autres. Le contrôle n° 7 de 2023 est plus strict : aucun financement ESMS Numérique antérieur. Demandez à votre ARS.',
    occitanie
  ),
  q(
    'contrat-signe',
    'recevabilite',
    'Nous avons déjà signé avec un éditeur : avons-nous droit à l’aide ?',
    'Pas à l’aide d’acquisition. Une commande SONS garde l’aide aux usages, et celle aux équipements et prestataires pour les organismes de moins de 15 ESSMS ; elle ne vaut que lorsque la solution est référencée.'
  ),
  q(
    'irrecevable',
    'recevabilite',
    'Et si le dossier est irrecevable ?',
    'L’ARS en donne la raison. Vous pouvez répondre à l’appel suivant : « Reprendre pour un autre appel » garde tout ce qui est saisi.'
  ),
  q('telemedecine', 'recevabilite', 'La télémédecine est-elle financée ?', 'Non : elle relève d’un autre programme.'),
  q(
    'resah',
    'preparer',
    'Faut-il passer par le RESAH ?',
    'Il ne concerne que les acquisitions pour les personnes âgées, les personnes handicapées et le domicile. Y adhérer n’est pas obligatoire et son aide est payante. Son système d’acquisition reste ouvert quatre ans à de nouveaux éditeurs. Choisissez la catégorie la plus présente dans la grappe.'
  ),
  q(
    'choix-editeur',
    'preparer',
    'Peut-on garder son éditeur sans consulter les autres ?',
    'Non, pour une acquisition. Le choix se justifie après avoir consulté tous les éditeurs, même pour garder le vôtre.'
  ),
  q('amoa', 'preparer', 'Comment choisir une AMOA ?', 'Parmi les prestataires référencés, avec votre prestataire habituel, ou par une consultation.'),
  q(
    'services-obligatoires',
    'preparer',
    'Quels services sont obligatoires ?',
    'DMP et MSSanté le sont. L’e-prescription et les outils de coordination restent facultatifs.'
  ),
  q(
    'viatrajectoire',
    'preparer',
    'Et ViaTrajectoire ?',
    'C’est une priorité de la région : prévoyez l’échange avec votre DUI si vos structures sont concernées.',
    occitanie
  ),
  q('lettre-engagement', 'galis', 'Qui signe la lettre d’engagement, et pour qui ?', 'Le porteur, envers sa grappe et l’ARS. Une seule par projet.'),
  q(
    'convention-grappe',
    'galis',
    'Quand signer la convention entre les structures ?',
    'Dès que la grappe existe. Une convention propre au projet est préférable, sans être obligatoire.'
  ),
  q(
    'suivi',
    'depot',
    'Où sont écrits le suivi et les versements ?',
    'Dans la convention signée avec l’ARS : reportez ses dates et ses montants dans « Ma grappe ».'
  ),
  q('adhesion-ans', 'deploiement', 'Combien d’adhésions à l’ANS faut-il ?', 'Une par FINESS juridique suffit, pour les certificats comme pour le RPPS+.'),
  q(
    'va-sons',
    'deploiement',
    'La VA du SONS suffit-elle ?',
    'Non. Celle du SONS va de l’éditeur à l’ASP ; celle du projet va de l’organisme à l’ARS et au GRADeS. Ce sont deux documents.'
  ),
  q(
    'projet-preparation',
    'usages',
    'Un projet personnalisé en préparation compte-t-il ?',
    'Oui : l’indicateur retient les projets en préparation ou actifs. Une personne arrivée depuis peu peut donc compter.'
  ),
  q('ttc', 'depenses', 'Les montants sont-ils hors taxes ?', 'Ils s’entendent toutes taxes comprises, sauf mention contraire de votre convention.'),
  q(
    'lien-cloture',
    'cloture',
    'Où trouver le formulaire de clôture ?',
    'L’ARS vous en donne le lien : il ne se trouve pas depuis l’accueil de la plateforme. Notez-le dans « Ma grappe ».'
  ),
  q(
    'garder-preuves',
    'cloture',
    'Faut-il garder les preuves après la clôture ?',
    'Oui. Faites la copie d’archive : elle garde les fichiers, leurs empreintes et le bordereau.'
  )
]

/** Questions of a phase that hold for these regions (INSEE codes), general ones first. */
export const questionsDe = (phase: Phase, regions: readonly string[] = []): readonly Question[] =>
  questions
    .filter((x) => x.phase === phase && (x.region === null || regions.includes(x.region)))
    .toSorted((x, y) => Number(x.region !== null) - Number(y.region !== null))
