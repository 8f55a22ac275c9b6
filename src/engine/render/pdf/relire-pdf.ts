import { GrappeError } from '#contract/errors.ts'
import { inspectPdf } from './inspect-pdf.ts'

/** What a PDF holds when it is opened again by another reader than the one that wrote it. */
export interface RelecturePdf {
  readonly pages: number
  /** Text of each page, in reading order, lines separated by `\n`; shorter than `pages` when `complet` is false. */
  readonly textes: readonly string[]
  /** Names of the fonts used whose file is not inside the PDF. */
  readonly policesAbsentes: readonly string[]
  /** Pages (from 1) that draw nothing at all. */
  readonly pagesBlanches: readonly number[]
  /** False when the time allowed ran out before the last page. */
  readonly complet: boolean
}

/** What is wrong in a document that Grappe is said to have made, without its texts. */
export interface ConstatPdf extends Pick<RelecturePdf, 'pages' | 'policesAbsentes' | 'pagesBlanches'> {
  /** Pages (from 1) of which no text can be read, among those that were. */
  readonly pagesMuettes: readonly number[]
}

export interface OptionsRelecture {
  /** Time allowed for reading the texts, in milliseconds; 20 s by default. */
  readonly delaiMs?: number
  readonly aide?: { verifierAnnulation(): void }
}

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')
let reader: Promise<PdfJs> | null = null

/**
 * The reader, loaded on first use; its worker runs in this very process. It reads texts and never draws: empty stand-ins for the
 * drawing classes it names while loading spare it a native canvas, which the application does not ship, and its warnings about it.
 */
function loadReader(): Promise<PdfJs> {
  reader ??= (async () => {
    const scope = globalThis as Record<string, unknown>
    for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) scope[name] ??= class {}
    const { warn } = console
    console.warn = () => {}
    try {
      // @ts-expect-error the worker has no published types; only its presence on globalThis matters
      scope['pdfjsWorker'] ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
      return await import('pdfjs-dist/legacy/build/pdf.mjs')
    } finally {
      console.warn = warn
    }
  })()
  return reader
}

/**
 * Opens bytes that nobody vouches for in that reader: no code made from text, no font of the system, nothing fetched.
 * The caller destroys the task. `options`: what differs from one reading to the next.
 */
export async function openInReader(bytes: Uint8Array, options: { readonly stopAtErrors?: boolean; readonly maxImageSize?: number } = {}) {
  const { getDocument } = await loadReader()
  return getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    ...options
  })
}

interface TextItem {
  readonly str?: string
  readonly hasEOL?: boolean
}
const textOf = (items: readonly TextItem[]): string => items.map((item) => (item.str ?? '') + (item.hasEOL ? '\n' : '')).join('')

/**
 * Opens a PDF again with an independent reader: pages, text of each page, fonts inside or not, blank pages.
 * Throws a GrappeError when it is not a PDF, is cut short, damaged, or protected by a password.
 */
export async function relirePdf(bytes: Uint8Array, options: OptionsRelecture = {}): Promise<RelecturePdf> {
  const inspection = await inspectPdf(bytes)
  const task = await openInReader(bytes, { stopAtErrors: false })
  const limit = performance.now() + (options.delaiMs ?? 20_000)
  try {
    const pdf = await task.promise.catch((cause: unknown) => {
      throw new GrappeError('fichier-abime', cause instanceof Error ? cause.message : '')
    })
    if (pdf.numPages !== inspection.pages) throw new GrappeError('fichier-abime', `${inspection.pages} pages annoncées, ${pdf.numPages} lues`)
    const textes: string[] = []
    for (let n = 1; n <= pdf.numPages && performance.now() < limit; n++) {
      options.aide?.verifierAnnulation()
      const page = await pdf.getPage(n)
      textes.push(textOf((await page.getTextContent({ disableNormalization: true })).items as readonly TextItem[]))
      page.cleanup()
    }
    const pagesBlanches = inspection.pagesSansDessin.filter((n) => (textes[n - 1] ?? '').trim() === '')
    return { pages: pdf.numPages, textes, policesAbsentes: inspection.policesAbsentes, pagesBlanches, complet: textes.length === pdf.numPages }
  } finally {
    await task.destroy()
  }
}

/** Reads a whole document again for its faults. */
export async function constaterPdf(bytes: Uint8Array, options: OptionsRelecture): Promise<ConstatPdf> {
  const { pages, textes, policesAbsentes, pagesBlanches, complet } = await relirePdf(bytes, options)
  return { pages, policesAbsentes, pagesBlanches, pagesMuettes: complet ? textes.flatMap((t, i) => (t.trim() === '' ? [i + 1] : [])) : [] }
}
