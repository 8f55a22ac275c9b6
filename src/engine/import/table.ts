/** A row as Excel numbers it (the first row of the sheet is 1). */
export interface Rangee {
  readonly numero: number
  readonly cellules: readonly string[]
}

/** A table read from a file: every cell as the text a person sees, blank rows left out. */
export interface Table {
  readonly format: 'csv' | 'xlsx'
  readonly rangees: readonly Rangee[]
}

/** Longest list accepted, in rows that hold something. */
export const rangeesMax = 20_000
/** Widest list, in columns. */
export const colonnesMax = 500
