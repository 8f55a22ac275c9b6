import { deflateSync } from 'node:zlib'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CelluleX, type Classeur, xe, xt } from '#documents/classeur.ts'
import { completude } from '#domain/completude.ts'
import { dossierCloture, jour } from '#domain/dossiers-de-test.ts'
import { analyseVide, ecrireAnalyse, lireAnalyse } from '#domain/preuves/analyse.ts'
import { analyserTexte } from '#domain/preuves/analyser.ts'
import { createRecherche, reperesDe } from '#domain/preuves/detecter-noms.ts'
import { libelleChiffre, nomsChiffres } from '#domain/releve.ts'
import { pdfMinimal, texteMinimal } from '../exemple/pdf-minimal.ts'
import { loadFonts } from '../render/pdf/faces.ts'
import { renderPdf } from '../render/pdf/render-pdf.ts'
import { docDe } from '../render/pdf/specimen.ts'
import { comparerXlsx } from '../render/xlsx/comparer-xlsx.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import type { Examen } from './examen.ts'
import { parLibreOffice, parQpdf } from './fixtures/autres-logiciels.ts'
import { chiffres, cle, entete, etranger, lignes, nir, pdfDuCorpus } from './fixtures/corpus.ts'
import { flux, lignesBrutes, pagesBrutes, pdfBrut, pdfSansFin } from './fixtures/pdf-brut.ts'
import { createLecteurIsole } from './lecteur-isole.ts'

const fonts = loadFonts('resources/fonts')
const latin = (t: string) => t.replaceAll('–', '-').replaceAll('’', "'").replaceAll('é', '\xe9')
const brutes = (l: readonly string[] = lignes) => lignesBrutes(l.map(latin))

const base = dossierCloture(1)
base.modifier('releve', 'r0', { chiffres })
const dossierDeBase = base.dossier()
const reperes = reperesDe(dossierDeBase)

/** What completeness says of a proof, once its reading is written in the dossier. */
function ecarts(examen: Examen): readonly string[] {
  const analyse = examen.etat === 'lu' ? examen.analyse : ecrireAnalyse(analyseVide(examen.etat))
  base.modifier('piece-jointe', 'preuve0', { analyse })
  return completude(base.dossier(), { date: jour })
    .filter((m) => m.cle.startsWith('preuve') && !m.cle.startsWith('preuve:va:'))
    .map((m) => `${m.gravite} ${m.cle.replace(/:.*/u, '')}`)
}

const lecteur = createLecteurIsole()
/** Bounds short enough for a test; the loops are endless whatever the bounds. */
const presse = createLecteurIsole({ delaiMs: 3000, memoireMax: 500_000_000 })
const lire = (bytes: Uint8Array, par = lecteur) => par.examiner({ bytes, preuve: { reperes, sha256: '' } })
afterAll(async () => {
  await lecteur.arreter()
  await presse.arreter()
})

