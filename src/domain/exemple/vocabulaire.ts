/** Invented names for the example grappe: no real person or organisation. */

export const nomsOrganisme = [
  'Les Rives Claires',
  'Horizon Partagé',
  'La Maison des Tilleuls',
  'Cap Boréal',
  'Les Passerelles du Midi',
  'Terres et Liens',
  'L’Aubier',
  'Le Grand Large',
  'Les Quatre Vents',
  'Chemins Ouverts',
  'La Clé des Champs',
  'Le Figuier'
]
export const formesOrganisme = ['Association', 'Fondation', 'Groupement', 'Établissement public']

export const nomsEtablissement = [
  'Les Tilleuls',
  'Le Val Fleuri',
  'Les Genêts',
  'La Source',
  'Les Amandiers',
  'Bel Horizon',
  'Le Clos des Vignes',
  'Les Mésanges',
  'La Garrigue',
  'Les Hirondelles',
  'Le Moulin Vert',
  'Les Cigales',
  'La Pinède',
  'Les Lavandes',
  'Le Petit Prince',
  'Les Oliviers',
  'La Roseraie',
  'Les Marronniers',
  'Le Belvédère',
  'Les Cèdres',
  'La Fontaine',
  'Les Glycines',
  'Le Colombier',
  'Les Acacias',
  'La Bergerie',
  'Les Coquelicots',
  'Le Rocher Blanc',
  'Les Peupliers',
  'La Passerelle',
  'Les Sources Vives'
]

export const prenoms = [
  'Camille',
  'Dominique',
  'Claude',
  'Maxime',
  'Sacha',
  'Noor',
  'Lou',
  'Alix',
  'Charlie',
  'Eden',
  'Andréa',
  'Élie',
  'Morgan',
  'Yaël',
  'Swann',
  'Gwenaëlle'
]
export const nomsFamille = [
  'Vallorge',
  'Terrasson-Lys',
  'Quintrel',
  'Aubrac-Menez',
  'Delmonteil',
  'Fabrezan',
  'Castelvieil',
  'Roquelande',
  'Peyralbe',
  'Saint-Alby',
  'Montfaugères',
  'Larzacq',
  'Brézenac',
  'Cormontel',
  'Éstival',
  'Durbanelle'
]

/** Sector, category, category title used in names, kind of public. Four sectors in the 18-ESSMS example. */
export const modeles = [
  { secteur: 'PA', categorie: '500', type: 'EHPAD' },
  { secteur: 'PHE', categorie: '183', type: 'IME' },
  { secteur: 'PHA', categorie: '255', type: 'MAS' },
  { secteur: 'PDE', categorie: '177', type: 'MECS' },
  { secteur: 'PA', categorie: '202', type: 'Résidence autonomie' },
  { secteur: 'PHE', categorie: '182', type: 'SESSAD' },
  { secteur: 'PHA', categorie: '448', type: 'EAM' },
  { secteur: 'PHA', categorie: '446', type: 'SAVS' },
  { secteur: 'PDE', categorie: '295', type: 'Service AEMO' }
] as const

export interface Territoire {
  readonly prefixe: string
  readonly region: '76' | '04'
  readonly communes: readonly (readonly [nom: string, codePostal: string, insee: string])[]
}

export const occitanie: readonly Territoire[] = [
  {
    prefixe: '34',
    region: '76',
    communes: [
      ['Montpellier', '34000', '34172'],
      ['Béziers', '34500', '34032'],
      ['Sète', '34200', '34301'],
      ['Lunel', '34400', '34145'],
      ['Lodève', '34700', '34142']
    ]
  },
  {
    prefixe: '30',
    region: '76',
    communes: [
      ['Nîmes', '30000', '30189'],
      ['Alès', '30100', '30007'],
      ['Le Vigan', '30120', '30350'],
      ['Uzès', '30700', '30334']
    ]
  }
]

export const reunion: readonly Territoire[] = [
  {
    prefixe: '9704',
    region: '04',
    communes: [
      ['Saint-Denis', '97400', '97411'],
      ['Saint-Pierre', '97410', '97416'],
      ['Saint-Paul', '97460', '97415']
    ]
  }
]
