import type { EtatLecture } from '#domain/preuves/analyse.ts'
import type { Repere } from '#domain/preuves/detecter-noms.ts'

/** What is asked of the reader's thread. */
export interface DemandeExamen {
  readonly bytes: Uint8Array
  /** Given for a proof: its text is analysed, establishments and organisations looked for. */
  readonly preuve: { readonly reperes: readonly Repere[]; readonly sha256: string } | null
}

/** What a PDF is found to be. `cause`: a French sentence part for the person who attached it. */
export type Examen =
  | {
      readonly etat: 'lu'
      readonly pages: number
      readonly texteLisible: boolean
      readonly analyse: string | null
      /** Data code printed on a document to sign. */
      readonly code: string | null
    }
  | { readonly etat: Exclude<EtatLecture, 'lu'>; readonly cause: string }
