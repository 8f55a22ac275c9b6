import { inflateSync } from 'node:zlib'
import * as fontkit from 'fontkit'
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import type { Bloc, Doc, Texte } from '#documents/doc.ts'
import { loadFonts } from './faces.ts'
import { inkOf, pdffonts, pdfinfo, pdftoppm, pdftotext, qpdfCheck, qpdfJson, wordsWithoutInk } from './outside-readers.ts'
import { relirePdf } from './relire-pdf.ts'
import { type RenderOptions, renderPdf } from './render-pdf.ts'
import { docDe, phrase, specimen, tableEtablissements } from './specimen.ts'
import { mm } from './style.ts'

const fonts = loadFonts('resources/fonts')
const options: RenderOptions = { fonts, nomFichier: '03_Convention_Deux_Rives.pdf', brouillon: false, version: '1.2.3' }
const body = { x: 0, y: Math.round(mm(19)), l: 596, h: Math.round(mm(258)) }
const dense = (text: string): string => text.replace(/\s/gu, '')

/** Every text of a document, as an outside reader should find it. */
function textsOf(doc: Doc): string[] {
  const flat = (texte: Texte): string => (typeof texte === 'string' ? texte : texte.map((fragment) => fragment.texte).join(''))
  return doc.blocs.flatMap((bloc): string[] => {
    if (bloc.b === 'titre') return [bloc.texte]
    if (bloc.b === 'paragraphe' || bloc.b === 'encadre') return [flat(bloc.texte)]
    if (bloc.b === 'liste') return bloc.elements.map(flat)
    if (bloc.b === 'table')
      return [
        bloc.titre ?? '',
        bloc.note ?? '',
        ...bloc.colonnes.map((colonne) => colonne.titre),
        ...bloc.rangees.flatMap((row) => row.cellules.flatMap((cellule) => (cellule.valeur.t === 'texte' ? [cellule.valeur.v] : [])))
      ]
    if (bloc.b === 'paires') return bloc.lignes.flatMap(([label, valeur]) => [label, valeur.t === 'texte' ? valeur.v : ''])
    if (bloc.b === 'gantt') return bloc.barres.flatMap((barre) => [barre.libelle, barre.groupe ?? '', barre.responsable ?? ''])
    if (bloc.b === 'figure') return bloc.formes.flatMap((forme) => (forme.f === 'texte' ? [forme.texte] : []))
    if (bloc.b === 'signatures') return bloc.blocs.flatMap((bloc) => [bloc.titre, bloc.organisation, bloc.nom ?? '', bloc.fonction ?? ''])
    return []
  })
}

/** Dictionary of each embedded font of the file. */
async function fontDicts(bytes: Uint8Array) {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  return pdf.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || object.lookup(PDFName.of('Subtype')) !== PDFName.of('CIDFontType2')) return []
    const stream = (holder: PDFDict, key: string): Buffer => inflateSync((holder.lookup(PDFName.of(key)) as PDFRawStream).contents)
    const file = stream(object.lookup(PDFName.of('FontDescriptor'), PDFDict), 'FontFile2')
    return [
      {
        nom: String(object.lookup(PDFName.of('BaseFont'))).slice(8),
        file,
        gids: stream(object, 'CIDToGIDMap'),
        widths: object.lookup(PDFName.of('W'), PDFArray)
      }
    ]
  })
}

