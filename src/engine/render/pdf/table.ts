import type { Colonne } from '#documents/doc.ts'
import type { Canvas } from './canvas.ts'
import { type ColumnWish, columnWidths, smallestWidth } from './column-widths.ts'
import type { Face } from './faces.ts'
import type { Lien, Repetition, Strip } from './flow.ts'
import { type Layout, tons } from './layout.ts'
import { breakRuns, breakText, type Line, type Run } from './lines.ts'
import { drawMark } from './marks.ts'
import { baseline, layoutParagraph } from './paragraphs.ts'
import { couleurs, entreTables, tableau } from './style.ts'
import { markRoom, measureCells, printedUnit, type TableBloc, type TableCells } from './table-cells.ts'

/** Sizes tried when the columns do not fit, largest first, with the space beside each text. Under 7 pt only to keep figures whole. */
const tailles = [
  { taille: 9, retrait: 4.2 },
  { taille: 8.5, retrait: 4 },
  { taille: 8, retrait: 3.6 },
  { taille: 7.5, retrait: 3.2 },
  { taille: 7, retrait: 2.8 },
  { taille: 6.5, retrait: 2.4 },
  { taille: 6, retrait: 2 },
  { taille: 5.5, retrait: 1.6 },
  { taille: 5, retrait: 1.4 }
] as const
const readable = 7
/** Least room for a column of text when its words have to be cut. */
const squeezed = 26
/** A table with fewer rows, or no taller than this share of a page, is never split. */
const smallTable = 6
const smallHeight = 1 / 5
/** Rows, totals and sections not counted, that the last page of a table holds at least; two when they are taller than this share of a page. */
const lastRows = 3
const tallEnd = 1 / 4
const zebraFrom = 13

interface Grid {
  readonly taille: number
  readonly interligne: number
  /** Space on each side of a text. */
  readonly retrait: number
  readonly x: number
  readonly largeur: number
  readonly lefts: readonly number[]
  readonly widths: readonly number[]
}

function fitGrid(layout: Layout, cells: TableCells, { colonnes, serie = false }: TableBloc): Grid {
  const wishes = ({ taille, retrait }: (typeof tailles)[number]): ColumnWish[] =>
    colonnes.map((colonne, c) => {
      const extra = 2 * retrait + (cells.marked[c] ? markRoom : 0)
      const [min, max] = [(cells.min[c] ?? 0) * taille + extra, (cells.max[c] ?? 0) * taille + extra]
      return { min: Math.ceil(min), max: Math.ceil(max), part: colonne.largeur ?? null, rigide: cells.rigide[c] ?? false }
    })
  const least = (wish: ColumnWish): number => (wish.rigide ? wish.min : Math.min(wish.min, squeezed))
  const chosen =
    tailles.find((size) => size.taille >= readable && smallestWidth(wishes(size)) <= layout.largeur) ??
    tailles.find((size) => size.taille <= readable && wishes(size).reduce((sum, wish) => sum + least(wish), 0) <= layout.largeur) ??
    tailles[tailles.length - 1] ??
    tailles[0]
  const { taille, retrait } = chosen
  const widths = columnWidths(wishes(chosen), layout.largeur, serie)
  let x = layout.x
  const lefts = widths.map((width) => {
    const left = x
    x += width
    return left
  })
  return { taille, interligne: (tableau.interligne * taille) / tableau.taille, retrait, x: layout.x, largeur: layout.largeur, lefts, widths }
}