const notre = async () => {
  const rangees = nomsChiffres.map((nom, i) => ({
    cellules: [{ valeur: { t: 'texte' as const, v: libelleChiffre[nom] } }, { valeur: { t: 'entier' as const, v: chiffres[i]! } }]
  }))
  const doc = docDe([
    ...entete.map((texte) => ({ b: 'paragraphe' as const, texte })),
    { b: 'table', colonnes: [{ titre: 'Indicateur' }, { titre: 'Valeur', aligne: 'droite' }], rangees }
  ])
  return (await renderPdf(doc, { fonts, nomFichier: 'preuve.pdf', brouillon: false, version: '1' })).bytes
}
const classeur = (): Classeur => ({
  titre: 'Indicateurs',
  grappe: 'Logiciel',
  porteur: 'Éditeur',
  date: '2026-10-05',
  feuilles: [
    {
      nom: 'Usages',
      colonnes: [{ largeur: 50 }, { largeur: 14 }, { largeur: 14 }],
      lignes: [...entete.map((t) => [xt(t)]), ...nomsChiffres.map((nom, i): CelluleX[] => [xt(libelleChiffre[nom]), xe(chiffres[i]!), xe(7)])]
    }
  ]
})
/** Made with a general library: each figure drawn apart, digits one by one, right aligned, out of order. */
const parMorceaux = async (parPage = 1, avant = 0) => {
  const pdf = await PDFDocument.create()
  const police = await pdf.embedFont(StandardFonts.TimesRoman)
  for (let i = 0; i < avant; i++) pdf.addPage().drawText(`Page ${i + 1}`, { x: 50, y: 50, size: 9, font: police })
  for (let p = 0; p < parPage; p++) {
    const page = pdf.addPage()
    for (const [i, n] of chiffres.entries()) {
      let x = 400
      for (const c of [...String(n).replace(/(\d)(\d{3})$/u, '$1 $2')].reverse()) {
        const w = police.widthOfTextAtSize(c, 11)
        x -= w
        if (c !== ' ') page.drawText(c, { x, y: 500 - 20 * i, size: 11, font: police })
      }
      page.drawText(libelleChiffre[nomsChiffres[i]!].replaceAll('’', "'"), { x: 50, y: 500 - 20 * i, size: 11, font: police })
    }
    for (const [i, t] of entete.entries()) page.drawText(latin(t), { x: 50, y: 700 - 20 * i, size: 11, font: police })
  }
  return pdf.save({ useObjectStreams: false })
}
const scan = async () => {
  const pdf = await PDFDocument.create()
  const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  pdf.addPage().drawImage(await pdf.embedPng(pixel), { x: 0, y: 0, width: 595, height: 842 })
  return pdf.save()
}
/** Letters numbered by a font that says nothing of them. */
const police = (reste: string) =>
  `<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Inconnue /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Inconnue /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Inconnue /Flags 4 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0 /CapHeight 1 /StemV 1 >> >>] ${reste} >>`
const hex = (n: number) => n.toString(16).padStart(4, '0')
/** Numbers of letters as a subset of a font gives them: small, in order of use. */
const lettres = [...new Set(lignes.join(''))]
const glyphe = (c: string) => hex(lettres.indexOf(c) + 1)
const enGlyphes = `BT /F1 11 Tf 56 780 Td ${lignes.map((l) => `<${[...l].map(glyphe).join('')}> Tj 0 -18 Td`).join(' ')} ET`
/** The table that gives the letters of these codes. */
const table = () =>
  flux(
    `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${lettres.length} beginbfchar\n${lettres.map((c) => `<${glyphe(c)}> <${hex(c.codePointAt(0)!)}>`).join('\n')}\nendbfchar\nendcmap end`
  )
/** Digits drawn with other codes, which the encoding of the font names. */
const codee =
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [14 /zero /one /two /three /four /five /six /seven /eight /nine] >> >>'
const chiffresCodes = () =>
  brutes().replace(/\((.*?)\) Tj/gu, (_, t: string) => `(${t.replace(/\d/gu, (d) => `\\${(14 + Number(d)).toString(8).padStart(3, '0')}`)}) Tj`)

