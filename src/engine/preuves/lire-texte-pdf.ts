import { GrappeError } from '#contract/errors.ts'
import type { Morceau, PageLue, TexteLu } from '#domain/preuves/texte-lu.ts'
import { openPdf } from '../render/pdf/inspect-pdf.ts'
import { openInReader } from '../render/pdf/relire-pdf.ts'

/** Pages read at most, and runs of text at most in the whole document. */
const pagesMax = 400
const morceauxMax = 400_000

export interface OptionsTexte {
  /** After so long, in milliseconds, what was read is given back: `pages` then stops before the last one. */
  readonly delaiMs: number
  /** Stops at the first page that has text: only whether there is some matters. */
  readonly premierTexte: boolean
}

interface Item {
  readonly str?: string
  readonly transform?: readonly number[]
  readonly width?: number
  readonly height?: number
}

type Matrice = readonly number[]
const fini = (n: number | undefined, max = 100_000) => (n !== undefined && Number.isFinite(n) ? Math.max(-max, Math.min(max, n)) : 0)

/** A run of pdfjs → a run in points from the top left of the page as it is shown. */
function morceauDe({ str = '', transform = [], width, height }: Item, vue: Matrice): Morceau | null {
  if (str === '') return null
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = vue
  const [p = 1, q = 0, , , u = 0, v = 0] = transform
  const angle = (Math.atan2(b * p + d * q, a * p + c * q) * 180) / Math.PI
  const turned = Math.abs(angle) > 0.5 ? { angle: Math.round(fini(angle)) } : {}
  const [x, y] = [fini(a * u + c * v + e), fini(b * u + d * v + f)]
  return { texte: str, x, y, largeur: Math.abs(fini(width)), corps: Math.abs(fini(height)) || Math.hypot(fini(p), fini(q)) || 1, ...turned }
}

/**
 * Text of a PDF with the place of each run, for reading proofs. Runs in a worker that its caller may end: a hostile file
 * can make this last for ever. Throws the GrappeError of `openPdf`.
 */
export async function lireTextePdf(bytes: Uint8Array, { delaiMs, premierTexte }: OptionsTexte): Promise<TexteLu> {
  const limite = performance.now() + delaiMs
  const annoncees = (await openPdf(bytes)).getPageCount()
  const task = await openInReader(bytes, { stopAtErrors: false })
  try {
    const pdf = await task.promise.catch((cause: unknown) => {
      throw new GrappeError('fichier-abime', cause instanceof Error ? cause.message : '')
    })
    if (pdf.numPages !== annoncees) throw new GrappeError('fichier-abime', `${annoncees} pages annoncées, ${pdf.numPages} lues`)
    const pages: PageLue[] = []
    let total = 0
    for (let numero = 1; numero <= Math.min(pdf.numPages, pagesMax) && performance.now() < limite && total < morceauxMax; numero++) {
      const page = await pdf.getPage(numero)
      const vue = page.getViewport({ scale: 1 }).transform as Matrice
      const morceaux: Morceau[] = []
      const lecteur = page.streamTextContent().getReader()
      for (;;) {
        const { done, value } = (await lecteur.read()) as { done: boolean; value?: { items: readonly Item[] } }
        if (done || !value) break
        for (const item of value.items) {
          const morceau = morceauDe(item, vue)
          if (morceau) morceaux.push(morceau)
        }
        if (total + morceaux.length < morceauxMax && performance.now() < limite) continue
        await lecteur.cancel(new Error('limite atteinte')).catch(() => undefined)
        break
      }
      page.cleanup()
      total += morceaux.length
      pages.push({ numero, morceaux })
      if (premierTexte && morceaux.some((m) => m.texte.trim() !== '')) break
    }
    return { nombrePages: pdf.numPages, pages }
  } finally {
    await task.destroy()
  }
}
