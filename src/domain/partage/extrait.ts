import { pieces } from '../catalogue/pieces.ts'
import { champDe, type Ligne } from '../dossier.ts'

/** Settings of the grappe that a collecte shows, for reading: what one needs to answer, and nothing of the other OG. */
const extrait: Readonly<Record<string, readonly string[] | 'tout'>> = {
  grappe: [
    'nom',
    'typeProjet',
    'instruction',
    'checklist',
    'dateConvention',
    'dateDebut',
    'dateFin',
    'debutEligibilite',
    'finEligibilite',
    'plafondEquipement',
    'definitionDossierActif',
    'methodeTaux',
    'exemptionsInstruction',
    'niveauVa',
    'niveauVsr',
    'finVa',
    'finCloture'
  ],
  solution: ['editeur', 'nom', 'version', 'appelInsi'],
  // The postes an expense may name, without any amount; that there is staff makes one of them.
  cout: ['poste', 'ordre'],
  'cout-rh': ['ordre'],
  // Whether an action is followed once, by OG or by establishment: what is asked is counted at that level.
  prevision: ['catalogue', 'code', 'niveau'],
  vague: ['nom', 'debut', 'fin', 'ordre'],
  cible: 'tout',
  'indicateur-propre': 'tout',
  exemption: 'tout'
}

/** True for a cell that every collecte copy shows. */
export const isExtrait = (kind: string, champ: string): boolean => {
  const champs = Object.hasOwn(extrait, kind) ? extrait[kind] : undefined
  return champs === 'tout' || champs?.includes(champ) === true
}

/** True for a kind of which every collecte copy shows something. */
export const isKindExtrait = (kind: string): boolean => Object.hasOwn(extrait, kind)

/** True for bank data: never in a light or collecte copy, and its past never in any copy. */
export const isBanque = (kind: string, champ: string): boolean => champDe(kind, champ)?.banque === true

const numeroRib = pieces.find((p) => p.slug === 'RIB')?.numero

/** True for an attached RIB: bank data too. */
export const isRib = (ligne: Pick<Ligne, 'kind' | 'cellules'>): boolean =>
  ligne.kind === 'piece-jointe' && ligne.cellules['role'] === 'piece' && ligne.cellules['piece'] === numeroRib
