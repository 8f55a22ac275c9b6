import type { Designation } from '../../completude/designation.ts'
import type { Etablissement } from '../../etablissement.ts'
import type { BornesFenetre, Fenetre } from '../../indicateurs/fenetre.ts'
import type { Gravite } from '../../lot.ts'
import type { PieceJointe } from '../../piece-jointe.ts'
import type { AnalysePreuve } from '../analyse.ts'
import type { Place } from '../texte-lu.ts'

/** What a rule finds in one proof. `page` and `place` say where to look. */
export interface ConstatPreuve {
  /** Stable: a written reason refers to it. */
  readonly cle: string
  readonly gravite: Gravite
  readonly texte: string
  readonly page: number | null
  readonly place: Place | null
}

/** A FINESS number of the grappe and whose it is. */
export interface FinessConnu {
  readonly id: string
  readonly nom: string
  readonly sorte: 'etablissement' | 'organisme'
}

export interface ContextePreuve {
  readonly preuve: PieceJointe
  readonly analyse: AnalysePreuve
  readonly fenetre: Fenetre
  /** Null while the window has no last day. */
  readonly bornes: BornesFenetre | null
  /** Establishments the proof is attached for. */
  readonly etablissements: readonly Etablissement[]
  /** Those and the others that the same file is attached for. */
  readonly servis: readonly Etablissement[]
  /** True for an establishment that has a proof of its own: that of its OG need not name it too. */
  readonly aLaSienne: (etablissement: Etablissement) => boolean
  readonly finessConnus: ReadonlyMap<string, FinessConnu>
  readonly designation: Designation
}

/** One check of a proof. `surTexte`: makes sense only when its text could be read. */
export interface ReglePreuve {
  readonly code: string
  readonly titre: string
  readonly surTexte: boolean
  readonly verifier: (contexte: ContextePreuve) => readonly ConstatPreuve[]
}
export const defineRegle = (regle: ReglePreuve): ReglePreuve => regle

export const nomDePreuve = (preuve: PieceJointe) => `La preuve « ${preuve.nom ?? 'sans nom'} »`

/** What a proof does not show: due at the closure; with the état des lieux proofs are kept, not sent. Source: programme, A4 and A6. */
export const graviteDe = (fenetre: Fenetre): Gravite => (fenetre === 'cloture' ? 'a-justifier' : 'information')
