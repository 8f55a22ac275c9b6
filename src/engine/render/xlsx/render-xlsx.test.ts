import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type CelluleX, type Classeur, xt } from '#documents/classeur.ts'
import { classeurEssai } from './classeur-essai.ts'
import { comparerXlsx, recalculer } from './comparer-xlsx.ts'
import { ecartsRecalcul, recalculerAvecLibreOffice } from './recalcul-libreoffice.ts'
import { relireXlsx } from './relire-xlsx.ts'
import { renderXlsx } from './render-xlsx.ts'
import { texteXlsx } from './texte-xlsx.ts'

const partie = (octets: Uint8Array, chemin: string) => new TextDecoder().decode(unzipSync(octets)[chemin])
const uneFeuille = (lignes: readonly (readonly CelluleX[])[]): Classeur => ({
  titre: 'Essai',
  grappe: 'Grappe',
  porteur: 'Porteur',
  date: '2026-11-21',
  feuilles: [{ nom: 'Feuille', colonnes: [], lignes }]
})
async function ouvrir(octets: Uint8Array): Promise<ExcelJS.Workbook> {
  const livre = new ExcelJS.Workbook()
  await livre.xlsx.load(Buffer.from(octets) as never)
  return livre
}

describe('renderXlsx', () => {
  it('gives back every cell of the tree, and formulas that compute to their stored results', async () => {
    const classeur = classeurEssai()
    expect(await comparerXlsx(await renderXlsx(classeur), classeur)).toEqual({ cellules: 491, formules: 129, ecarts: [] })
  })

  it('is read by another library with the types, looks and print set-up asked for', async () => {
    const livre = await ouvrir(await renderXlsx(classeurEssai()))
    expect([livre.title, livre.creator, livre.created.toISOString()]).toEqual([
      'État récapitulatif & suivi',
      'Association Les Tilleuls',
      '2026-11-21T00:00:00.000Z'
    ])
    const feuille = livre.getWorksheet("Dépenses d'essai")
    expect(feuille?.getCell('C5').value).toBe('010000000')
    expect(feuille?.getCell('C5').numFmt).toBe('@')
    expect(feuille?.getCell('E5').value).toEqual(new Date('2026-01-01T00:00:00.000Z'))
    expect(feuille?.getCell('F5').value).toBe(12_345)
    expect(feuille?.getCell('F5').numFmt).toBe('#,##0.00"\u00a0€"')
    expect(feuille?.getCell('G5').value).toEqual({ formula: 'ROUND(F5*0.2,2)', result: 2469 })
    expect(feuille?.getCell('K5').value).toEqual({ formula: 'IF(J5=0,"non calculable",I5/J5)', result: 0.7 })
    expect(feuille?.getCell('F5').protection).toMatchObject({ locked: false })
    expect(feuille?.getCell('G5').protection?.locked).not.toBe(false)
    expect(feuille?.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 4 })
    expect(feuille?.autoFilter).toBe('A4:K44')
    expect(feuille?.pageSetup).toMatchObject({ orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9, printTitlesRow: '4:4' })
    expect(feuille?.headerFooter.oddFooter).toContain('page &P / &N')
    expect(feuille?.getCell('A45').isMerged).toBe(true)
    expect(feuille?.getCell('D5').dataValidation).toMatchObject({ type: 'list', formulae: ['"PA,PHE,PHA,DOM"'] })
    expect(feuille?.getCell('B5').dataValidation).toMatchObject({ type: 'list', formulae: ["'Listes de choix'!$A$1:$A$2"] })
    expect(livre.getWorksheet('Listes de choix')?.state).toBe('hidden')
    expect(livre.getWorksheet('Synthèse')?.getCell('B14').value).toEqual(new Date('2026-09-01T00:00:00.000Z'))
  })

  it('writes the same bytes for the same tree, in any time zone', async () => {
    const avant = process.env['TZ']
    const premiers = await renderXlsx(classeurEssai())
    process.env['TZ'] = 'Pacific/Auckland'
    const seconds = await renderXlsx(classeurEssai())
    if (avant === undefined) delete process.env['TZ']
    else process.env['TZ'] = avant
    expect(Buffer.compare(premiers, seconds)).toBe(0)
  })

  it('never lets a text become a formula, and gives it back as it can be held', async () => {
    const hostiles = ['=1+1', '+cmd', '@SUM(A1)', '_x003D_1+1', '<f>1</f>', ']]>', '\u0000\u0008=2', 'a\r\nb', ' bord ', '\ud800seul', "'", '"', '&amp;', '']
    const textes = [...hostiles, ...fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { numRuns: 2000, seed: 7 })]
    const octets = await renderXlsx(uneFeuille(textes.map((t) => [xt(t)])))
    expect(partie(octets, 'xl/worksheets/sheet1.xml')).not.toContain('<f>')
    const lues = new Map(relireXlsx(octets).feuilles[0]?.cellules.map((c) => [c.ligne, c.value]))
    textes.forEach((t, i) => {
      expect(lues.get(i + 1) ?? '').toBe(texteXlsx(t))
    })
    const livre = await ouvrir(await renderXlsx(uneFeuille(hostiles.map((t) => [xt(t)]))))
    const autre = hostiles.map((_, i) => livre.getWorksheet('Feuille')?.getCell(i + 1, 1).value ?? '')
    expect(autre).toEqual(hostiles.map((t) => texteXlsx(t)))
  })

  it('caps a text at what a cell holds', () => {
    expect(texteXlsx('é'.repeat(40_000))).toHaveLength(32_767)
    expect(texteXlsx(`${'a'.repeat(32_765)}😀😀`).isWellFormed()).toBe(true)
  })

  it('keeps a value of the wrong kind as text and refuses what Excel would refuse', async () => {
    const lues = relireXlsx(
      await renderXlsx(
        uneFeuille([
          [
            { v: '2026-02-30', t: 'date' },
            { v: 'à venir', t: 'mois' },
            { v: 12, t: 'texte' }
          ]
        ])
      )
    ).feuilles[0]?.cellules
    expect(lues?.map((c) => [c.value, c.nature])).toEqual([
      ['2026-02-30', 'texte'],
      ['à venir', 'texte'],
      ['12', 'texte']
    ])
    await expect(renderXlsx({ ...uneFeuille([]), feuilles: [{ nom: 'a/b', colonnes: [], lignes: [] }] })).rejects.toThrow('sheet name')
    await expect(renderXlsx(uneFeuille([[{ v: Number.NaN, t: 'entier' }]]))).rejects.toThrow('finite')
  })

  it('stops when asked', async () => {
    let appels = 0
    const aide = {
      progres: () => undefined,
      verifierAnnulation: () => {
        if (++appels === 2) throw new Error('annule')
      }
    }
    const lignes = Array.from({ length: 5000 }, (_, i) => [xt(`ligne ${i}`), xt('texte')])
    await expect(renderXlsx(uneFeuille(lignes), { aide })).rejects.toThrow('annule')
  })
})

