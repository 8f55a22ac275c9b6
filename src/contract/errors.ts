/** The closed list of errors, one French sentence each: what happened, what is safe, what to do. */
export const messages = {
  'saisie-invalide': 'Cette valeur ne peut pas être enregistrée. Rien n’a été modifié. Corrigez-la puis réessayez.',
  'champ-inconnu': 'Ce champ n’existe pas. Rien n’a été modifié.',
  'entite-inconnue': 'Cet élément n’existe pas ou plus dans le dossier. Rien n’a été modifié.',
  'appel-refuse': 'Cette demande n’a pas la forme attendue. Rien n’a été modifié.',
  'aucun-dossier': 'Aucun dossier n’est ouvert. Ouvrez ou créez un dossier d’abord.',
  'auteur-inconnu': 'Indiquez d’abord votre nom, votre fonction et votre organisme.',
  'fichier-introuvable': 'Le fichier est introuvable. Rien n’a été modifié. Vérifiez qu’il n’a pas été déplacé ou renommé.',
  'fichier-illisible': 'Le fichier ne peut pas être lu : il est utilisé par un autre logiciel ou vous n’y avez pas accès. Il n’a pas été modifié.',
  'fichier-vide': 'Ce fichier est vide. Il n’a pas été modifié. Demandez un nouvel envoi.',
  'fichier-trop-grand': 'Ce fichier dépasse la taille admise. Il n’a pas été modifié.',
  'pas-une-base':
    'Ce fichier n’est pas un dossier Grappe, ou son début est abîmé. Il n’a pas été modifié. Choisissez un fichier .db, .zip ou .age, ou demandez un nouvel envoi.',
  'pas-un-dossier-grappe': 'Cette base de données vient d’un autre logiciel que Grappe. Elle n’a pas été modifiée.',
  'version-plus-recente': 'Ce dossier a été enregistré par une version plus récente de Grappe. Il n’a pas été modifié. Mettez Grappe à jour pour l’ouvrir.',
  'fichier-abime': 'Ce fichier est abîmé. Il n’a pas été modifié. Demandez un nouvel envoi, ou ouvrez une version précédente.',
  'schema-inattendu': 'Ce fichier contient des éléments qu’un dossier Grappe ne contient jamais. Par prudence, il n’a pas été ouvert ni modifié.',
  'contenu-invalide': 'Ce fichier contient des valeurs qui ne respectent pas les règles d’un dossier Grappe. Il n’a pas été modifié.',
  'phrase-requise': 'Ce fichier est protégé par une phrase. Il n’a pas été modifié. Saisissez les mots que l’expéditeur vous a donnés.',
  'phrase-incorrecte': 'La phrase est incorrecte. Le fichier n’a pas été modifié et vous pouvez réessayer. Vérifiez chaque mot auprès de l’expéditeur.',
  'autre-grappe': 'Ce fichier est celui d’une autre grappe : il ne peut pas être réuni avec le dossier ouvert. Rien n’a été modifié.',
  'copie-connue': 'Ce fichier est une copie d’une grappe déjà présente sur ce poste. Il n’a pas été modifié. Réunissez-la, ou ouvrez-la à part en lecture.',
  'hors-perimetre':
    'Cette donnée appartient au porteur ou à un autre organisme : elle est en lecture seule dans cette copie de collecte. Rien n’a été modifié.',
  'deja-ouvert': 'Ce dossier est déjà ouvert dans une autre fenêtre de Grappe. Utilisez cette fenêtre.',
  'disque-plein':
    'Le disque est plein : ce qui était déjà enregistré est en sécurité, la dernière écriture n’a pas pu se faire. Libérez de la place puis réessayez.',
  'lecture-seule': 'Cet emplacement est en lecture seule. Vos saisies sont en sécurité sur ce poste. Enregistrez le dossier ailleurs.',
  'dossier-protege':
    'Windows empêche Grappe d’écrire dans ce dossier (« accès contrôlé aux dossiers », antivirus ou droits). Vos saisies sont en sécurité sur ce poste. Autorisez Grappe dans Sécurité Windows, ou enregistrez le dossier ailleurs.',
  'emplacement-perdu':
    'L’emplacement du fichier ne répond plus (réseau coupé, serveur arrêté ou support retiré). Vos saisies sont en sécurité sur ce poste. Rétablissez l’accès : Grappe réessaiera ; ou enregistrez le dossier ailleurs.',
  'publication-impossible': 'Le fichier n’a pas pu être mis à jour. Vos saisies sont en sécurité sur ce poste. Réessayez, ou enregistrez le dossier ailleurs.',
  'lecture-trop-longue':
    'Un fichier n’a pas pu être lu dans le temps permis (20 secondes, davantage s’il est grand) : il est sans doute abîmé ou piégé. Il n’a pas été modifié, et votre dossier est intact.',
  'lecture-interrompue':
    'Un fichier n’a pas pu être lu : sa lecture demandait trop de mémoire ou arrêtait le moteur de Grappe, qui a redémarré. Il est sans doute abîmé ou piégé. Il n’a pas été modifié, et votre dossier est intact.',
  'format-refuse': 'Ce type de fichier n’est pas accepté ici. Il n’a pas été modifié.',
  'import-impossible': 'Ce fichier ne peut pas être importé. Rien n’a été modifié.',
  'colonnes-manquantes': 'Des colonnes indispensables manquent dans ce fichier. Rien n’a été modifié.',
  'lot-pas-pret': 'Le dossier n’est pas prêt : des éléments manquent. Rien n’a été écrit. Complétez-les, ou produisez un brouillon.',
  'relecture-echouee': 'La relecture a trouvé un écart entre un document et les données. Le dossier n’a pas été remis. Réessayez, puis signalez-le.',
  'caractere-impossible':
    'Des caractères ne peuvent pas être imprimés (émojis, autres alphabets, symboles rares). Rien n’a été écrit. Remplacez-les dans les textes cités, puis réessayez.',
  'destination-refusee': 'Grappe ne peut pas écrire à cet endroit. Rien n’a été écrit. Choisissez un autre dossier.',
  annule: 'Opération annulée. Rien n’a été modifié.',
  'moteur-arrete': 'Le moteur de Grappe s’est arrêté et redémarre. Vos saisies enregistrées sont en sécurité, les autres vont être renvoyées.',
  interne: 'Une erreur imprévue est survenue. Vos saisies enregistrées sont en sécurité. Réessayez ; si cela continue, signalez-le.'
} as const
export type CodeErreur = keyof typeof messages

export interface Erreur {
  readonly code: CodeErreur
  /** The sentence of `messages`, sometimes completed with the cause. */
  readonly message: string
  /** Lines of detail to show under it (missing items, columns…). */
  readonly details?: readonly string[]
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Erreur }

/** Thrown inside the engine; becomes an `Outcome` at the contract's edge. */
export class GrappeError extends Error {
  readonly code: CodeErreur
  readonly details: readonly string[]
  constructor(code: CodeErreur, precision = '', details: readonly string[] = []) {
    super(precision ? `${messages[code]} (${precision})` : messages[code])
    this.name = 'GrappeError'
    this.code = code
    this.details = details
  }
}
