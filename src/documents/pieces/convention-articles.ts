import { formatDate, formatEuros } from '#domain/format.ts'
import { type Bloc, type Fragment, rangee, requis, type Texte, txt } from '../doc.ts'
import { accorde } from '../libelles.ts'
import { manquant, ou, phrase, texteSaisi } from '../texte-saisi.ts'
import { tableMembres } from './convention-tables.ts'
import type { DonneesConvention } from './donnees-convention.ts'

/** A choice left to the signatories. */
export const choixAConfirmer = (texte: string): Fragment => ({ texte, italique: true })
export const article = (numero: number, titre: string): Bloc => ({ b: 'titre', niveau: 2, texte: `Article ${numero} – ${titre}` })
export const p = (texte: Texte): Bloc => ({ b: 'paragraphe', texte })
export const liste = (...elements: readonly Texte[]): Bloc => ({ b: 'liste', elements })

const montant = (cents: number | null) => (cents === null ? null : formatEuros(cents))
const date = (iso: string | null) => (iso === null ? null : formatDate(iso))

/** Preamble and articles 1 to 8. */
export const articlesDebut = (d: DonneesConvention): readonly Bloc[] => [
  { b: 'titre', niveau: 1, texte: 'Préambule' },
  p(
    'Le programme ESMS Numérique aide les établissements et services sociaux et médico-sociaux à s’équiper d’un dossier usager informatisé (DUI) et à s’en servir au quotidien : échanges par MSSanté, alimentation du DMP et de Mon espace santé, identité nationale de santé, projet personnalisé et agenda tenus dans le dossier.'
  ),
  p(
    phrase`Les membres ont décidé de répondre ensemble à l’appel à projets ouvert au titre de l’instruction ${d.projet.instruction}, pour un projet de type « ${d.projet.typeProjet} ». Financeur sollicité : ${d.projet.financeur}.`
  ),
  article(1, 'Objet'),
  p(
    phrase`La présente convention constitue la grappe « ${d.projet.nom} ». Elle fixe les droits et les obligations de ses membres pour préparer, conduire, financer et clore le projet commun de dossier usager informatisé.`
  ),
  p(
    'Elle ne crée ni personne morale, ni société de fait, ni lien de subordination entre les membres. Chacun garde son autonomie de gestion et la responsabilité de ses établissements.'
  ),
  article(2, 'Membres et périmètre'),
  p(
    `La grappe réunit ${accorde(d.parties.length, 'organisme gestionnaire', 'organismes gestionnaires')} et ${accorde(d.etablissements.length, 'établissement ou service', 'établissements et services')}, désignés par leur numéro FINESS géographique en annexe 1. Seuls ces établissements et services bénéficient du projet.`
  ),
  tableMembres(d),
  article(3, 'Solution commune'),
  p(
    phrase`Les membres déploient une même solution, dans une même version : ${d.projet.solution}, version ${d.projet.version}, de l’éditeur ${d.projet.editeur} (référencement Ségur : ${d.projet.statutSegur}).`
  ),
  p(
    'Aucun membre ne commande une autre solution pour les établissements de l’annexe 1 pendant la durée de la convention, ni ne demande pour eux un autre financement public portant sur le même objet, notamment européen.'
  ),
  article(4, 'Porteur de la grappe'),
  p([
    { texte: 'Les membres désignent comme porteur ' },
    d.porteurDesigne ? ou(d.parties[0]?.raisonSociale, true) : manquant,
    { texte: ', qui accepte. Ils lui donnent mandat pour :' }
  ]),
  liste(
    'déposer la candidature et ses compléments au nom de la grappe ;',
    'signer avec l’agence régionale de santé (ARS), ou le financeur national, la convention de financement et ses avenants ;',
    'être leur interlocuteur unique et leur rendre compte de l’avancement ;',
    'percevoir l’aide et reverser à chaque membre la part qui lui revient ;',
    'conduire les achats mutualisés et coordonner le déploiement ;',
    'consolider les procès-verbaux, les indicateurs d’usage, leurs preuves et l’état récapitulatif des dépenses, puis déposer le dossier de clôture.'
  ),
  article(5, 'Engagements du porteur'),
  liste(
    [
      { texte: 'désigner un chef de projet et l’équipe nécessaire' },
      { texte: d.chefDeProjet === null ? ' ; chef de projet : ' : ` ; chef de projet à la signature : ` },
      ou(d.chefDeProjet),
      { texte: ' ;' }
    ],
    'réunir les instances de l’article 7, en diffuser l’ordre du jour et le relevé de décisions ;',
    'informer sans délai les membres de toute demande, réserve ou décision du financeur ;',
    'tenir une comptabilité distincte du projet et communiquer à tout membre, sur demande, les pièces qui le concernent ;',
    [
      { texte: 'reverser les sommes dues ' },
      choixAConfirmer('dans les trente jours'),
      { texte: ' suivant leur réception, sous réserve des justificatifs attendus.' }
    ]
  ),
  article(6, 'Engagements de chaque membre'),
  liste(
    'fournir des informations exactes sur ses établissements, et signaler tout changement (FINESS, représentant légal, capacité, fermeture) ;',
    'désigner un référent par établissement, un référent identitovigilance, un référent DMP et Mon espace santé, et leur donner le temps nécessaire ;',
    'conclure avec l’Agence du numérique en santé (ANS) le contrat d’adhésion de son entité juridique, commander et installer les certificats, enregistrer ses professionnels dans le répertoire RPPS+ ;',
    'respecter le planning, participer aux recettes et former ses professionnels ;',
    'atteindre les cibles d’usage fixées par la convention de financement et transmettre au porteur, aux dates demandées, les chiffres extraits du DUI et leurs preuves, sans donnée personnelle ;',
    'vérifier, signer et transmettre les procès-verbaux de vérification d’aptitude (VA) et de vérification de service régulier (VSR) ;',
    'justifier ses dépenses par des factures acquittées.'
  ),
  article(7, 'Gouvernance'),
  p('La grappe est pilotée par les instances suivantes.'),
  {
    b: 'table',
    colonnes: [
      { titre: 'Instance', largeur: 0.18 },
      { titre: 'Rôle', largeur: 0.34 },
      { titre: 'Composition', largeur: 0.32 },
      { titre: 'Fréquence', largeur: 0.16 }
    ],
    rangees:
      d.instances.length === 0
        ? [rangee([requis(txt(null)), requis(txt(null)), requis(txt(null)), requis(txt(null))])]
        : d.instances.map((i) => rangee([requis(txt(i.nom)), requis(txt(i.role)), requis(txt(i.composition)), requis(txt(i.frequence))]))
  },
  p([
    { texte: 'Les décisions se prennent par consensus. À défaut, ' },
    choixAConfirmer(
      'chaque organisme dispose d’une voix et la majorité des membres présents ou représentés l’emporte ; la voix du porteur est prépondérante en cas de partage.'
    ),
    { texte: ' Une décision qui modifie la part financière d’un membre requiert son accord écrit.' }
  ]),
  p('Ce que la grappe met en commun :'),
  ...texteSaisi(d.mutualisation),
  article(8, 'Dispositions financières et reversement'),
  p(
    phrase`L’aide demandée s’élève à ${montant(d.projet.montantDemande)}, toutes taxes comprises. Sa répartition prévisionnelle figure en annexe 2 ; elle est ajustée au montant notifié.`
  ),
  liste(
    'L’aide est versée au porteur en deux temps : une avance à la signature de la convention de financement, un solde à la clôture, au vu notamment des cibles d’usage.',
    [
      { texte: 'Les dépenses mutualisées sont prélevées en premier. ' },
      choixAConfirmer('Le reste est réparti entre les membres à proportion de l’aide demandée pour leurs établissements.')
    ],
    'Chaque membre supporte le reste à charge de ses établissements et la part de dépenses qui ne serait pas reconnue éligible de son fait.',
    'Si le financeur réduit le solde ou demande un remboursement, la charge en revient aux membres dont les manquements l’ont causé ; à défaut de cause identifiée, elle est partagée dans les proportions de l’annexe 2.',
    [
      { texte: 'Les pièces justificatives sont conservées par chaque membre ' },
      choixAConfirmer('au moins jusqu’au terme fixé par la convention de financement'),
      { texte: ', et présentées à tout contrôle.' }
    ]
  ),
  p(phrase`Le projet débute le ${date(d.projet.dateDebut)} et se termine le ${date(d.projet.dateFin)}.`)
]
