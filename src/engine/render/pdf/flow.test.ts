import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bloc, cel, type Doc, ent, eur, type Rangee, rangee, txt } from '#documents/doc.ts'
import type { Composition } from './compose.ts'
import { loadFonts } from './faces.ts'
import { type Lien, paginate, type Strip } from './flow.ts'
import { composePdf } from './render-pdf.ts'
import { docDe, phrase } from './specimen.ts'
import { mm } from './style.ts'

const fonts = loadFonts('resources/fonts')
const compose = (doc: Doc): Promise<Composition> => composePdf(doc, { fonts, nomFichier: 'a.pdf', brouillon: false, version: '1' })

const strip = (h: number, lien: Lien, extra: Partial<Strip> = {}): Strip => ({ genre: 'ligne', h, avant: 0, lien, draw: () => {}, ...extra })
const heights = (strips: readonly Strip[]): number[][] => paginate(strips, { haut: 0, bas: 100 }).map((page) => page.strips.map((placed) => placed.strip.h))

describe('strips on pages of 100', () => {
  test.each<[string, Strip[], number[][]]>([
    ['fill a page then the next', [strip(60, 0), strip(40, 0), strip(1, 0)], [[60, 40], [1]]],
    ['joined strips go together', [strip(60, 0), strip(30, 3), strip(20, 0)], [[60], [30, 20]]],
    ['the space above is dropped at the top', [strip(90, 0), strip(100, 0, { avant: 30 })], [[90], [100]]],
    ['the space above counts elsewhere', [strip(60, 0), strip(30, 0, { avant: 11 })], [[60], [30]]],
    [
      'a run too tall opens at its weakest joint',
      [strip(10, 3), strip(50, 1), strip(30, 2), strip(30, 0)],
      [
        [10, 50],
        [30, 30]
      ]
    ],
    [
      'a part still too tall opens at its next weakest joint',
      [strip(30, 0), strip(50, 3), strip(40, 2), strip(30, 1), strip(10, 0)],
      [[30], [50, 40], [30, 10]]
    ],
    ['a page break is obeyed', [strip(10, 0), strip(20, 0, { saut: true })], [[10], [20]]],
    ['a page break cuts a joined run', [strip(10, 3), strip(20, 0, { saut: true })], [[10], [20]]]
  ])('%s', (_, strips, expected) => expect(heights(strips)).toEqual(expected))

  test('a repeated heading takes its room on the pages that follow', () => {
    const repetition = { h: 20, draw: () => {} }
    const rows = Array.from({ length: 5 }, () => strip(30, 0, { genre: 'cellules', repetition }))
    const pages = paginate([strip(20, 3, { genre: 'enteteTable' }), ...rows], { haut: 0, bas: 100 })
    expect(pages.map((page) => [page.repetition?.h ?? 0, page.strips[0]?.y, page.strips.length])).toEqual([
      [0, 0, 3],
      [20, 20, 2],
      [20, 20, 1]
    ])
  })
})

test('the room of a repeated heading counts when a run is weighed', () => {
  const repetition = { h: 20, draw: () => {} }
  const rows = [strip(70, 0), strip(45, 1), strip(45, 0)].map((row) => ({ ...row, genre: 'cellules' as const, repetition }))
  const pages = paginate(rows, { haut: 0, bas: 100 })
  expect(pages.map((page) => page.strips.map((placed) => placed.strip.h))).toEqual([[70], [45], [45]])
})

test.each([2, 3, 4, 5])('a total or subtotal every %i rows never opens a page', async (period) => {
  const rangees: Rangee[] = Array.from({ length: 600 }, (_, i) => ({
    cellules: [cel(txt('Ligne')), cel(ent(i))],
    ...(i % period === period - 1 ? { role: 'total' as const } : {})
  }))
  const { pages } = await compose(docDe([{ b: 'table', colonnes: [{ titre: 'Poste' }, { titre: 'Nombre' }], rangees }]))
  let row = 0
  for (const [p, page] of pages.entries()) {
    if (p > 0) expect(row % period).not.toBe(period - 1)
    row += page.strips.filter((placed) => placed.strip.genre === 'cellules').length
  }
  expect(row).toBe(600)
})

