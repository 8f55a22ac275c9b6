/**
 * The words of models, as notions. Each notion lists its wordings in plain lower case without accents, singular; longer
 * wordings are read first. A new synonym = one word here.
 */
const formulations: Readonly<Record<string, string>> = {
  ETAB: 'etablissement ou service medico social|etablissement et service medico social|etablissement social et medico social|etablissement ou service|etablissement et service|etablissement service|etablissement|etab|etb|etbt|structure|essms|esms|esm|ets|site',
  OG: 'organisme gestionnaire|structure gestionnaire|structure de rattachement|structure employeuse|structure employeur|association gestionnaire|gestionnaire|organisme|og|employeur|association',
  EJ: 'entite juridique|ej|juridique',
  PORTEUR:
    'organisme porteur|structure porteuse|structure porteur|etablissement porteur|og porteur|porteur du projet|porteur de projet|porteur de la grappe|porteuse|porteur|chef de file|beneficiaire de la subvention',
  GEO: 'geographique|geo|entite geographique',
  FINESS: 'numero finess|finess|nofiness',
  SIREN: 'siren',
  SIRET: 'siret',
  NOM: 'nom usuel|nom|denomination sociale|denomination|raison sociale|appellation',
  LIBELLE: 'libelle|intitule|designation|objet',
  DESCRIPTION: 'description|descriptif|resume',
  NUMERO: 'numero|num|no',
  CODE: 'code|identifiant|id',
  REFERENCE: 'reference|ref|identification',
  ORDRE: 'ordre|rang|ligne',
  DATE: 'date|jour',
  DEBUT: 'debut|commencement|a compter du|demarrage',
  FIN: 'fin|terme|achevement|echeance',
  MSG: 'message|msg|mail securise',
  MSS: 'messagerie securisee de sante|messagerie securisee en sante|messagerie de sante securisee|messagerie securisee|messagerie sante|messagerie|mssante|mss sante|mss',
  ENVOI: 'envoye|envoi|emis|emission|transmis|sortant|expedie|adresse via',
  RECU: 'recu|percu|verse|versement|encaisse|entrant|reception',
  DMP: 'dossier medical partage|dmp|mon espace sante',
  ALIM: 'alimente|alimentation',
  MINDOC: 'par au moins un document|avec au moins un document|d au moins un document|au moins un document',
  DOCUMENT: 'document|depot',
  DACTIF:
    'dossier usager informatise actif|dossier de l usager actif|dossier d usager actif|dossier usager actif|dossier informatise actif|dossier dui actif|dossier actif|dui actif|actif dans le dui',
  PP: 'projet personnalise d accompagnement|projet personnalise|projet d accompagnement personnalise|projet individualise|projet individuel|projet de vie',
  PROJACC: 'projet d accueil et d accompagnement|projet d accueil|projet d accompagnement',
  AGD: 'evenement d agenda|evenement dans l agenda|evenement a l agenda|evenement de l agenda|evenement agenda|rendez vous agenda|agenda|rendez vous|rdv|evenement',
  PERS: 'personne|usager|resident|pers|beneficiaire accompagne',
  ACCOMP: 'accompagne|accueilli|present|suivi|pris en charge|prise en charge|accomp|heberge',
  FILEACTIVE: 'file active',
  BENEF: 'pouvant beneficier|susceptible de beneficier|beneficier|beneficiant|ayant droit|concerne par un projet|eligible a un projet|relevant d un projet',
  PROJET: 'projet',
  TAUX: 'taux|pourcentage|pourcent|part|proportion|ratio',
  NUMERATEUR: 'numerateur|num teur',
  DENOMINATEUR: 'denominateur|denom',
  CIBLE: 'cible|objectif cible|valeur cible|seuil attendu|seuil|objectif',
  RESULTAT: 'cible atteinte|objectif atteint|atteinte|atteint',
  UTIL: 'utilisation|usage|recours|utilise|utilisateur',
  OBS: 'observation|commentaire|remarque|precision',
  SECTEUR: 'secteur d activite|secteur|public accueilli|public accompagne|type de public|public|champ d intervention',
  CATEG: 'categorie|type d etablissement|type de structure|type d essms',
  ADRESSE: 'adresse postale|adresse|voie|rue',
  CP: 'code postal|cp',
  COMMUNE: 'commune|ville|localite',
  INSEE: 'code insee|code commune|insee',
  DEPT: 'departement|dept|dpt',
  REGION: 'region',
  ARS: 'agence regionale de sante|ars',
  CAPACITE: 'capacite autorisee|capacite installee|capacite|nombre de place|place|lit',
  SITUATION:
    'acquisition ou mise en conformite|acquisition ou conformite|acquisition conformite|situation dui|situation du dui|mise en conformite ou acquisition|acquisition|conformite',
  SONS: 'sons',
  DIRECTEUR: 'directeur ou directrice|directeur|directrice|direction',
  MES: 'mise en service du dui|mise en service|mise en production|entree en service|go live',
  MONTANT: 'montant|cout|prix|somme|valeur',
  EURO: 'euro|eur',
  SUBV: 'subvention accordee|subvention notifiee|subvention|aide accordee|aide|dotation|financement accorde|montant notifie|montant conventionne',
  DEMANDE: 'demande|sollicite|souhaite|attendu',
  HT: 'hors taxe|ht',
  TTC: 'toute taxe comprise|ttc',
  TVA: 'taxe sur la valeur ajoutee|tva',
  ELIG: 'depense eligible|eligible|subventionnable|assiette eligible|base eligible',
  DEPENSE: 'depense|achat|charge',
  FACTURE: 'facture|facturation|piece justificative|justificatif',
  MODE: 'mode|moyen de paiement',
  PAIE: 'paiement|acquittement|acquitte|reglement|regle|paye|payee|mandatement|mandate|decaissement',
  FOURN: 'fournisseur|prestataire|tiers|emetteur de la facture',
  POSTE: 'poste du plan de financement|poste de depense|poste budgetaire|poste|rubrique du plan de financement|rubrique de depense|rubrique|ligne budgetaire',
  NATURE: 'nature|type',
  IMPUT:
    'section d investissement ou de fonctionnement|section|imputation|investissement fonctionnement|investissement ou fonctionnement|investissement|fonctionnement',
  CLE: 'cle de repartition|cle',
  ANNEE: 'annee|exercice|millesime',
  FONCTION: 'fonction|profil|metier|qualite|emploi',
  ETP: 'etp|equivalent temps plein|quotite de travail|quotite',
  DUREE: 'duree|nombre de mois',
  MENSUEL: 'mensuel|par mois',
  CHARGE: 'charge comprise|charge patronale comprise|brut charge|employeur charge',
  SOURCE: 'origine du financement|source de financement|nature de la ressource|type de ressource|source|origine|financeur|ressource',
  GRAPPE: 'nom de projet de grappe|projet de grappe|grappe|groupement',
  REPR: 'representant legal|representante legale|representant|personne habilitee',
  PRENOM: 'prenom',
  CIVILITE: 'civilite',
  COURRIEL: 'adresse electronique|adresse mail|adresse de courriel|courrier electronique|courriel|email|e mail|mel|mail',
  TEL: 'telephone|tel|numero de telephone',
  CONTACT: 'contact du projet|personne a contacter|contact|interlocuteur|chef de projet|referent projet',
  CONV: 'convention de financement|convention',
  SIGN: 'signature|signe|signee',
  NOTIF: 'notification|notifie',
  AVANCE: 'avance',
  SOLDE: 'solde',
  EDITEUR: 'editeur du logiciel|editeur de logiciel|editeur',
  SOLUTION: 'solution logicielle|solution dui|solution logiciel|logiciel dui|logiciel|solution|dui|outil',
  VERSION: 'version',
  STATUT: 'statut juridique|forme juridique|nature juridique|statut',
  VA: 'verification d aptitude|apres va|etat des lieux initial|etat des lieux|a la va|va',
  CLOTURE: 'cloture|a la fin du projet|bilan final',
  PERIODE: 'periode d observation|periode observee|periode de mesure|periode de reference|periode de releve|periode|fenetre de mesure|fenetre|plage',
  EXTRACTION: 'extraction|releve le|editee le|edite le',
  VISA: 'visa|cachet|tampon|paraphe',
  NB: 'nombre|nb|nbre|nbr|effectif|quantite',
  TOTAL: 'total|totaux|ensemble|global|cumul',
  VAGUE: 'vague de deploiement|vague|lot de deploiement',
  GESTION: 'gere|geree',
  TACHE: 'tache ou jalon|tache|jalon|etape|livrable',
  ACTION: 'action|activite',
  CHANTIER: 'chantier|planning|volet|lot de travaux',
  RESPONSABLE: 'responsable|pilote|charge de l action|porteur de l action',
  PILOTE: 'etablissement pilote|structure pilote|essms pilote|site pilote',
  INSTANCE: 'instance de pilotage|instance de gouvernance|instance|comite de pilotage|comite',
  ROLE: 'role et mission|role|mission|attribution',
  COMPOSITION: 'composition|membre',
  FREQUENCE: 'frequence|periodicite|rythme',
  COMMUNICATION: 'communication',
  DESTINATAIRE: 'destinataire|cible de communication',
  SUPPORT: 'support|canal|media',
  FORMATION: 'formation',
  PARTICIPANT: 'participant|stagiaire|professionnel a former|personne a former',
  ORGANISATION: 'organisation|modalite',
  RISQUE: 'risque|menace|alea',
  PROBABILITE: 'probabilite|occurrence|vraisemblance',
  IMPACT: 'impact|gravite|severite',
  CRITICITE: 'criticite',
  PREVENTIF: 'action preventive|mesure preventive|prevention',
  CORRECTIF: 'action corrective|mesure corrective|remediation',
  PREREQUIS: 'prerequis|dependance',
  MATERIEL: 'materiel|equipement',
  UNITAIRE: 'prix unitaire|cout unitaire|montant unitaire',
  INDIC: 'indicateur',
  AUTOFI: 'autofinancement|fonds propre',
  IBAN: 'iban',
  BIC: 'bic'
}