type Cas = readonly [nom: string, faire: () => Uint8Array | Promise<Uint8Array>, attendus: readonly string[]]
const bons: readonly Cas[] = [
  ['the minimal writer', () => pdfMinimal(lignes[0]!, lignes.slice(1)), []],
  ['our renderer, a table with narrow spaces', notre, []],
  ['a workbook printed by LibreOffice', async () => parLibreOffice(await renderXlsx(classeur())), []],
  ['figures drawn digit by digit by another library', () => parMorceaux(), []],
  ['object streams and a compressed table', () => parQpdf(pagesBrutes([brutes()]), '--object-streams=generate', '--compress-streams=y'), []],
  ['linearised', () => parQpdf(pagesBrutes([brutes()]), '--linearize'), []],
  ['a turned page', () => pagesBrutes([brutes()], { page: '/Rotate 90' }), []],
  ['letters turned on the page', () => pagesBrutes([`q 0 1 -1 0 800 0 cm ${brutes()} Q`]), []],
  ['invisible text over a scan', () => pagesBrutes([`3 Tr ${brutes()}`]), []],
  ['a font numbered by its own codes, with their table', () => pagesBrutes([enGlyphes], { police: police('/ToUnicode 6 0 R'), suite: [table()] }), []],
  ['digits renamed by the encoding of their font', () => pagesBrutes([chiffresCodes()], { police: codee }), []],
  ['offsets that are wrong', () => pagesBrutes([brutes()], { decalage: 7 }), []],
  ['no table at all', () => pagesBrutes([brutes()], { sansTable: true }), []],
  ['a chain of tables that bites its tail', () => pagesBrutes([brutes()], { trailer: '/Prev 9' }), []],
  ['300 pages, figures on the last one', () => parMorceaux(1, 299), []],
  ['500 pages, figures on the last one', () => parMorceaux(1, 499), ['a-justifier preuve-chiffres', 'information preuve-longue']]
]
const douteux: readonly Cas[] = [
  ['a scan', scan, ['a-justifier preuve-scan']],
  ['letters that nothing names', () => pagesBrutes([enGlyphes], { police: police('') }), ['a-justifier preuve-scan']],
  [
    'another establishment',
    () => pdfMinimal('Indicateurs', ['EHPAD Ailleurs', `FINESS ${etranger}`, ...lignes.slice(3)]),
    ['a-justifier preuve-etablissement']
  ],
  ['another window', () => pagesBrutes([brutes(lignes.map((l) => l.replace('01/07', '01/04').replace('30/09', '30/06')))]), ['a-justifier preuve-fenetre']],
  ['made too early', () => pagesBrutes([brutes(lignes.map((l) => l.replace('05/10/2026', '12/09/2026')))]), ['a-justifier preuve-extraction']],
  ['a figure that differs', () => pagesBrutes([brutes(lignes.map((l) => l.replace(': 412', ': 413')))]), ['a-justifier preuve-chiffres']],
  ['a figure inside another', () => pagesBrutes([brutes(lignes.map((l) => l.replace(': 412', ': 14 123')))]), ['a-justifier preuve-chiffres']],
  ['a NIR', () => pagesBrutes([brutes([...lignes, `Usager ${nir}`])]), ['a-justifier preuve-personnel']],
  [
    'a NIR in groups',
    () => pagesBrutes([brutes([...lignes, nir.replace(/(.)(..)(..)(..)(...)(...)(..)/u, '$1 $2 $3 $4 $5 $6 $7')])]),
    ['a-justifier preuve-personnel']
  ],
  [
    'a list of people',
    () => pagesBrutes([brutes([...lignes, 'DUPONT Marie', 'MARTIN Jean', 'DURAND Paul', 'MOREL Anne', 'PETIT Luc'])]),
    ['information preuve-personnes']
  ],
  [
    'figures in the fields of a form only',
    () =>
      pagesBrutes([brutes(entete)], {
        page: '/Annots [6 0 R]',
        suite: [`<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (${chiffres.join(' ')}) >>`]
      }),
    ['a-justifier preuve-chiffres']
  ],
  [
    'a page that draws itself',
    () =>
      pagesBrutes(['/X Do'], {
        ressources: '/XObject << /X 6 0 R >>',
        suite: [flux('/X Do', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>')]
      }),
    ['a-justifier preuve-scan']
  ]
]
const refuses: readonly Cas[] = [
  ['a password to open', () => parQpdf(pagesBrutes([brutes()]), '--encrypt', 'secret', 'maitre', '256', '--'), ['protege']],
  ['a password to print', () => parQpdf(pagesBrutes([brutes()]), '--encrypt', '', 'maitre', '256', '--'), ['protege']],
  ['cut short', () => pagesBrutes([brutes()]).slice(0, 700), ['abime']],
  ['a text named .pdf', () => Buffer.from(lignes.join('\n')), ['pas-un-pdf']],
  ['nothing at all', () => new Uint8Array(), ['abime']],
  ['pages that hold one another', () => pdfBrut(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']), ['abime']],
  ['garbage after the heading', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4000, '<<[/A '), Buffer.from('\n%%EOF')]), ['abime']]
]

describe('what is right passes', () => {
  test.each(bons)('%s', async (_nom, faire, attendus) => {
    const examen = await lire(await faire())
    expect(examen).toMatchObject({ etat: 'lu', texteLisible: true })
    expect(ecarts(examen)).toEqual(attendus)
  })
})

describe('what is doubtful is said', () => {
  test.each(douteux)('%s', async (_nom, faire, attendus) => {
    const examen = await lire(await faire())
    expect(examen.etat).toBe('lu')
    expect(ecarts(examen)).toEqual(attendus)
  })
})

describe('what cannot be opened blocks', () => {
  test.each(refuses)('%s', async (_nom, faire, [etat]) => {
    const examen = await lire(await faire())
    expect(examen.etat).toBe(etat)
    expect(ecarts(examen)).toEqual(['bloquant preuve-illisible'])
  })
})

describe('what other programs print is classified as the key says, written before them', () => {
  test.each(Object.entries(cle))('%s', async (nom, attendus) => {
    expect(ecarts(await lire(pdfDuCorpus(nom)))).toEqual(attendus)
  })
})

describe('what never ends is ended', () => {
  const bombe = deflateSync(Buffer.alloc(600_000_000, 'BT (a) Tj ET '))
  const sansFin: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
    ['forms that draw each other, ten to the twelfth times', () => pdfSansFin(), /ne se termine pas/u],
    ['a page that swells without end', () => pagesBrutes([flux(bombe, '/Filter /FlateDecode')]), /mémoire|ne se termine pas/u],
    ['a page that swells twice', () => pagesBrutes([flux(deflateSync(bombe), '/Filter [/FlateDecode /FlateDecode]')]), /mémoire|ne se termine pas/u]
  ]
  beforeAll(async () => {
    await lire(pagesBrutes([brutes()]), presse)
  })

  test.each(sansFin)('%s', async (_nom, faire, cause) => {
    const bytes = faire()
    const depart = performance.now()
    let tours = 0
    const horloge = setInterval(() => tours++, 20)
    const examen = await lire(bytes, presse)
    clearInterval(horloge)
    expect(examen).toMatchObject({ etat: 'sans-fin', cause: expect.stringMatching(cause) as string })
    expect(ecarts(examen)).toEqual(['bloquant preuve-illisible'])
    // The bound, and time for a busy machine to notice it; meanwhile this thread was never held.
    expect(performance.now() - depart).toBeLessThan(8000)
    expect(tours).toBeGreaterThan(10)
    expect(await lire(pagesBrutes([brutes()]), presse)).toMatchObject({ etat: 'lu' })
  })

  test('several files wait for one another', async () => {
    const etats = await Promise.all([pdfSansFin(), pagesBrutes([brutes()]), new Uint8Array([1]), pagesBrutes([brutes()])].map((bytes) => lire(bytes, presse)))
    expect(etats.map((e) => e.etat)).toEqual(['sans-fin', 'lu', 'pas-un-pdf', 'lu'])
  })
})

