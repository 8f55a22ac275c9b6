import type { Dossier } from '#domain/dossier.ts'
import type { Classeur } from './classeur.ts'
import type { Doc } from './doc.ts'

/** What a document may know besides the Dossier: today's civil date and the Grappe version. */
export interface Contexte {
  readonly date: string
  readonly version: string
}

/** One file to produce: `base` is its ASCII name without number or extension. */
export type Production =
  | { readonly sorte: 'pdf'; readonly base: string; readonly doc: Doc }
  | { readonly sorte: 'xlsx'; readonly base: string; readonly classeur: Classeur }

/** A GALIS pièce that Grappe writes. A new one = one file and one line in `pieces/registre.ts`. */
export interface PieceGeneree {
  /** Number of the pièce, see `#domain/catalogue/pieces.ts`. */
  readonly numero: number
  readonly produire: (dossier: Dossier, contexte: Contexte) => readonly Production[]
}
export const definePiece = (piece: PieceGeneree): PieceGeneree => piece

/** One file a bundle holds: the code of the field it goes to (`lot/champs.ts`), and the procès-verbal it prints when it is one. */
export interface ProductionDuLot {
  readonly champ: string
  readonly pv?: string
  readonly production: Production
}