test.each([
  ['rows alone', 0],
  ['a total', 1],
  ['two totals', 2]
])('the last page of a long table holds three rows at least: %s', async (_, totals) => {
  const body = Array.from({ length: 140 }, (_, i): Rangee => ({ cellules: [cel(txt('Ligne')), cel(ent(i))] }))
  const end = Array.from({ length: totals }, (): Rangee => ({ role: 'total', cellules: [cel(txt('Total')), cel(ent(1))] }))
  let most = 0
  for (let count = 90; count <= 140; count++) {
    const rangees = [...body.slice(0, count), ...end]
    const { pages } = await compose(docDe([{ b: 'table', colonnes: [{ titre: 'Poste' }, { titre: 'Nombre' }], rangees }]))
    const on = pages.map((page) => page.strips.filter((placed) => placed.strip.genre === 'cellules').length)
    expect(on.reduce((sum, rows) => sum + rows, 0)).toBe(rangees.length)
    expect(on.at(-1)).toBeGreaterThanOrEqual(3 + totals)
    most = Math.max(most, ...on)
    // A few rows go over to the last page, and only from the one before it.
    for (const rows of on.slice(1, -1)) expect(rows).toBeGreaterThanOrEqual(most - 3 - totals)
  }
})

test('a heading and its sentence go with what they open, wherever the page ends', async () => {
  const opened: readonly Bloc[] = [
    { b: 'paires', lignes: [['Appel', txt('Régional')]] },
    { b: 'liste', elements: ['Un', 'Deux', 'Trois'] },
    { b: 'table', colonnes: [{ titre: 'Nom' }], rangees: [rangee([txt('a')]), rangee([txt('b')])] }
  ]
  for (const bloc of opened)
    for (let filled = 1; filled < 90; filled++) {
      const { pages } = await compose(
        docDe([
          { b: 'paragraphe', texte: 'ligne\n'.repeat(filled) },
          { b: 'titre', niveau: 2, texte: 'Appel' },
          { b: 'paragraphe', texte: 'Une phrase.' },
          bloc
        ])
      )
      const pageOf = (rang: number) => pages.findIndex((page) => page.strips.some((placed) => placed.strip.bloc === rang))
      expect(pageOf(2)).toBe(pageOf(1))
      expect(pageOf(3)).toBe(pageOf(2))
    }
})

test.each([8, 9, 10, 11, 12])('%i tall rows do not leave a page half empty to end together', async (count) => {
  const rangees = Array.from({ length: count }, (): Rangee => ({ cellules: [cel(txt('x')), cel(txt(`${phrase} `.repeat(8)))] }))
  const { pages } = await compose(docDe([{ b: 'table', colonnes: [{ titre: 'Nom' }, { titre: 'Texte' }], rangees }]))
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages.slice(0, -1)) expect((page.strips.at(-1)?.y ?? 0) + (page.strips.at(-1)?.strip.h ?? 0)).toBeGreaterThan(mm(150))
})

test.each<[string, Bloc]>([
  ['figure', { b: 'figure', titre: 'Schéma', alternative: '', largeur: 100, hauteur: 900, formes: [] }],
  ['row', { b: 'table', titre: 'Liste', colonnes: [{ titre: 'Texte' }], rangees: [{ cellules: [cel(txt('long '.repeat(1100)))] }] }],
  [
    'calendar',
    { b: 'gantt', titre: 'Plan', debut: '2026-01-01', fin: '2026-12-31', barres: Array.from({ length: 44 }, () => ({ libelle: 'T', debut: '2026-02-01' })) }
  ]
])('headings stay with a %s as tall as a page', async (_, bloc) => {
  const { pages } = await compose(
    docDe([{ b: 'paragraphe', texte: 'x' }, { b: 'titre', niveau: 1, texte: 'Un' }, { b: 'titre', niveau: 2, texte: 'Deux' }, bloc])
  )
  for (const page of pages) expect(page.strips.at(-1)?.strip.genre).not.toBe('titre')
  expect(
    pages.find((page) => page.strips.some((placed) => placed.strip.titre === 1))?.strips.some((placed) => /^(bloc|cellules)$/u.test(placed.strip.genre))
  ).toBe(true)
})

// --- whole documents ---

