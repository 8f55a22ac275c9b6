import { compareTexte } from '../format.ts'

/** A term of the programme, in our own words. `code` is what a link in a screen points to. */
export interface Terme {
  readonly code: string
  readonly terme: string
  /** Full name when `terme` is an abbreviation. */
  readonly developpe: string | null
  readonly definition: string
  readonly voir: readonly string[]
}

const t = (code: string, terme: string, developpe: string | null, definition: string, voir = ''): Terme => ({
  code,
  terme,
  developpe,
  definition,
  voir: voir.split(' ').filter(Boolean)
})

const termes: readonly Terme[] = [
  t(
    'administrateur-technique',
    'Administrateur technique',
    null,
    'Personne désignée par l’organisme pour commander et installer les certificats de l’ANS, souvent avec l’éditeur.',
    'certificat mandataire'
  ),
  t(
    'ahi',
    'AHI',
    'Accueil, hébergement, insertion',
    'Secteur des CHRS, CADA et autres structures d’accueil. Ses règles de référencement et ses cibles changent selon l’instruction.',
    'sons instruction'
  ),
  t(
    'amoa',
    'AMOA',
    'Assistance à maîtrise d’ouvrage',
    'Prestataire qui aide la grappe à conduire le projet. Son choix est libre : prestataire référencé, habituel, ou consultation.'
  ),
  t(
    'anap',
    'ANAP',
    'Agence nationale de la performance sanitaire et médico-sociale',
    'Propose l’autodiagnostic de maturité et des guides d’organisation.',
    'autodiagnostic'
  ),
  t(
    'ans',
    'ANS',
    'Agence du numérique en santé',
    'Référence les solutions, délivre les cartes et les certificats, opère l’espace de confiance MSSanté.',
    'mie mssante'
  ),
  t(
    'ars',
    'ARS',
    'Agence régionale de santé',
    'Lance l’appel à projets régional, signe la convention avec le porteur, suit le projet et verse la subvention.',
    'convention grades'
  ),
  t('autodiagnostic', 'Autodiagnostic', null, 'Questionnaire de l’ANAP sur la maturité du système d’information, rempli par chaque organisme.', 'anap'),
  t(
    'avance',
    'Avance et solde',
    null,
    'La subvention est versée en deux moitiés : l’avance à la signature de la convention, le solde en fin de projet, au vu notamment des usages.',
    'convention cloture'
  ),
  t(
    'certificat',
    'Certificat logiciel',
    null,
    'Fichier délivré par l’ANS qui prouve l’identité d’un organisme auprès des téléservices, sans carte.',
    'mie ins dmp'
  ),
  t('cible', 'Cible d’usage', null, 'Taux à atteindre pour chaque indicateur. Elle dépend de l’instruction de rattachement.', 'indicateur instruction'),
  t(
    'cloture',
    'Clôture',
    null,
    'Dernier dossier du projet : VA, VSR, indicateurs, preuves et état des dépenses, pour toute la grappe.',
    'va vsr indicateur preuve depenses'
  ),
  t('cnsa', 'CNSA', 'Caisse nationale de solidarité pour l’autonomie', 'Pilote le programme avec la DNS, tient le téléservice GALIS et finance.', 'galis'),
  t('collecte', 'Collecte', null, 'Copie réduite que le porteur envoie à un organisme pour qu’il remplisse sa part, puis la renvoie.', 'porteur'),
  t(
    'convention',
    'Convention avec l’ARS',
    null,
    'Contrat signé par le porteur après la notification. Elle fixe le montant, la liste des ESSMS, les critères de suivi et les versements.',
    'notification avance'
  ),
  t(
    'convention-grappe',
    'Convention entre les structures',
    null,
    'Accord des organismes de la grappe sur leur projet commun. C’est la pièce 3, à signer dès que la grappe est formée.',
    'grappe'
  ),
  t(
    'cpe',
    'CPE',
    'Carte de personnel d’établissement',
    'Carte de l’ANS pour un professionnel qui n’est pas inscrit à un Ordre ; celle de la direction ouvre les démarches suivantes.',
    'mie mandataire'
  ),
  t(
    'dmp',
    'DMP',
    'Dossier médical partagé',
    'Partie de Mon espace santé où les professionnels déposent les documents. L’alimenter demande une identité qualifiée.',
    'mes ins'
  ),
  t('dns', 'DNS', 'Délégation au numérique en santé', 'Rattachée au ministre, elle pilote le Ségur numérique.', 'segur'),
  t(
    'dossier-actif',
    'Dossier actif',
    null,
    'Dossier que le DUI compte comme suivi sur la période. La définition exacte est celle de votre éditeur : elle est imprimée avec les indicateurs.',
    'indicateur'
  ),
  t('dpo', 'DPO', 'Délégué à la protection des données', 'Conseille l’organisme sur les données personnelles et tient le lien avec la CNIL.'),
  t(
    'dui',
    'DUI',
    'Dossier usager informatisé',
    'Logiciel où l’équipe tient le dossier de la personne accompagnée : projet, agenda, documents, échanges.',
    'segur'
  ),
  t(
    'depenses',
    'État récapitulatif des dépenses',
    null,
    'Liste des dépenses du projet avec la référence de leurs factures et leur date d’acquittement, remise à la clôture.',
    'cloture'
  ),
  t('ej', 'EJ', 'Entité juridique', 'L’organisme gestionnaire dans FINESS ; son numéro se nomme FINESS juridique.', 'finess og'),
  t(
    'essms',
    'ESSMS',
    'Établissement ou service social ou médico-social',
    'Structure de l’article L. 312-1 du code de l’action sociale et des familles, avec son propre FINESS géographique.',
    'et finess'
  ),
  t('et', 'ET', 'Établissement', 'La structure dans FINESS ; son numéro se nomme FINESS géographique.', 'finess essms'),
  t(
    'finess',
    'FINESS',
    null,
    'Fichier national des établissements. Un numéro a neuf caractères, dont une clé de contrôle ; rien n’y distingue EJ et ET.',
    'ej et'
  ),
  t('galis', 'GALIS', null, 'Site de dépôt des demandes de subvention de la CNSA. Le téléservice se nomme « PAI numérique ».', 'cnsa'),
  t('grades', 'GRADeS', 'Groupement régional d’appui au développement de l’e-santé', 'Accompagne les grappes de sa région avec l’ARS.', 'ars'),
  t('grappe', 'Grappe', null, 'Groupe d’ESSMS qui portent ensemble un même projet, avec un seul porteur et une seule solution.', 'porteur essms'),
  t(
    'identitovigilance',
    'Identitovigilance',
    null,
    'Organisation qui évite de se tromper de personne : référent, charte, procédure, traitement des discordances.',
    'ins'
  ),
  t(
    'indicateur',
    'Indicateur d’usage',
    null,
    'L’un des cinq taux mesurés dans le DUI : MSSanté, DMP, dossiers actifs, projet personnalisé, agenda.',
    'cible releve'
  ),
  t(
    'ins',
    'INS',
    'Identité nationale de santé',
    'Référentiel, et non service : le matricule et les traits d’une personne, vérifiés par le téléservice INSi.',
    'identitovigilance insi'
  ),
  t(
    'insi',
    'INSi',
    null,
    'Téléservice qui rend l’INS d’une personne ; le DUI l’appelle avec un certificat, ou le professionnel avec sa carte.',
    'ins certificat'
  ),
  t('instruction', 'Instruction', null, 'Texte national qui fixe chaque année les règles de l’appel à projets : seuils, montants, cibles.', 'cible'),
  t('mandataire', 'Mandataire', null, 'Personne que le représentant légal charge des démarches auprès de l’ANS.', 'ans representant-legal'),
  t(
    'mise-en-conformite',
    'Mise en conformité',
    null,
    'Passage de la solution déjà en place à une version référencée Ségur. Un projet « mixte » y ajoute une minorité d’acquisitions.',
    'segur'
  ),
  t('mie', 'MIE', 'Moyen d’identification électronique', 'Carte, e-CPS ou certificat qui prouve qui se connecte.', 'cpe certificat psc'),
  t('mom', 'MOM', 'Mise en ordre de marche', 'Moment où l’éditeur remet la solution prête à vérifier, avant la VA.', 'va'),
  t('mes', 'Mon espace santé', null, 'Espace en ligne de chaque personne : documents du DMP, messagerie, agenda.', 'dmp'),
  t(
    'mssante',
    'MSSanté',
    'Messagerie sécurisée de santé',
    'Messagerie réservée aux professionnels ; les messages envoyés depuis le DUI font l’un des indicateurs.',
    'indicateur ans'
  ),
  t('notification', 'Notification', null, 'Lettre de l’ARS qui retient le projet, avec ou sans réserve. Le projet commence après elle.', 'convention'),
  t('og', 'OG', 'Organisme gestionnaire', 'Personne morale qui gère un ou plusieurs ESSMS, avec un FINESS juridique.', 'ej petit-og'),
  t('petit-og', 'Petit OG', null, 'Organisme de moins de 15 ESSMS, dans la grappe ou non. Il peut demander des équipements et de l’aide au pilotage.', 'og'),
  t('porteur', 'Porteur', null, 'L’organisme qui représente la grappe : il dépose, signe la convention, reçoit l’argent et en rend compte.', 'grappe'),
  t('preuve', 'Preuve conforme', null, 'PDF extrait du DUI qui montre les chiffres déclarés, sans donnée personnelle.', 'indicateur cloture'),
  t('psc', 'Pro Santé Connect', null, 'Connexion commune des professionnels aux services numériques de santé.', 'mie'),
  t('raci', 'RACI', null, 'Tableau des responsabilités : qui réalise, qui répond, qui est consulté, qui est informé.'),
  t('releve', 'Relevé', null, 'Les sept nombres lus dans le DUI d’un ESSMS pour une période : trois mois pleins, ou un mois de suivi.', 'indicateur'),
  t('representant-legal', 'Représentant légal', null, 'Personne qui engage l’organisme par sa signature. Elle peut la déléguer par écrit.', 'og'),
  t(
    'resah',
    'RESAH',
    null,
    'Centrale d’achat. Son système d’acquisition dynamique sert aux acquisitions PA, PH et domicile ; y adhérer n’est pas obligatoire.'
  ),
  t('rpps', 'RPPS+', null, 'Répertoire où sont inscrits les professionnels, y compris ceux qui n’ont pas d’Ordre : les « professionnels à rôle ».', 'mie'),
  t('segur', 'Ségur numérique', null, 'Programme national qui référence les logiciels de santé selon des exigences communes.', 'sons dui'),
  t(
    'socles',
    'Services et référentiels socles',
    null,
    'Services : MSSanté, DMP et Mon espace santé, Pro Santé Connect. Référentiels : INS, RPPS+.',
    'mssante dmp psc ins rpps'
  ),
  t(
    'sons',
    'SONS',
    'Système ouvert et non sélectif',
    'Financement de la mise à niveau d’un logiciel, versé à l’éditeur par l’ASP. Il a sa propre VA, à ne pas confondre avec celle du projet.',
    'segur va'
  ),
  t('va', 'VA', 'Vérification d’aptitude', 'Constat signé que la solution fait ce qui était commandé. Elle s’envoie à l’ARS et ouvre la VSR.', 'vsr mom'),
  t('vsr', 'VSR', 'Vérification de service régulier', 'Constat signé que la solution fonctionne au quotidien, après une période d’observation.', 'va')
]

