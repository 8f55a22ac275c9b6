import { type PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef } from 'pdf-lib'
import { GrappeError } from '#contract/errors.ts'
import { openPdf } from '../render/pdf/inspect-pdf.ts'

export interface PartieFusion {
  /** Bookmark of its first page, and name in messages. */
  readonly titre: string
  readonly octets: Uint8Array
  /** Pages counted when the file was attached; a file that opens with fewer is damaged. */
  readonly pages: number | null
}
export interface Fusion {
  readonly octets: Uint8Array
  readonly pages: number
  /** Parts left out because their pages cannot be copied (protected, damaged), with the reason. */
  readonly ecartees: readonly { readonly partie: PartieFusion; readonly raison: string }[]
}

function ajouterSignets(pdf: PDFDocument, signets: readonly { readonly titre: string; readonly page: PDFRef }[]): void {
  const { context } = pdf
  const racine = context.nextRef()
  const refs = signets.map(() => context.nextRef())
  signets.forEach(({ titre, page }, i) => {
    const entree = context.obj({ Title: PDFHexString.fromText(titre), Parent: racine, Dest: [page, PDFName.of('Fit')] }) as PDFDict
    const avant = refs[i - 1]
    const apres = refs[i + 1]
    if (avant) entree.set(PDFName.of('Prev'), avant)
    if (apres) entree.set(PDFName.of('Next'), apres)
    const ref = refs[i]
    if (ref) context.assign(ref, entree)
  })
  const [premier] = refs
  const dernier = refs.at(-1)
  if (!premier || !dernier) return
  context.assign(racine, context.obj({ Type: 'Outlines', First: premier, Last: dernier, Count: PDFNumber.of(refs.length) }))
  pdf.catalog.set(PDFName.of('Outlines'), racine)
}

/**
 * PDFs one after the other, with a bookmark for each: a copy for reading, never for what is signed alone.
 * Same parts, same bytes. `souffle` is awaited between two parts (cancellation).
 */
export async function fusionnerPdf(titre: string, date: string, parties: readonly PartieFusion[], souffle: () => Promise<void>): Promise<Fusion> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const ecartees: { partie: PartieFusion; raison: string }[] = []
  const signets: { titre: string; page: PDFRef }[] = []
  for (const partie of parties) {
    await souffle()
    try {
      const source = await openPdf(partie.octets, partie.titre)
      if (partie.pages !== null && source.getPageCount() !== partie.pages) throw new GrappeError('fichier-abime', `${partie.titre} : des pages manquent`)
      const pages = await pdf.copyPages(source, source.getPageIndices())
      pages.forEach((page, i) => {
        pdf.addPage(page)
        if (i === 0) signets.push({ titre: partie.titre, page: page.ref })
      })
    } catch (error) {
      ecartees.push({ partie, raison: error instanceof GrappeError ? error.message : 'ses pages ne peuvent pas être copiées' })
    }
  }
  ajouterSignets(pdf, signets)
  const jour = new Date(`${date}T00:00:00Z`)
  pdf.setTitle(titre, { showInWindowTitleBar: true })
  pdf.setCreator('Grappe')
  pdf.setCreationDate(jour)
  pdf.setModificationDate(jour)
  const pages = pdf.getPageCount()
  return { octets: pages ? await pdf.save({ addDefaultPage: false, updateFieldAppearances: false }) : new Uint8Array(), pages, ecartees }
}
