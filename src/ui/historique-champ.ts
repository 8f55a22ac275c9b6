import type { Adresse } from '#domain/lot.ts'
import { adresseDeCellule } from './grille/cibles.ts'
import { createMagasin } from './magasin.ts'

/** The field whose history is shown, if any. */
export const champHistorique = createMagasin<Adresse | null>(null)

/** Address of the field or of the grid's cell that holds an element; null when there is none. */
export function adresseDe(element: Element | null): Adresse | null {
  const champ = element?.closest<HTMLElement>('[data-champ]')?.dataset['champ']
  if (champ !== undefined) {
    const [kind = '', id = '', nom = ''] = champ.split('|')
    return nom ? { kind, id: id || null, champ: nom } : null
  }
  const cellule = element?.closest('.ag-cell')
  const colonne = cellule?.getAttribute('col-id')
  const id = cellule?.closest('.ag-row')?.getAttribute('row-id')
  const kind = cellule?.closest<HTMLElement>('[data-kind]')?.dataset['kind']
  return colonne && id && kind ? adresseDeCellule(kind, id, colonne) : null
}
