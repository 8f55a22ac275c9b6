import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, type PDFPage, PDFRawStream, PDFStream } from 'pdf-lib'
import { GrappeError } from '#contract/errors.ts'

/** What can be said of a PDF without rendering it. */
export interface InspectionPdf {
  readonly pages: number
  readonly policesAbsentes: readonly string[]
  /** Pages (from 1) whose content has no painting operator. */
  readonly pagesSansDessin: readonly number[]
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
const endOfFile = '%%EOF'
/** Length without the zeros and blanks that some scanners add. */
function realEnd(bytes: Uint8Array): number {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] ?? 0) <= 0x20) end--
  return end
}

/**
 * Opens a PDF that will be copied or re-read. Refuses what would give silent losses: a file that is not a PDF, that is cut short
 * (it would load with fewer pages) or protected by a password (its pages would come out blank). `attendues`: pages counted before.
 */
export async function openPdf(bytes: Uint8Array, nom = '', attendues: number | null = null): Promise<PDFDocument> {
  const named = (cause: string): string => (nom === '' ? cause : `${nom} : ${cause}`)
  if (bytes.length === 0) throw new GrappeError('fichier-vide', nom)
  if (!latin1(bytes.subarray(0, 1024)).includes('%PDF-')) throw new GrappeError('format-refuse', named('ce n’est pas un PDF'))
  if (!latin1(bytes.subarray(Math.max(0, realEnd(bytes) - 2048), realEnd(bytes))).includes(endOfFile))
    throw new GrappeError('fichier-abime', named('le PDF est incomplet, sa fin manque'))
  let pdf: PDFDocument
  try {
    pdf = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY, throwOnInvalidObject: false })
  } catch (cause) {
    if (cause instanceof Error && /encrypt|password/iu.test(cause.message))
      throw new GrappeError('format-refuse', named('le PDF est protégé par un mot de passe ; enregistrez-en une copie sans protection'))
    throw new GrappeError('fichier-abime', named('le PDF ne peut pas être relu'))
  }
  if (pdf.isEncrypted) throw new GrappeError('format-refuse', named('le PDF est protégé par un mot de passe ; enregistrez-en une copie sans protection'))
  const announced = announcedPages(pdf)
  let found = 0
  try {
    found = pdf.getPageCount()
  } catch {
    throw new GrappeError('fichier-abime', named('ses pages ne peuvent pas être relues'))
  }
  if (found === 0 || (announced !== null && announced !== found))
    throw new GrappeError('fichier-abime', named(`${announced ?? 0} pages annoncées, ${found} lues`))
  if (attendues !== null && attendues !== found) throw new GrappeError('fichier-abime', named(`${attendues} pages à l’origine, ${found} lues`))
  return pdf
}

function announcedPages(pdf: PDFDocument): number | null {
  const pages = pdf.catalog.lookup(PDFName.of('Pages'))
  const count = pages instanceof PDFDict ? pages.lookup(PDFName.of('Count')) : undefined
  return count === undefined ? null : Number(count.toString())
}

/** Fonts without their file, and pages that paint nothing. */
export async function inspectPdf(bytes: Uint8Array): Promise<InspectionPdf> {
  const pdf = await openPdf(bytes)
  const policesAbsentes = new Set<string>()
  const seen = new Set<PDFObject>()
  const pagesSansDessin: number[] = []
  for (const [i, page] of pdf.getPages().entries()) {
    const resources = page.node.Resources()
    if (resources) collectFonts(resources, policesAbsentes, seen)
    if (!paints(page)) pagesSansDessin.push(i + 1)
  }
  return { pages: pdf.getPageCount(), policesAbsentes: [...policesAbsentes].sort(), pagesSansDessin }
}

/** The fonts of a resource dictionary and of the forms it draws. */
function collectFonts(resources: PDFDict, absent: Set<string>, seen: Set<PDFObject>): void {
  if (seen.has(resources)) return
  seen.add(resources)
  const fonts = resources.lookup(PDFName.of('Font'))
  if (fonts instanceof PDFDict)
    for (const key of fonts.keys()) {
      const font = fonts.lookup(key)
      if (font instanceof PDFDict && !isEmbedded(font)) absent.add(nameOf(font))
    }
  const forms = resources.lookup(PDFName.of('XObject'))
  if (forms instanceof PDFDict)
    for (const key of forms.keys()) {
      const form = forms.lookup(key)
      const inner = form instanceof PDFStream ? form.dict.lookup(PDFName.of('Resources')) : undefined
      if (inner instanceof PDFDict) collectFonts(inner, absent, seen)
    }
}

const nameOf = (font: PDFDict): string => String(font.lookup(PDFName.of('BaseFont')) ?? 'police sans nom').replace(/^\//u, '')

function isEmbedded(font: PDFDict): boolean {
  if (font.lookup(PDFName.of('Subtype')) === PDFName.of('Type3')) return true
  const descendants = font.lookup(PDFName.of('DescendantFonts'))
  const holder = descendants instanceof PDFArray ? descendants.lookup(0) : font
  const descriptor = holder instanceof PDFDict ? holder.lookup(PDFName.of('FontDescriptor')) : undefined
  return descriptor instanceof PDFDict && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor.has(PDFName.of(key)))
}

/** Operators that leave ink: fills, strokes, shadings, images, forms, texts. */
const painting = /(?:^|[\s\])>])(?:f\*?|F|S|s|B\*?|b\*?|sh|Do|EI|Tj|TJ|'|")(?=\s|$)/u

function paints(page: PDFPage): boolean {
  const contents = page.node.Contents()
  const streams = contents instanceof PDFArray ? Array.from({ length: contents.size() }, (_, i) => contents.lookup(i)) : [contents]
  return streams.some((stream) => {
    if (!(stream instanceof PDFRawStream)) return stream instanceof PDFStream
    try {
      return painting.test(latin1(decodePDFRawStream(stream).decode()))
    } catch {
      return true
    }
  })
}
