import type { Lot, Phase } from '../lot.ts'

/** Where a field is edited (phase) and which GALIS pièce prints it. `exclusif`: nowhere else, so a pièce « fournie » makes it useless. */
export interface Rattachement {
  readonly phase: Phase
  readonly piece?: number
  readonly exclusif?: boolean
  /** Bundles told of its rule, for a field that none requires; all when absent. */
  readonly lots?: readonly Lot[]
}

const piece = (phase: Phase, numero: number): Rattachement => ({ phase, piece: numero, exclusif: true })
const partage = (phase: Phase, numero: number): Rattachement => ({ phase, piece: numero })

const parKind: Readonly<Record<string, Rattachement>> = {
  grappe: { phase: 'grappe' },
  solution: partage('grappe', 1),
  organisme: { phase: 'grappe' },
  etablissement: partage('grappe', 1),
  personne: partage('grappe', 2),
  instance: piece('preparer', 2),
  raci: piece('preparer', 2),
  tache: piece('galis', 5),
  cout: piece('galis', 6),
  'cout-rh': piece('galis', 6),
  ressource: piece('galis', 6),
  vague: piece('galis', 7),
  risque: piece('preparer', 8),
  communication: piece('preparer', 8),
  formation: piece('preparer', 8),
  materiel: piece('galis', 11),
  reponse: { phase: 'recevabilite' },
  piece: { phase: 'galis' },
  'piece-jointe': { phase: 'galis' },
  depot: { phase: 'depot' },
  action: { phase: 'deploiement' },
  releve: { phase: 'usages' },
  cible: { phase: 'usages' },
  'indicateur-propre': { phase: 'usages' },
  exemption: { phase: 'usages' },
  'mesure-propre': { phase: 'usages' },
  depense: { phase: 'depenses' },
  pv: { phase: 'cloture' },
  contact: { phase: 'ressources' }
}

const usages: Rattachement = { phase: 'usages' }
const cloture: Rattachement = { phase: 'cloture' }

const parChamp: Readonly<Record<string, Rattachement>> = {
  'grappe.description': partage('galis', 1),
  'grappe.contexte': piece('galis', 1),
  'grappe.objectifsGrappe': piece('galis', 1),
  'grappe.objectifsFeuilleDeRoute': piece('galis', 1),
  'grappe.objectifsUsages': piece('galis', 1),
  'grappe.mutualisation': piece('galis', 2),
  'grappe.strategieDeploiement': piece('galis', 7),
  'grappe.repriseDonnees': piece('galis', 7),
  'grappe.conduiteChangement': piece('galis', 8),
  'grappe.montantDemande': partage('grappe', 6),
  'grappe.finVa': usages,
  'grappe.finCloture': usages,
  'grappe.methodeTaux': usages,
  'grappe.exemptionsInstruction': usages,
  'grappe.definitionDossierActif': usages,
  'grappe.niveauVa': cloture,
  'grappe.niveauVsr': cloture,
  'grappe.lienCloture': cloture,
  'grappe.limiteClotureMo': { phase: 'grappe', lots: ['cloture'] },
  'grappe.fichiersClotureMax': { phase: 'grappe', lots: ['cloture'] },
  'organisme.nomRepresentant': partage('grappe', 3),
  'organisme.prenomRepresentant': partage('grappe', 3),
  'organisme.fonctionRepresentant': partage('grappe', 3),
  'organisme.iban': partage('grappe', 9),
  'organisme.bic': partage('grappe', 9),
  'organisme.titulaireCompte': partage('grappe', 9),
  'etablissement.heuresEligibles': partage('grappe', 15),
  'etablissement.heuresConfort': partage('grappe', 15),
  'etablissement.vague': piece('galis', 7),
  'etablissement.dateMiseEnService': { phase: 'deploiement' }
}

/** Attachment of one field, or of the whole kind when `champ` is null. */
export const rattachementDe = (kind: string, champ: string | null): Rattachement =>
  (champ === null ? undefined : parChamp[`${kind}.${champ}`]) ?? parKind[kind] ?? { phase: 'grappe' }