/** What a heading says: notions known, words unknown, period named. */
export interface Lecture {
  readonly notions: ReadonlySet<string>
  readonly inconnus: readonly string[]
}

const sansAccent = (s: string): string => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/gu, 'oe')
const invariables = new Set([
  'mois',
  'essms',
  'esms',
  'sons',
  'mss',
  'finess',
  'prix',
  'acces',
  'cours',
  'tiers',
  'ets',
  'ars',
  'fonds',
  'moins',
  'mes',
  'sous',
  'dans',
  'sans',
  'vers',
  'sms',
  'ens'
])
const singulier = (mot: string): string =>
  mot.length > 3 && !invariables.has(mot) ? mot.replace(/(?:aux|eaux)$/u, (f) => (f === 'eaux' ? 'eau' : 'al')).replace(/[sx]$/u, '') : mot
const feminin = (mot: string): string => (mot.length > 5 ? mot.replace(/(?<=[eiu])e$/u, '') : mot)

/** Lower case, no accent, singular words separated by one space. */
export function enMots(texte: string): string {
  return sansAccent(texte.replace(/n[°º]/giu, ' numero ').replace(/%/gu, ' pourcent ').replace(/€/gu, ' euro ').replace(/[’']/gu, ' '))
    .replace(/[^a-z0-9+]+/gu, ' ')
    .trim()
    .split(' ')
    .map((m) => feminin(singulier(m)))
    .join(' ')
}

/** Words that say nothing of what goes in a cell. */
const vides = new Set(
  enMots(
    'le la les l un une de du des d et ou a au aux en dans sur sous par pour avec sans ce cet cette ces son sa ses leur qui que qu dont est sont ete etre il elle y compris ainsi selon via chez entre si hors votre vos notre nos n s c j m t esms numerique programme concerne correspondant previsionnel previsionnelle prevu prevue indiquer saisir preciser renseigner completer mentionner obligatoire jour mois trimestre annuel dernier derniere derniers trois cours pendant durant lequel laquelle ayant au moins comportant disposant contenant possedant identifie identification retenu choisi deploye rattachement rattache general generale numero eventuel eventuelle budgetaire xx aaaa jj mm oui non'
  ).split(' ')
)

const parPremierMot = new Map<string, { readonly mots: readonly string[]; readonly notion: string }[]>()
for (const [notion, liste] of Object.entries(formulations))
  for (const formulation of liste.split('|')) {
    const mots = enMots(formulation).split(' ')
    const premier = mots[0] ?? ''
    parPremierMot.set(premier, [...(parPremierMot.get(premier) ?? []), { mots, notion }])
  }
for (const liste of parPremierMot.values()) liste.sort((a, b) => b.mots.length - a.mots.length)

/** Reads words as notions, the longest wording first. */
export function lire(texte: string): Lecture {
  const mots = enMots(texte).split(' ').filter(Boolean)
  const notions = new Set<string>()
  const inconnus: string[] = []
  for (let i = 0; i < mots.length; ) {
    const mot = mots[i] ?? ''
    const trouve = parPremierMot.get(mot)?.find((f) => f.mots.every((m, k) => mots[i + k] === m))
    if (trouve) {
      notions.add(trouve.notion)
      i += trouve.mots.length
      continue
    }
    if (!vides.has(mot) && !/^\d+$/u.test(mot)) inconnus.push(mot)
    i++
  }
  return { notions, inconnus }
}
