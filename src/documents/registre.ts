import type { Dossier } from '#domain/dossier.ts'
import type { Lot } from '#domain/lot.ts'
import { productionsCloture } from './cloture/registre.ts'
import { noteComplement, piecesACorriger } from './pieces/note-complement.ts'
import { piecesGenerees } from './pieces/registre.ts'
import type { Contexte, ProductionDuLot } from './production.ts'

type Faire = (dossier: Dossier, contexte: Contexte) => readonly ProductionDuLot[]

/** Code of the field a pièce goes to, as in `lot/champs.ts`. */
const pieces =
  (retenue: (dossier: Dossier) => (numero: number) => boolean): Faire =>
  (dossier, contexte) => {
    const garde = retenue(dossier)
    return piecesGenerees
      .filter(({ numero }) => garde(numero))
      .flatMap(({ numero, produire }) => produire(dossier, contexte).map((production) => ({ champ: `piece-${numero}`, production })))
  }

const aCorriger = (dossier: Dossier) => {
  const numeros = new Set(piecesACorriger(dossier).map((p) => p.numero))
  return (numero: number) => numeros.has(numero)
}

/** What each bundle holds, in the order of the form. A new document = one line. */
const parLot: Readonly<Record<Lot, readonly Faire[]>> = {
  galis: [pieces(() => () => true)],
  complement: [(d, c) => [{ champ: 'piece-18', production: noteComplement(d, c) }], pieces(aCorriger)],
  va: [productionsCloture.va],
  'etat-des-lieux': [productionsCloture['etat-des-lieux']],
  vsr: [productionsCloture.vsr],
  cloture: [productionsCloture.cloture]
}

/**
 * Every document Grappe writes for a bundle, pure from the Dossier. A pièce supplied by the user or already signed
 * is still here as a draft: the bundle's plan puts the user's file in its place by `champ`.
 */
export function productionsDuLot(dossier: Dossier, lot: Lot, contexte: Contexte): readonly ProductionDuLot[] {
  return parLot[lot].flatMap((faire) => faire(dossier, contexte))
}
