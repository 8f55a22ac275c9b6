import { createOuvrier } from '../ouvrier.ts'
import type { DepuisRendu, VersRendu } from './page-worker.ts'

/** Time allowed to draw one page, in ms. */
const delai = 15_000

export type PageRendue = Extract<DepuisRendu, { readonly ok: true }>

/** Draws pages of PDFs in a worker of its own, one at a time; null when a page cannot be drawn or lasts too long. */
export function createRendu() {
  const { demander, arreter } = createOuvrier<Omit<VersRendu, 'numero'>, DepuisRendu>(
    () => new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' }),
    delai
  )
  return {
    dessiner: (pdf: Uint8Array, largeur: number): Promise<PageRendue | null> => {
      const copie = new Uint8Array(pdf)
      return demander({ pdf: copie, largeur }, () => [copie.buffer])
    },
    arreter
  }
}
