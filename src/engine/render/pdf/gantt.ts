import type { Barre, Bloc } from '#documents/doc.ts'
import { addDays, addMonths, daysBetween, formatDateCourte, monthOf } from '#domain/format.ts'
import type { Canvas } from './canvas.ts'
import type { Face } from './faces.ts'
import { centredBaseline } from './figure.ts'
import type { Strip } from './flow.ts'
import type { Layout } from './layout.ts'
import { breakText } from './lines.ts'
import { layoutParagraph } from './paragraphs.ts'
import { couleurs, entreTables } from './style.ts'

type GanttBloc = Extract<Bloc, { b: 'gantt' }>

const rowHeight = 15
const lineHeight = 9.6
const taille = 8.5
const scaleHeight = 30
const petitTexte = 7
/** Half the size of a milestone. */
const diamond = 4

interface Month {
  readonly annee: number
  readonly mois: number
  readonly x: number
  readonly l: number
}

/** The calendar: where each month stands between `gauche` and `droite`, and where any day falls. */
interface Scale {
  readonly gauche: number
  readonly droite: number
  readonly months: readonly Month[]
  readonly xOf: (iso: string) => number
}

function scaleOf(debut: string, fin: string, gauche: number, droite: number): Scale {
  const start = `${monthOf(debut)}-01`
  const end = addMonths(`${monthOf(fin < debut ? debut : fin)}-01`, 1)
  const days = Math.max(1, daysBetween(start, end))
  const xOf = (iso: string): number => gauche + ((droite - gauche) * Math.min(days, Math.max(0, daysBetween(start, iso)))) / days
  const months: Month[] = []
  let at = start
  while (at < end) {
    const next = addMonths(at, 1)
    months.push({ annee: Number(at.slice(0, 4)), mois: Number(at.slice(5, 7)), x: xOf(at), l: xOf(next) - xOf(at) })
    at = next
  }
  return { gauche, droite, months, xOf }
}

const initials = ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D'] as const
const shorts = ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'] as const

/** Years above, months (or quarters when months are too narrow) below; light verticals down to `bas`. */
function drawScale(layout: Layout, canvas: Canvas, scale: Scale, y: number, bas: number): void {
  const { demi, normal } = layout.fonts
  const half = scaleHeight / 2
  canvas.rect(layout.x, y, layout.largeur, scaleHeight, couleurs.accentPale)
  const narrow = Math.min(...scale.months.map((month) => month.l))
  const step = narrow >= 8.5 ? 1 : 3
  for (const [i, month] of scale.months.entries()) {
    const newYear = i === 0 || month.mois === 1
    if (newYear) {
      const right = scale.months.findLast((other) => other.annee === month.annee)
      const l = right ? right.x + right.l - month.x : month.l
      const label = String(month.annee)
      const width = demi.width(label, taille)
      if (width <= l) canvas.texte(demi, taille, couleurs.accent, month.x + (l - width) / 2, centredBaseline(y, half, taille), label)
    }
    const opens = i === 0 || (month.mois - 1) % step === 0
    if (!opens) continue
    const strong = newYear && i > 0
    canvas.filet(month.x, strong ? y : y + half, month.x, bas, strong ? couleurs.grisClair : couleurs.filet, strong ? 0.6 : 0.4)
    const l = scale.months.slice(i, i + step - (step === 3 ? (month.mois - 1) % 3 : 0)).reduce((sum, other) => sum + other.l, 0)
    const label = step === 3 ? `T${Math.ceil(month.mois / 3)}` : l >= 24 ? (shorts[month.mois - 1] ?? '') : (initials[month.mois - 1] ?? '')
    const width = normal.width(label, petitTexte)
    if (width <= l) canvas.texte(normal, petitTexte, couleurs.grisFonce, month.x + (l - width) / 2, centredBaseline(y + half, half, petitTexte), label)
  }
  canvas.filet(layout.x, y + scaleHeight, layout.x + layout.largeur, y + scaleHeight, couleurs.accent, 0.8)
}

interface Row {
  readonly h: number
  /** Holds to the next row: the name of a group. */
  readonly lie: boolean
  readonly draw: (canvas: Canvas, y: number) => void
}

/** Where the small text of a bar goes: after it, before it, inside it, or with the label when no place is wide enough. */
type Place = 'apres' | 'avant' | 'dedans' | 'libelle'

function placeOf(layout: Layout, scale: Scale, from: number, to: number, texte: string): Place {
  const width = layout.fonts.normal.width(texte, petitTexte) + 4
  if (to + width <= scale.droite) return 'apres'
  if (from - width >= scale.gauche) return 'avant'
  return width + 2 <= to - from ? 'dedans' : 'libelle'
}

/** Small text beside or inside a bar, on a white ground where it crosses the verticals of the calendar. */
function drawSmall(layout: Layout, canvas: Canvas, place: Place, from: number, to: number, y: number, texte: string): void {
  if (place === 'libelle') return
  const { normal } = layout.fonts
  const width = normal.width(texte, petitTexte)
  const x = place === 'apres' ? to + 3 : place === 'avant' ? from - 3 - width : (from + to - width) / 2
  if (place !== 'dedans') canvas.rect(x - 1, y + 3.5, width + 2, rowHeight - 7, couleurs.blanc)
  canvas.texte(normal, petitTexte, place === 'dedans' ? couleurs.blanc : couleurs.grisFonce, x, centredBaseline(y, rowHeight, petitTexte), texte)
}

