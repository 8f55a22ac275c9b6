import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addMonths,
  compareDates,
  compareTexte,
  daysBetween,
  formatDate,
  formatDateCourte,
  formatDecimal,
  formatEntier,
  formatEuros,
  formatEurosCourt,
  formatFenetre,
  formatIban,
  formatMois,
  formatPourcent,
  formatPourcentAligne,
  formatSiret,
  formatTaille,
  lastDayOfMonth,
  monthsOfWindow,
  parseDate,
  parseDecimal,
  parseEntier,
  parseMontant,
  windowOf
} from './format.ts'

const cents = fc.integer({ min: -1_000_000_000_00, max: 1_000_000_000_00 })
const civilDate = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n))

describe('numbers', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1\u202f000'],
    [-1234567, '\u22121\u202f234\u202f567'],
    [1234.5, '1\u202f235'],
    [-0.4, '0']
  ])('entier %d', (value, text) => expect(formatEntier(value)).toBe(text))
  test.each([
    [0.5, 2, '0,5'],
    [1.005, 2, '1,01'],
    [1234, 2, '1\u202f234'],
    [0.1 + 0.2, 2, '0,3'],
    [-0.125, 2, '\u22120,13'],
    [99.999, 2, '100'],
    [1e-9, 2, '0'],
    [2.5, 0, '3']
  ])('decimal %d at %d', (value, decimales, text) => expect(formatDecimal(value, decimales)).toBe(text))
  test.each([
    [123450, '1\u202f234,50\u202f€'],
    [0, '0,00\u202f€'],
    [-5, '\u22120,05\u202f€'],
    [1_000_000_00, '1\u202f000\u202f000,00\u202f€']
  ])('euros %d', (value, text) => expect(formatEuros(value)).toBe(text))
  it('drops useless cents of a ceiling', () => {
    expect(formatEurosCourt(10_000_00)).toBe('10\u202f000\u202f€')
    expect(formatEurosCourt(10_50)).toBe('10,50\u202f€')
  })
  test.each([
    [70, '70\u202f%'],
    [69.96, '70\u202f%'],
    [66.666, '66,7\u202f%'],
    [130, '130\u202f%']
  ])('pourcent %d', (value, text) => expect(formatPourcent(value)).toBe(text))
  test.each([
    [812, '812\u202fo'],
    [4200, '4\u202fKo'],
    [1_440_000, '1,4\u202fMo'],
    [2_000_000_000, '2\u202fGo']
  ])('taille %d', (value, text) => expect(formatTaille(value)).toBe(text))
  it('groups SIRET and IBAN', () => {
    expect(formatSiret('35600000000048')).toBe('356\u202f000\u202f000\u202f00048')
    expect(formatSiret('356000000')).toBe('356\u202f000\u202f000')
    expect(formatIban('FR1420041010050500013M02606')).toBe('FR14\u202f2004\u202f1010\u202f0505\u202f0001\u202f3M02\u202f606')
  })
})

describe('typed numbers', () => {
  test.each([
    ['42', 42],
    ['1 234', 1234],
    ['1\u00a0234', 1234],
    ['1\u202f234\u202f567', 1234567],
    ['12,0', 12],
    ['-5', -5],
    ['−5', -5],
    ['12,5', null],
    ['1.234', null],
    ['1 2', null],
    ['', null],
    ['douze', null],
    ['99999999999999999', null],
    ['0x10', null],
    ['1e3', null]
  ])('entier « %s »', (typed, value) => expect(parseEntier(typed)).toBe(value))
  test.each([
    ['1234,5', 123450],
    ['1 234,50 €', 123450],
    ['1234.50', 123450],
    ['1\u00a0234,50\u00a0€', 123450],
    ['1\u202f234,50\u202f€', 123450],
    ['1.234,50', 123450],
    ['1,234.50', 123450],
    ['-12', -1200],
    ['(12,00)', -1200],
    ['€ 12', 1200],
    ['12 euros', 1200],
    [',5', 50],
    ['0,1', 10],
    ['1,234', null],
    ['1.234', null],
    ['12,345 €', null],
    ['1 23,50', null],
    ['', null],
    ['€', null],
    ['99999999999999999', null]
  ])('montant « %s »', (typed, value) => expect(parseMontant(typed)).toBe(value))
  test.each([
    ['0,5', 0.5],
    ['.5', 0.5],
    ['70 %', 70],
    ['70\u202f%', 70],
    ['1 234,5', 1234.5],
    ['1.234', 1.234],
    ['5,', 5],
    ['a', null]
  ])('decimal « %s »', (typed, value) => expect(parseDecimal(typed)).toBe(value))
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(parseMontant(formatEuros(value))).toBe(value)
      })
    )
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(parseEntier(formatEntier(value))).toBe(value)
      })
    )
    fc.assert(
      fc.property(cents, (value) => {
        expect(parseDecimal(formatDecimal(value / 100))).toBe(value / 100)
      })
    )
    fc.assert(
      fc.property(cents, (value) => {
        expect(parseDecimal(formatPourcent(value / 100, 2))).toBe(value / 100)
      })
    )
  })
})

