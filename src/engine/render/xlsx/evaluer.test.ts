import { describe, expect, it } from 'vitest'
import { createEvaluateur } from './evaluer.ts'
import { litFormule } from './formule.ts'
import { arrondi, type Scalaire } from './valeur.ts'

const grille: Record<string, Scalaire[][]> = {
  feuille: [
    [1, 'PA', 10],
    [2, 'PH', 20],
    [3, 'PA', null],
    [null, 'été', 'x']
  ],
  "l'autre": [[7, true, '']]
}
const evaluer = createEvaluateur({
  valeur: (f, c, l) => grille[f.toLowerCase()]?.[l - 1]?.[c] ?? null,
  derniereLigne: (f) => grille[f.toLowerCase()]?.length ?? 0,
  existe: (f) => f.toLowerCase() in grille
})
const calcule = (formule: string) => evaluer(litFormule(formule), 'Feuille')

describe('formulas', () => {
  it.each<[string, Scalaire]>([
    ['1+2*3', 7],
    ['(1+2)*3', 9],
    ['-2^2', 4],
    ['10%', 0.1],
    ['2-3-4', -5],
    ['8/4/2', 1],
    ['"a"&1&"b"', 'a1b'],
    ['1=1', true],
    ['"PA"="pa"', true],
    ['"b">"a"', true],
    ['A4=0', true],
    ['A4=""', true],
    ['SUM(A1:A4,10)', 16],
    ['SUM(A:A)', 6],
    ['SUM(C1:C4)', 30],
    ['COUNTA(C1:C4)', 3],
    ['COUNT(C1:C4)', 2],
    ['COUNTIF(B1:B4,"PA")', 2],
    ['COUNTIF(A1:A4,">=2")', 2],
    ['COUNTIF(B1:B4,"P*")', 3],
    ['COUNTIF(B1:B4,B1)', 2],
    ['COUNTIFS(B1:B4,"PA",A1:A4,">1")', 1],
    ['SUMIF(B1:B4,"PA",A1:A4)', 4],
    ['SUMIF($B$1:$B$4,B2,$C$1:$C$4)', 20],
    ['SUMIFS(A1:A4,B1:B4,"PA",A1:A4,"<3")', 1],
    ['SUMPRODUCT(A1:A3,C1:C3)', 50],
    ['IF(A1>0,"oui","non")', 'oui'],
    ['IF(A1>5,"oui")', false],
    ['IF(FALSE,1,)', 0],
    ['IFERROR(1/0,"—")', '—'],
    ['IFERROR(A1,"—")', 1],
    ['ROUND(2.345,2)', 2.35],
    ['ROUND(-1.5,0)', -2],
    ['ROUND(1234.5,-2)', 1200],
    ['MIN(A1:A3)', 1],
    ['MAX(A1:A4)', 3],
    ['AVERAGE(A1:A4)', 2],
    ['AND(A1=1,B1="PA")', true],
    ['OR(A1=2,B1="PH")', false],
    ['NOT(A1=2)', true],
    ['ABS(-3)', 3],
    ['ISBLANK(A4)', true],
    ['ISNUMBER(A1)', true],
    ["'l''autre'!A1*2", 14],
    ['Feuille!A2', 2],
    ['"à dire ""ici"""', 'à dire "ici"'],
    ['1/0', { faute: '#DIV/0!' }],
    ['"a"+1', { faute: '#VALUE!' }],
    ['Absente!A1', { faute: '#REF!' }]
  ])('%s', (formule, attendu) => {
    expect(calcule(formule)).toEqual(attendu)
  })

  it.each(['MEDIAN(A1:A3)', '1+', '(1', 'A1 A2', 'nom', '1;2', 'SUM(A1'])('refuses %s', (formule) => {
    expect(() => calcule(formule)).toThrow()
  })

  it.each([
    [1.005, 2, 1.01],
    [2.675, 2, 2.68],
    [-0.125, 2, -0.13],
    [1e9 + 0.555, 2, 1e9 + 0.56]
  ])('rounds %d to %d decimals as spreadsheets do', (x, d, attendu) => {
    expect(arrondi(x, d)).toBe(attendu)
  })
})
