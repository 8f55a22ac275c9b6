import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { type PDFContext, PDFDocument, PDFHexString, PDFName, PDFRawStream, type PDFRef, PDFString } from 'pdf-lib'
import type { Doc } from '#documents/doc.ts'
import { Canvas, type Lien } from './canvas.ts'
import { type Composition, compose } from './compose.ts'
import type { Heading } from './contents.ts'
import type { Face, Fonts } from './faces.ts'
import { deflateLevel, embedFace } from './font-objects.ts'
import type { Layout } from './layout.ts'
import { writeOutline } from './outline.ts'
import { drawFooter, drawHeader } from './page-frame.ts'
import { PrintableText } from './printable-text.ts'
import { a4, marges, sousTitres } from './style.ts'

export interface RenderOptions {
  readonly fonts: Fonts
  /** Printed in the footer, as the file will be named. */
  readonly nomFichier: string
  readonly brouillon: boolean
  /** Version of Grappe, printed on the first page and kept in the properties. */
  readonly version: string
  /** Pages of other files that will follow: counted in the footer. */
  readonly suite?: number
  /** Called now and then; throws to stop the work. */
  readonly aide?: { verifierAnnulation(): void }
}
export interface RenderedPdf {
  readonly bytes: Uint8Array
  readonly pages: number
  /** Characters no face can draw; a visible square stands in their place. Empty in a good document. */
  readonly glyphesAbsents: readonly string[]
}

/** Rows of layout, or pages of drawing, between two moments given back to the event loop. */
const breath = 1500
const pagesPerBreath = 20

function createSouffle(aide: RenderOptions['aide']): (rows: number) => Promise<void> {
  let done = 0
  return async (rows) => {
    done += rows
    if (done < breath) return
    done = 0
    await new Promise<void>((resolve) => setImmediate(resolve))
    aide?.verifierAnnulation()
  }
}

function createLayout(doc: Doc, options: RenderOptions): { layout: Layout; largeurPage: number; hauteurPage: number } {
  const paysage = doc.orientation === 'paysage'
  const [largeurPage, hauteurPage] = paysage ? [a4.long, a4.court] : [a4.court, a4.long]
  const layout: Layout = {
    fonts: options.fonts,
    text: new PrintableText(),
    x: marges.gauche,
    largeur: largeurPage - marges.gauche - marges.droite,
    hauteur: hauteurPage - marges.haut - marges.bas,
    sousTitres,
    souffle: createSouffle(options.aide)
  }
  return { layout, largeurPage, hauteurPage }
}

/** Lays a document out without drawing it: where every strip stands. Used by the tests of the page rules. */
export async function composePdf(doc: Doc, options: RenderOptions): Promise<Composition> {
  const { layout, hauteurPage } = createLayout(doc, options)
  return compose(layout, doc, { haut: marges.haut, bas: hauteurPage - marges.bas })
}

