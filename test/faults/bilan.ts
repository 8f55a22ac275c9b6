/** What one bar asked and what was seen. */
export interface Mesure {
  readonly barre: string
  readonly demande: string
  readonly vu: string
  /** What did not hold; empty when the bar is met. */
  readonly ecarts: readonly string[]
}

/** Collects what does not hold, without stopping at the first. */
export function createEcarts() {
  const ecarts: string[] = []
  return {
    ecarts,
    /** Notes `quoi` unless `tenu`. */
    exiger: (tenu: boolean, quoi: string): void => {
      if (!tenu) ecarts.push(quoi)
    }
  }
}
export type Ecarts = ReturnType<typeof createEcarts>

/** A deterministic source of numbers in [0, 1[. */
export function createHasard(graine: number): () => number {
  let etat = graine >>> 0
  return () => {
    etat = (Math.imul(etat, 1_664_525) + 1_013_904_223) >>> 0
    return etat / 4_294_967_296
  }
}
