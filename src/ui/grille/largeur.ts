import type { ColDef } from 'ag-grid-community'
import type { Colonne } from './colonne.ts'

type Mesures = Pick<Colonne<{ readonly id: string }>, 'largeur' | 'fige' | 'droite'>

/** From this width on a column holds free text: it takes its share of the room that a wide window leaves. */
const extensible = 180

/** Width of a column in the words of the grid component. */
export function largeurDe({ largeur, fige, droite }: Mesures): Pick<ColDef, 'width' | 'flex' | 'minWidth'> {
  if (largeur === undefined) return { flex: 180, minWidth: 140 }
  return largeur < extensible || fige || droite ? { width: largeur } : { flex: largeur, minWidth: largeur }
}

/** Room of a heading beside its margins, and mean width of a letter in bold 13 px. */
const margesEntete = 34
const lettre = 6.4

/** True when the heading takes a third line in a column of this width. */
export function isEnteteHaute(titre: string, largeur: number): boolean {
  const place = Math.max(1, Math.floor((largeur - margesEntete) / lettre))
  let lignes = 1
  let reste = place
  for (const mot of titre.split(' ')) {
    if (mot.length > reste && reste < place) {
      lignes += 1
      reste = place
    }
    reste -= mot.length + 1
  }
  return lignes > 2
}
