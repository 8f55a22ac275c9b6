import { autresCategories } from './categories-autres.ts'
import type { CodeSecteur } from './secteurs.ts'

/** A category of establishment of FINESS, and what it means for recevabilité check 1. */
export interface Categorie {
  readonly code: string
  readonly libelle: string
  readonly statut: 'ouverte' | 'fermee'
  /** Day the category was closed; null when open or unknown. Old records may still carry it. */
  readonly fermeeLe: string | null
  readonly remplaceePar: string | null
  readonly secteur: CodeSecteur
  /** Item of CASF article L.312-1, I; null when none is certain. */
  readonly alinea: string | null
  /** Only USLD is refused outright; whatever is doubtful is `a-verifier` with the ARS. */
  readonly eligibilite: 'eligible' | 'non-eligible' | 'a-verifier'
  /** False for a code that no list holds. */
  readonly connue: boolean
}

type Eligibilite = Categorie['eligibilite']
const ouverte = (code: string, libelle: string, secteur: CodeSecteur, alinea: string | null, eligibilite: Eligibilite = 'eligible'): Categorie => ({
  code,
  libelle,
  statut: 'ouverte',
  fermeeLe: null,
  remplaceePar: null,
  secteur,
  alinea,
  eligibilite,
  connue: true
})
const fermee = (
  code: string,
  libelle: string,
  secteur: CodeSecteur,
  alinea: string | null,
  fermeeLe: string | null,
  remplaceePar: string | null,
  eligibilite: Eligibilite = 'eligible'
): Categorie => ({ code, libelle, statut: 'fermee', fermeeLe, remplaceePar, secteur, alinea, eligibilite, connue: true })

/**
 * Categories met in the programme. Codes and status: ANS nomenclature TRE_R66 of 05/05/2026;
 * labels in sentence case; sector and item of L.312-1 are our assignment, to be confirmed with the ARS when in doubt.
 */