/** Heading row: title and unit, at the foot of the row, aligned like the column. */
function headingRow(layout: Layout, cells: TableCells, grid: Grid, colonnes: readonly Colonne[]): Repetition {
  const { demi, normal } = layout.fonts
  const taille = grid.taille
  const runsOf = (colonne: Colonne): Run[] => [
    { texte: layout.text.french(colonne.titre), face: demi, couleur: couleurs.accent },
    ...(colonne.unite ? [{ texte: ` ${printedUnit(layout, colonne.unite)}`, face: normal, couleur: couleurs.grisFonce }] : [])
  ]
  const parts: { runs: Run[]; lines: Line[] }[] = colonnes.map((colonne, c) => {
    const runs = runsOf(colonne)
    return { runs, lines: breakRuns(runs, taille, (grid.widths[c] ?? 0) - 2 * grid.retrait) }
  })
  const most = Math.max(1, ...parts.map((part) => part.lines.length))
  const h = most * grid.interligne + 2 * tableau.retraitY + 1
  const base = baseline(taille, grid.interligne)
  const draw = (canvas: Canvas, y: number): void => {
    canvas.rect(grid.x, y, grid.largeur, h, couleurs.accentPale)
    canvas.filet(grid.x, y + h, grid.x + grid.largeur, y + h, couleurs.accent, 0.8)
    for (const [c, { runs, lines }] of parts.entries()) {
      const left = (grid.lefts[c] ?? 0) + grid.retrait
      const room = (grid.widths[c] ?? 0) - 2 * grid.retrait
      const top = y + tableau.retraitY + (most - lines.length) * grid.interligne
      const alignement = cells.alignement[c]
      for (const [i, line] of lines.entries()) {
        const shift = alignement === 'gauche' ? 0 : alignement === 'centre' ? (room - line.width) / 2 : room - line.width
        canvas.ligneDeTexte(runs, line, taille, left + shift, top + i * grid.interligne + base)
      }
    }
  }
  return { h, draw }
}

/** Rows ready to draw: only the cells that need several lines keep their line breaks. */
class Rows {
  readonly lines: Uint16Array
  private readonly layout: Layout
  private readonly bloc: TableBloc
  private readonly cells: TableCells
  private readonly grid: Grid
  private readonly breaks = new Map<number, number[]>()
  private readonly base: number
  private readonly zebra: boolean
  /** Every other row, counted again after each section. */
  private readonly shaded: Uint8Array

  constructor(layout: Layout, bloc: TableBloc, cells: TableCells, grid: Grid) {
    this.layout = layout
    this.bloc = bloc
    this.cells = cells
    this.grid = grid
    this.base = baseline(grid.taille, grid.interligne)
    this.zebra = cells.rows >= zebraFrom
    this.shaded = new Uint8Array(cells.rows)
    for (let r = 1; r < cells.rows; r++)
      if (bloc.rangees[r]?.role === undefined && bloc.rangees[r - 1]?.role !== 'section') this.shaded[r] = 1 - (this.shaded[r - 1] ?? 0)
    this.lines = new Uint16Array(cells.rows).fill(1)
    for (let r = 0; r < cells.rows; r++)
      for (let c = 0; c < cells.columns; c++) {
        const at = r * cells.columns + c
        const span = cells.span[at] ?? 0
        if (span === 0) continue
        const text = cells.text[at] ?? ''
        const room = this.roomOf(at, c, span)
        if ((cells.width[at] ?? 0) * grid.taille <= room + 0.01 && !text.includes('\n')) continue
        const found = breakText(this.faceOf(at), text, grid.taille, room)
        this.breaks.set(at, found)
        if (found.length / 2 > (this.lines[r] ?? 1)) this.lines[r] = found.length / 2
      }
  }

  private faceOf(at: number): Face {
    return this.cells.bold[at] === 1 ? this.layout.fonts.demi : this.layout.fonts.normal
  }
  private marked(at: number): boolean {
    const ton = this.cells.ton[at]
    return ton !== null && ton !== undefined && ton !== 'accent'
  }
  private roomOf(at: number, c: number, span: number): number {
    let room = -2 * this.grid.retrait - (this.marked(at) ? markRoom : 0)
    for (let k = c; k < c + span; k++) room += this.grid.widths[k] ?? 0
    return room
  }

  height(r: number): number {
    return (this.lines[r] ?? 1) * this.grid.interligne + 2 * tableau.retraitY
  }

