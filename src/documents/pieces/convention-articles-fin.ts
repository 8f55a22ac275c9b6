import { formatDate } from '#domain/format.ts'
import type { Bloc } from '../doc.ts'
import { phrase } from '../texte-saisi.ts'
import { article, choixAConfirmer, liste, p } from './convention-articles.ts'
import type { DonneesConvention } from './donnees-convention.ts'

const date = (iso: string | null) => (iso === null ? null : formatDate(iso))

/** Articles 9 to 17. */
export const articlesFin = (d: DonneesConvention): readonly Bloc[] => [
  article(9, 'Données personnelles et sécurité'),
  liste(
    'Chaque organisme reste seul responsable du traitement des données de son DUI, au sens du règlement général sur la protection des données (RGPD). Il tient son registre, informe les personnes accompagnées et les professionnels, et réalise l’analyse d’impact lorsqu’elle est requise.',
    'La grappe n’échange que des informations de pilotage : nombres agrégés par établissement, avancement, dépenses. Aucune donnée de santé ni identité de personne accompagnée n’est transmise au porteur ; une preuve d’usage qui en contiendrait est refusée et remplacée.',
    'Si le porteur traite des données personnelles pour le compte d’un membre, un acte écrit conforme à l’article 28 du RGPD est conclu au préalable.',
    'L’hébergement des données de santé est confié à un hébergeur certifié, sauf hébergement par l’organisme lui-même pour ses propres besoins. Chaque membre applique une politique de sécurité, gère les habilitations et signale sans délai au porteur et à ses propres autorités tout incident affectant le projet.',
    d.dpo.length === 0
      ? 'Chaque membre communique au porteur les coordonnées de son délégué à la protection des données.'
      : `Délégué à la protection des données associé au projet : ${d.dpo.join(', ')}. Chaque membre communique au porteur les coordonnées du sien.`
  ),
  article(10, 'Confidentialité et communication'),
  p(
    'Les membres gardent confidentielles les informations commerciales de l’éditeur et les informations internes des autres membres. Cette obligation dure trois ans après la fin de la convention.'
  ),
  p(
    'Toute communication sur le projet mentionne le concours du financeur et, lorsque l’aide l’impose, la mention « Financé par l’Union européenne – NextGenerationEU ».'
  ),
  article(11, 'Résultats et propriété'),
  p(
    'Les documents produits en commun (paramétrages types, supports de formation, procédures) sont librement utilisables par tous les membres, y compris après leur retrait, pour leurs seuls besoins. Les droits de l’éditeur sur sa solution ne sont pas modifiés.'
  ),
  article(12, 'Durée'),
  p(
    phrase`La convention prend effet à la date de la dernière signature. Elle dure jusqu’à l’acceptation de la clôture du projet par le financeur et au règlement des comptes entre les membres ; la fin du projet est prévue le ${date(d.projet.dateFin)}.`
  ),
  p(
    'Si la candidature n’est pas retenue, elle prend fin de plein droit à la notification du refus, sauf décision des membres de se porter candidats à un autre appel.'
  ),
  article(13, 'Nouveau membre'),
  p('L’entrée d’un organisme ou d’un établissement suppose l’accord des membres, celui du financeur, la même solution dans la même version, et un avenant.'),
  article(14, 'Retrait et exclusion'),
  p([
    { texte: 'Un membre peut se retirer par lettre recommandée adressée au porteur, avec un préavis ' },
    choixAConfirmer('de trois mois'),
    { texte: '. Après un manquement grave resté sans remède ' },
    choixAConfirmer('trente jours'),
    { texte: ' après mise en demeure, il peut être exclu par décision unanime des autres membres, après avoir été entendu.' }
  ]),
  p(
    'Dans les deux cas, le porteur informe le financeur. Le membre sortant restitue la part d’aide qu’il n’a pas employée ou qui lui est réclamée, et supporte les frais directs de sa sortie. Si le nombre d’établissements passe sous le minimum exigé, les membres décident avec le financeur de la suite du projet.'
  ),
  p(
    'Si le porteur se retire, les membres désignent un successeur avant la fin du préavis, avec l’accord du financeur ; le porteur sortant lui remet comptes, fonds et documents.'
  ),
  article(15, 'Responsabilité et assurance'),
  p(
    'Chaque membre répond des dommages qu’il cause et s’assure en conséquence. Les membres ne sont pas solidaires entre eux à l’égard des tiers, sauf disposition contraire d’un marché conclu en groupement.'
  ),
  article(16, 'Modification'),
  p(
    'La convention est modifiée par avenant écrit, signé de tous les membres. La liste de l’annexe 1 peut être mise à jour par le porteur après accord écrit du membre concerné et du financeur.'
  ),
  article(17, 'Litiges'),
  p(
    'En cas de désaccord, les membres recherchent une solution amiable, d’abord en comité de pilotage, puis entre représentants légaux, dans les deux mois suivant le signalement écrit du litige. À défaut, le tribunal compétent est saisi par la partie la plus diligente.'
  )
]