export const categories: readonly Categorie[] = [
  ouverte('500', 'Établissement d’hébergement pour personnes âgées dépendantes (EHPAD)', 'PA', '6°'),
  ouverte('501', 'EHPA percevant des crédits d’assurance maladie', 'PA', '6°'),
  ouverte('502', 'EHPA ne percevant pas des crédits d’assurance maladie', 'PA', '6°'),
  ouverte('202', 'Résidences autonomie', 'PA', '6°'),
  ouverte('207', 'Centre de jour pour personnes âgées', 'PA', '6°'),
  ouverte('381', 'Établissement expérimental pour personnes âgées', 'PA', '12°'),
  ouverte('463', 'Centre local d’information et de coordination (CLIC)', 'PA', '11°'),
  ouverte('354', 'Service de soins infirmiers à domicile (SSIAD)', 'DOM', '6° et 7°'),
  ouverte('209', 'Service autonomie aide et soins (SAAS)', 'DOM', '6° et 7°'),
  ouverte('460', 'Service autonomie aide (SAA)', 'DOM', '6° et 7°'),
  ouverte('640', 'Service d’aide et d’accompagnement à domicile aux familles (SAADF)', 'DOM', '16°'),
  fermee('208', 'Service d’aide ménagère à domicile', 'DOM', null, '2018-06-29', null, 'a-verifier'),
  fermee('450', 'Service d’aide aux personnes âgées', 'DOM', null, '2018-06-29', null, 'a-verifier'),
  fermee('368', 'Service de repas à domicile', 'DOM', null, '2018-06-29', null, 'a-verifier'),
  fermee('212', 'Alarme médico-sociale', 'DOM', null, '2018-06-29', null, 'a-verifier'),
  ouverte('183', 'Institut médico-éducatif (IME)', 'PHE', '2°'),
  ouverte('186', 'Institut thérapeutique, éducatif et pédagogique (ITEP)', 'PHE', '2°'),
  ouverte('188', 'Établissement pour enfants ou adolescents polyhandicapés', 'PHE', '2°'),
  ouverte('192', 'Institut d’éducation motrice', 'PHE', '2°'),
  ouverte('194', 'Institut pour déficients visuels', 'PHE', '2°'),
  ouverte('195', 'Institut pour déficients auditifs', 'PHE', '2°'),
  ouverte('196', 'Institut d’éducation sensorielle sourd-aveugle', 'PHE', '2°'),
  ouverte('182', 'Service d’éducation spéciale et de soins à domicile (SESSAD)', 'PHE', '2°'),
  ouverte('189', 'Centre médico-psycho-pédagogique (CMPP)', 'PHE', '2°'),
  ouverte('190', 'Centre d’action médico-sociale précoce (CAMSP)', 'PHE', '3°'),
  ouverte('221', 'Bureau d’aide psychologique universitaire (BAPU)', 'PHE', '2°'),
  ouverte('238', 'Centre d’accueil familial spécialisé (CAFS)', 'PHE', '2°'),
  ouverte('390', 'Établissement d’accueil temporaire d’enfants handicapés', 'PHE', '2°'),
  ouverte('396', 'Foyer d’hébergement pour enfants et adolescents handicapés', 'PHE', '2°'),
  ouverte('402', 'Jardin d’enfants spécialisé', 'PHE', '2°'),
  ouverte('246', 'Établissement et service d’aide par le travail (ESAT)', 'PHA', '5° a'),
  ouverte('198', 'Établissement et service de préorientation (ESPO)', 'PHA', '5° b'),
  ouverte('249', 'Établissement et service de réadaptation professionnelle (ESRP)', 'PHA', '5° b'),
  ouverte('464', 'Unité d’évaluation, de réentraînement et d’orientation sociale et professionnelle (UEROS)', 'PHA', '5° b'),
  ouverte('255', 'Maison d’accueil spécialisée (MAS)', 'PHA', '7°'),
  ouverte('448', 'Établissement d’accueil médicalisé en tout ou partie (EAM)', 'PHA', '7°'),
  fermee('437', 'Foyer d’accueil médicalisé pour adultes handicapés (FAM)', 'PHA', '7°', '2018-10-26', '448'),
  ouverte('449', 'Établissement d’accueil non médicalisé (EANM)', 'PHA', '7°'),
  fermee('252', 'Foyer d’hébergement pour adultes handicapés', 'PHA', '7°', '2018-10-26', '449'),
  fermee('253', 'Foyer d’accueil polyvalent pour adultes handicapés', 'PHA', '7°', '2018-10-26', '449'),
  fermee('382', 'Foyer de vie pour adultes handicapés', 'PHA', '7°', '2018-10-26', '449'),
  ouverte('395', 'Établissement d’accueil temporaire pour adultes handicapés', 'PHA', '7°'),
  ouverte('445', 'Service d’accompagnement médico-social pour adultes handicapés (SAMSAH)', 'PHA', '7°'),
  ouverte('446', 'Service d’accompagnement à la vie sociale (SAVS)', 'PHA', '7°'),
  ouverte('370', 'Établissement expérimental pour personnes handicapées', 'PH', '12°'),
  fermee('377', 'Établissement expérimental pour enfance handicapée', 'PHE', '12°', null, '370'),
  fermee('379', 'Établissement expérimental pour adultes handicapés', 'PHA', '12°', null, '370'),
  ouverte('461', 'Centres de ressources', 'PH', '11°'),
  ouverte('177', 'Maison d’enfants à caractère social (MECS)', 'PDE', '1°'),
  ouverte('172', 'Pouponnière à caractère social', 'PDE', '1°'),
  ouverte('175', 'Foyer de l’enfance', 'PDE', '1°'),
  ouverte('176', 'Village d’enfants', 'PDE', '1°'),
  ouverte('166', 'Centre parents-enfants de moins de 3 ans', 'PDE', '1°'),
  ouverte('236', 'Service de placement familial', 'PDE', '1°'),
  ouverte('295', 'Service AEMO et AED', 'PDE', '1° et 4°'),
  ouverte('286', 'Service de prévention spécialisée', 'PDE', '1°'),
  ouverte('440', 'Service d’investigation éducative', 'PDE', '4°'),
  ouverte('441', 'Service d’intervention éducative en milieu ouvert', 'PDE', '4°'),
  ouverte('241', 'Établissement de placement', 'PDE', '4°'),
  ouverte('242', 'Service d’activité de jour', 'PDE', '4°'),
  ouverte('378', 'Établissement expérimental enfance protégée', 'PDE', '12°'),
  ouverte('643', 'Service d’évaluation de la minorité des mineurs non accompagnés', 'PDE', null, 'a-verifier'),
  ouverte('644', 'Service de mise à l’abri des mineurs non accompagnés', 'PDE', null, 'a-verifier'),
  ouverte('462', 'Lieux de vie et d’accueil', 'PDE', null, 'a-verifier'),
  ouverte('214', 'Centre d’hébergement et de réinsertion sociale (CHRS)', 'AHI', '8°'),
  ouverte('219', 'Autre centre d’accueil', 'AHI', '8°'),
  ouverte('443', 'Centre d’accueil de demandeurs d’asile (CADA)', 'AHI', '13°'),
  ouverte('442', 'Centre provisoire d’hébergement (CPH)', 'AHI', '8°'),
  ouverte('257', 'Foyers de jeunes travailleurs', 'AHI', '10°'),
  ouverte('380', 'Établissement expérimental autres adultes', 'AHI', '12°'),
  ouverte('256', 'Foyer de travailleurs migrants', 'AUTRE', null, 'a-verifier'),
  ouverte('258', 'Pension de famille, maison relais', 'AUTRE', null, 'a-verifier'),
  ouverte('259', 'Autres résidences sociales', 'AUTRE', null, 'a-verifier'),
  ouverte('165', 'Appartement de coordination thérapeutique (ACT)', 'PDS', '9°'),
  ouverte('178', 'Centre d’accueil et d’accompagnement à la réduction des risques (CAARUD)', 'PDS', '9°'),
  ouverte('180', 'Lits halte soins santé (LHSS)', 'PDS', '9°'),
  ouverte('213', 'Lits d’accueil médicalisés (LAM)', 'PDS', '9°'),
  ouverte('197', 'Centre de soins, d’accompagnement et de prévention en addictologie (CSAPA)', 'PDS', '9°'),
  ouverte('608', 'Équipe mobile médico-sociale (EMMSP)', 'PDS', '9°'),
  ouverte('340', 'Service mandataire judiciaire à la protection des majeurs', 'PJM', '14°'),
  ouverte('344', 'Service délégué aux prestations familiales', 'PJM', '15°'),
  ouverte('362', 'Établissement de soins de longue durée (USLD)', 'AUTRE', null, 'non-eligible'),
  ouverte('609', 'Maison départementale des personnes handicapées (MDPH)', 'AUTRE', null, 'a-verifier'),
  ouverte('705', 'Groupe d’entraide mutuelle (GEM)', 'AUTRE', null, 'a-verifier'),
  ouverte('606', 'Dispositif d’appui à la coordination (DAC)', 'AUTRE', null, 'a-verifier'),
  ouverte('607', 'Groupement régional d’appui au développement de l’e-santé (GRADeS)', 'AUTRE', null, 'a-verifier'),
  ouverte('701', 'Maison des adolescents (MDA)', 'AUTRE', null, 'a-verifier'),
  ouverte('702', 'Point accueil écoute jeunes (PAEJ)', 'AUTRE', null, 'a-verifier'),
  ouverte('247', 'Entreprise adaptée', 'AUTRE', null, 'a-verifier')
]

