import type { Adresse } from '#domain/lot.ts'

/** Grids on screen, by kind: « Ce qui manque » asks them to focus a cell, the history of a field which one a cell shows. */
interface GrilleMontree {
  readonly focaliser: (id: string, colonne: string | null) => boolean
  readonly adresse: (id: string, colonne: string) => Adresse | null
}

const grilles = new Map<string, GrilleMontree>()

export function inscrireGrille(kind: string, grille: GrilleMontree): () => void {
  grilles.set(kind, grille)
  return () => {
    if (grilles.get(kind) === grille) grilles.delete(kind)
  }
}

/** True when a grid of this kind shows that row and took the focus. */
export const focaliserCellule = (kind: string, id: string, colonne: string | null): boolean => grilles.get(kind)?.focaliser(id, colonne) ?? false

/** The field that a cell shows; null when it shows none (a rate, a name from elsewhere). */
export const adresseDeCellule = (kind: string, id: string, colonne: string): Adresse | null => grilles.get(kind)?.adresse(id, colonne) ?? null