/** Draws a document as PDF bytes. The same document and options give the same bytes. */
export async function renderPdf(doc: Doc, options: RenderOptions): Promise<RenderedPdf> {
  options.aide?.verifierAnnulation()
  const { layout, largeurPage, hauteurPage } = createLayout(doc, options)
  const { pages, headings } = await compose(layout, doc, { haut: marges.haut, bas: hauteurPage - marges.bas })
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const { context } = pdf
  const used = new Map<Face, Uint8Array>()
  const canvas = new Canvas(hauteurPage, used)
  const frame = {
    doc,
    nomFichier: options.nomFichier,
    version: options.version,
    brouillon: options.brouillon,
    largeurPage,
    hauteurPage,
    total: pages.length + (options.suite ?? 0)
  }
  const resources = context.nextRef()
  const tree = context.nextRef()
  const leaves = pages.map(() => context.nextRef())
  const digest = createHash('sha256')
  for (const [p, page] of pages.entries()) {
    if (p > 0 && p % pagesPerBreath === 0) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      options.aide?.verifierAnnulation()
    }
    if (p > 0) drawHeader(layout, canvas, frame)
    page.repetition?.draw(canvas, marges.haut)
    for (const { strip, y } of page.strips) strip.draw(canvas, y)
    drawFooter(layout, canvas, frame, p + 1)
    const { liens } = canvas
    const content = deflateSync(canvas.finish(), { level: deflateLevel })
    digest.update(content)
    const stream = context.register(PDFRawStream.of(context.obj({ Length: content.length, Filter: 'FlateDecode' }), content))
    const leaf = context.obj({ Type: 'Page', Parent: tree, MediaBox: [0, 0, round(largeurPage), round(hauteurPage)], Resources: resources, Contents: stream })
    if (liens.length > 0) leaf.set(PDFName.of('Annots'), writeLinks(context, liens, headings, leaves, hauteurPage))
    context.assign(leaves[p] ?? context.nextRef(), leaf)
  }
  context.assign(tree, context.obj({ Type: 'Pages', Kids: leaves, Count: leaves.length }))
  const absents = new Set(layout.text.absents)
  const faces = [...used].sort(([a], [b]) => (a.ressource < b.ressource ? -1 : 1))
  const fontDict = context.obj({})
  for (const [face, codes] of faces) fontDict.set(PDFName.of(face.ressource), embedFace(context, face, codes, absents))
  const state = { Type: 'ExtGState', ca: 0.2, CA: 0.2 }
  context.assign(resources, context.obj({ Font: fontDict, ExtGState: { G0: state }, ProcSet: ['PDF', 'Text'] }))
  writeProperties(context, doc, options, layout)
  pdf.catalog.set(PDFName.of('Pages'), tree)
  pdf.catalog.set(PDFName.of('Lang'), PDFString.of('fr-FR'))
  pdf.catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }))
  const outline = headings.filter((heading) => heading.niveau < 3 && heading.page > 0)
  writeOutline(
    context,
    pdf.catalog,
    outline.map((heading) => ({ niveau: heading.niveau, titre: heading.texte, page: leaves[heading.page - 1] ?? tree, y: hauteurPage - heading.y + 6 }))
  )
  const id = PDFHexString.of(digest.update(`${doc.titre}\n${doc.date}\n${options.nomFichier}`).digest('hex').slice(0, 32))
  context.trailerInfo.ID = context.obj([id, id])
  const bytes = await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Number.POSITIVE_INFINITY })
  return { bytes, pages: pages.length, glyphesAbsents: [...absents].sort() }
}

const round = (value: number): number => Math.round(value * 100) / 100

function writeLinks(context: PDFContext, liens: readonly Lien[], headings: readonly Heading[], leaves: readonly PDFRef[], hauteur: number) {
  return context.obj(
    liens.flatMap((lien) => {
      const heading = headings[lien.cible]
      const page = heading ? leaves[heading.page - 1] : undefined
      if (!heading || !page) return []
      const rect = [lien.x, hauteur - lien.y - lien.h, lien.x + lien.l, hauteur - lien.y].map(round)
      return [
        context.obj({
          Type: 'Annot',
          Subtype: 'Link',
          Rect: rect,
          Border: [0, 0, 0],
          Dest: [page, PDFName.of('XYZ'), null, round(hauteur - heading.y + 6), null]
        })
      ]
    })
  )
}

/** Title, author (the porteur), producer and a date that comes from the document, not from the clock. */
function writeProperties(context: PDFContext, doc: Doc, options: RenderOptions, layout: Layout): void {
  const date = PDFString.of(`D:${doc.date.replaceAll('-', '')}000000Z`)
  context.trailerInfo.Info = context.register(
    context.obj({
      Title: PDFHexString.fromText(layout.text.french(doc.titre)),
      Author: PDFHexString.fromText(layout.text.french(doc.porteur)),
      Subject: PDFHexString.fromText(layout.text.french(doc.sousTitre ?? doc.grappe)),
      Creator: PDFHexString.fromText('Grappe'),
      Producer: PDFHexString.fromText(`Grappe ${options.version}`),
      CreationDate: date,
      ModDate: date
    })
  )
}
