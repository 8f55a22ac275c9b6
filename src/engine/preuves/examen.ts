import type { Classeur } from '#documents/classeur.ts'
import type { EtatLecture } from '#domain/preuves/analyse.ts'
import type { Repere } from '#domain/preuves/detecter-noms.ts'
import type { AssemblageOptions, Signet } from '../render/pdf/assembler-pdf.ts'
import type { ConstatPdf } from '../render/pdf/relire-pdf.ts'
import type { Comparaison } from '../render/xlsx/comparer-xlsx.ts'

/** What is asked of the reader's thread when a file is attached. */
export interface DemandeExamen {
  readonly bytes: Uint8Array
  /** Given for a proof: its text is analysed, establishments and organisations looked for. */
  readonly preuve: { readonly reperes: readonly Repere[]; readonly sha256: string } | null
}

/** Everything the thread does: what is asked, and what is answered when all went well. */
export interface Lectures {
  readonly examen: {
    readonly demande: DemandeExamen
    readonly lu: {
      readonly pages: number
      readonly texteLisible: boolean
      readonly analyse: string | null
      /** Data code printed on a document to sign. */
      readonly code: string | null
    }
  }
  readonly pages: { readonly demande: { readonly bytes: Uint8Array }; readonly lu: { readonly pages: number } }
  /** A document that a received bundle says Grappe made. */
  readonly constat: { readonly demande: { readonly bytes: Uint8Array }; readonly lu: ConstatPdf }
  /** A workbook just made, against the tree it was made from. */
  readonly classeur: { readonly demande: { readonly bytes: Uint8Array; readonly classeur: Classeur }; readonly lu: Comparaison }
  /** One page as a small PDF of its own; a picture is its only page. `numero` from 1. */
  readonly page: {
    readonly demande: { readonly bytes: Uint8Array; readonly type: string; readonly numero: number }
    readonly lu: { readonly pages: number; readonly bytes: Uint8Array }
  }
  /**
   * Adds parts to the document being put together, their bytes end to end; `rang` 0 starts a new one, another must follow the parts
   * already there. Answers, for each, its pages, or why it was left out.
   */
  readonly parties: {
    readonly demande: {
      readonly bytes: Uint8Array
      readonly parties: readonly { readonly titre: string; readonly pages: number | null; readonly taille: number }[]
      readonly rang: number
      readonly options: AssemblageOptions
    }
    readonly lu: { readonly ajoutees: readonly (number | string)[] }
  }
  /** Ends the document of `parties` parts. */
  readonly fin: {
    readonly demande: { readonly bytes: Uint8Array; readonly parties: number; readonly signets: readonly Signet[] }
    readonly lu: { readonly pages: number; readonly bytes: Uint8Array }
  }
}
export type SorteLecture = keyof Lectures
export type Message = { readonly [S in SorteLecture]: { readonly sorte: S } & Lectures[S]['demande'] }[SorteLecture]

/** Why a file could not be read; `cause`: a French sentence part. `perdu`: the document being put together is no longer there. */
export interface Echec {
  readonly etat: Exclude<EtatLecture, 'lu'> | 'perdu'
  readonly cause: string
}
export type Issue<S extends SorteLecture> = ({ readonly etat: 'lu' } & Lectures[S]['lu']) | Echec

/** What a PDF is found to be. */
export type Examen = ({ readonly etat: 'lu' } & Lectures['examen']['lu']) | { readonly etat: Exclude<EtatLecture, 'lu'>; readonly cause: string }