describe('the specimen, one document with every block', () => {
  const rendered = renderPdf(specimen, options)

  test('is accepted by qpdf without an error or a warning', async () => {
    expect(qpdfCheck((await rendered).bytes)).toContain('No syntax or stream encoding errors')
  })

  test('embeds each of its fonts once, with a Unicode map', async () => {
    const found = pdffonts((await rendered).bytes)
    expect(found.map((font) => font.nom.replace(/^[A-Z]{6}\+/u, '')).sort()).toEqual([
      'SourceSans3-Bold',
      'SourceSans3-Italic',
      'SourceSans3-Regular',
      'SourceSans3-SemiBold'
    ])
    expect(found.every((font) => font.incorporee && font.unicode)).toBe(true)
  })

  test('gives back every text, accents and narrow spaces included', async () => {
    const pages = pdftotext((await rendered).bytes, body)
    expect(pages).toHaveLength((await rendered).pages)
    const all = dense(pages.join(''))
    const texts = textsOf(specimen).filter(Boolean)
    expect(texts.length).toBeGreaterThan(150)
    expect(texts.filter((text) => !all.includes(dense(text)))).toEqual([])
    const typed = pages.join('\n')
    // Readers give every kind of space back as a plain one.
    for (const text of ['12 000 €', '« un même dossier »', '1 234 567,89', '1 234 567,00 €', '1er mars 2026', '−100,00', '05/03/2026'])
      expect(typed).toContain(text)
  })

  test('leaves ink under every word it says it prints', async () => {
    expect(wordsWithoutInk((await rendered).bytes)).toEqual([])
  })

  test('says who it is in its properties, without a clock', async () => {
    const info = pdfinfo((await rendered).bytes)
    expect(info).toMatchObject({
      Title: specimen.titre,
      Author: specimen.porteur,
      Creator: 'Grappe',
      Producer: 'Grappe 1.2.3',
      Pages: String((await rendered).pages)
    })
    expect(info['CreationDate']).toMatch(/^2026-03-05T00:00:00/u)
    expect(info['Page size']).toContain('595.28 x 841.89')
    const pdf = await PDFDocument.load((await rendered).bytes, { updateMetadata: false })
    expect(String(pdf.catalog.get(PDFName.of('Lang')))).toBe('(fr-FR)')
  })

  test('numbers its pages, names its file, its code and its short title', async () => {
    const { bytes, pages } = await rendered
    for (const [p, text] of pdftotext(bytes).entries()) {
      expect(text).toContain(`page ${p + 1} / ${pages}`)
      expect(text).toContain(options.nomFichier)
      expect(text).toContain('A1B2C3D4')
      expect(text.includes(`${specimen.titreCourt} · ${specimen.grappe}`)).toBe(p > 0)
      expect(text.includes('Document établi avec Grappe 1.2.3')).toBe(p === 0)
    }
  })

  test('has bookmarks and a table of contents that lead to the right pages', async () => {
    const { bytes } = await rendered
    const pages = pdftotext(bytes)
    const { outlines } = qpdfJson(bytes) as { outlines: { title: string; destpageposfrom1: number; kids: { title: string }[] }[] }
    expect(outlines.map((entry) => entry.title)).toEqual(['Objet et périmètre', 'Tableaux', 'Calendrier'])
    expect(outlines[0]?.kids.map((entry) => entry.title)).toEqual(['Membres'])
    for (const entry of outlines) {
      expect(pages[entry.destpageposfrom1 - 1]).toContain(entry.title)
      expect(pages[0]).toMatch(new RegExp(`${entry.title}\\s+${entry.destpageposfrom1}\\n`, 'u'))
    }
  })

  test('is the same to the byte when drawn again, and shows no missing glyph', async () => {
    const again = await renderPdf(structuredClone(specimen), options)
    expect(Buffer.compare((await rendered).bytes, again.bytes)).toBe(0)
    expect(again.glyphesAbsents).toEqual([])
  })

  test('holds each glyph of the font under the code of its letter, with its width', async () => {
    const faces = new Map(Object.values(fonts).map((face) => [face.font.postscriptName, face]))
    for (const { nom, file, gids, widths } of await fontDicts((await rendered).bytes)) {
      const face = faces.get(nom)
      const subset = fontkit.create(file) as fontkit.Font
      let checked = 0
      const wrong: string[] = []
      for (let i = 0; i < widths.size(); i += 2) {
        const first = Number(String(widths.get(i)))
        const run = widths.lookup(i + 1, PDFArray)
        for (let k = 0; k < run.size(); k++) {
          const code = first + k
          const drawn = subset.getGlyph(gids.readUInt16BE(code * 2)).path.toSVG()
          if (drawn !== face?.glyph(code).path.toSVG() || Number(String(run.get(k))) !== face.advance(code)) wrong.push(String.fromCharCode(code))
          checked++
        }
      }
      expect(wrong).toEqual([])
      expect(checked).toBeGreaterThan(190)
    }
  })
})

test('a font whose glyphs are blank is caught by the ink, where texts and structure say nothing', async () => {
  const { bytes } = await renderPdf(docDe([{ b: 'paragraphe', texte: phrase }]), options)
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  for (const [ref, object] of pdf.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || !object.dict.has(PDFName.of('Length1'))) continue
    const file = inflateSync(object.contents)
    for (let i = 0; i < file.readUInt16BE(4); i++) {
      const entry = 12 + i * 16
      if (file.toString('latin1', entry, entry + 4) === 'loca')
        file.fill(0, file.readUInt32BE(entry + 8), file.readUInt32BE(entry + 8) + file.readUInt32BE(entry + 12))
    }
    pdf.context.assign(ref, pdf.context.flateStream(file, { Length1: file.length }))
  }
  const blank = await pdf.save({ useObjectStreams: false })
  expect(qpdfCheck(blank)).toContain('No syntax')
  expect(dense(pdftotext(blank).join(''))).toContain(dense(phrase))
  expect(wordsWithoutInk(blank).length).toBeGreaterThan(20)
  expect(wordsWithoutInk(bytes)).toEqual([])
})

