import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from 'pdf-lib'
import type { Doc } from '#documents/doc.ts'
import { openPdf } from './inspect-pdf.ts'
import { type Bookmark, writeOutline } from './outline.ts'
import { type RenderedPdf, type RenderOptions, renderPdf } from './render-pdf.ts'

/** One existing PDF to put in the whole: `titre` is its bookmark and its name in errors. */
export interface PartiePdf {
  readonly titre: string
  readonly bytes: Uint8Array
}

export interface AssemblageOptions {
  readonly titre: string
  readonly porteur: string
  /** Civil date `AAAA-MM-JJ` of the properties. */
  readonly date: string
  readonly version: string
  /** A cover drawn first (list of the proofs…), with what it takes to render it. */
  readonly couverture?: { readonly doc: Doc; readonly options: RenderOptions }
  readonly aide?: { verifierAnnulation(): void }
}

const harmful = new Set(['JavaScript', 'Launch', 'SubmitForm', 'ImportData'])

/** A consolidated document never acts by itself: scripts, launches and sendings are left out of the copied pages. */
function disarm(page: PDFDict): void {
  page.delete(PDFName.of('AA'))
  const annotations = page.lookup(PDFName.of('Annots'))
  if (!(annotations instanceof PDFArray)) return
  for (let i = 0; i < annotations.size(); i++) {
    const annotation = annotations.lookup(i)
    if (!(annotation instanceof PDFDict)) continue
    annotation.delete(PDFName.of('AA'))
    const action = annotation.lookup(PDFName.of('A'))
    const kind = action instanceof PDFDict ? action.lookup(PDFName.of('S')) : undefined
    if (kind instanceof PDFName && harmful.has(kind.decodeText())) annotation.delete(PDFName.of('A'))
  }
}

/**
 * Puts existing PDFs one after the other, one bookmark each, after an optional cover. Never ignores encryption and never drops a page:
 * a protected, damaged or cut PDF stops everything with a GrappeError that names it.
 */
export async function assemblerPdf(parties: readonly PartiePdf[], options: AssemblageOptions): Promise<Omit<RenderedPdf, 'glyphesAbsents'>> {
  const whole = await PDFDocument.create({ updateMetadata: false })
  const bookmarks: Bookmark[] = []
  const append = async (titre: string, source: PDFDocument): Promise<void> => {
    const pages = await whole.copyPages(source, source.getPageIndices())
    let first: PDFRef | null = null
    for (const page of pages) {
      disarm(page.node)
      whole.addPage(page)
      first ??= page.ref
    }
    if (first) bookmarks.push({ niveau: 1, titre, page: first, y: null })
  }
  if (options.couverture) {
    const cover = await renderPdf(options.couverture.doc, options.couverture.options)
    await append(options.couverture.doc.titreCourt, await openPdf(cover.bytes))
  }
  for (const { titre, bytes } of parties) {
    options.aide?.verifierAnnulation()
    await append(titre, await openPdf(bytes, titre))
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  const { context, catalog } = whole
  writeOutline(context, catalog, bookmarks)
  catalog.set(PDFName.of('Lang'), PDFString.of('fr-FR'))
  const date = PDFString.of(`D:${options.date.replaceAll('-', '')}000000Z`)
  context.trailerInfo.Info = context.register(
    context.obj({
      Title: PDFHexString.fromText(options.titre),
      Author: PDFHexString.fromText(options.porteur),
      Creator: PDFHexString.fromText('Grappe'),
      Producer: PDFHexString.fromText(`Grappe ${options.version}`),
      CreationDate: date,
      ModDate: date
    })
  )
  const bytes = await whole.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: 200 })
  return { bytes, pages: whole.getPageCount() }
}
