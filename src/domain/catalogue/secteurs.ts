import type { Etablissement } from '../etablissement.ts'

/** Sector of an ESSMS, the choices of `etablissement.secteur`. */
export type CodeSecteur = NonNullable<Etablissement['secteur']>

export interface Secteur {
  readonly code: CodeSecteur
  readonly libelle: string
  /** What the sector covers, one sentence. */
  readonly description: string
}

/** Sectors of the programme, in the order of the tables. Source: kit 2023 and instruction 2025/40. */
export const secteurs: readonly Secteur[] = [
  { code: 'PA', libelle: 'Personnes âgées', description: 'EHPAD, résidences autonomie, accueils de jour.' },
  { code: 'PHE', libelle: 'Handicap – enfants', description: 'IME, ITEP, SESSAD, CMPP, CAMSP et autres structures pour enfants et adolescents handicapés.' },
  { code: 'PHA', libelle: 'Handicap – adultes', description: 'ESAT, MAS, EAM, EANM, SAVS, SAMSAH, réadaptation professionnelle.' },
  { code: 'PH', libelle: 'Handicap', description: 'Structures pour personnes handicapées de tous âges, centres de ressources.' },
  { code: 'DOM', libelle: 'Domicile', description: 'Services autonomie à domicile (aide, ou aide et soins), SSIAD, aide aux familles.' },
  { code: 'PDE', libelle: 'Protection de l’enfance', description: 'MECS, foyers de l’enfance, AEMO et AED, placement familial, structures de la PJJ.' },
  { code: 'AHI', libelle: 'Accueil, hébergement, insertion', description: 'CHRS, CADA, CPH, foyers de jeunes travailleurs.' },
  { code: 'PDS', libelle: 'Difficultés spécifiques', description: 'ACT, CAARUD, CSAPA, LHSS, LAM, équipes mobiles.' },
  { code: 'PJM', libelle: 'Protection juridique des majeurs', description: 'Services mandataires et services délégués aux prestations familiales.' },
  { code: 'AUTRE', libelle: 'Autre', description: 'Structures hors des secteurs ci-dessus, à vérifier avec l’ARS.' }
]

const byCode = new Map(secteurs.map((s) => [s.code, s]))

/** French label of a sector, « Secteur non renseigné » when null. */
export const libelleSecteur = (code: CodeSecteur | null): string => (code === null ? 'Secteur non renseigné' : (byCode.get(code)?.libelle ?? code))