const words = fc
  .array(fc.constantFrom('grappe', 'établissement', 'médico-social', 'DUI', 'à', 'l’usage', 'interopérabilité'), { minLength: 1, maxLength: 160, size: 'max' })
  .map((list) => list.join(' '))
const heading: fc.Arbitrary<Bloc> = fc.record({
  b: fc.constant('titre' as const),
  niveau: fc.constantFrom(1 as const, 2 as const, 3 as const),
  texte: fc.constantFrom('Contexte', 'Engagements des membres', phrase)
})
const paragraph: fc.Arbitrary<Bloc> = words.map((texte) => ({ b: 'paragraphe', texte }))
const list: fc.Arbitrary<Bloc> = fc.array(words, { minLength: 1, maxLength: 5 }).map((elements) => ({ b: 'liste', elements }))
const callout: fc.Arbitrary<Bloc> = words.map((texte) => ({ b: 'encadre', ton: 'orange', titre: 'Attention', texte }))
const table: fc.Arbitrary<Bloc> = fc
  .record({
    count: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 7 })),
    total: fc.boolean(),
    titre: fc.boolean(),
    tall: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }) }, fc.integer({ min: 300, max: 900 }))
  })
  .map(({ count, total, titre, tall }) => ({
    b: 'table',
    ...(titre ? { titre: 'Liste' } : {}),
    colonnes: [{ titre: 'Nom' }, { titre: 'Texte' }, { titre: 'Montant', unite: '€' }],
    rangees: [
      ...Array.from(
        { length: count },
        (_, i): Rangee => ({
          cellules: [cel(txt(`Établissement ${i}`)), cel(txt('interopérabilité '.repeat(1 + ((i * 7 + tall) % (tall + 1))))), cel(eur(i * 100))]
        })
      ),
      ...(total ? [{ role: 'total' as const, cellules: [cel(txt('Total')), cel(txt('')), cel(ent(1))] }] : [])
    ]
  }))
const signature: Bloc = {
  b: 'signatures',
  blocs: [1, 2, 3].map((n) => ({ titre: 'Pour le membre', organisation: `Organisme ${n}`, nom: null, fonction: null, lieu: null, date: null }))
}
const figure: fc.Arbitrary<Bloc> = fc
  .integer({ min: 20, max: 900 })
  .map((hauteur) => ({ b: 'figure', titre: 'Schéma', alternative: '', largeur: 400, hauteur, formes: [] }))
const documents = fc
  .record({
    blocs: fc.array(fc.oneof({ weight: 3, arbitrary: paragraph }, heading, list, callout, table, figure), { minLength: 1, maxLength: 22, size: 'max' }),
    sommaire: fc.boolean(),
    paysage: fc.boolean()
  })
  .map(({ blocs, sommaire, paysage }) =>
    docDe([...blocs, { b: 'paragraphe', texte: phrase }, signature], { sommaire, ...(paysage ? { orientation: 'paysage' as const } : {}) })
  )

