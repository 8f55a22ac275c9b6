import { listesPreparation } from '#domain/catalogue/preparation.ts'
import type { Adresse, Phase } from '#domain/lot.ts'

/** What the main region shows: the dashboard or a phase, one of its tabs, and the field to focus on arrival. */
export interface Ecran {
  readonly page: Phase | 'tableau'
  readonly onglet: string | null
  readonly cible: Adresse | null
}

type Lieu = readonly [Phase, string]

/** Where each kind is edited: phase and tab. */
const parKind: Readonly<Record<string, Lieu>> = {
  solution: ['grappe', 'solution'],
  organisme: ['grappe', 'organismes'],
  etablissement: ['grappe', 'etablissements'],
  personne: ['grappe', 'personnes'],
  reponse: ['recevabilite', 'controles'],
  raci: ['preparer', 'raci'],
  risque: ['preparer', 'risques'],
  communication: ['preparer', 'communication'],
  formation: ['preparer', 'formation'],
  instance: ['preparer', 'instances'],
  piece: ['galis', 'pieces'],
  tache: ['galis', 'planning'],
  vague: ['galis', 'vagues'],
  cout: ['galis', 'couts'],
  'cout-rh': ['galis', 'rh'],
  ressource: ['galis', 'ressources'],
  materiel: ['galis', 'materiels'],
  depot: ['depot', 'depots'],
  action: ['deploiement', 'actions'],
  releve: ['usages', 'releves'],
  cible: ['usages', 'reglages'],
  'indicateur-propre': ['usages', 'reglages'],
  exemption: ['usages', 'reglages'],
  'mesure-propre': ['usages', 'autres'],
  depense: ['depenses', 'lignes'],
  pv: ['cloture', 'va'],
  modele: ['cloture', 'modeles'],
  prevision: ['deploiement', 'actions'],
  'piece-jointe': ['galis', 'pieces'],
  contact: ['ressources', 'contacts']
}

export const champsGrappe = {
  identite: ['nom', 'typeProjet', 'instruction', 'financeur', 'checklist', 'contactProjet'],
  calendrier: [
    'dateDebut',
    'dateFin',
    'dateNotification',
    'dateConvention',
    'referenceConvention',
    'debutEligibilite',
    'finEligibilite',
    'dateMiseEnOrdreDeMarche'
  ],
  argent: ['montantDemande', 'montantConvention', 'avanceRecue', 'dateAvance', 'soldeRecu', 'dateSolde', 'plafondEquipement'],
  correspondants: ['courrielArs', 'courrielGrades', 'limiteCourrielMo'],
  parametres: ['minimumEssms', 'minimumOg', 'seuilNational', 'contratInterditAvant', 'regleSegur'],
  limites: ['limiteGalisMo', 'limiteClotureMo', 'fichiersClotureMax'],
  projet: ['description', 'contexte', 'objectifsGrappe', 'objectifsFeuilleDeRoute', 'objectifsUsages', 'mutualisation'],
  enjeux: ['enjeuEquipement', 'enjeuHebergement', 'enjeuReprise', 'enjeuInterfaces', 'enjeuCybersecurite'],
  strategie: ['strategieDeploiement', 'repriseDonnees', 'conduiteChangement'],
  usages: ['finVa', 'finCloture', 'methodeTaux', 'definitionDossierActif'],
  exemptions: ['exemptionsInstruction'],
  va: ['niveauVa'],
  vsr: ['niveauVsr'],
  cloture: ['lienCloture'],
  donnees: ['fondementDonnees', 'conservationDonnees']
} as const

const lieuxGrappe: readonly (readonly [keyof typeof champsGrappe, Lieu])[] = [
  ['identite', ['grappe', 'grappe']],
  ['calendrier', ['grappe', 'grappe']],
  ['argent', ['grappe', 'grappe']],
  ['correspondants', ['grappe', 'grappe']],
  ['parametres', ['recevabilite', 'controles']],
  ['limites', ['grappe', 'grappe']],
  ['projet', ['galis', 'presentation']],
  ['enjeux', ['galis', 'presentation']],
  ['strategie', ['galis', 'presentation']],
  ['usages', ['usages', 'reglages']],
  ['exemptions', ['usages', 'reglages']],
  ['va', ['cloture', 'va']],
  ['vsr', ['cloture', 'vsr']],
  ['cloture', ['cloture', 'depot']],
  ['donnees', ['ressources', 'donnees']]
]

export interface Precision {
  readonly type?: string | null
  readonly catalogue?: string | null
  readonly role?: string | null
  /** Phase of the missing thing: settles what its kind alone does not. */
  readonly phase?: Phase | undefined
}

/** The screen that edits an address; the dashboard when nothing single does. */
export function ecranDe(adresse: Adresse, precision: Precision = {}): Ecran {
  const vers = ([page, onglet]: Lieu): Ecran => ({ page, onglet, cible: adresse })
  if (adresse.kind === 'grappe') {
    const champ = adresse.champ ?? 'nom'
    const groupe = lieuxGrappe.find(([cle]) => (champsGrappe[cle] as readonly string[]).includes(champ))
    return vers(groupe?.[1] ?? ['grappe', 'grappe'])
  }
  if (adresse.kind === 'pv') return vers(['cloture', precision.type === 'vsr' ? 'vsr' : 'va'])
  if (adresse.kind === 'action' && (listesPreparation.some((l) => l.code === precision.catalogue) || precision.phase === 'preparer'))
    return vers(['preparer', 'actions'])
  if (adresse.kind === 'etablissement' && /^(ins|rpps)/u.test(adresse.champ ?? '')) return vers(['deploiement', 'suivi'])
  if (adresse.kind === 'piece-jointe') {
    if (precision.role === 'preuve' || precision.phase === 'usages') return vers(['usages', 'preuves'])
    if (precision.role === 'pv' || precision.phase === 'cloture') return vers(['cloture', precision.type === 'vsr' ? 'vsr' : 'va'])
    if (precision.role === 'facture') return vers(['depenses', 'factures'])
    if (precision.role === 'etat-depenses' || precision.phase === 'depenses') return vers(['depenses', 'etat'])
  }
  const lieu = parKind[adresse.kind]
  return lieu ? vers(lieu) : { page: 'tableau', onglet: null, cible: null }
}

/** Key of a field in the page: attribute `data-champ`, drafts, errors. The unique nouns have no id in it. */
export const cleChamp = (kind: string, id: string | null, champ: string): string =>
  kind === 'grappe' || kind === 'solution' ? `${kind}||${champ}` : `${kind}|${id ?? ''}|${champ}`
