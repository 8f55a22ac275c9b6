import { describe, expect, test } from 'vitest'
import { type Bloc, cel, dec, ent, eur, pct, rangee, txt } from '#documents/doc.ts'
import { columnWidths } from './column-widths.ts'
import { loadFonts } from './faces.ts'
import { type MotLu, pdftotext, pdfWords, qpdfCheck, wordsWithoutInk } from './outside-readers.ts'
import { renderPdf } from './render-pdf.ts'
import { docDe, phrase, tableEtablissements } from './specimen.ts'
import { mm } from './style.ts'

const options = { fonts: loadFonts('resources/fonts'), nomFichier: 'a.pdf', brouillon: false, version: '1' }
const render = async (...blocs: Bloc[]) => (await renderPdf(docDe(blocs), options)).bytes
const word = (words: readonly MotLu[], texte: string): MotLu => {
  const found = words.find((candidate) => candidate.texte === texte)
  if (!found) throw new Error(`« ${texte} » absent`)
  return found
}

test('300 rows: every row once and in order, the heading on each page, the total last', async () => {
  const bytes = await render(tableEtablissements(300))
  expect(qpdfCheck(bytes)).toContain('No syntax')
  const pages = pdftotext(bytes)
  expect(pages.length).toBeGreaterThan(8)
  for (const page of pages) expect(page).toContain('FINESS ET')
  const numbers = [...pages.join('\n').matchAll(/^(\d{9}) /gmu)].map((match) => match[1])
  expect(numbers).toEqual(Array.from({ length: 300 }, (_, i) => String(10_000_025 + i * 37).padStart(9, '0')))
  expect(pages.at(-1)).toMatch(/Total 12 345 1 234 567,89 70,0/u)
  expect(wordsWithoutInk(bytes, 60)).toEqual([])
})

test('figures of a column meet on their comma, bold totals included', async () => {
  const [words = []] = pdfWords(
    await render({
      b: 'table',
      colonnes: [{ titre: 'Poste' }, { titre: 'Valeur' }],
      rangees: [
        rangee([txt('a'), dec(1.5, 3)]),
        rangee([txt('b'), eur(123_45)]),
        rangee([txt('c'), ent(77)]),
        rangee([txt('d'), pct(8.25, 2)]),
        rangee([txt('Total'), dec(9.125, 3)], 'total')
      ]
    })
  )
  const { normal, demi } = options.fonts
  const commaOf = (texte: string, whole: string, face = normal): number => word(words, texte).x1 + face.width(whole, 9)
  const commas = [commaOf('1,500', '1'), commaOf('123,45', '123'), commaOf('77', '77'), commaOf('8,25', '8'), commaOf('9,125', '9', demi)]
  for (const comma of commas) expect(comma).toBeCloseTo(commas[0] ?? 0, 1)
})

test('a unit in the heading is not repeated in the cells', async () => {
  const bytes = await render({
    b: 'table',
    colonnes: [{ titre: 'Coût', unite: '€ TTC' }, { titre: 'Taux', unite: '%' }, { titre: 'Prix' }],
    rangees: [rangee([eur(1050), pct(70), eur(1050)])]
  })
  const text = pdftotext(bytes).join('')
  expect(text).toContain('Coût (€ TTC) Taux (%) Prix')
  expect(text).toContain('10,50 70,0 10,50 €')
})

test('spanned and section cells use the width they cover', async () => {
  const long = 'Dépenses de fonctionnement de la grappe pour les trois exercices'
  const bytes = await render({
    b: 'table',
    colonnes: ['A', 'B', 'C', 'D', 'E', 'F'].map((titre) => ({ titre })),
    rangees: [
      { role: 'section', cellules: [cel(txt(long))] },
      rangee(['1', '2', '3', '4', '5', '6'].map(txt)),
      { cellules: [cel(txt(long), { etendue: 5 }), cel(txt('fin'))] }
    ]
  })
  expect(pdftotext(bytes).join('').split(long)).toHaveLength(3)
})

