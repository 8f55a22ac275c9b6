import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fontkit from 'fontkit'
import { Kerning } from './kerning.ts'

/** First code of the letters whose pairs are kerned; digits and spaces never are, so that columns of figures stay aligned. */
const kernedFrom = 0x21
const kernedTo = 0x17f
const kernedExtra = '’‘“”–—…'
const kernedCount = kernedTo - kernedFrom + 2 + kernedExtra.length
const unknown = 0x7fff

/** Rank of a code in the kerning table, 0 when it is never kerned. */
const kernRank = new Uint16Array(65_536)
for (let code = kernedFrom; code <= kernedTo; code++) if (code < 0x30 || code > 0x39) kernRank[code] = code - kernedFrom + 1
for (const [i, letter] of [...kernedExtra].entries()) kernRank[letter.charCodeAt(0)] = kernedTo - kernedFrom + 2 + i

/** The narrow no-break space, drawn a little wider than the font's own so that « 1 234 567 » reads at table size. */
const fineCode = 0x202f
const fineAdvance = 170

/** Drawn in place of a character the font does not have: an empty square, never a blank. */
const fallbackCode = 0x25a1

/**
 * One font file. Measures are in thousandths of the body size (the font's own units: 1000 per em) and read from flat arrays
 * filled on first use: no object and no string key per measured word.
 */
export class Face {
  /** Name of the font resource in the page, e.g. « F1 ». */
  readonly ressource: string
  readonly font: fontkit.Font
  /** The font file itself, for a PDF form made by others. */
  readonly octets: Uint8Array
  private readonly kerning: Kerning
  private readonly advances = new Int16Array(65_536).fill(-1)
  private readonly kerns = new Int16Array(kernedCount * kernedCount).fill(unknown)

  constructor(ressource: string, bytes: Uint8Array) {
    const font = fontkit.create(Buffer.from(bytes))
    if (!('layout' in font) || font.unitsPerEm !== 1000) throw new Error(`Police inattendue : ${ressource}`)
    this.ressource = ressource
    this.font = font
    this.octets = bytes
    this.kerning = new Kerning(font)
  }

  hasGlyph(code: number): boolean {
    return this.font.hasGlyphForCodePoint(code)
  }

  /** The glyph drawn for a code: its own, or the visible fallback. */
  glyph(code: number): fontkit.Glyph {
    return this.font.glyphForCodePoint(this.hasGlyph(code) ? code : fallbackCode)
  }

  /** Advance width of one UTF-16 code, in thousandths. */
  advance(code: number): number {
    const known = this.advances[code] ?? -1
    if (known >= 0) return known
    const measured = code === fineCode ? fineAdvance : Math.round(this.glyph(code).advanceWidth)
    this.advances[code] = measured
    return measured
  }

  /** Kerning added between two codes, in thousandths (negative brings them closer). */
  kern(before: number, after: number): number {
    const a = kernRank[before] ?? 0
    const b = kernRank[after] ?? 0
    if (a === 0 || b === 0) return 0
    const index = a * kernedCount + b
    const known = this.kerns[index] ?? 0
    if (known !== unknown) return known
    const measured = this.measurePair(before, after)
    this.kerns[index] = measured
    return measured
  }

  /** Width of `text[from, to)` at `taille` points. */
  width(text: string, taille: number, from = 0, to = text.length): number {
    let total = 0
    let previous = 0
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i)
      total += this.advance(code)
      if (previous !== 0) total += this.kern(previous, code)
      previous = code
    }
    return (total * taille) / 1000
  }

  private measurePair(before: number, after: number): number {
    if (!this.hasGlyph(before) || !this.hasGlyph(after)) return 0
    return Math.round(this.kerning.pair(this.glyph(before).id, this.glyph(after).id))
  }
}

/** The four faces of the documents. */
export interface Fonts {
  readonly normal: Face
  readonly demi: Face
  readonly gras: Face
  readonly italique: Face
}

const loaded = new Map<string, Fonts>()

/** Reads the four TTF files of `dir` (resources/fonts), once per process. */
export function loadFonts(dir: string): Fonts {
  const known = loaded.get(dir)
  if (known) return known
  const face = (ressource: string, file: string): Face => new Face(ressource, readFileSync(join(dir, file)))
  const fonts: Fonts = {
    normal: face('F1', 'SourceSans3-Regular.ttf'),
    demi: face('F2', 'SourceSans3-SemiBold.ttf'),
    gras: face('F3', 'SourceSans3-Bold.ttf'),
    italique: face('F4', 'SourceSans3-Italic.ttf')
  }
  loaded.set(dir, fonts)
  return fonts
}
