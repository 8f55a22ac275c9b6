import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
// @ts-expect-error the worker has no published types; only its presence on globalThis matters
import * as lecteur from 'pdfjs-dist/legacy/build/pdf.worker.mjs'

/** From the page: one PDF of one page, and the width to draw it at, in pixels of the screen. */
export interface VersRendu {
  readonly numero: number
  readonly pdf: Uint8Array
  readonly largeur: number
}
/** To the page: its picture, and its size in points as it is shown. */
export type DepuisRendu =
  | { readonly numero: number; readonly ok: true; readonly image: ImageBitmap; readonly largeur: number; readonly hauteur: number }
  | { readonly numero: number; readonly ok: false }

/** Most pixels drawn: beyond, a page is drawn smaller. */
const pixelsMax = 6_000_000
/** Larger pictures inside a page are left out. */
const imageMax = 60_000_000

/** Everything happens in this worker, the reading too: the page ends it when it lasts. */
Object.assign(globalThis, { pdfjsWorker: lecteur as unknown })

interface Toile {
  canvas: OffscreenCanvas | null
  context: OffscreenCanvasRenderingContext2D | null
}
/** Canvases that need no document. */
class Toiles {
  create(largeur: number, hauteur: number): Toile {
    const canvas = new OffscreenCanvas(largeur, hauteur)
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) }
  }
  reset({ canvas }: Toile, largeur: number, hauteur: number): void {
    if (canvas) Object.assign(canvas, { width: largeur, height: hauteur })
  }
  destroy(toile: Toile): void {
    if (toile.canvas) Object.assign(toile.canvas, { width: 0, height: 0 })
    toile.canvas = null
    toile.context = null
  }
}
/** SVG filters need a document: rare effects are drawn plain. */
class Filtres {
  addFilter = () => 'none'
  addHCMFilter = () => 'none'
  addAlphaFilter = () => 'none'
  addLuminosityFilter = () => 'none'
  addHighlightHCMFilter = () => 'none'
  destroy = () => undefined
}

async function dessiner({ numero, pdf, largeur }: VersRendu): Promise<DepuisRendu> {
  const task = getDocument({
    data: pdf,
    verbosity: 0,
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    maxImageSize: imageMax,
    canvasMaxAreaInBytes: 4 * pixelsMax,
    CanvasFactory: Toiles,
    FilterFactory: Filtres,
    // Fonts of the document are known to this worker alone.
    ownerDocument: { fonts: (globalThis as unknown as { readonly fonts: FontFaceSet }).fonts } as unknown as HTMLDocument
  })
  try {
    const page = await (await task.promise).getPage(1)
    const { width, height } = page.getViewport({ scale: 1 })
    const scale = Math.min(largeur / width, Math.sqrt(pixelsMax / (width * height)))
    const viewport = page.getViewport({ scale })
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)))
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) return { numero, ok: false }
    await page.render({ canvas: null, canvasContext: context as unknown as CanvasRenderingContext2D, viewport, annotationMode: 1 }).promise
    return { numero, ok: true, image: canvas.transferToImageBitmap(), largeur: width, hauteur: height }
  } catch {
    return { numero, ok: false }
  } finally {
    await task.destroy().catch(() => undefined)
  }
}

addEventListener('message', ({ data }: MessageEvent<VersRendu>) => {
  void dessiner(data).then((rendu) => postMessage(rendu, { transfer: rendu.ok ? [rendu.image] : [] }))
})
