import type { DossierLu, EtablissementLu, OrganismeLu, PersonneLue } from './dossier-lu.ts'
import { organisme, porteur } from './dossier-lu.ts'
import type { Element, Quoi } from './elements.ts'
import { texte } from './elements.ts'
import { date } from './francais.ts'

/** French words of the codes of the dossier, written again from the programme. */
type Mots = Readonly<Record<string, string>>

export const typeProjet: Mots = { acquisition: 'Acquisition', conformite: 'Mise en conformité', mixte: 'Mixte' }
export const instruction: Mots = { '2023': '2023', '2024': '2024', '2025': '2025', autre: 'Autre' }
export const region: Mots = { '76': 'Occitanie', '04': 'La Réunion', '93': 'Provence-Alpes-Côte d’Azur', '75': 'Nouvelle-Aquitaine' }
export const situationCourte: Mots = { acquisition: 'Acquisition', conformite: 'Conformité' }
export const segur: Mots = { reference: 'Référencée', 'en-cours': 'En cours de référencement', non: 'Non référencée' }
export const voieAchat: Mots = {
  resah: 'RESAH (SAD)',
  ugap: 'UGAP',
  sons: 'Commande SONS',
  marche: 'Marché ou consultation propre',
  contrat: 'Contrat existant'
}
export const hebergement: Mots = { interne: 'Interne', externalise: 'Serveur externalisé', saas: 'SaaS (éditeur)' }
export const ouiNon: Mots = { oui: 'Oui', non: 'Non', inconnu: 'Je ne sais pas' }
export const nature: Mots = {
  logiciel: 'Logiciel',
  prestation: 'Prestation',
  materiel: 'Matériel',
  formation: 'Formation',
  amoa: 'AMOA',
  rh: 'Ressources humaines'
}
export const imputation: Mots = { investissement: 'Investissement', fonctionnement: 'Fonctionnement' }
export const source: Mots = {
  avance: 'Subvention ESMS Numérique – avance',
  solde: 'Subvention ESMS Numérique – solde',
  sons: 'SONS',
  autofinancement: 'Autofinancement',
  autre: 'Autre financement'
}
export const cle: Mots = { aucune: 'Aucune', egale: 'À parts égales entre ESSMS', personnes: 'Au prorata des personnes accompagnées' }
/** In the order of the tables. */
export const secteur: Mots = {
  PA: 'Personnes âgées',
  PHE: 'Handicap – enfants',
  PHA: 'Handicap – adultes',
  PH: 'Handicap',
  DOM: 'Domicile',
  PDE: 'Protection de l’enfance',
  AHI: 'Accueil, hébergement, insertion',
  PDS: 'Difficultés spécifiques',
  PJM: 'Protection juridique des majeurs',
  AUTRE: 'Autre'
}
/** In the order of the team table. */
export const role: Mots = {
  'chef-de-projet': 'Chef de projet DUI',
  dpo: 'Délégué à la protection des données (DPO)',
  rsi: 'Responsable du système d’information',
  rssi: 'Responsable de la sécurité (RSSI)',
  'responsable-traitement': 'Responsable de traitement du DUI',
  amoa: 'Assistance à maîtrise d’ouvrage (AMOA)',
  'referent-structure': 'Référent de structure',
  'referent-iv': 'Référent identitovigilance',
  'referent-dmp': 'Référent DMP',
  'referent-mes': 'Référent Mon espace santé',
  mandataire: 'Mandataire ANS',
  'administrateur-technique': 'Administrateur technique',
  'gestionnaire-rpps': 'Gestionnaire RPPS+',
  copil: 'Membre du COPIL',
  comop: 'Membre du COMOP'
}
/** FINESS category → short name of a narrow column, and full label. */
export const categorie: Readonly<Record<string, readonly [string, string]>> = {
  '500': ['EHPAD', 'Établissement d’hébergement pour personnes âgées dépendantes (EHPAD)'],
  '183': ['IME', 'Institut médico-éducatif (IME)'],
  '255': ['MAS', 'Maison d’accueil spécialisée (MAS)'],
  '177': ['MECS', 'Maison d’enfants à caractère social (MECS)'],
  '202': ['Résidences autonomie', 'Résidences autonomie'],
  '182': ['SESSAD', 'Service d’éducation spéciale et de soins à domicile (SESSAD)'],
  '448': ['EAM', 'Établissement d’accueil médicalisé en tout ou partie (EAM)'],
  '446': ['SAVS', 'Service d’accompagnement à la vie sociale (SAVS)'],
  '295': ['Service AEMO et AED', 'Service AEMO et AED']
}

/** Indicators of the programme: code, title, numerator and denominator by rank in a relevé, target of 2023. */
export const indicateurs = [
  { code: 'MSS', titre: 'Taux d’utilisation de la MSSanté', n: 0, d: 6, cible: 70 },
  { code: 'DMP', titre: 'Taux d’utilisation du DMP', n: 1, d: 6, cible: 70 },
  { code: 'ACT', titre: 'Taux de dossiers actifs', n: 2, d: 5, cible: 90 },
  { code: 'PP', titre: 'Taux de dossiers actifs avec projet personnalisé', n: 3, d: 2, cible: 90 },
  { code: 'AGD', titre: 'Taux de dossiers actifs avec événement d’agenda', n: 4, d: 2, cible: 90 }
] as const
export const chiffres = [
  'Messages MSSanté envoyés',
  'DMP alimentés',
  'Dossiers actifs',
  'Dossiers actifs avec projet personnalisé',
  'Dossiers actifs avec événement d’agenda',
  'Personnes accompagnées',
  'Personnes pouvant bénéficier d’un projet'
] as const

export const secteurs = Object.keys(secteur)
/** Groups by sector, in the order of the programme. */
export const parSecteur = (liste: readonly EtablissementLu[]): readonly (readonly [string, readonly EtablissementLu[]])[] =>
  secteurs.map((s) => [secteur[s]!, liste.filter((e) => e.secteur === s)] as const).filter(([, l]) => l.length > 0)

const nom = (civilite: string | null, prenom: string | null, famille: string): string =>
  [civilite === 'M' ? 'M.' : civilite, prenom, famille].filter(Boolean).join(' ')
export const nomDe = (p: PersonneLue): string => nom(p.civilite, p.prenom, p.nom)
export const representant = (o: OrganismeLu): string => nom(o.civiliteRepresentant, o.prenomRepresentant, o.nomRepresentant)
export const adresse = (o: OrganismeLu): string => `${o.adresse}, ${o.codePostal} ${o.commune}`
export const raison = (d: DossierLu, id: string | null): string => organisme(d, id)?.raisonSociale ?? 'Mutualisé'

/** What every first page says. */
export const garde = (d: DossierLu, quoi: Quoi, titre: string, sousTitre: string | null, mention: string | null = null): readonly Element[] => [
  texte(titre),
  ...(sousTitre === null ? [] : [texte(sousTitre)]),
  ...(mention === null ? [] : [texte(mention)]),
  texte(`Grappe ${d.grappe.nom} Porteur ${porteur(d).raisonSociale} Instruction ${instruction[d.grappe.instruction]} Date ${date(quoi.date)}`)
]
export const lignes = (t: string | null): readonly Element[] => (t ?? '').split('\n').filter(Boolean).map(texte)
export const piece = (n: number): string => `Programme ESMS Numérique – pièce ${n} du dossier de candidature`
