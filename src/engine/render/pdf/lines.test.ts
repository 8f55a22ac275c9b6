import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadFonts } from './faces.ts'
import { breakRuns, breakText, type Run, widestWord } from './lines.ts'

const { normal, demi, italique } = loadFonts('resources/fonts')
const linesOf = (text: string, width: number): string[] => {
  const flat = breakText(normal, text, 10, width)
  return Array.from({ length: flat.length / 2 }, (_, i) => text.slice(flat[i * 2], flat[i * 2 + 1]))
}
const run = (texte: string, face = normal): Run => ({ texte, face, couleur: '#000000' })

describe('a text broken in 10 pt', () => {
  test.each([
    ['a short one stays whole', 'une ligne', 200, ['une ligne']],
    ['at spaces, none kept at the end', 'un deux trois', 40, ['un deux', 'trois']],
    ['line breaks are kept, even empty', 'un\n\ndeux', 200, ['un', '', 'deux']],
    ['a no-break space is never a break', 'abc 12\u202f000\u00a0€', 45, ['abc', '12\u202f000\u00a0€']],
    ['after a hyphen between letters', 'médico-social', 40, ['médico-', 'social']],
    ['not after a hyphen between figures', 'n 2026-2027', 45, ['n', '2026-2027']],
    ['a long word, after a separator', 'www.exemple.fr/dossier', 75, ['www.exemple.fr/', 'dossier']],
    ['a long word without any, anywhere', 'iiiiiiiiiiiiiiii', 13, ['iiiii', 'iiiii', 'iiiii', 'i']],
    ['nothing is one empty line', '', 50, ['']],
    ['narrower than a letter, one letter a line', 'mm', 1, ['m', 'm']]
  ])('%s', (_, text, width, expected) => expect(linesOf(text, width)).toEqual(expected))
})

const texts = fc
  .array(fc.constantFrom('a', 'é', 'mm', ' ', ' ', '-', '\u202f', 'W', '’', '.', 'AV', '1'), { maxLength: 60, size: 'max' })
  .map((parts) => parts.join(''))

test('no line is wider than its place, and no letter is lost', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 15, max: 200 }), (text, width) => {
      const flat = breakText(normal, text, 10, width)
      let kept = ''
      for (let i = 0; i < flat.length; i += 2) {
        expect(normal.width(text, 10, flat[i], flat[i + 1])).toBeLessThanOrEqual(width + 0.1)
        kept += text.slice(flat[i], flat[i + 1])
      }
      expect(kept.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    })
  )
})

test('runs in several faces break like one text, and keep every letter', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, fc.boolean()), { minLength: 2, maxLength: 5 }), fc.integer({ min: 40, max: 200 }), (parts, width) => {
      const runs = parts.map(([texte, gras]) => run(texte, gras ? demi : normal))
      const lines = breakRuns(runs, 10, width)
      const kept = lines.flatMap((line) => line.pieces.map((piece) => runs[piece.run]?.texte.slice(piece.from, piece.to))).join('')
      expect(kept.replaceAll(' ', '')).toBe(
        parts
          .map(([texte]) => texte)
          .join('')
          .replaceAll(' ', '')
      )
      for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 0.1)
    })
  )
})

test('the widest word is the width below which a word must be cut', () => {
  expect(widestWord(normal, 'un médico-social là', 10)).toBeCloseTo(normal.width('médico-', 10), 5)
  expect(widestWord(normal, '', 10)).toBe(0)
})

test('the kerning read from the table is the one the shaping engine applies', () => {
  const letters = [...'AVTWYLPFRKJaeovwyrtfdxéçœÉÀ’«».,-'].map((letter) => letter.charCodeAt(0))
  let kerned = 0
  for (const face of [normal, demi, italique])
    for (const left of letters)
      for (const right of letters) {
        const run = face.font.layout(String.fromCharCode(left, right), { liga: false, clig: false })
        const expected = run.glyphs.length === 2 ? Math.round((run.positions[0]?.xAdvance ?? 0) - (run.glyphs[0]?.advanceWidth ?? 0)) : 0
        if (expected !== 0) kerned++
        expect([left, right, face.kern(left, right)]).toEqual([left, right, expected])
      }
  expect(kerned).toBeGreaterThan(500)
})

test('letters are kerned as the font says, figures never', () => {
  expect(normal.kern('T'.charCodeAt(0), 'é'.charCodeAt(0))).toBeLessThan(-20)
  expect(normal.kern('1'.charCodeAt(0), '7'.charCodeAt(0))).toBe(0)
  const shaped = normal.font.layout('Tévaluation', { liga: false, clig: false })
  expect(normal.width('Tévaluation', 1000)).toBeCloseTo(shaped.advanceWidth, 0)
  const widths = new Set([...'0123456789'].map((digit) => normal.advance(digit.charCodeAt(0))))
  expect(widths.size).toBe(1)
})
