import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { lireXlsx } from '#engine/import/lire-xlsx.ts'
import { ouvrirModele } from '#engine/modeles/modele-ouvert.ts'
import { recalculerAvecLibreOffice } from '#engine/render/xlsx/recalcul-libreoffice.ts'
import { relireXlsx } from '#engine/render/xlsx/relire-xlsx.ts'
import { dateSerie } from '#engine/render/xlsx/texte-xlsx.ts'
import { type Attendu, caseAttendue, ligneAttendue, lignesAttendues, type SujetAttendu } from './attendus.ts'
import { dossierEssai, essmsEssai } from './dossier-essai.ts'
import { cles, modele, ttfEssai } from './mesure.ts'

/** A table of a model: sheet, heading row, first free row, free rows, what its rows are. */
type Table = readonly [feuille: string, entete: number, premiere: number, libres: number, sujet: SujetAttendu]

/** Shape of each model as drawn by its generator, and the parts that a filling may change. */
const formes: Readonly<Record<string, { readonly tables: readonly Table[]; readonly parties: readonly string[] }>> = {
  'usages-lo.xlsx': { tables: [['Indicateurs', 7, 8, 4, 'essms']], parties: ['xl/worksheets/sheet2.xml', 'xl/workbook.xml'] },
  'depenses-lo.xlsx': { tables: [['Dépenses', 13, 14, 5, 'depenses']], parties: ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml', 'xl/workbook.xml'] },
  'mensuel-lo.xltx': { tables: [['Suivi trimestriel', 4, 5, 20, 'essms']], parties: ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', '[Content_Types].xml'] },
  'perimetre-lo.xlsx': {
    tables: [
      ['Périmètre', 6, 7, 2, 'organismes'],
      ['Périmètre', 11, 12, 4, 'essms']
    ],
    parties: ['xl/worksheets/sheet1.xml', 'xl/workbook.xml']
  },
  'financement-lo.xlsx': {
    tables: [
      ['Coûts du projet', 4, 5, 3, 'couts'],
      ['Coûts RH', 2, 3, 2, 'rh'],
      ['Ressources', 2, 3, 10, 'ressources']
    ],
    parties: ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml', 'xl/worksheets/sheet3.xml', 'xl/workbook.xml']
  },
  'fiche-lo.xlsx': { tables: [], parties: ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml', 'xl/workbook.xml'] },
  'comparaison-exceljs.xlsx': { tables: [['Restitution', 7, 8, 23, 'essms']], parties: ['xl/worksheets/sheet1.xml', 'xl/workbook.xml'] },
  'synthese-exceljs.xlsx': { tables: [], parties: ['xl/worksheets/sheet1.xml', 'xl/workbook.xml'] },
  'une-ligne-exceljs.xlsx': { tables: [['État', 6, 7, 1, 'depenses']], parties: ['xl/worksheets/sheet1.xml', 'xl/workbook.xml'] },
  'recapitulatif-main.xlsx': {
    tables: [['Usages', 4, 5, 3, 'essms']],
    parties: [
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
      'xl/workbook.xml',
      'xl/tables/table1.xml',
      'xl/drawings/drawing1.xml',
      'xl/drawings/vmlDrawing1.vml',
      'xl/charts/chart1.xml',
      'xl/comments1.xml',
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels'
    ]
  },
  'prerempli-main.xlsx': { tables: [], parties: ['xl/worksheets/collecte.xml', 'xl/workbook.xml'] }
}

const dossier = dossierEssai()
const copies = new Map<string, Uint8Array>()
let recalculees = new Map<string, ReadonlyMap<string, string | number | boolean | null>>()

type Cellules = Map<string, { readonly value: string | number | boolean | null; readonly formula?: string; readonly nature: string }>
const cellulesDe = (octets: Uint8Array): Cellules =>
  new Map(relireXlsx(octets).feuilles.flatMap((f) => f.cellules.map((c) => [`${f.nom}!${c.ref}`, c] as const)))

beforeAll(async () => {
  for (const [nom, cle] of Object.entries(cles)) {
    const ouvert = await ouvrirModele(modele(nom), cle.usage)
    copies.set(nom, (await ouvert.remplir(ouvert.proposee, dossier, ttfEssai)).octets)
  }
  const xlsx = [...copies].filter(([nom]) => !nom.endsWith('.pdf'))
  const lus = await recalculerAvecLibreOffice(xlsx.map(([, octets]) => octets))
  recalculees = new Map(xlsx.map(([nom], i) => [nom, new Map([...cellulesDe(lus[i] ?? new Uint8Array())].map(([k, c]) => [k, c.value]))]))
}, 120_000)

const xlsx = Object.keys(formes).filter((nom) => nom !== 'prerempli-main.xlsx')

/** Where a cell of the model stands in its copy. */
function placeApres(nom: string, place: string): string {
  const [, feuille = '', lettres = '', ligne = ''] = /^(.*)!([A-Z]+)(\d+)$/u.exec(place) ?? []
  let n = Number(ligne)
  for (const [f, , premiere, libres, sujet] of [...(formes[nom]?.tables ?? [])].reverse()) {
    const manque = Math.max(0, lignesAttendues[sujet] - libres)
    const derniere = premiere + libres - 1
    if (f === feuille && n > (libres === 1 ? derniere : derniere - 1)) n += manque
  }
  return `${feuille}!${lettres}${n}`
}

/** Every value that the copy must hold beyond the model, by place. */
function attendusDe(nom: string): Map<string, Attendu> {
  const cle = cles[nom]!
  const attendus = new Map<string, Attendu>()
  const fenetre = cle.usage === 'indicateurs-va' ? 'va' : 'cloture'
  for (const [place, donnee] of Object.entries(cle.places)) {
    const [, feuille, lettres, ligne] = /^(.*)!([A-Z]+)(\d+)$/u.exec(place)!
    const table = formes[nom]!.tables.find((t) => t[0] === feuille && t[1] === Number(ligne))
    if (!table) {
      attendus.set(placeApres(nom, place), caseAttendue(donnee))
      continue
    }
    const premiere = Number(/\d+$/u.exec(placeApres(nom, `${feuille}!A${table[2]}`))![0])
    // A table of one or more rows starts where it started, moved by the tables above it.
    const debut = table[3] === 1 ? table[2] : premiere
    for (let i = 0; i < lignesAttendues[table[4]]; i++) attendus.set(`${feuille}!${lettres}${debut + i}`, ligneAttendue(table[4], i, donnee, fenetre))
  }
  return attendus
}

const lue = (c: Cellules extends Map<string, infer V> ? V | undefined : never): Attendu => {
  if (!c || c.value === null) return null
  if (typeof c.value === 'number' && c.nature === 'date') return `date:${dateSerie(c.value)}`
  return typeof c.value === 'boolean' ? String(c.value) : c.value
}

describe.each(xlsx)('%s', (nom) => {
  test('every value is in its cell, and nothing is in any other', () => {
    const avant = cellulesDe(modele(nom))
    const apres = cellulesDe(copies.get(nom)!)
    const attendus = attendusDe(nom)
    const faux: string[] = []
    for (const [place, attendu] of attendus) {
      const valeur = lue(apres.get(place))
      const pareil = typeof attendu === 'number' && typeof valeur === 'number' ? Math.abs(attendu - valeur) < 1e-9 : attendu === valeur
      if (!pareil) faux.push(`${place}: ${JSON.stringify(valeur)} au lieu de ${JSON.stringify(attendu)}`)
    }
    const gardees = new Map([...avant].map(([place, c]) => [placeApres(nom, place), c]))
    for (const [place, c] of apres) {
      if (attendus.has(place) || c.formula !== undefined || c.value === null) continue
      const origine = gardees.get(place)
      if (origine?.formula !== undefined || (origine?.value ?? null) !== c.value) faux.push(`${place}: ${JSON.stringify(c.value)} n’est pas attendu`)
    }
    for (const [place, c] of gardees)
      if (c.value !== null && c.formula === undefined && apres.get(place)?.formula === undefined && apres.get(place)?.value !== c.value)
        faux.push(`${place}: ${JSON.stringify(c.value)} a disparu`)
    for (const [place, c] of gardees) if (c.formula !== undefined && apres.get(place)?.formula === undefined) faux.push(`${place}: formule perdue`)
    expect(faux).toEqual([])
    expect(attendus.size).toBeGreaterThan(8)
  })

  test('every part that the filling does not reach keeps its bytes', () => {
    const avant = unzipSync(modele(nom))
    const apres = unzipSync(copies.get(nom)!)
    const changees = Object.keys(avant).filter((p) => apres[p] !== undefined && !Buffer.from(avant[p]!).equals(Buffer.from(apres[p]!)))
    expect(changees.sort()).toEqual([...formes[nom]!.parties].sort())
    expect(Object.keys(apres).filter((p) => avant[p] === undefined)).toEqual([])
    expect(Object.keys(avant).filter((p) => apres[p] === undefined)).toEqual(nom === 'recapitulatif-main.xlsx' ? ['xl/calcChain.xml'] : [])
    const lire = (p: string) => Buffer.from(apres[p]!).toString()
    expect(lire('xl/workbook.xml')).toContain('fullCalcOnLoad="1"')
    expect(lire('[Content_Types].xml')).not.toContain('template.main')
  })
})

/** Sum of a column of the expected values. */
const somme = (nom: string, feuille: string, lettre: string): number =>
  [...attendusDe(nom)]
    .filter(([p]) => p.startsWith(`${feuille}!${lettre}`) && /^\d+$/u.test(p.slice(feuille.length + 2)))
    .reduce((s, [, v]) => s + (typeof v === 'number' ? v : 0), 0)

describe('LibreOffice opens the copies and computes the same totals', () => {
  const verifier = (nom: string, place: string, attendu: number | string) => {
    const valeur = recalculees.get(nom)?.get(place)
    if (typeof attendu === 'number') expect(valeur, `${nom} ${place}`).toBeCloseTo(attendu, 6)
    else expect(valeur, `${nom} ${place}`).toBe(attendu)
  }
  test('nine establishments in a table of four rows', () => {
    for (const c of ['F', 'G', 'I', 'K', 'L', 'N', 'P']) verifier('usages-lo.xlsx', `Indicateurs!${c}17`, somme('usages-lo.xlsx', 'Indicateurs', c))
    verifier('usages-lo.xlsx', 'Indicateurs!H17', somme('usages-lo.xlsx', 'Indicateurs', 'F') / somme('usages-lo.xlsx', 'Indicateurs', 'G'))
    // The rows added compute their own rates.
    verifier('usages-lo.xlsx', 'Indicateurs!H13', 20_501 / 20_507)
    verifier('usages-lo.xlsx', 'Indicateurs!H16', 20_801 / 20_807)
  })
  test('expenses: totals, remainder, other sheet', () => {
    for (const c of ['L', 'M', 'O']) verifier('depenses-lo.xlsx', `Dépenses!${c}22`, somme('depenses-lo.xlsx', 'Dépenses', c))
    verifier('depenses-lo.xlsx', 'Dépenses!D24', 60_000.03 - somme('depenses-lo.xlsx', 'Dépenses', 'O'))
    verifier('depenses-lo.xlsx', 'Récapitulatif!B1', somme('depenses-lo.xlsx', 'Dépenses', 'M'))
    verifier('depenses-lo.xlsx', 'Récapitulatif!B2', 1284.01)
  })
  test('months, two tables, plan over three years', () => {
    for (const c of 'CDEFGHIJKLMN') verifier('mensuel-lo.xltx', `Suivi trimestriel!${c}25`, somme('mensuel-lo.xltx', 'Suivi trimestriel', c))
    const essms = (c: string) =>
      [...attendusDe('perimetre-lo.xlsx')].filter(([p]) => new RegExp(`^Périmètre!${c}(1[3-9]|2\\d)$`, 'u').test(p)).reduce((s, [, v]) => s + Number(v), 0)
    for (const c of ['H', 'I', 'K']) verifier('perimetre-lo.xlsx', `Périmètre!${c}22`, essms(c))
    const couts = ['D', 'E', 'F'].reduce((s, c) => s + somme('financement-lo.xlsx', 'Coûts du projet', c), 0)
    verifier('financement-lo.xlsx', 'Coûts du projet!G10', couts)
    const rh = [0, 1, 2, 3].reduce((s, i) => s + 0.25 * (i + 1) * (6 + i) * (4000 + 50 * i), 0)
    verifier('financement-lo.xlsx', 'Coûts RH!H7', rh)
    verifier('financement-lo.xlsx', 'Ressources!E13', 72_345.7)
    verifier('financement-lo.xlsx', 'Ressources!E16', 72_345.7 - couts - rh)
  })
  test('one row that becomes eight, a control that holds', () => {
    for (const c of 'GHI') verifier('une-ligne-exceljs.xlsx', `État!${c}15`, somme('une-ligne-exceljs.xlsx', 'État', c))
    verifier('une-ligne-exceljs.xlsx', 'État!C17', 'Équilibré')
  })
  test('table of Excel, shared formulas, sheet that reads another, indicators in rows', () => {
    const actifs = somme('recapitulatif-main.xlsx', 'Usages', 'F')
    verifier('recapitulatif-main.xlsx', 'Usages!F14', actifs)
    verifier('recapitulatif-main.xlsx', 'Usages!E16', somme('recapitulatif-main.xlsx', 'Usages', 'E'))
    verifier('recapitulatif-main.xlsx', 'Usages!G13', 10_803 / 10_806)
    verifier('recapitulatif-main.xlsx', 'Calcul caché!A1', actifs)
    verifier('recapitulatif-main.xlsx', 'Calcul caché!B1', 'Usages!F8 et 9')
    verifier('synthese-exceljs.xlsx', 'Synthèse!D9', Number(caseAttendue('grappe.numerateur.MSS')) / Number(caseAttendue('grappe.denominateur.MSS')))
  })
})

test('what points at the rows of a table follows them: validations, formats, names, filter, chart, note, frame, break', () => {
  const lire = (nom: string) => {
    const parties = unzipSync(copies.get(nom)!)
    return (p: string) => Buffer.from(parties[p]!).toString()
  }
  const depenses = lire('depenses-lo.xlsx')
  expect(depenses('xl/worksheets/sheet1.xml')).toContain('<conditionalFormatting sqref="O14:O21">')
  expect(depenses('xl/worksheets/sheet1.xml')).toContain('sqref="G14:G21"')
  expect(depenses('xl/worksheets/sheet1.xml')).toContain('<mergeCell ref="C22:K22"/>')
  expect(depenses('xl/workbook.xml')).toContain('Dépenses!$C$1:$P$26')
  expect(depenses('xl/workbook.xml')).toContain('Dépenses!$M$22')
  const usages = lire('usages-lo.xlsx')
  expect(usages('xl/worksheets/sheet2.xml')).toMatch(/<sheetProtection[^>]*sheet="true"/u)
  expect(usages('xl/workbook.xml')).toContain('Indicateurs!$B$2:$R$17')
  expect(usages('xl/workbook.xml')).toContain('state="hidden"')
  const recap = lire('recapitulatif-main.xlsx')
  const feuille = recap('xl/worksheets/sheet1.xml')
  for (const attendu of [
    'sqref="E5:F13"',
    '<xm:sqref>F5:F13</xm:sqref>',
    'MAX($F$5:$F$13)',
    '<mergeCell ref="B16:D16"/>',
    '<brk id="16"',
    'SUM(E5:E13)+SUM($F$5:$F$13)*0',
    'IF(E13=0,&quot;&quot;,F13/E13)'
  ])
    expect(feuille.replaceAll('"",', '&quot;&quot;,')).toContain(attendu)
  expect(recap('xl/tables/table1.xml')).toContain('ref="B4:G14"')
  expect(recap('xl/tables/table1.xml')).toContain('<autoFilter ref="B4:G13"/>')
  expect(recap('xl/charts/chart1.xml')).toContain('Usages!$F$5:$F$13')
  expect(recap('xl/charts/chart1.xml')).toContain('Usages!$F$4<')
  expect(recap('xl/drawings/drawing1.xml')).toContain('<xdr:row>17</xdr:row>')
  expect(recap('xl/drawings/drawing1.xml')).toContain('<xdr:row>33</xdr:row>')
  expect(recap('xl/comments1.xml')).toContain('ref="E16"')
  expect(recap('xl/drawings/vmlDrawing1.vml')).toContain('<x:Row>15</x:Row>')
  expect(recap('xl/workbook.xml')).toContain('Usages!$B$2:$G$36')
  expect(recap('xl/workbook.xml')).toContain('Usages!$F$5:$F$13')
  expect(feuille).toContain('x14ac:dyDescent="0.25"')
})

test('rows already named are filled by their FINESS number, the others are left', async () => {
  const nom = 'prerempli-main.xlsx'
  const ouvert = await ouvrirModele(modele(nom), cles[nom]!.usage)
  const { octets, remarques } = await ouvert.remplir(ouvert.proposee, dossier, ttfEssai)
  const rangees = (await lireXlsx(octets))[0]!.rangees.slice(2).map((r) => r.cellules)
  const attendue = (finess: string, nom: string) => {
    const i = essmsEssai.findIndex((e) => e.finess === finess)
    if (i < 0) return [finess, nom]
    const [annee, mois, jour] = essmsEssai[i]!.dateMiseEnService.split('-')
    return [finess, nom, `${jour}/${mois}/${annee}`, String(20_001 + 100 * i), String(20_002 + 100 * i), `Remarque cloture ${i + 1}`]
  }
  expect(rangees).toEqual([
    attendue('990000028', 'Structure B'),
    attendue('990000010', 'Structure A'),
    attendue('990000077', 'Structure G'),
    attendue('990009994', 'Structure inconnue'),
    attendue('990000044', 'Structure D')
  ])
  expect(remarques.join(' ')).toContain('990009994')
  expect(remarques.join(' ')).toContain('5 lignes')
})

test('values beyond what the model accepts are written and said', async () => {
  const classeur = new ExcelJS.Workbook()
  const f = classeur.addWorksheet('Liste')
  f.addRow(['Nom ESSMS', 'FINESS', 'Capacité'])
  for (let l = 2; l <= 4; l++) {
    f.getCell(l, 1).dataValidation = { type: 'textLength', operator: 'lessThan', formulae: [10] }
    f.getCell(l, 2).dataValidation = { type: 'textLength', operator: 'equal', formulae: [9] }
    f.getCell(l, 3).dataValidation = { type: 'whole', operator: 'between', formulae: [32, 99] }
    for (let c = 1; c <= 3; c++) f.getCell(l, c).border = { bottom: { style: 'thin' } }
  }
  const ouvert = await ouvrirModele(new Uint8Array(await classeur.xlsx.writeBuffer()), 'essms')
  const { rapport } = await ouvert.remplir(ouvert.proposee, dossier, ttfEssai)
  expect(rapport.map((l) => [l.place, l.etat, l.remplies, l.motif])).toEqual([
    ['Liste!A1', 'partiel', 9, '9 valeurs sortent des limites du modèle (9 caractères au plus) : à reprendre dans la copie.'],
    ['Liste!B1', 'rempli', 9, null],
    ['Liste!C1', 'partiel', 9, 'Une valeur sort des limites du modèle (de 32 à 99) : à reprendre dans la copie.']
  ])
})
