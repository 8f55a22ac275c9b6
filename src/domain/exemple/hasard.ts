/** Deterministic pseudo-random numbers (mulberry32): the same seed gives the same example on every machine. */
export interface Hasard {
  /** Number in [0, 1). */
  readonly next: () => number
  /** Whole number in [min, max]. */
  readonly entre: (min: number, max: number) => number
  readonly parmi: <T>(list: readonly T[]) => T
}

export function createHasard(graine: number): Hasard {
  let state = (graine ^ 0x9e3779b9) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const entre = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return { next, entre, parmi: (list) => list[entre(0, list.length - 1)] as (typeof list)[number] }
}
