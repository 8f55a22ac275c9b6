/** Grids on screen, by kind: « Ce qui manque » asks them to focus a cell. */
type Focaliser = (id: string, colonne: string | null) => boolean

const grilles = new Map<string, Focaliser>()

export function inscrireGrille(kind: string, focaliser: Focaliser): () => void {
  grilles.set(kind, focaliser)
  return () => {
    if (grilles.get(kind) === focaliser) grilles.delete(kind)
  }
}

/** True when a grid of this kind shows that row and took the focus. */
export const focaliserCellule = (kind: string, id: string, colonne: string | null): boolean => grilles.get(kind)?.(id, colonne) ?? false
