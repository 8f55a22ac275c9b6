import type { Bloc, Colonne, Ton } from '#documents/doc.ts'
import { isNumber, printedValue } from '#documents/printed-value.ts'
import type { Face } from './faces.ts'
import type { Layout } from './layout.ts'
import { widestWord } from './lines.ts'
import { tableau } from './style.ts'

export type TableBloc = Extract<Bloc, { b: 'table' }>
export type Alignement = 'gauche' | 'droite' | 'centre' | 'decimale'

/** Room for the sign of a tone before a text. */
export const markRoom = 11
const widestKept = 118

/**
 * The cells of a table, measured once, in flat arrays indexed `row * columns + column` (no object per cell).
 * Widths are for a body of 1 pt: multiply by the size.
 */
export interface TableCells {
  readonly rows: number
  readonly columns: number
  readonly text: string[]
  readonly bold: Uint8Array
  /** Columns covered by the cell that starts here, 0 under a wider one. */
  readonly span: Uint8Array
  readonly width: Float64Array
  /** Width from the decimal comma on, for numbers. */
  readonly right: Float64Array
  /** 1: number · 2: empty · 0: text or date. */
  readonly kind: Uint8Array
  readonly ton: (Ton | null)[]
  readonly alignement: Alignement[]
  /** Widest parts of each decimal column, before and from the comma on. */
  readonly leftOf: Float64Array
  readonly rightOf: Float64Array
  readonly min: Float64Array
  readonly max: Float64Array
  readonly rigide: boolean[]
  readonly marked: boolean[]
}

/** Index where the decimals of a printed number start: its comma, or what follows its last digit. */
function decimalAt(text: string): number {
  const comma = text.indexOf(',')
  if (comma !== -1) return comma
  let end = text.length
  while (end > 0 && (text.charCodeAt(end - 1) < 0x30 || text.charCodeAt(end - 1) > 0x39)) end--
  return end === 0 ? text.length : end
}

function naturalWidth(face: Face, text: string): number {
  if (!text.includes('\n')) return face.width(text, 1)
  return Math.max(...text.split('\n').map((line) => face.width(line, 1)))
}

function alignmentOf(colonne: Colonne, numbers: number, others: number): Alignement {
  if (colonne.aligne === 'droite') return numbers > 0 ? 'decimale' : 'droite'
  if (colonne.aligne) return colonne.aligne
  return numbers > 0 && numbers >= others ? 'decimale' : 'gauche'
}

/** Reads, formats and measures every cell. */
export async function measureCells(layout: Layout, bloc: TableBloc): Promise<TableCells> {
  const { normal, demi } = layout.fonts
  const rows = bloc.rangees.length
  const columns = Math.max(1, bloc.colonnes.length)
  const size = rows * columns
  const cells: TableCells = {
    rows,
    columns,
    text: new Array<string>(size).fill(''),
    bold: new Uint8Array(size),
    span: new Uint8Array(size),
    width: new Float64Array(size),
    right: new Float64Array(size),
    kind: new Uint8Array(size),
    ton: new Array<Ton | null>(size).fill(null),
    alignement: [],
    leftOf: new Float64Array(columns),
    rightOf: new Float64Array(columns),
    min: new Float64Array(columns),
    max: new Float64Array(columns),
    rigide: [],
    marked: new Array<boolean>(columns).fill(false)
  }
  const numbers = new Uint32Array(columns)
  const others = new Uint32Array(columns)
  const wrapping = new Uint8Array(columns)
  const { min, max, leftOf: left } = cells
  for (let r = 0; r < rows; r++) {
    const rangee = bloc.rangees[r]
    if (!rangee) continue
    const list = rangee.cellules
    let c = 0
    for (let k = 0; k < list.length && c < columns; k++) {
      const cellule = list[k]
      if (!cellule) continue
      const { valeur } = cellule
      const alone = rangee.role === 'section' && list.length === 1
      const span = Math.min(columns - c, alone ? columns : Math.max(1, cellule.etendue ?? 1))
      const at = r * columns + c
      const bold = cellule.gras === true || rangee.role !== undefined
      const face = bold ? demi : normal
      const text = valeur.t === 'vide' && rangee.role ? '' : printedValue(valeur, layout.text, true, bloc.colonnes[c]?.unite)
      const width = naturalWidth(face, text)
      cells.text[at] = text
      cells.bold[at] = bold ? 1 : 0
      cells.span[at] = span
      cells.width[at] = width
      const ton = cellule.ton !== undefined && cellule.ton !== 'neutre' ? cellule.ton : null
      cells.ton[at] = ton
      if (ton !== null && ton !== 'accent') cells.marked[c] = true
      if (isNumber(valeur)) {
        cells.kind[at] = 1
        const tail = face.width(text, 1, decimalAt(text))
        cells.right[at] = tail
        if (span === 1) {
          if (tail > (cells.rightOf[c] ?? 0)) cells.rightOf[c] = tail
          if (width - tail > (left[c] ?? 0)) left[c] = width - tail
          numbers[c] = (numbers[c] ?? 0) + 1
        }
      } else if (valeur.t === 'vide') cells.kind[at] = 2
      else if (span === 1 && rangee.role !== 'total') others[c] = (others[c] ?? 0) + 1
      if (span === 1 && rangee.role !== 'section') {
        if (width > (max[c] ?? 0)) max[c] = width
        const textual = valeur.t === 'texte'
        const word = textual ? Math.min(widestWord(face, text, 1), widestKept / tableau.taille) : width
        if (word > (min[c] ?? 0)) min[c] = word
        if (textual && text.length > 14) wrapping[c] = 1
      }
      c += span
    }
    if (r % 400 === 399) await layout.souffle(400)
  }
  for (const [c, colonne] of bloc.colonnes.entries()) {
    const alignement = alignmentOf(colonne, numbers[c] ?? 0, others[c] ?? 0)
    cells.alignement.push(alignement)
    if (alignement === 'decimale') {
      const both = (left[c] ?? 0) + (cells.rightOf[c] ?? 0)
      min[c] = Math.max(min[c] ?? 0, both)
      max[c] = Math.max(max[c] ?? 0, both)
    }
    cells.rigide.push(wrapping[c] === 0)
    min[c] = Math.max(min[c] ?? 0, headingWord(demi, normal, layout, colonne))
    const unite = colonne.unite ? normal.width(` ${printedUnit(layout, colonne.unite)}`, 1) : 0
    max[c] = Math.max(max[c] ?? 0, min[c] ?? 0, Math.min(demi.width(layout.text.french(colonne.titre), 1) + unite, 12))
  }
  return cells
}

/** The unit of a heading, kept on one line. */
export const printedUnit = (layout: Layout, unite: string): string => `(${layout.text.french(unite).replaceAll(' ', '\u00a0')})`

/** Widest word of a heading, unit included. */
function headingWord(demi: Face, normal: Face, layout: Layout, colonne: Colonne): number {
  const unite = colonne.unite ? widestWord(normal, printedUnit(layout, colonne.unite), 1) : 0
  return Math.min(Math.max(widestWord(demi, layout.text.french(colonne.titre), 1), unite), widestKept / tableau.taille)
}