describe('comparerXlsx', () => {
  const modifie = async (chemin: string, de: string | RegExp, vers: string) => {
    const classeur = classeurEssai()
    const parties = unzipSync(await renderXlsx(classeur))
    const xml = new TextDecoder().decode(parties[chemin])
    const change = xml.replace(de, vers)
    expect(change).not.toBe(xml)
    return (await comparerXlsx(zipSync({ ...parties, [chemin]: new TextEncoder().encode(change) }), classeur)).ecarts
  }
  const feuille = 'xl/worksheets/sheet2.xml'
  it.each<[string, string, string | RegExp, string, RegExp]>([
    ['a cent', feuille, '<v>12345</v>', '<v>12345.01</v>', /ligne 5, colonne 6 : « 1234500 » attendu, « 1234501 » trouvé/u],
    ['a stored result', feuille, /(ROUND\(F9\*0.2,2\)<\/f><v>)[\d.]+/u, '$12500', /cellule G9 : la formule donne/u],
    ['a formula', feuille, 'SUM(H5:H44)', 'SUM(H5:H43)', /formule n’est pas celle attendue/u],
    ['a dropped row', feuille, /<row r="20"[\s\S]*?<\/row>/u, '', /ligne 20, colonne 1 : « 16 » attendu, la cellule est vide/u],
    ['a text', 'xl/sharedStrings.xml', 'Étang', 'Etang', /site de l’Étang » attendu/u],
    ['an extra cell', feuille, /(<row r="3">)/u, '$1<c r="D3"><v>4</v></c>', /cellule D3 n’était pas prévue/u],
    ['an unknown function', feuille, 'SUM(H5:H44)', 'MEDIAN(H5:H44)', /fonction inconnue « MEDIAN »/u],
    ['a sheet name', 'xl/workbook.xml', 'name="Synthèse"', 'name="Synthese"', /feuilles du fichier/u],
    ['a format', 'xl/styles.xml', '€', '$', /le format n’est pas celui/u]
  ])('sees %s', async (_, chemin, de, vers, attendu) => {
    expect((await modifie(chemin, de, vers)).join('\n')).toMatch(attendu)
  })

  it('refuses what is not a workbook', () => {
    expect(() => relireXlsx(new Uint8Array([1, 2, 3]))).toThrow('Le fichier ne peut pas être lu')
    expect(() => relireXlsx(zipSync({ 'a.xml': new Uint8Array(3) }))).toThrow('ce n’est pas un classeur')
  })

  it('names a circular reference', async () => {
    const octets = await renderXlsx(
      uneFeuille([
        [
          { v: 1, t: 'entier', f: 'B1' },
          { v: 1, t: 'entier', f: 'A1' }
        ]
      ])
    )
    expect(recalculer(relireXlsx(octets)).ecarts.join(' ')).toContain('référence circulaire')
  })
})

