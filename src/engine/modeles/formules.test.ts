import { describe, expect, test } from 'vitest'
import { copierFormule, decalerAdresse, decalerFormule, decalerPlages, feuillesNommees, type Insertion } from './formules.ts'

/** Three rows inserted before row 10 of « Feuille » (under row 9). */
const avantDix: Insertion = { feuille: 'Feuille', apres: 9, nombre: 3, etendre: false }
/** Three rows inserted under row 7, the only row of its table. */
const sousSept: Insertion = { feuille: 'Feuille', apres: 7, nombre: 3, etendre: true }

describe('a formula follows the rows inserted', () => {
  const cas: readonly (readonly [nom: string, formule: string, attendu: string, insertion: Insertion, ligne: number | null])[] = [
    ['below', 'A10+1', 'A13+1', avantDix, 20],
    ['above', 'A9+1', 'A9+1', avantDix, 20],
    ['range across', 'SUM(B5:B10)', 'SUM(B5:B13)', avantDix, 11],
    ['range before', 'SUM(B5:B9)', 'SUM(B5:B9)', avantDix, 11],
    ['fixed ends', 'B10/SUM(B$5:B$10)', 'B13/SUM(B$5:B$13)', avantDix, 10],
    ['running total', 'SUM(B$5:B10)', 'SUM(B$5:B13)', avantDix, 10],
    ['rows', 'SUM(5:10)', 'SUM(5:13)', avantDix, 30],
    ['fixed rows', 'SUM($5:$10)', 'SUM($5:$13)', avantDix, 30],
    ['columns', 'SUM(A:C)', 'SUM(A:C)', avantDix, 30],
    ['own sheet named', 'Feuille!A10', 'Feuille!A13', avantDix, 1],
    ['quoted sheet', "'Feuille'!A10+'L''autre'!A10", "'Feuille'!A13+'L''autre'!A10", avantDix, 1],
    ['other sheet', 'Autre!A10', 'Autre!A10', avantDix, 1],
    ['text', '"A10"&A10', '"A10"&A13', avantDix, 1],
    ['text with quotes', '"dit ""A10"""&A10', '"dit ""A10"""&A13', avantDix, 1],
    ['function that looks like a cell', 'LOG10(A10)', 'LOG10(A13)', avantDix, 1],
    ['name that looks like a cell', 'TVA2026X+A10', 'TVA2026X+A13', avantDix, 1],
    ['name with a dot', 'Total.A10+A10', 'Total.A10+A13', avantDix, 1],
    ['structured', 'SUM(Table1[Montant A10])+A10', 'SUM(Table1[Montant A10])+A13', avantDix, 1],
    ['structured, this row', 'Table1[[#This Row],[A10]]*A10', 'Table1[[#This Row],[A10]]*A13', avantDix, 1],
    ['other workbook', '[1]Feuille!A10+A10', '[1]Feuille!A10+A13', avantDix, 1],
    ['other workbook, quoted', "'[b.xlsx]Feuille'!A10+A10", "'[b.xlsx]Feuille'!A10+A13", avantDix, 1],
    ['three sheets', 'SUM(Feuille:Autre!A10)', 'SUM(Feuille:Autre!A10)', avantDix, 1],
    ['number', '1.5E10+A10', '1.5E10+A13', avantDix, 1],
    ['reversed range', 'SUM(B10:B5)', 'SUM(B13:B5)', avantDix, 20],
    ['union', 'SUM(A9,A10:A12)', 'SUM(A9,A13:A15)', avantDix, 20],
    ['sheet name without case', 'FEUILLE!A10', 'FEUILLE!A13', avantDix, 1],
    ['only row, total', 'SUM(G7:G7)', 'SUM(G7:G10)', sousSept, 8],
    ['only row, headings too', 'COUNTA(B6:B7)', 'COUNTA(B6:B10)', sousSept, 8],
    ['only row, across its own row', 'SUM(B7:F7)', 'SUM(B7:F7)', sousSept, 7],
    ['only row, share of the total', 'B7/SUM(B$7:B$7)', 'B7/SUM(B$7:B$10)', sousSept, 7],
    ['only row, from another sheet', 'SUM(Feuille!G7:G7)', 'SUM(Feuille!G7:G10)', sousSept, null]
  ]
  test.each(cas)('%s', (_, formule, attendu, insertion, ligne) => {
    expect(decalerFormule(formule, formule.startsWith('SUM(Feuille!') ? 'Autre' : 'Feuille', ligne, insertion)).toBe(attendu)
  })
})

test.each([
  ['B5*C$5', 3, 0, 'B8*C$5'],
  ['$B5+B5', 1, 2, '$B6+D6'],
  ['SUM(B$5:B10)', 2, 0, 'SUM(B$5:B12)'],
  ['A1', -1, 0, '#REF!'],
  ['"A1"&Autre!A1', 1, 0, '"A1"&Autre!A2'],
  ['IF(E5=0,"",F5/E5)', 8, 0, 'IF(E13=0,"",F13/E13)']
] as const)('%s copied %i rows and %i columns further', (formule, lignes, colonnes, attendu) => expect(copierFormule(formule, lignes, colonnes)).toBe(attendu))

test.each([
  ['D5:D10', avantDix, 'D5:D13'],
  ['D5:D10 F10', avantDix, 'D5:D13 F13'],
  ['A1:XFD9', avantDix, 'A1:XFD9'],
  ['D7', sousSept, 'D7:D10'],
  ['A:A', sousSept, 'A:A']
] as const)('range %s', (sqref, insertion, attendu) => expect(decalerPlages(sqref, insertion)).toBe(attendu))

test('one place does not stretch', () => {
  expect(decalerAdresse('D7', sousSept)).toBe('D7')
  expect(decalerAdresse('C7:E7', sousSept)).toBe('C7:E7')
  expect(decalerAdresse('C8:E8', sousSept)).toBe('C11:E11')
})

test('sheets that a formula names', () => {
  expect([...feuillesNommees('SUM(\'État des lieux\'!A1:A3)+Autre!B2+C3&"Faux!A1"')]).toEqual(['état des lieux', 'autre'])
})