describe('dates', () => {
  test.each([
    ['5/3/26', '2026-03-05'],
    ['05/03/2026', '2026-03-05'],
    ['05032026', '2026-03-05'],
    ['050326', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['2026-03-05', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['05.03.2026', '2026-03-05'],
    ['5-3-2026', '2026-03-05'],
    ['5 mars 2026', '2026-03-05'],
    ['1er août 2026', '2026-08-01'],
    ['1ER AOUT 2026', '2026-08-01'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', null],
    ['29/02/1900', null],
    ['31/04/2026', null],
    ['13/13/2026', null],
    ['00/01/2026', null],
    ['5/3', null],
    ['787-01-01', null],
    ['0787-01-01', null],
    ['5 marse 2026', null],
    ['', null]
  ])('« %s » → %s', (typed, iso) => expect(parseDate(typed)).toBe(iso))
  it('writes French dates', () => {
    expect(formatDate('2026-03-05')).toBe('5 mars 2026')
    expect(formatDate('2026-03-01')).toBe('1er mars 2026')
    expect(formatDateCourte('2026-03-05')).toBe('05/03/2026')
    expect(formatMois('2026-08')).toBe('août 2026')
    expect(formatMois('2026-08-31')).toBe('août 2026')
    expect(formatDate('pas une date')).toBe('pas une date')
  })
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(civilDate, (iso) => {
        expect(parseDate(iso)).toBe(iso)
        expect(parseDate(formatDate(iso))).toBe(iso)
        expect(parseDate(formatDateCourte(iso))).toBe(iso)
      })
    )
  })
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -13, '2025-02-28']
  ])('%s %d months → %s', (iso, months, result) => expect(addMonths(iso, months)).toBe(result))
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-10-24', 2, '2026-10-26']
  ])('%s %d days → %s', (iso, days, result) => expect(addDays(iso, days)).toBe(result))
  it('adds and counts the same days', () => {
    fc.assert(
      fc.property(civilDate, fc.integer({ min: -5000, max: 5000 }), (iso, days) => {
        expect(daysBetween(iso, addDays(iso, days))).toBe(days)
      })
    )
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365)
    expect(() => addDays('hier', 1)).toThrow(RangeError)
  })
  it('knows the last day of a month', () => {
    expect(lastDayOfMonth('2024-02')).toBe('2024-02-29')
    expect(lastDayOfMonth('2026-04-12')).toBe('2026-04-30')
  })
  test.each([
    ['2026-03-31', '2026-01-01'],
    ['2026-02-28', '2025-12-01'],
    ['2026-03-15', '2025-12-16'],
    ['2026-05-30', '2026-03-01'],
    ['2024-02-29', '2023-12-01']
  ])('window ending %s starts %s', (fin, debut) => expect(windowOf(fin)).toEqual({ debut, fin }))
  it('names a window', () => {
    expect(monthsOfWindow('2026-02-28')).toEqual(['2025-12', '2026-01', '2026-02'])
    expect(formatFenetre(windowOf('2026-03-31'))).toBe('du 1er janvier au 31 mars 2026')
    expect(formatFenetre(windowOf('2026-02-28'))).toBe('du 1er décembre 2025 au 28 février 2026')
  })
})

describe('order', () => {
  it('puts unknown dates last', () => {
    expect(['2026-03-01', null, '2025-01-01'].sort(compareDates)).toEqual(['2025-01-01', '2026-03-01', null])
  })
  it('is French and natural', () => {
    expect(['Zoé', 'EHPAD 10', 'Éole', 'ehpad 2', 'Eole'].sort(compareTexte)).toEqual(['ehpad 2', 'EHPAD 10', 'Eole', 'Éole', 'Zoé'])
  })
  it('is a total order', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(Math.sign(compareTexte(a, b)) + Math.sign(compareTexte(b, a))).toBe(0)
      })
    )
  })
})

test.each([
  [90, 1, '90,0\u202f%'],
  [89.94, 1, '89,9\u202f%'],
  [-0.04, 1, '0,0\u202f%'],
  [-1234.5, 2, '\u22121\u202f234,50\u202f%'],
  [7, 0, '7\u202f%']
])('percentages of a column keep their digits: %d', (value, decimales, attendu) => expect(formatPourcentAligne(value, decimales)).toBe(attendu))
