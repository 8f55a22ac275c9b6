import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFPage, type PDFRef, PDFString } from 'pdf-lib'
import { openPdf } from './inspect-pdf.ts'
import { type Bookmark, writeOutline } from './outline.ts'

export interface AssemblageOptions {
  readonly titre: string
  readonly porteur: string
  /** Civil date `AAAA-MM-JJ` of the properties. */
  readonly date: string
  readonly version: string
}

/** A bookmark of the whole, on the first page of one of its parts; `partie` counts from 0, null for the cover. */
export interface Signet {
  readonly niveau: number
  readonly titre: string
  readonly partie: number | null
}

const harmful = new Set(['JavaScript', 'Launch', 'SubmitForm', 'ImportData'])

/** A document put together never acts by itself: scripts, launches and sendings are left out of the copied pages. */
export function disarm(page: PDFDict): void {
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
 * Puts existing PDFs one after the other, after an optional cover. Never ignores encryption and never drops a page: `ajouter` throws a
 * GrappeError that names a protected, damaged or cut PDF, and leaves the whole as it was. Same parts, same bytes.
 */
export async function createAssemblage(options: AssemblageOptions) {
  const whole = await PDFDocument.create({ updateMetadata: false })
  const premieres: PDFRef[] = []
  const copier = async (source: PDFDocument, poser: (page: PDFPage, rang: number) => void): Promise<readonly PDFPage[]> => {
    const pages = await whole.copyPages(source, source.getPageIndices())
    for (const [rang, page] of pages.entries()) {
      disarm(page.node)
      poser(page, rang)
    }
    return pages
  }
  return {
    parties: (): number => premieres.length,
    /** Adds a part and gives its number of pages; `attendues`: pages counted when it was attached. */
    ajouter: async (titre: string, bytes: Uint8Array, attendues: number | null): Promise<number> => {
      const source = await openPdf(bytes, titre, attendues)
      const pages = await copier(source, (page) => whole.addPage(page))
      const [premiere] = pages
      if (premiere) premieres.push(premiere.ref)
      return pages.length
    },
    finir: async (couverture: Uint8Array | null, signets: readonly Signet[]): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> => {
      const cover = couverture ? await copier(await openPdf(couverture), (page, rang) => whole.insertPage(rang, page)) : []
      const { context, catalog } = whole
      const bookmarks = signets.flatMap(({ niveau, titre, partie }): Bookmark[] => {
        const page = partie === null ? cover[0]?.ref : premieres[partie]
        return page ? [{ niveau, titre, page, y: null }] : []
      })
      writeOutline(context, catalog, bookmarks)
      catalog.set(PDFName.of('Lang'), PDFString.of('fr-FR'))
      catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }))
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
  }
}
export type Assemblage = Awaited<ReturnType<typeof createAssemblage>>