const rules: readonly (readonly [string, (doc: Doc, composition: Composition) => void])[] = [
  [
    'every strip is placed once, in order, inside the page, none over another',
    (doc, { pages }) => {
      const bas = (doc.orientation === 'paysage' ? mm(210) : mm(297)) - mm(20)
      for (const page of pages) {
        let y = mm(20) + (page.repetition?.h ?? 0)
        for (const placed of page.strips) {
          expect(placed.y).toBeGreaterThanOrEqual(y - 0.01)
          y = placed.y + placed.strip.h
        }
        expect(y).toBeLessThanOrEqual(bas + 0.05)
      }
      const blocs = pages.flatMap((page) => page.strips.flatMap((placed) => (placed.strip.bloc === undefined ? [] : [placed.strip.bloc])))
      expect(blocs).toEqual([...blocs].sort((a, b) => a - b))
      expect(new Set(blocs).size).toBe(doc.blocs.length)
    }
  ],
  [
    'no heading, no table heading at the foot of a page',
    (_, { pages }) => {
      for (const page of pages) expect(page.strips.at(-1)?.strip.genre).not.toMatch(/^(titre|enteteTable)$/u)
    }
  ],
  [
    'no line of a paragraph left alone',
    (doc, { pages }) => {
      for (const [p, page] of pages.entries()) {
        const last = page.strips.at(-1)?.strip
        const next = pages[p + 1]?.strips[0]?.strip
        if (last?.bloc === undefined || last.bloc !== next?.bloc || doc.blocs[last.bloc]?.b !== 'paragraphe') continue
        const here = page.strips.filter((placed) => placed.strip.bloc === last.bloc).length
        const there = (pages[p + 1]?.strips ?? []).filter((placed) => placed.strip.bloc === last.bloc).length
        expect(Math.min(here, there)).toBeGreaterThanOrEqual(2)
      }
    }
  ],
  [
    'a table of fewer than six rows, or of a fifth of a page, stays whole; a longer one repeats its heading, a total follows a row',
    (doc, { pages }) => {
      for (const [rang, bloc] of doc.blocs.entries()) {
        if (bloc.b !== 'table') continue
        const on = pages.flatMap((page, p) => (page.strips.some((placed) => placed.strip.bloc === rang) ? [p] : []))
        const height = pages.flatMap((page) => page.strips).reduce((sum, placed) => sum + (placed.strip.bloc === rang ? placed.strip.h : 0), 0)
        if ((bloc.rangees.length < 6 && height < 300) || height < mm(doc.orientation === 'paysage' ? 30 : 50)) expect(on).toHaveLength(1)
        for (const p of on.slice(1)) {
          const page = pages[p]
          if (page?.strips[0]?.strip.genre === 'cellules') expect(page.repetition).not.toBeNull()
        }
        const last = pages[on.at(-1) ?? 0]
        const rows = last?.strips.filter((placed) => placed.strip.bloc === rang && placed.strip.genre === 'cellules') ?? []
        if (bloc.rangees.at(-1)?.role === 'total') expect(rows.length).toBeGreaterThanOrEqual(2)
      }
    }
  ],
  [
    'signatures come with the text before them',
    (doc, { pages }) => {
      const page = pages.find((candidate) => candidate.strips.some((placed) => placed.strip.genre === 'signature'))
      const before = page?.strips.filter((placed) => placed.strip.bloc === doc.blocs.length - 2) ?? []
      expect(before.length).toBeGreaterThanOrEqual(2)
    }
  ]
]

test('the page rules hold on any document', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (doc) => {
      const composition = await compose(doc)
      for (const [, holds] of rules) holds(doc, composition)
    }),
    { numRuns: 150 }
  )
})

test('a row taller than two pages is split by lines, its heading repeated', async () => {
  const doc = docDe([
    {
      b: 'table',
      colonnes: [{ titre: 'Nom' }, { titre: 'Texte' }],
      rangees: [
        { cellules: [cel(txt('avant')), cel(txt('x'))] },
        { cellules: [cel(txt('long')), cel(txt(`${phrase} `.repeat(90)))] },
        { cellules: [cel(txt('après')), cel(txt('x'))] }
      ]
    }
  ])
  const { pages } = await compose(doc)
  expect(pages.length).toBeGreaterThanOrEqual(3)
  expect(pages.slice(1).every((page) => page.repetition !== null)).toBe(true)
  const used = pages.map((page) => (page.strips.at(-1)?.y ?? 0) + (page.strips.at(-1)?.strip.h ?? 0))
  // The tall row fills the pages it crosses: no page left half empty.
  for (const bottom of used.slice(0, -1)) expect(bottom).toBeGreaterThan(mm(260))
})

test('a calendar with too many bars becomes several, none cut', async () => {
  const barres = Array.from({ length: 120 }, (_, i) => ({ libelle: `Tâche ${i}`, debut: '2026-02-01', fin: '2026-06-30', groupe: `Lot ${Math.floor(i / 10)}` }))
  const { pages } = await compose(
    docDe([
      { b: 'titre', niveau: 1, texte: 'Planning' },
      { b: 'gantt', titre: 'Planning', debut: '2026-01-01', fin: '2026-12-31', barres }
    ])
  )
  expect(pages.length).toBeGreaterThanOrEqual(3)
  const drawings = pages.map((page) => page.strips.filter((placed) => placed.strip.genre === 'bloc').length)
  expect(drawings.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(3)
  expect(pages.every((page) => page.strips.every((placed) => placed.y + placed.strip.h <= mm(277) + 0.05))).toBe(true)
})
