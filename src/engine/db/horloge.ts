/** Hybrid logical clock: (ms since 2020-01-01 UTC) × 4096 + counter. A safe integer until 2089. */
const origine = Date.UTC(2020, 0, 1)
const pas = 4096

/** Last value of the clock; it stays there, and only the display order of later conflicts suffers. */
export const hlcMax = Number.MAX_SAFE_INTEGER

/** Milliseconds since 1970 of a clock value. */
export const hlcToInstant = (hlc: number): number => Math.floor(hlc / pas) + origine
export const instantToHlc = (instant: number): number => Math.min(hlcMax, Math.max(0, Math.floor(instant - origine)) * pas)

export interface Horloge {
  /** A value greater than every one given or seen, whatever the wall clock says. */
  readonly tick: () => number
  /** Learns a value read in another copy. */
  readonly voir: (hlc: number) => void
}

/** `now` gives milliseconds since 1970; `dernier` is the greatest clock value of the file. */
export function createHorloge(now: () => number, dernier: number): Horloge {
  let last = dernier
  return {
    tick: () => {
      last = Math.min(hlcMax, Math.max(instantToHlc(now()), last + 1))
      return last
    },
    voir: (hlc) => {
      if (hlc > last) last = hlc
    }
  }
}
