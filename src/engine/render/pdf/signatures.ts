import type { BlocSignature } from '#documents/doc.ts'
import { formatDate } from '#domain/format.ts'
import type { Canvas } from './canvas.ts'
import type { Strip } from './flow.ts'
import type { Layout } from './layout.ts'
import { breakRuns, type Line, type Run } from './lines.ts'
import { baseline } from './paragraphs.ts'
import { couleurs, mm } from './style.ts'

/** Room left for the stamp and the signature. */
const cachet = mm(35)
const gouttiere = mm(10)
const taille = 9.5
const interligne = 12.8
const marge = 8

interface Row {
  readonly runs: readonly Run[]
  readonly line: Line
  /** Dotted rules to write on, as [from, to] from the left of the box. */
  readonly pointilles: readonly (readonly [number, number])[]
}
interface SignatureBox {
  readonly rows: readonly Row[]
  readonly h: number
}

/** Label then value; without a value, a dotted rule up to `right`. */
function labelled(layout: Layout, label: string, value: string | null, right: number): Row[] {
  const { normal } = layout.fonts
  const runs: Run[] = [{ texte: `${label}\u202f: `, face: normal, couleur: couleurs.grisFonce }]
  if (value) runs.push({ texte: layout.text.french(value), face: normal, couleur: couleurs.encre })
  const lines = breakRuns(runs, taille, right - marge)
  return lines.map((line) => ({ runs, line, pointilles: value ? [] : [[marge + line.width + 4, right]] }))
}

/** « Fait à …, le … », whole when both are known, else with rules to fill by hand. */
function placeAndDate(layout: Layout, lieu: string | null, date: string | null, right: number): Row[] {
  const { normal } = layout.fonts
  const run = (texte: string, couleur: string): Run => ({ texte, face: normal, couleur })
  if (lieu && date) {
    const runs = [
      run('Fait à ', couleurs.grisFonce),
      run(layout.text.french(lieu), couleurs.encre),
      run(', le ', couleurs.grisFonce),
      run(formatDate(date), couleurs.encre)
    ]
    return breakRuns(runs, taille, right - marge).map((line) => ({ runs, line, pointilles: [] }))
  }
  return [...labelled(layout, 'Fait à', lieu, right), ...labelled(layout, 'Le', date ? formatDate(date) : null, right)]
}

function boxOf(layout: Layout, bloc: BlocSignature, largeur: number): SignatureBox {
  const { demi } = layout.fonts
  const right = largeur - marge
  const plain = (texte: string, couleur: string): Row[] => {
    const runs: Run[] = [{ texte: layout.text.french(texte), face: demi, couleur }]
    return breakRuns(runs, taille, right - marge).map((line) => ({ runs, line, pointilles: [] }))
  }
  const rows = [
    ...plain(bloc.titre, couleurs.accent),
    ...plain(bloc.organisation, couleurs.encre),
    ...labelled(layout, 'Nom', bloc.nom, right),
    ...labelled(layout, 'Fonction', bloc.fonction, right),
    ...placeAndDate(layout, bloc.lieu, bloc.date, right)
  ]
  return { rows, h: marge + rows.length * interligne + 4 + cachet }
}

function drawBox(layout: Layout, canvas: Canvas, box: SignatureBox, x: number, y: number, largeur: number, h: number): void {
  canvas.cadre(x, y, largeur, h, { trait: couleurs.grisClair, epaisseur: 0.6, rayon: 2 })
  for (const [i, { runs, line, pointilles }] of box.rows.entries()) {
    const base = y + marge + i * interligne + baseline(taille, interligne)
    canvas.ligneDeTexte(runs, line, taille, x + marge, base)
    for (const [from, to] of pointilles)
      canvas.trace(
        [
          [x + from, base],
          [x + to, base]
        ],
        couleurs.grisClair,
        0.6,
        true
      )
  }
  const top = y + h - cachet
  canvas.filet(x + marge, top, x + largeur - marge, top, couleurs.filet, 0.5)
  canvas.texte(layout.fonts.normal, 8, couleurs.gris, x + marge, top + 11, 'Cachet et signature')
}

/** Two signatories a row, each with 35 mm for the stamp; a row is never split. */
export function layoutSignatures(layout: Layout, blocs: readonly BlocSignature[]): Strip[] {
  const largeur = (layout.largeur - gouttiere) / 2
  const strips: Strip[] = []
  for (let i = 0; i < blocs.length; i += 2) {
    const pair = blocs.slice(i, i + 2).map((bloc) => boxOf(layout, bloc, largeur))
    const h = Math.max(...pair.map((box) => box.h))
    strips.push({
      genre: 'signature',
      h,
      avant: i === 0 ? 14 : 12,
      lien: 0,
      draw: (canvas, y) => {
        for (const [k, box] of pair.entries()) drawBox(layout, canvas, box, layout.x + k * (largeur + gouttiere), y, largeur, h)
      }
    })
  }
  return strips
}
