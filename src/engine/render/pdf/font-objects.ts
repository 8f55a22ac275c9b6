import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Glyph } from 'fontkit'
import { type PDFContext, PDFName, PDFRawStream, type PDFRef, PDFString } from 'pdf-lib'
import type { Face } from './faces.ts'

/** Level of every compressed stream; fixed, so that the same document gives the same bytes. */
export const deflateLevel = 4

/** Codes held by every subset, so that it is prepared once per process: ASCII, Latin-1, the French extras. */
const usual: readonly number[] = [
  ...Array.from({ length: 95 }, (_, i) => 0x20 + i),
  ...Array.from({ length: 96 }, (_, i) => 0xa0 + i).filter((code) => code !== 0xad),
  ...[...'ŒœŸ–—‘’“”•…\u202f€−≤≥□'].map((letter) => letter.charCodeAt(0))
]

/** A subset ready to embed. A character id is the UTF-16 code itself; `gids` leads from it to the glyph of the subset. */
interface PreparedFace {
  readonly name: string
  readonly file: Uint8Array
  readonly fileLength: number
  readonly gids: Uint8Array
  readonly unicode: Uint8Array
  /** [first code, widths…] for runs of consecutive codes. */
  readonly widths: readonly (number | readonly number[])[]
  readonly absents: readonly number[]
}

const prepared = new Map<Face, Map<string, PreparedFace>>()
/** Subsets kept per face: documents with the same rare characters share theirs. */
const keptSubsets = 24

function prepare(face: Face, codes: readonly number[]): PreparedFace {
  // The published types say « boolean »; fontkit 2 gives the glyph’s number in the subset.
  const subset = face.font.createSubset() as unknown as { includeGlyph(glyph: Glyph): number; encode(): Uint8Array }
  const highest = codes.at(-1) ?? 0
  const gids = Buffer.alloc((highest + 1) * 2)
  for (const code of codes) gids.writeUInt16BE(subset.includeGlyph(face.glyph(code)), code * 2)
  const file = Buffer.from(subset.encode())
  const tag = [...createHash('sha256').update(file).digest().subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('')
  return {
    name: `${tag}+${face.font.postscriptName}`,
    file: deflateSync(file, { level: 9 }),
    fileLength: file.length,
    gids: deflateSync(gids, { level: 9 }),
    unicode: deflateSync(Buffer.from(toUnicode(codes), 'latin1'), { level: 9 }),
    widths: widthRuns(face, codes),
    absents: codes.filter((code) => !face.hasGlyph(code))
  }
}

/** Consecutive codes as [from, to]. */
function runs(codes: readonly number[]): [number, number][] {
  const out: [number, number][] = []
  for (const code of codes) {
    const last = out.at(-1)
    // A range of a ToUnicode map may not cross a change of high byte.
    if (last && last[1] === code - 1 && code % 256 !== 0) last[1] = code
    else out.push([code, code])
  }
  return out
}

const hex = (code: number): string => `<${code.toString(16).toUpperCase().padStart(4, '0')}>`

function toUnicode(codes: readonly number[]): string {
  const ranges = runs(codes).map(([from, to]) => `${hex(from)} ${hex(to)} ${hex(from)}`)
  const blocks: string[] = []
  for (let i = 0; i < ranges.length; i += 100) {
    const block = ranges.slice(i, i + 100)
    blocks.push(`${block.length} beginbfrange\n${block.join('\n')}\nendbfrange`)
  }
  return [
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def',
    '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange',
    ...blocks,
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend'
  ].join('\n')
}

const widthRuns = (face: Face, codes: readonly number[]): (number | number[])[] =>
  runs(codes).flatMap(([from, to]) => [from, Array.from({ length: to - from + 1 }, (_, i) => face.advance(from + i))])

function preparedFor(face: Face, used: Uint8Array): PreparedFace {
  const known = prepared.get(face) ?? new Map<string, PreparedFace>()
  prepared.set(face, known)
  const isUsual = new Set(usual)
  const extras: number[] = []
  for (let code = 0; code < used.length; code++) if (used[code] === 1 && !isUsual.has(code)) extras.push(code)
  const key = String.fromCharCode(...extras)
  const found = known.get(key)
  if (found) return found
  const made = prepare(
    face,
    [...usual, ...extras].sort((a, b) => a - b)
  )
  const oldest = known.keys().next().value
  if (known.size >= keptSubsets && oldest !== undefined) known.delete(oldest)
  known.set(key, made)
  return made
}

/** Embeds a face as a composite font (Identity-H). Adds the characters it cannot draw to `absents`. */
export function embedFace(context: PDFContext, face: Face, used: Uint8Array, absents: Set<string>): PDFRef {
  const made = preparedFor(face, used)
  for (const code of made.absents) if (used[code] === 1) absents.add(String.fromCharCode(code))
  const stream = (bytes: Uint8Array, extra: Record<string, number> = {}): PDFRef =>
    context.register(PDFRawStream.of(context.obj({ Length: bytes.length, Filter: 'FlateDecode', ...extra }), bytes))
  const { font } = face
  const { bbox } = font
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: made.name,
      Flags: font.italicAngle === 0 ? 4 : 68,
      FontBBox: [Math.round(bbox.minX), Math.round(bbox.minY), Math.round(bbox.maxX), Math.round(bbox.maxY)],
      ItalicAngle: font.italicAngle,
      Ascent: font.ascent,
      Descent: font.descent,
      CapHeight: font.capHeight,
      XHeight: font.xHeight,
      StemV: face.ressource === 'F1' || face.ressource === 'F4' ? 84 : 130,
      FontFile2: stream(made.file, { Length1: made.fileLength })
    })
  )
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: made.name,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      DW: 1000,
      W: made.widths.map((part) => (typeof part === 'number' ? part : [...part])),
      CIDToGIDMap: stream(made.gids)
    })
  )
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: made.name,
      Encoding: PDFName.of('Identity-H'),
      DescendantFonts: [descendant],
      ToUnicode: stream(made.unicode)
    })
  )
}
