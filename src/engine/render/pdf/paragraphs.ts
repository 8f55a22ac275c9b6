import type { Fragment, Texte } from '#documents/doc.ts'
import type { Strip } from './flow.ts'
import { type Layout, tons } from './layout.ts'
import { breakRuns, type Line, type Run } from './lines.ts'
import { corps, couleurs, entreBlocs, petit, titres } from './style.ts'

/** Distance from the top of a line to its baseline. */
export const baseline = (taille: number, interligne: number): number => (interligne - taille) / 2 + taille * 0.79

const runOf = (layout: Layout, fragment: Fragment, couleur: string): Run => ({
  texte: layout.text.french(fragment.texte),
  face: fragment.gras ? layout.fonts.demi : fragment.italique ? layout.fonts.italique : layout.fonts.normal,
  couleur: fragment.couleur ? tons[fragment.couleur].encre : couleur
})

const fine = '\u202f'
/** Where two fragments meet, typography sees neither what comes before nor what follows: no sign goes alone to the next line. */
const joined = (texte: string, first: boolean, last: boolean): string => {
  const opened = first ? texte : texte.replace(/^[ \u00a0]+(?=[;:!?»])/u, fine)
  return last ? opened : opened.replace(/«[ \u00a0]*$/u, `«${fine}`)
}

/** Fragments ready to be broken into lines; typography is applied inside each fragment, and where they meet. */
export const runsOf = (layout: Layout, texte: Texte, couleur: string = couleurs.encre): Run[] =>
  typeof texte === 'string'
    ? [runOf(layout, { texte }, couleur)]
    : texte.map((fragment, i) => {
        const run = runOf(layout, fragment, couleur)
        return { ...run, texte: joined(run.texte, i === 0, i === texte.length - 1) }
      })

export interface LineStyle {
  readonly taille: number
  readonly interligne: number
  readonly x: number
  readonly avant: number
  readonly centre?: number
}

/** One strip a line; the first two and the last two lines hold together (no single line left or carried over). */
export function lineStrips(runs: readonly Run[], lines: readonly Line[], style: LineStyle): Strip[] {
  const base = baseline(style.taille, style.interligne)
  return lines.map((line, i): Strip => {
    const x = style.x + (style.centre === undefined ? 0 : (style.centre - line.width) / 2)
    return {
      genre: 'ligne',
      h: style.interligne,
      avant: i === 0 ? style.avant : 0,
      lien: i < lines.length - 1 && (i === 0 || i === lines.length - 2) ? 2 : 0,
      draw: (canvas, y) => canvas.ligneDeTexte(runs, line, style.taille, x, y + base)
    }
  })
}

export function layoutParagraph(layout: Layout, texte: Texte, options: { petit?: boolean; centre?: boolean }): Strip[] {
  const { taille, interligne } = options.petit ? petit : corps
  const runs = runsOf(layout, texte, options.petit ? couleurs.grisFonce : couleurs.encre)
  const lines = breakRuns(runs, taille, layout.largeur)
  return lineStrips(runs, lines, { taille, interligne, x: layout.x, avant: entreBlocs, ...(options.centre ? { centre: layout.largeur } : {}) })
}

/** A list with fewer lines is kept whole: no bullet or two alone on a page. */
const smallList = 6

/** Hanging list: the mark stands in the margin of its element. */
export function layoutList(layout: Layout, ordonnee: boolean, elements: readonly Texte[]): Strip[] {
  const { normal, demi } = layout.fonts
  const face = ordonnee ? demi : normal
  const marks = elements.map((_, i) => (ordonnee ? `${i + 1}.` : '•'))
  const retrait = Math.max(12, ...marks.map((mark) => face.width(mark, corps.taille) + 6))
  const decalage = ordonnee ? 0 : 3
  const all = elements.flatMap((element, i) => {
    const runs = runsOf(layout, element)
    const x = layout.x + decalage + retrait
    const lines = breakRuns(runs, corps.taille, layout.largeur - retrait - decalage)
    const strips = lineStrips(runs, lines, { ...corps, x, avant: i === 0 ? entreBlocs : 2.5 })
    const mark = marks[i] ?? ''
    const first = strips[0]
    if (first) {
      const markX = x - (ordonnee ? 5 + face.width(mark, corps.taille) : retrait - 1)
      const draw = first.draw
      strips[0] = {
        ...first,
        draw: (canvas, y) => {
          canvas.texte(face, corps.taille, couleurs.accent, markX, y + baseline(corps.taille, corps.interligne), mark)
          draw(canvas, y)
        }
      }
    }
    return strips
  })
  if (all.length < smallList) for (const strip of all.slice(0, -1)) if (strip.lien === 0) strip.lien = 1
  return all
}

/** Heading of level 1 to 3; always kept with what follows. `rang` is its rank among the headings of the document. */
export function layoutHeading(layout: Layout, niveau: 1 | 2 | 3, texte: string, rang: number): Strip[] {
  const style = titres[niveau - 1] ?? titres[2]
  const face = niveau === 1 ? layout.fonts.gras : layout.fonts.demi
  const runs: Run[] = [{ texte: layout.text.french(texte), face, couleur: couleurs.accent }]
  const lines = breakRuns(runs, style.taille, layout.largeur)
  const base = baseline(style.taille, style.interligne)
  return lines.map((line, i): Strip => {
    const last = i === lines.length - 1
    return {
      genre: 'titre',
      h: style.interligne + (last ? style.apres : 0),
      avant: i === 0 ? style.avant : 0,
      lien: 3,
      ...(i === 0 ? { titre: rang } : {}),
      draw: (canvas, y) => {
        canvas.ligneDeTexte(runs, line, style.taille, layout.x, y + base)
        if (last && niveau === 1) canvas.filet(layout.x, y + style.interligne + 2.5, layout.x + layout.largeur, y + style.interligne + 2.5, couleurs.filet, 0.6)
      }
    }
  })
}