const byCode = new Map(categories.map((c) => [c.code, c]))
const autres = new Map(autresCategories.map(([code, libelle, fermeeLe]) => [code, { libelle, fermeeLe }]))

/** The category of a code; any other FINESS category is `a-verifier`, an unknown code is « catégorie inconnue, à vérifier ». */
export function categorieDe(code: string): Categorie {
  const found = byCode.get(code)
  if (found) return found
  const autre = autres.get(code)
  return {
    code,
    libelle: autre?.libelle ?? 'catégorie inconnue, à vérifier',
    statut: autre && autre.fermeeLe !== '' ? 'fermee' : 'ouverte',
    fermeeLe: autre && autre.fermeeLe !== '' ? autre.fermeeLe : null,
    remplaceePar: null,
    secteur: 'AUTRE',
    alinea: null,
    eligibilite: 'a-verifier',
    connue: autre !== undefined
  }
}

const secteurDAgregat: Readonly<Record<string, CodeSecteur>> = { '41': 'PHE', '43': 'PHA', '44': 'PA', '45': 'PDE', '46': 'AHI', '51': 'DOM' }

/** Sector proposed for a category, else for the FINESS aggregate (4 digits) of the older extracts; null when nothing helps. */
export function secteurDeCategorie(code: string, agregat: string | null = null): CodeSecteur | null {
  const found = byCode.get(code)
  if (found) return found.secteur
  if (agregat === '4402' || agregat === '4305') return 'DOM'
  if (agregat === '4608') return 'PJM'
  return agregat === null ? null : (secteurDAgregat[agregat.slice(0, 2)] ?? null)
}