test('a row of two pages is split by lines and loses none of its text', async () => {
  const bytes = await render({
    b: 'table',
    colonnes: [{ titre: 'Nom' }, { titre: 'Texte' }],
    rangees: [{ cellules: [cel(txt('court')), cel(txt(Array.from({ length: 2500 }, (_, i) => `mot${i}`).join(' ')))] }]
  })
  const pages = pdftotext(bytes)
  expect(pages.length).toBeGreaterThan(1)
  const found = [...pages.join('\n').matchAll(/mot(\d+)/gu)].map((match) => Number(match[1]))
  expect(found).toEqual(Array.from({ length: 2500 }, (_, i) => i))
})

test('an empty table says so', async () => {
  expect(pdftotext(await render({ b: 'table', colonnes: [{ titre: 'Nom' }], rangees: [] })).join('')).toContain('Aucune ligne')
})

test('twelve dense columns stay inside the margins, in a smaller size when they must', async () => {
  const bytes = await render({
    b: 'table',
    colonnes: Array.from({ length: 12 }, (_, i) => ({ titre: `Montant ${i}`, unite: '€' })),
    rangees: Array.from({ length: 20 }, (_, r) => rangee(Array.from({ length: 12 }, (_, c) => eur(123_456_78 * (r + c + 1)))))
  })
  const [words = []] = pdfWords(bytes)
  const cells = words.filter((candidate) => /,\d\d$/u.test(candidate.texte))
  expect(cells).toHaveLength(240)
  for (const candidate of words) {
    expect(candidate.x1).toBeGreaterThanOrEqual(mm(25) - 0.1)
    expect(candidate.x2).toBeLessThanOrEqual(mm(190) + 0.1)
  }
})

describe('column widths', () => {
  const wish = (min: number, max: number, part: number | null = null, rigide = false) => ({ min, max, part, rigide })
  const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0)
  test.each([
    ['weights', [wish(1, 1, 2), wish(1, 1, 1), wish(1, 1, 1)], [200, 100, 100]],
    ['per cents and one by content', [wish(10, 10, 30), wish(10, 10, 20), wish(10, 500)], [120, 80, 200]],
    ['fractions and one by content', [wish(10, 10, 0.3), wish(10, 10, 0.2), wish(10, 500)], [120, 80, 200]],
    ['room for all: texts take the rest first', [wish(40, 40, null, true), wish(40, 80)], null],
    ['no room: nothing under its longest word', [wish(60, 60, null, true), wish(50, 2000), wish(50, 90)], null]
  ])('%s', (_, wishes, expected) => {
    const widths = columnWidths(wishes, 400)
    expect(sum(widths)).toBeCloseTo(400, 5)
    for (const [i, width] of widths.entries()) expect(width).toBeGreaterThanOrEqual((wishes[i]?.min ?? 0) - 0.01)
    if (expected) for (const [i, width] of widths.entries()) expect(width).toBeCloseTo(expected[i] ?? 0, 5)
  })

  test('a share wider than its texts lends what it does not use to those that break lines, and keeps some air', () => {
    const widths = columnWidths([wish(20, 40, 100), wish(50, 150, 100), wish(60, 60, 200, true)], 400)
    expect(widths[1]).toBeCloseTo(150, 5)
    expect(widths[0]).toBeGreaterThanOrEqual(46)
    expect(widths[2]).toBeGreaterThanOrEqual(66)
    expect(sum(widths)).toBeCloseTo(400, 5)
    expect(columnWidths([wish(20, 40, 1), wish(50, 2000, 1)], 400)).toEqual([46, 354])
    expect(columnWidths([wish(20, 40, 1), wish(50, 2000, 1)], 400, true)).toEqual([200, 200])
  })

  test('a share too small for its numbers grows at the expense of the others', () => {
    const widths = columnWidths([wish(70, 70, 5, true), wish(20, 300, 95)], 400)
    expect(widths[0]).toBeGreaterThanOrEqual(70)
  })
})

test('tones have a sign of their own beside the text', async () => {
  const one = (ton: 'vert' | 'orange' | 'rouge' | 'neutre') =>
    render({ b: 'table', colonnes: [{ titre: 'État' }], rangees: [{ cellules: [cel(txt(phrase.slice(0, 20)), { ton })] }] })
  const [plain = []] = pdfWords(await one('neutre'))
  const starts = await Promise.all((['vert', 'orange', 'rouge'] as const).map(async (ton) => word(pdfWords(await one(ton))[0] ?? [], 'La').x1))
  for (const start of starts) expect(start - word(plain, 'La').x1).toBeGreaterThan(8)
})
