import type { NomAppel } from '#contract/contract.ts'

/** Something received that the engine is about to read. */
export interface LectureVeillee {
  /** The call it serves; null inside another, or for what the engine does by itself. */
  readonly appel: NomAppel | null
  /** Bytes that one uninterrupted step may have to go through: they lengthen the patience. */
  readonly octets: number
  readonly chemins: readonly string[]
}

/** Told of each reading before it starts; gives what to call when it ends. */
export type Veilleur = (lecture: LectureVeillee) => Promise<() => void>

/** One for the process, as it is the whole process that is ended; none in the command line, which Ctrl+C ends. */
let veilleur: Veilleur | null = null
export const veillerPar = (nouveau: Veilleur | null): void => {
  veilleur = nouveau
}

/** Reads something received: whoever watches this process knows of it meanwhile. */
export async function sousVeille<T>(lecture: LectureVeillee, lire: () => Promise<T> | T): Promise<T> {
  const finir = await veilleur?.(lecture)
  try {
    return await lire()
  } finally {
    finir?.()
  }
}