describe('LibreOffice', () => {
  it('gives back 10,000 hostile texts as the same texts, none of them a formula', { timeout: 120_000 }, async () => {
    const debuts = ['=', '+', '-', '@', '\t=', ' =', '_x003D_', '{=', "'=", '\u00a0=', '"', '<', '&', '']
    const corps = fc.sample(fc.string({ unit: 'grapheme', maxLength: 30 }), { numRuns: 10_000, seed: 11 })
    const textes = corps.map((t, i) => texteXlsx(`${debuts[i % debuts.length]}${i % 3 ? '1+1' : ''}${t}`))
    const avant = await renderXlsx(uneFeuille(textes.map((t) => [xt(t)])))
    const [apres] = await recalculerAvecLibreOffice([avant])
    if (!apres) throw new Error('LibreOffice gave nothing back')
    const lues = relireXlsx(apres).feuilles[0]?.cellules ?? []
    expect(lues.filter((c) => c.formula !== undefined)).toEqual([])
    const parLigne = new Map(lues.map((c) => [c.ligne, c.value]))
    expect(textes.filter((t, i) => (parLigne.get(i + 1) ?? '') !== t)).toEqual([])
  })

  it('opens the workbooks and a forced recalculation gives the stored values', { timeout: 120_000 }, async () => {
    const fausse = uneFeuille([[{ v: 5, t: 'entier', f: '1+1' }], [xt('=1+1')], [xt('_x003D_1+1')]])
    const [juste, autre] = [await renderXlsx(classeurEssai()), await renderXlsx(fausse)]
    const [apres, corrige] = await recalculerAvecLibreOffice([juste, autre])
    if (!apres || !corrige) throw new Error('LibreOffice gave nothing back')
    expect(ecartsRecalcul(juste, apres)).toEqual({ formules: 129, ecarts: [] })
    expect(ecartsRecalcul(autre, corrige).ecarts).toEqual(['Feuille!A1: 5 stored, 2 computed (1+1)'])
    // The recalculation is real: a wrong stored result is corrected by it, and texts stay texts.
    const cellules = relireXlsx(corrige).feuilles[0]?.cellules ?? []
    expect(cellules.map((c) => [c.value, c.formula])).toEqual([
      [2, '1+1'],
      ['=1+1', undefined],
      ['_x003D_1+1', undefined]
    ])
  })
})
