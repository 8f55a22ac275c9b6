import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { productionsDuLot } from '#documents/registre.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { lots } from '#domain/lot.ts'
import { loadFonts } from '#engine/render/pdf/faces.ts'
import { pdffonts, qpdfCheck, wordsWithoutInk } from '#engine/render/pdf/outside-readers.ts'
import { renderPdf } from '#engine/render/pdf/render-pdf.ts'

const fonts = loadFonts(join(import.meta.dirname, '..', 'resources', 'fonts'))

/** Every PDF that Grappe writes for the example, checked by programs that are not ours. */
describe.each(lots)('PDFs of %s', (lot) => {
  const { dossier } = exemple({ essms: 18, graine: 1 })
  const documents = productionsDuLot(dossier, lot, { date: '2026-11-21', version: 'essai' }).flatMap(({ production: p }) => (p.sorte === 'pdf' ? [p] : []))
  test.each(documents.map((p) => [p.base, p] as const))('%s', async (base, { doc }) => {
    const { bytes, pages, glyphesAbsents } = await renderPdf(doc, { fonts, nomFichier: `${base}.pdf`, brouillon: false, version: 'essai' })
    expect(pages).toBeGreaterThan(0)
    expect(glyphesAbsents).toEqual([])
    // Throws on an error or a warning.
    qpdfCheck(bytes)
    expect(pdffonts(bytes).every((police) => police.incorporee)).toBe(true)
    expect(wordsWithoutInk(bytes)).toEqual([])
  })
})
