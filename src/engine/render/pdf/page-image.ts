import { degrees, PDFDocument, PDFHexString, PDFString } from 'pdf-lib'
import { GrappeError } from '#contract/errors.ts'
import { a4, marges } from './style.ts'

const isPng = (bytes: Uint8Array): boolean => bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff

/** Turns of the page that a JPEG's orientation asks for (EXIF tag 0x0112), in degrees clockwise; mirrored photographs are left as they are. */
function rotationOf(bytes: Uint8Array): 0 | 90 | 180 | 270 {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 4 < view.byteLength && view.getUint8(at) === 0xff) {
    const length = view.getUint16(at + 2)
    if (view.getUint8(at + 1) === 0xe1 && at + 18 < view.byteLength && view.getUint32(at + 4) === 0x45786966)
      return exifRotation(view, at + 10, at + 2 + length)
    if (view.getUint8(at + 1) === 0xda) break
    at += 2 + length
  }
  return 0
}

function exifRotation(view: DataView, tiff: number, end: number): 0 | 90 | 180 | 270 {
  const limit = Math.min(end, view.byteLength)
  const little = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, little)
  if (directory + 2 > limit) return 0
  const entries = view.getUint16(directory, little)
  for (let i = 0; i < entries && directory + 14 + i * 12 <= limit; i++) {
    const entry = directory + 2 + i * 12
    if (view.getUint16(entry, little) !== 0x0112) continue
    const value = view.getUint16(entry + 8, little)
    return value === 3 ? 180 : value === 6 ? 90 : value === 8 ? 270 : 0
  }
  return 0
}

/**
 * A PNG or JPEG as a PDF of one A4 page: landscape when the picture is wide, shrunk to the margins, never enlarged beyond one point a pixel.
 * Throws a GrappeError when the picture is of another kind or damaged.
 */
export async function pageImage(bytes: Uint8Array, titre: string, date: string): Promise<Uint8Array> {
  if (bytes.length === 0) throw new GrappeError('fichier-vide', titre)
  if (!isPng(bytes) && !isJpeg(bytes)) throw new GrappeError('format-refuse', `${titre} : une image PNG ou JPEG est attendue`)
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const image = await (isPng(bytes) ? pdf.embedPng(bytes) : pdf.embedJpg(bytes)).catch(() => {
    throw new GrappeError('fichier-abime', `${titre} : l’image ne peut pas être lue`)
  })
  const turn = isPng(bytes) ? 0 : rotationOf(bytes)
  const sideways = turn === 90 || turn === 270
  const [l, h] = sideways ? [image.height, image.width] : [image.width, image.height]
  const [pageL, pageH] = l > h ? [a4.long, a4.court] : [a4.court, a4.long]
  const scale = Math.min((pageL - marges.gauche - marges.droite) / l, (pageH - marges.haut - marges.bas) / h, 1)
  const [drawnL, drawnH] = [l * scale, h * scale]
  const [x, y] = [(pageL - drawnL) / 2, (pageH - drawnH) / 2]
  const page = pdf.addPage([pageL, pageH])
  const corner = turn === 90 ? [x, y + drawnH] : turn === 180 ? [x + drawnL, y + drawnH] : turn === 270 ? [x + drawnL, y] : [x, y]
  page.drawImage(image, {
    x: corner[0] ?? x,
    y: corner[1] ?? y,
    width: image.width * scale,
    height: image.height * scale,
    rotate: degrees(-turn)
  })
  const stamp = PDFString.of(`D:${date.replaceAll('-', '')}000000Z`)
  pdf.context.trailerInfo.Info = pdf.context.register(
    pdf.context.obj({ Title: PDFHexString.fromText(titre), Creator: PDFHexString.fromText('Grappe'), CreationDate: stamp, ModDate: stamp })
  )
  return pdf.save({ useObjectStreams: false, addDefaultPage: false })
}
