import type { Strip } from './flow.ts'
import type { Layout } from './layout.ts'
import { breakRuns, type Run } from './lines.ts'
import { baseline } from './paragraphs.ts'
import { couleurs, titres } from './style.ts'

/** A heading of the document: an entry of the contents and of the outline. `page` (from 1) is known once paginated. */
export interface Heading {
  readonly niveau: 1 | 2 | 3
  readonly texte: string
  page: number
  y: number
}

const taille = 10
const interligne = 14.5
const numberRoom = 26

/** « Sommaire »: levels 1 and 2 with leaders, page numbers and links. Numbers are read when drawn, after pagination. */
export function layoutContents(layout: Layout, headings: readonly Heading[]): Strip[] {
  const { demi, normal } = layout.fonts
  const style = titres[1]
  const strips: Strip[] = [
    {
      genre: 'entete',
      h: style.interligne + 4,
      avant: style.avant,
      lien: 3,
      draw: (canvas, y) => canvas.texte(demi, style.taille, couleurs.accent, layout.x, y + baseline(style.taille, style.interligne), 'Sommaire')
    }
  ]
  const point = normal.width('.', taille) + 1.6
  for (const [rang, heading] of headings.entries()) {
    if (heading.niveau === 3) continue
    const face = heading.niveau === 1 ? demi : normal
    const retrait = heading.niveau === 1 ? 0 : 14
    const runs: Run[] = [{ texte: layout.text.french(heading.texte), face, couleur: couleurs.encre }]
    const lines = breakRuns(runs, taille, layout.largeur - retrait - numberRoom - 12)
    for (const [i, line] of lines.entries()) {
      const last = i === lines.length - 1
      strips.push({
        genre: 'entete',
        h: interligne,
        avant: i === 0 && heading.niveau === 1 ? 4 : 0,
        lien: last ? 0 : 3,
        draw: (canvas, y) => {
          const base = y + baseline(taille, interligne)
          canvas.ligneDeTexte(runs, line, taille, layout.x + retrait, base)
          canvas.lien(layout.x + retrait, y, layout.largeur - retrait, interligne, rang)
          if (!last) return
          const numero = String(heading.page)
          const right = layout.x + layout.largeur
          canvas.texte(face, taille, couleurs.encre, right - face.width(numero, taille), base, numero)
          const from = layout.x + retrait + line.width + 6
          const to = right - face.width(numero, taille) - 5
          // Leaders stand on one grid for the whole page, so that the points of every line meet.
          for (let k = Math.ceil((from - layout.x) / point); layout.x + (k + 1) * point <= to; k++)
            canvas.cercle(layout.x + k * point, base - 0.6, 0.45, couleurs.grisClair)
        }
      })
    }
  }
  return strips
}