  /** Draws lines [from, to) of row `r` in a strip of height `h`; a whole row is from 0 to its number of lines. */
  draw(canvas: Canvas, r: number, y: number, h: number, from: number, to: number): void {
    const { grid, cells } = this
    const role = this.bloc.rangees[r]?.role
    const right = grid.x + grid.largeur
    const last = to >= (this.lines[r] ?? 1)
    if (role === 'section') canvas.rect(grid.x, y, grid.largeur, h, couleurs.zebre)
    else if (this.zebra && this.shaded[r] === 1) canvas.rect(grid.x, y, grid.largeur, h, couleurs.zebre)
    if (role === 'total' && from === 0) canvas.filet(grid.x, y, right, y, couleurs.accent, 0.8)
    if (last) canvas.filet(grid.x, y + h, right, y + h, role === 'total' ? couleurs.accent : couleurs.filet, role === 'total' ? 0.8 : 0.5)
    const top = y + (from === 0 ? tableau.retraitY : 0) + this.base
    for (let c = 0; c < cells.columns; c++) {
      const at = r * cells.columns + c
      if ((cells.span[at] ?? 0) > 0) this.drawCell(canvas, at, c, top, from, to, role === 'section')
    }
  }

  private drawCell(canvas: Canvas, at: number, c: number, top: number, from: number, to: number, section: boolean): void {
    const { grid, cells } = this
    const text = cells.text[at] ?? ''
    const face = this.faceOf(at)
    const ton = cells.ton[at] ?? null
    const span = cells.span[at] ?? 1
    const marked = this.marked(at)
    let left = (grid.lefts[c] ?? 0) + grid.retrait
    if (marked) left += markRoom
    const room = this.roomOf(at, c, span)
    if (marked && ton !== null && from === 0) drawMark(canvas, ton, left + this.markShift(c, span, room) - 7.6, top - grid.taille * 0.31, 3.4)
    const kind = cells.kind[at] ?? 0
    const couleur = kind === 2 ? couleurs.gris : ton !== null ? tons[ton].encre : section ? couleurs.accent : couleurs.encre
    const found = this.breaks.get(at)
    if (!found) {
      if (from > 0 || text === '') return
      const shift = this.shift(at, c, span, room, (cells.width[at] ?? 0) * grid.taille)
      canvas.texte(face, grid.taille, couleur, left + shift, top, text)
      return
    }
    for (let i = from; i < to && i * 2 < found.length; i++) {
      const [start, end] = [found[i * 2] ?? 0, found[i * 2 + 1] ?? 0]
      const alignement = cells.alignement[c]
      const shift = alignement === 'gauche' || span > 1 ? 0 : this.shift(at, c, span, room, face.width(text, grid.taille, start, end))
      canvas.texte(face, grid.taille, couleur, left + shift, top + (i - from) * grid.interligne, text, start, end)
    }
  }

  /** Distance from the left of the room to the text whose sign is drawn: signs of a column of figures stand on one line. */
  private markShift(c: number, span: number, room: number): number {
    if (this.cells.alignement[c] !== 'decimale' || span > 1) return 0
    return Math.max(0, room - ((this.cells.leftOf[c] ?? 0) + (this.cells.rightOf[c] ?? 0)) * this.grid.taille)
  }

  /** Distance from the left of the room to the text. */
  private shift(at: number, c: number, span: number, room: number, width: number): number {
    const alignement = this.cells.alignement[c]
    if (alignement === 'centre') return (room - width) / 2
    if (alignement === 'droite') return room - width
    if (alignement !== 'decimale') return 0
    if (this.cells.kind[at] !== 1) return span > 1 ? 0 : room - width
    const decimals = span > 1 ? (this.cells.right[at] ?? 0) : (this.cells.rightOf[c] ?? 0)
    return room - width - (decimals - (this.cells.right[at] ?? 0)) * this.grid.taille
  }
}

/** First of the rows that end a table together, so that its last page is never a row or two under a heading. */
function startOfEnd(bloc: TableBloc, rows: Rows, most: number): number {
  let r = bloc.rangees.length - 1
  let kept = 0
  let h = 0
  for (; r > 0; r--) {
    h += rows.height(r)
    if (bloc.rangees[r]?.role === undefined) kept += 1
    if (kept >= lastRows || (kept > 0 && h + rows.height(r - 1) > most)) break
  }
  return r
}

