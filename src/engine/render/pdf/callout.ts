import type { Texte, Ton } from '#documents/doc.ts'
import type { Strip } from './flow.ts'
import { type Layout, tons } from './layout.ts'
import { breakRuns, type Line, type Run } from './lines.ts'
import { drawMark } from './marks.ts'
import { baseline, runsOf } from './paragraphs.ts'
import { entreBlocs } from './style.ts'

const taille = 10
const interligne = 13.4
const marge = 7
const retrait = 26

/** A framed remark: pale ground, a bar and a sign of the tone; long ones go on to the next page line by line. */
export function layoutCallout(layout: Layout, ton: Ton, titre: string | undefined, texte: Texte): Strip[] {
  const { encre, fond } = tons[ton]
  const largeur = layout.largeur - retrait - 10
  const titleRuns: Run[] = titre ? [{ texte: layout.text.french(titre), face: layout.fonts.demi, couleur: encre }] : []
  const bodyRuns = runsOf(layout, texte)
  const rows: { runs: readonly Run[]; line: Line }[] = [
    ...(titre ? breakRuns(titleRuns, taille, largeur) : []).map((line) => ({ runs: titleRuns, line })),
    ...breakRuns(bodyRuns, taille, largeur).map((line) => ({ runs: bodyRuns, line }))
  ]
  const base = baseline(taille, interligne)
  const whole = rows.length <= 12
  return rows.map(({ runs, line }, i): Strip => {
    const first = i === 0
    const last = i === rows.length - 1
    const h = interligne + (first ? marge : 0) + (last ? marge : 0)
    return {
      genre: 'ligne',
      h,
      avant: first ? entreBlocs + 2 : 0,
      lien: last ? 0 : first || i === rows.length - 2 || (titre !== undefined && i === 1) ? 2 : whole ? 1 : 0,
      draw: (canvas, y) => {
        canvas.rect(layout.x, y, layout.largeur, h, fond)
        canvas.rect(layout.x, y, 2.6, h, encre)
        const top = y + (first ? marge : 0)
        if (first) drawMark(canvas, ton, layout.x + 14.5, top + interligne / 2, 5)
        canvas.ligneDeTexte(runs, line, taille, layout.x + retrait, top + base)
      }
    }
  })
}
