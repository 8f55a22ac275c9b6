import type { DepuisRendu, VersRendu } from './page-worker.ts'

/** Time allowed to draw one page, in ms: its worker is then ended, and the window never waited. */
const delai = 15_000

export type PageRendue = Extract<DepuisRendu, { readonly ok: true }>

/** Draws pages of PDFs in a worker of its own, one at a time; null when a page cannot be drawn or lasts too long. */
export function createRendu() {
  let worker: Worker | null = null
  let numero = 0
  let tour: Promise<unknown> = Promise.resolve()

  const arreter = () => {
    worker?.terminate()
    worker = null
  }
  function dessiner(pdf: Uint8Array, largeur: number): Promise<PageRendue | null> {
    worker ??= new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' })
    const courant = worker
    const demande: VersRendu = { numero: ++numero, pdf: new Uint8Array(pdf), largeur }
    return new Promise((resolve) => {
      const finir = (rendu: PageRendue | null, isSain: boolean) => {
        clearTimeout(minuterie)
        courant.removeEventListener('message', recevoir)
        courant.removeEventListener('error', tomber)
        if (!isSain) arreter()
        resolve(rendu)
      }
      const recevoir = ({ data }: MessageEvent<DepuisRendu>) => {
        if (data.numero === demande.numero) finir(data.ok ? data : null, true)
      }
      const tomber = (e: Event) => {
        e.preventDefault()
        finir(null, false)
      }
      const minuterie = setTimeout(() => finir(null, false), delai)
      courant.addEventListener('message', recevoir)
      courant.addEventListener('error', tomber)
      courant.postMessage(demande, [demande.pdf.buffer])
    })
  }
  return {
    dessiner: (pdf: Uint8Array, largeur: number): Promise<PageRendue | null> => {
      const suivant = tour.then(() => dessiner(pdf, largeur))
      tour = suivant
      return suivant
    },
    arreter
  }
}