/** Every term, in alphabetical order. */
export const glossaire: readonly Terme[] = termes.toSorted((x, y) => compareTexte(x.terme, y.terme))

const byCode = new Map(glossaire.map((term) => [term.code, term]))

/** The term of a link, or undefined. */
export const termeDe = (code: string): Terme | undefined => byCode.get(code)

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/gu, ' ').toLowerCase()

/** Terms that hold every word searched, in their name first, then in their definition. Empty search: all of them. */
export function searchGlossaire(recherche: string): readonly Terme[] {
  const words = plain(recherche).split(/\s+/u).filter(Boolean)
  const scored = glossaire.map((term) => {
    const name = plain(`${term.terme} ${term.developpe ?? ''}`)
    const whole = `${name} ${plain(term.definition)}`
    return { term, score: words.every((w) => name.includes(w)) ? 2 : words.every((w) => whole.includes(w)) ? 1 : 0 }
  })
  return scored
    .filter((s) => s.score > 0)
    .toSorted((x, y) => y.score - x.score)
    .map((s) => s.term)
}

const echapper = (mot: string) => mot.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
/** An acronym as it is written; words in any case, in the singular or the plural. */
const motifDe = ({ terme }: Terme): RegExp => {
  const mots = echapper(terme).replace(/[’']/gu, "[’']").replace(/ /gu, 's?\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${mots}s?(?![\\p{L}\\p{N}])`, /^[\p{Lu}\p{N}+]+$/u.test(terme) ? 'u' : 'iu')
}
const motifs: readonly (readonly [Terme, RegExp])[] = glossaire.map((t) => [t, motifDe(t)])

/** The terms that a text uses, in alphabetical order. */
export const termesDans = (texte: string): readonly Terme[] => motifs.flatMap(([t, motif]) => (motif.test(texte) ? [t] : []))