function drawMilestone(canvas: Canvas, x: number, middle: number): void {
  const r = diamond
  canvas.polygone(
    [
      [x, middle - r],
      [x + r, middle],
      [x, middle + r],
      [x - r, middle]
    ],
    couleurs.orange
  )
}

function drawLabel(layout: Layout, canvas: Canvas, face: Face, texte: string, found: readonly number[], y: number, h: number, couleur: string): void {
  const top = y + (h - (found.length / 2) * lineHeight) / 2
  for (let i = 0; i < found.length; i += 2)
    canvas.texte(face, taille, couleur, layout.x + 3, centredBaseline(top + (i / 2) * lineHeight, lineHeight, taille), texte, found[i], found[i + 1])
}

function groupRow(layout: Layout, groupe: string): Row {
  const { demi } = layout.fonts
  const texte = layout.text.french(groupe)
  const found = breakText(demi, texte, taille, layout.largeur - 6)
  const h = rowHeight + (found.length / 2 - 1) * lineHeight
  const draw = (canvas: Canvas, y: number): void => {
    canvas.rect(layout.x, y + 0.4, layout.largeur, h - 0.4, couleurs.zebre)
    drawLabel(layout, canvas, demi, texte, found, y, h, couleurs.accent)
  }
  return { h, lie: true, draw }
}

function barRow(layout: Layout, scale: Scale, barre: Barre): Row {
  const { normal } = layout.fonts
  const milestone = barre.fin === undefined
  const start = scale.xOf(barre.debut)
  const from = milestone ? start - diamond : start
  // A bar lasts until the evening of its last day.
  const to = milestone ? start + diamond : Math.max(from + 2, scale.xOf(addDays(barre.fin ?? barre.debut, 1)))
  const responsable = barre.responsable ? layout.text.french(barre.responsable) : ''
  const small = milestone ? [formatDateCourte(barre.debut), responsable].filter(Boolean).join(' · ') : responsable
  const place = small ? placeOf(layout, scale, from, to, small) : 'libelle'
  const libelle = layout.text.french(barre.libelle)
  const texte = small && place === 'libelle' ? `${libelle} (${small})` : libelle
  const found = breakText(normal, texte, taille, scale.gauche - layout.x - 6)
  const h = rowHeight + (found.length / 2 - 1) * lineHeight
  const draw = (canvas: Canvas, y: number): void => {
    drawLabel(layout, canvas, normal, texte, found, y, h, couleurs.encre)
    const top = y + (h - rowHeight) / 2
    if (milestone) drawMilestone(canvas, start, top + rowHeight / 2)
    else canvas.cadre(from, top + 3.2, to - from, rowHeight - 6.4, { fond: couleurs.accent, rayon: 1.5 })
    if (small) drawSmall(layout, canvas, place, from, to, top, small)
    canvas.filet(layout.x, y + h, layout.x + layout.largeur, y + h, couleurs.filet, 0.4)
  }
  return { h, lie: false, draw }
}

function rowsOf(layout: Layout, scale: Scale, bloc: GanttBloc): Row[] {
  const rows: Row[] = []
  let group: string | undefined
  for (const barre of bloc.barres) {
    if (barre.groupe && barre.groupe !== group) rows.push(groupRow(layout, barre.groupe))
    group = barre.groupe
    rows.push(barRow(layout, scale, barre))
  }
  return rows
}

/** Rows of one drawing: as many as a page holds, so that a drawing is never cut. */
function packRows(rows: readonly Row[], firstRoom: number, room: number): Row[][] {
  const packs: Row[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const [i, row] of rows.entries()) {
    const needed = row.h + (row.lie ? (rows[i + 1]?.h ?? 0) : 0)
    if (used + needed > (packs.length === 1 ? firstRoom : room)) {
      packs.push([])
      used = 0
    }
    packs.at(-1)?.push(row)
    used += row.h
  }
  return packs
}

/** Gantt chart: bars on a calendar, milestones as dated diamonds; too tall for a page, it becomes several with the calendar repeated. */
export function layoutGantt(layout: Layout, bloc: GanttBloc): Strip[] {
  const widest = Math.max(0, ...bloc.barres.map((barre) => layout.fonts.normal.width(layout.text.french(barre.libelle), taille)))
  const labelWidth = Math.min(Math.max(widest + 10, layout.largeur * 0.2), layout.largeur * 0.36)
  const scale = scaleOf(bloc.debut, bloc.fin, layout.x + labelWidth, layout.x + layout.largeur)
  const room = layout.hauteur - scaleHeight - 30
  const packs = packRows(rowsOf(layout, scale, bloc), room - layout.sousTitres, room)
  return packs.flatMap((rows, k): Strip[] => {
    const titre = k === 0 ? bloc.titre : `${bloc.titre} (suite)`
    const caption = layoutParagraph(layout, [{ texte: titre, gras: true }], {})
    const h = scaleHeight + rows.reduce((sum, row) => sum + row.h, 0)
    return [
      ...caption.map((strip, i): Strip => ({ ...strip, lien: 3, avant: i === 0 ? entreTables : 0 })),
      {
        genre: 'bloc',
        h,
        avant: 4,
        lien: 0,
        draw: (canvas, y) => {
          drawScale(layout, canvas, scale, y, y + h)
          let top = y + scaleHeight
          for (const row of rows) {
            row.draw(canvas, top)
            top += row.h
          }
        }
      }
    ]
  })
}
