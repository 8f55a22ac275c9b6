import { pieceDe } from '#domain/catalogue/pieces.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Lot } from '#domain/lot.ts'
import { noteComplement, piecesACorriger } from './pieces/note-complement.ts'
import { piecesGenerees } from './pieces/registre.ts'
import type { Contexte, Production } from './production.ts'

/** One file a bundle holds: the field of the form it goes to, and the pièce number in the GALIS bundles. */
export interface ProductionDuLot {
  readonly champ: string
  readonly numero?: number
  readonly production: Production
}

type Faire = (dossier: Dossier, contexte: Contexte) => readonly ProductionDuLot[]

const champDePiece = (numero: number): string => {
  const piece = pieceDe(numero)
  return piece?.deposee === false ? 'À recopier, ne se dépose pas' : `Pièce ${numero} – ${piece?.titre ?? ''}`
}

const pieces =
  (retenue: (dossier: Dossier) => (numero: number) => boolean): Faire =>
  (dossier, contexte) => {
    const garde = retenue(dossier)
    return piecesGenerees
      .filter(({ numero }) => garde(numero))
      .flatMap(({ numero, produire }) => produire(dossier, contexte).map((production) => ({ champ: champDePiece(numero), numero, production })))
  }

const aCorriger = (dossier: Dossier) => {
  const numeros = new Set(piecesACorriger(dossier).map((p) => p.numero))
  return (numero: number) => numeros.has(numero)
}

/** What each bundle holds, in the order of the form. A new document = one line. */
const parLot: Readonly<Record<Lot, readonly Faire[]>> = {
  galis: [pieces(() => () => true)],
  complement: [(d, c) => [{ champ: 'Note de réponse', production: noteComplement(d, c) }], pieces(aCorriger)],
  va: [],
  'etat-des-lieux': [],
  vsr: [],
  cloture: []
}

/**
 * Every document Grappe writes for a bundle, pure from the Dossier. A pièce supplied by the user or already signed
 * is still here as a draft: the bundle's plan puts the user's file in its place by `numero`.
 */
export function productionsDuLot(dossier: Dossier, lot: Lot, contexte: Contexte): readonly ProductionDuLot[] {
  return parLot[lot].flatMap((faire) => faire(dossier, contexte))
}
