import { spawnSync } from 'node:child_process'
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { type AssemblageOptions, createAssemblage } from './assembler-pdf.ts'
import { loadFonts } from './faces.ts'
import { inkOf, pdfinfo, pdftoppm, pdftotext, qpdfCheck, qpdfJson } from './outside-readers.ts'
import { pageImage } from './page-image.ts'
import { relirePdf } from './relire-pdf.ts'
import { renderPdf } from './render-pdf.ts'
import { docDe, specimen, tableEtablissements } from './specimen.ts'

const rendu = { fonts: loadFonts('resources/fonts'), nomFichier: 'a.pdf', brouillon: false, version: '1' }
const options = { titre: 'Justificatifs', porteur: 'Association Exemple', date: '2026-03-05', version: '1' }
const preuve = async (n: number) =>
  (await renderPdf(docDe([{ b: 'paragraphe', texte: `Facture numéro ${n}` }, { b: 'saut' }, { b: 'paragraphe', texte: `Suite ${n}` }]), rendu)).bytes
/** Parts and their bookmarks, as the consolidated proofs are made. */
async function assemblerPdf(
  parties: readonly { readonly titre: string; readonly bytes: Uint8Array }[],
  o: AssemblageOptions,
  couverture: Uint8Array | null = null
) {
  const assemblage = await createAssemblage(o)
  for (const { titre, bytes } of parties) await assemblage.ajouter(titre, bytes, null)
  const signets = parties.map(({ titre }, partie) => ({ niveau: 1, titre, partie }))
  return assemblage.finir(couverture, [{ niveau: 1, titre: 'Sommaire', partie: null }, ...signets])
}
const refusal = async (work: Promise<unknown>): Promise<GrappeError> => {
  const cause = await work.then(
    () => null,
    (error: unknown) => error
  )
  expect(cause).toBeInstanceOf(GrappeError)
  return cause as GrappeError
}
async function encrypted(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await preuve(1))
  pdf.encrypt({ userPassword: 'secret', ownerPassword: 'secret', permissions: {} })
  return pdf.save({ useObjectStreams: false })
}
/** 8 × 4 pixels, black. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACMEmMfAAAADklEQVR4nGNgoAAwMgAAAA0AAQ3c5wwAAAAASUVORK5CYII=', 'base64')

describe('existing PDFs put together', () => {
  test('after a cover, every page kept, one bookmark each', async () => {
    const { bytes, pages } = await assemblerPdf(
      [
        { titre: 'Facture 1', bytes: await preuve(1) },
        { titre: 'Facture 2', bytes: await preuve(2) }
      ],
      options,
      (await renderPdf(docDe([tableEtablissements(3)], { titreCourt: 'Bordereau' }), rendu)).bytes
    )
    expect(pages).toBe(5)
    expect(qpdfCheck(bytes)).toContain('No syntax')
    const texts = pdftotext(bytes)
    for (const [p, text] of [
      ['Établissements', 0],
      ['numéro 1', 1],
      ['Suite 1', 2],
      ['numéro 2', 3],
      ['Suite 2', 4]
    ].map(([text, p]) => [Number(p), String(text)] as const))
      expect(texts[p]).toContain(text)
    const { outlines } = qpdfJson(bytes) as { outlines: { title: string; destpageposfrom1: number }[] }
    expect(outlines.map((entry) => [entry.title, entry.destpageposfrom1])).toEqual([
      ['Sommaire', 1],
      ['Facture 1', 2],
      ['Facture 2', 4]
    ])
    for (let page = 1; page <= 5; page++) expect(inkOf(pdftoppm(bytes, page, 50))).toBeGreaterThan(10)
    expect(pdfinfo(bytes)).toMatchObject({ Title: 'Justificatifs', Author: 'Association Exemple' })
  })

  test('gives the same bytes for the same parts', async () => {
    const parts = [{ titre: 'Facture', bytes: await preuve(1) }]
    const [a, b] = [await assemblerPdf(parts, options), await assemblerPdf(parts, options)]
    expect(Buffer.compare(a.bytes, b.bytes)).toBe(0)
  })

  test.each<[string, () => Promise<Uint8Array>, string, RegExp]>([
    ['a protected one', encrypted, 'format-refuse', /Devis 7.*mot de passe/u],
    ['one cut short', async () => (await preuve(1)).slice(0, -400), 'fichier-abime', /Devis 7.*incomplet/u],
    ['one cut in half', async () => (await renderPdf(specimen, rendu)).bytes.slice(0, 40_000), 'fichier-abime', /Devis 7/u],
    ['something else', async () => new TextEncoder().encode('bonjour'), 'format-refuse', /Devis 7/u],
    ['nothing', async () => new Uint8Array(0), 'fichier-vide', /Devis 7/u]
  ])('%s is refused by name', async (_, make, code, message) => {
    const error = await refusal(assemblerPdf([{ titre: 'Devis 7', bytes: await make() }], options))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  test('a refused part leaves the whole as it was; one with fewer pages than before is refused', async () => {
    const assemblage = await createAssemblage(options)
    expect(await assemblage.ajouter('Un', await preuve(1), 2)).toBe(2)
    expect((await refusal(assemblage.ajouter('Deux', await preuve(2), 3))).message).toContain('Deux : 3 pages à l’origine, 2 lues')
    await refusal(assemblage.ajouter('Trois', (await preuve(3)).slice(0, -400), null))
    expect(await assemblage.ajouter('Quatre', await preuve(4), null)).toBe(2)
    const { bytes, pages } = await assemblage.finir(null, [])
    expect([assemblage.parties(), pages]).toEqual([2, 4])
    expect(qpdfCheck(bytes)).toContain('No syntax')
    expect(pdftotext(bytes).join('')).not.toMatch(/numéro [23]/u)
  })
})

test('scripts and launches of a proof are left out, its links kept', async () => {
  const source = await PDFDocument.create()
  const page = source.addPage()
  page.drawText('preuve')
  const action = (S: string, extra: Record<string, string>) => source.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: { S, ...extra } })
  page.node.set(PDFName.of('Annots'), source.context.obj([action('JavaScript', { JS: 'x' }), action('Launch', { F: 'x' }), action('URI', { URI: 'x' })]))
  page.node.set(PDFName.of('AA'), source.context.obj({ O: { S: 'JavaScript', JS: 'y' } }))
  const { bytes } = await assemblerPdf([{ titre: 'P', bytes: await source.save() }], options)
  const text = Buffer.from(bytes).toString('latin1')
  expect(text).not.toMatch(/JavaScript|Launch|\/AA/u)
  expect(text).toContain('/URI')
})

describe('a picture as a page', () => {
  test('is one A4 page with its ink, landscape when wide, always the same bytes', async () => {
    const bytes = await pageImage(png, 'Preuve', '2026-03-05')
    expect(qpdfCheck(bytes)).toContain('No syntax')
    expect(pdfinfo(bytes)).toMatchObject({ Pages: '1', Title: 'Preuve' })
    expect(pdfinfo(bytes)['Page size']).toMatch(/^841\.89 x 595\.2/u)
    expect(inkOf(pdftoppm(bytes, 1, 72))).toBeGreaterThan(20)
    expect(Buffer.compare(bytes, await pageImage(png, 'Preuve', '2026-03-05'))).toBe(0)
    expect((await relirePdf(bytes)).pagesBlanches).toEqual([])
  })

  test.each([
    ['a text', new TextEncoder().encode('bonjour'), 'format-refuse'],
    ['an empty file', new Uint8Array(0), 'fichier-vide'],
    ['a cut PNG', new Uint8Array(png.subarray(0, 30)), 'fichier-abime']
  ])('refuses %s', async (_, bytes, code) => {
    expect((await refusal(pageImage(bytes, 'Preuve', '2026-03-05'))).code).toBe(code)
  })
})

describe('reading again', () => {
  test('gives the pages, their texts, and says what is fine', async () => {
    const { bytes, pages } = await renderPdf(specimen, rendu)
    const relu = await relirePdf(bytes)
    expect(relu).toMatchObject({ pages, policesAbsentes: [], pagesBlanches: [], complet: true })
    expect(relu.textes[1]).toContain('Objet et périmètre')
    expect(relu.textes.join('\n')).toContain('1 234 567,89')
  })

  test('names fonts left outside and blank pages', async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage().drawText('bonjour', { font: await pdf.embedFont(StandardFonts.Helvetica) })
    pdf.addPage()
    const relu = await relirePdf(await pdf.save())
    expect(relu).toMatchObject({ pages: 2, policesAbsentes: ['Helvetica'], pagesBlanches: [2], complet: true })
  })

  test('stops when its time is over', async () => {
    const { bytes, pages } = await renderPdf(docDe([tableEtablissements(400)]), rendu)
    const relu = await relirePdf(bytes, { delaiMs: 0 })
    expect(relu).toMatchObject({ pages, complet: false, textes: [] })
  })

  test('works where no drawing library is installed, without a word', () => {
    const script = `
      import Module from 'node:module'
      import { readFileSync } from 'node:fs'
      const resolve = Module._resolveFilename
      Module._resolveFilename = (name, ...rest) => { if (name.startsWith('@napi-rs')) throw new Error('absent'); return resolve(name, ...rest) }
      const { relirePdf } = await import('#engine/render/pdf/relire-pdf.ts')
      const { PDFDocument } = await import('pdf-lib')
      const pdf = await PDFDocument.create()
      pdf.addPage().drawText('bonjour')
      console.log((await relirePdf(await pdf.save())).textes.join())`
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(child.stdout).toBe('bonjour\n')
    expect(child.stderr).toBe('')
  })

  test('refuses a protected or cut file', async () => {
    expect((await refusal(relirePdf(await encrypted()))).code).toBe('format-refuse')
    expect((await refusal(relirePdf((await preuve(1)).slice(0, -400)))).code).toBe('fichier-abime')
  })
})