/** True for a table that stays on one page. */
function isShort(bloc: TableBloc, rows: Rows, most: number): boolean {
  const count = bloc.rangees.length
  let h = 0
  for (let r = 0; r < count && h <= most; r++) h += rows.height(r)
  return count < smallTable || h <= most
}

/** Joint after row `r`: short tables whole, a section with its first row, a total with a row before it, the rows from `end` on together. */
function jointOf(bloc: TableBloc, r: number, end: number, short: boolean): Lien {
  const count = bloc.rangees.length
  if (r === count - 1) return bloc.note ? 2 : 0
  if (bloc.rangees[r]?.role === 'section' || bloc.rangees[r + 1]?.role === 'total') return 2
  if (short || r === 0 || r === count - 2 || r >= end) return 1
  return 0
}

/** A row taller than a page: one strip a line, two lines at least on each side. */
function sliceRow(rows: Rows, grid: Grid, repetition: Repetition, r: number, joint: Lien): Strip[] {
  const count = rows.lines[r] ?? 1
  // Cut lines have no space of their own above: the repeated heading brings it.
  const repeated: Repetition = { h: repetition.h + tableau.retraitY, draw: repetition.draw }
  return Array.from({ length: count }, (_, i): Strip => {
    const last = i === count - 1
    const h = grid.interligne + (i === 0 ? tableau.retraitY : 0) + (last ? tableau.retraitY : 0)
    return {
      genre: 'cellules',
      h,
      avant: 0,
      lien: last ? joint : i === 0 || i === count - 2 ? 2 : 0,
      repetition: repeated,
      draw: (canvas, y) => rows.draw(canvas, r, y, h, i, i + 1)
    }
  })
}

/** A table with its caption above and its note below. */
export async function layoutTable(layout: Layout, bloc: TableBloc): Promise<Strip[]> {
  const strips: Strip[] = []
  if (bloc.titre) {
    const caption = layoutParagraph(layout, [{ texte: bloc.titre, gras: true }], {})
    strips.push(...caption.map((strip, i): Strip => ({ ...strip, lien: 3, avant: i === 0 ? entreTables : 0 })))
  }
  const cells = await measureCells(layout, bloc)
  const grid = fitGrid(layout, cells, bloc)
  const repetition = headingRow(layout, cells, grid, bloc.colonnes)
  strips.push({ genre: 'enteteTable', h: repetition.h, avant: bloc.titre ? 3 : entreTables, lien: 3, draw: repetition.draw })
  if (cells.rows === 0) strips.push(emptyRow(layout, grid))
  const rows = new Rows(layout, bloc, cells, grid)
  const tallest = layout.hauteur - repetition.h - layout.sousTitres
  const end = startOfEnd(bloc, rows, layout.hauteur * tallEnd)
  const short = isShort(bloc, rows, layout.hauteur * smallHeight)
  for (let r = 0; r < cells.rows; r++) {
    const h = rows.height(r)
    const lien = jointOf(bloc, r, end, short)
    const count = rows.lines[r] ?? 1
    if (h > tallest) strips.push(...sliceRow(rows, grid, repetition, r, lien))
    else strips.push({ genre: 'cellules', h, avant: 0, lien, repetition, draw: (canvas, y) => rows.draw(canvas, r, y, h, 0, count) })
  }
  if (bloc.note) strips.push(...layoutParagraph(layout, bloc.note, { petit: true }).map((strip, i): Strip => (i === 0 ? { ...strip, avant: 4 } : strip)))
  return strips
}

function emptyRow(layout: Layout, grid: Grid): Strip {
  const h = grid.interligne + 2 * tableau.retraitY
  return {
    genre: 'cellules',
    h,
    avant: 0,
    lien: 0,
    draw: (canvas, y) => {
      const top = y + tableau.retraitY + baseline(grid.taille, grid.interligne)
      canvas.texte(layout.fonts.italique, grid.taille, couleurs.gris, grid.x + grid.retrait, top, 'Aucune ligne')
      canvas.filet(grid.x, y + h, grid.x + grid.largeur, y + h, couleurs.filet)
    }
  }
}