test('every usual character has its own ink and comes back as itself', async () => {
  const letters = [
    ...Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)),
    ...'àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ€«»’‘“”–—…•°²³½×÷±−≤≥¿¡ñãõåøłžšď'
  ]
  const doc = docDe([
    {
      b: 'table',
      colonnes: letters.slice(0, 8).map(() => ({ titre: 'x' })),
      rangees: chunk(letters, 8).map((row) => ({ cellules: row.map((v) => ({ valeur: { t: 'texte' as const, v } })) }))
    }
  ])
  const { bytes, glyphesAbsents } = await renderPdf(doc, options)
  expect(glyphesAbsents).toEqual([])
  expect(wordsWithoutInk(bytes, 150)).toEqual([])
  const found = new Set(pdftotext(bytes, body).join('').split(/\s+/u))
  expect(letters.filter((letter) => !found.has(letter))).toEqual([])
})

const chunk = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, i * size + size))

test('no sign of punctuation goes alone to the next line where two fragments meet', async () => {
  const blocs = Array.from({ length: 60 }, (_, n): Bloc => {
    const texte = [{ texte: `${'il '.repeat(30)}${'a'.repeat(n)} « ` }, { texte: 'Nom', gras: true }, { texte: ' » ou ' }, { texte: 'Nom' }, { texte: ' ;' }]
    return n % 2 ? { b: 'paragraphe', texte } : { b: 'liste', elements: [texte] }
  })
  const lines = pdftotext((await renderPdf(docDe(blocs), options)).bytes, body).flatMap((page) => page.split('\n').map((line) => line.trim()))
  expect(lines.length).toBeGreaterThan(80)
  expect(lines.filter((line) => /^[»;]|«$/u.test(line))).toEqual([])
})

test('what no face can draw becomes a visible square and is reported', async () => {
  const { bytes, glyphesAbsents } = await renderPdf(docDe([{ b: 'paragraphe', texte: 'avant 漢 puis 😀 après\u0007\u00ad fin e\u0301te\u0301' }]), options)
  expect(glyphesAbsents).toEqual(['漢', '😀'])
  expect(wordsWithoutInk(bytes)).toEqual([])
  expect(pdftotext(bytes, body).join('')).toContain('avant 漢 puis □ après fin été')
})

test('a draft carries its grey mark behind the text, on every page', async () => {
  const doc = docDe([tableEtablissements(80)])
  const final = await renderPdf(doc, options)
  const draft = await renderPdf(doc, { ...options, brouillon: true })
  expect(draft.pages).toBeGreaterThan(2)
  expect((await relirePdf(draft.bytes)).textes.every((text) => text.includes('BROUILLON'))).toBe(true)
  expect((await relirePdf(final.bytes)).textes.some((text) => text.includes('BROUILLON'))).toBe(false)
  for (let page = 1; page <= draft.pages; page++) {
    const [a, b] = [pdftoppm(final.bytes, page, 50), pdftoppm(draft.bytes, page, 50)]
    // Pale: it darkens many pixels a little and hides no dark one.
    const greyed = b.pixels.reduce((count, level, i) => count + (level < (a.pixels[i] ?? 0) - 8 ? 1 : 0), 0)
    expect(greyed).toBeGreaterThan(8000)
    expect(Math.abs(inkOf(b) - inkOf(a))).toBeLessThan(inkOf(a) * 0.12 + 20)
  }
})

test('a landscape document turns the page and keeps the margins', async () => {
  const { bytes } = await renderPdf(docDe([tableEtablissements(5)], { orientation: 'paysage' }), options)
  expect(pdfinfo(bytes)['Page size']).toContain('841.89 x 595.28')
})

test('a cancelled work stops between pages', async () => {
  let calls = 0
  const aide = {
    verifierAnnulation: () => {
      if (++calls > 3) throw new Error('annulé')
    }
  }
  await expect(renderPdf(docDe([tableEtablissements(6000)]), { ...options, aide })).rejects.toThrow('annulé')
})

test('names, files and titles longer than their place are wrapped or shortened, never lost off the page', async () => {
  const long = 'Établissement public départemental et interdépartemental d’accompagnement '.repeat(3).trim()
  const mot = `x${'yz'.repeat(150)}`
  const doc = docDe(
    [
      { b: 'paragraphe', texte: mot },
      { b: 'titre', niveau: 1, texte: long },
      {
        b: 'table',
        colonnes: [{ titre: long }, { titre: mot }],
        rangees: [{ cellules: [{ valeur: { t: 'texte', v: mot } }, { valeur: { t: 'texte', v: long } }] }]
      }
    ],
    { titre: long, grappe: long, porteur: long, titreCourt: long }
  )
  const { bytes } = await renderPdf(doc, { ...options, nomFichier: `${mot}.pdf` })
  const pages = pdftotext(bytes, { x: Math.floor(mm(25)) - 1, y: 0, l: Math.ceil(mm(165)) + 2, h: 842 }).join('')
  const everything = pdftotext(bytes).join('')
  expect(dense(pages)).toBe(dense(everything))
  expect(dense(everything).split(dense(mot)).length - 1).toBe(3)
})
