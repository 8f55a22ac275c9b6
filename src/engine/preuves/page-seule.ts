import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage } from 'pdf-lib'
import { GrappeError } from '#contract/errors.ts'
import { disarm } from '../render/pdf/assembler-pdf.ts'
import { openPdf } from '../render/pdf/inspect-pdf.ts'
import { pageImage } from '../render/pdf/page-image.ts'
import { openInReader } from '../render/pdf/relire-pdf.ts'
import type { Lectures } from './examen.ts'
import { tailleImage } from './taille-image.ts'

/** Largest page handed to the window, in bytes, and most drawing orders in it. */
const pageMax = 30_000_000
const ordresMax = 400_000

/** Most points of a PNG, which is unpacked whole to become a page; a JPEG goes as it is. */
const pointsMax = 60_000_000

/** What a page refers to beyond its own drawing: copied along, it would bring the rest of the document. */
const renvois = ['B', 'StructParents', 'PieceInfo', 'Metadata', 'AF', 'Thumb'].map((nom) => PDFName.of(nom))

function detacher(page: PDFPage): void {
  disarm(page.node)
  for (const nom of renvois) page.node.delete(nom)
  const annotations = page.node.lookup(PDFName.of('Annots'))
  if (!(annotations instanceof PDFArray)) return
  for (let i = 0; i < annotations.size(); i++) {
    const annotation = annotations.lookup(i)
    if (annotation instanceof PDFDict) for (const nom of ['A', 'Dest', 'P', 'Parent', 'Popup', 'IRT']) annotation.delete(PDFName.of(nom))
  }
}

/** Draws nothing, but goes through every drawing order of the page: what would take too long or too much memory shows here, not in the window. */
async function eprouver(bytes: Uint8Array): Promise<void> {
  const task = await openInReader(bytes, { maxImageSize: 60_000_000 })
  try {
    const page = await (await task.promise).getPage(1)
    const { fnArray } = await page.getOperatorList()
    if (fnArray.length > ordresMax) throw new GrappeError('fichier-abime', 'cette page est trop chargée pour être montrée')
  } catch (error) {
    if (error instanceof GrappeError) throw error
    throw new GrappeError('fichier-abime', 'cette page ne peut pas être dessinée')
  } finally {
    await task.destroy()
  }
}

/** One page as a PDF of its own, without scripts nor links, tried once; a picture becomes a page. Runs in the reader's thread. */
export async function extrairePage({ bytes, type, numero }: Lectures['page']['demande']): Promise<Lectures['page']['lu']> {
  const image = tailleImage(bytes)
  if (image?.type === 'image/png' && image.largeur * image.hauteur > pointsMax) throw new GrappeError('fichier-abime', 'cette image a trop de points')
  const source = await openPdf(type === 'application/pdf' ? bytes : await pageImage(bytes, '', '2000-01-01'))
  const pages = source.getPageCount()
  if (numero > pages) throw new GrappeError('fichier-abime', `page ${numero} sur ${pages}`)
  detacher(source.getPage(numero - 1))
  const seule = await PDFDocument.create({ updateMetadata: false })
  const [page] = await seule.copyPages(source, [numero - 1])
  if (page) seule.addPage(page)
  const extraite = await seule.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
  if (extraite.length > pageMax) throw new GrappeError('fichier-abime', 'cette page est trop lourde pour être montrée')
  await eprouver(extraite)
  return { pages, bytes: extraite }
}