test('the example says of its own proofs what a reader finds in them', async () => {
  const recherche = createRecherche(reperes)
  const examen = await lire(pdfMinimal(lignes[0]!, lignes.slice(1)))
  const lu = lireAnalyse(examen.etat === 'lu' ? examen.analyse : null)!
  const dit = analyserTexte(texteMinimal(lignes[0]!, lignes.slice(1)), recherche)
  const sansPlaces = (a: typeof lu) => ({ ...a, nombres: a.nombres.map((n) => (typeof n === 'number' ? n : [n[0], n[1], n[2] > 50])) })
  expect(sansPlaces(dit)).toEqual(sansPlaces(lu))
})

test('a file that is no proof is only opened', async () => {
  expect(await lecteur.examiner({ bytes: pagesBrutes([brutes()]), preuve: null })).toEqual({
    etat: 'lu',
    pages: 1,
    texteLisible: true,
    analyse: null,
    code: null
  })
})

test('a workbook is compared with its tree in the thread as here', async () => {
  const octets = await renderXlsx(classeur())
  expect(await lecteur.comparerXlsx(octets, classeur())).toEqual({ etat: 'lu', ...(await comparerXlsx(octets, classeur())) })
  const autre = { ...classeur(), feuilles: [{ nom: 'Autre', colonnes: [], lignes: [[xe(8)]] }] }
  expect((await lecteur.comparerXlsx(octets, autre)).ecarts.join('\n')).toMatch(/feuilles du fichier/u)
  await expect(lecteur.comparerXlsx(new Uint8Array([1, 2, 3]), classeur())).rejects.toThrow('le classeur ne s’ouvre pas')
})
