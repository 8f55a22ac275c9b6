/**
 * The neutral workbook: sheets of typed cells. Pure data, no XLSX word.
 * A formula always carries its stored result, computed by us, in the cell's own unit
 * (euros are given in integer cents and written as euros; rates in per cent and written as fractions).
 */
export type TypeCellule = 'texte' | 'entier' | 'decimal' | 'euros' | 'pourcent' | 'date' | 'mois' | 'annee'

/** Look of a cell: `saisie` is unlocked and pale yellow; `calcul` locked; `cible` compares with a target. */
export type StyleCellule = 'normal' | 'entete' | 'titre' | 'sous-titre' | 'total' | 'saisie' | 'calcul' | 'note'

export interface CelluleX {
  /** texte/date/mois: string (dates ISO) · entier/decimal: number · annee: whole number written without thousands separator · euros: integer cents · pourcent: per cent. null = blank. */
  readonly v: string | number | null
  readonly t: TypeCellule
  /** Excel formula in English, without `=`; `v` is then its stored result. */
  readonly f?: string
  readonly s?: StyleCellule
  /** Columns covered, 1 by default; the next cell of the row comes right after them. */
  readonly etendue?: number
}

export interface ColonneX {
  readonly largeur: number
}

export interface Validation {
  /** A1 range, e.g. `D5:D120`. */
  readonly plage: string
  readonly regle:
    | { readonly r: 'liste'; readonly valeurs: readonly string[] }
    | { readonly r: 'entier'; readonly min: number; readonly max?: number }
    | { readonly r: 'decimal'; readonly min: number; readonly max?: number }
    | { readonly r: 'date' }
  readonly message: string
}

export interface FormatConditionnel {
  readonly plage: string
  /** `sous`/`atteint`: numeric comparison with `seuil` (written value); `formule`: English formula. */
  readonly si: { readonly c: 'sous' | 'atteint'; readonly seuil: number } | { readonly c: 'formule'; readonly formule: string }
  readonly ton: 'vert' | 'orange' | 'rouge'
}

export interface Feuille {
  /** ≤ 31 characters, none of []:*?/\ */
  readonly nom: string
  readonly colonnes: readonly ColonneX[]
  readonly lignes: readonly (readonly CelluleX[])[]
  /** Rows and columns kept visible. */
  readonly figer?: { readonly lignes: number; readonly colonnes: number }
  /** 1-based row of the table heading: gets the filter and is repeated on each printed page. */
  readonly ligneEntete?: number
  readonly paysage?: boolean
  readonly protegee?: boolean
  readonly validations?: readonly Validation[]
  readonly formats?: readonly FormatConditionnel[]
}

export interface Classeur {
  readonly titre: string
  readonly grappe: string
  readonly porteur: string
  /** Civil date, `AAAA-MM-JJ`. */
  readonly date: string
  readonly feuilles: readonly Feuille[]
}

/** `0` → `A`, `26` → `AA`. */
export function lettreColonne(index: number): string {
  let n = index + 1
  let letters = ''
  while (n > 0) {
    const rest = (n - 1) % 26
    letters = String.fromCharCode(65 + rest) + letters
    n = (n - 1 - rest) / 26
  }
  return letters
}

export const xt = (v: string | null | undefined, s?: StyleCellule): CelluleX => ({ v: v ?? null, t: 'texte', ...(s ? { s } : {}) })
export const xe = (v: number | null | undefined, s?: StyleCellule): CelluleX => ({ v: v ?? null, t: 'entier', ...(s ? { s } : {}) })
export const xd = (v: number | null | undefined, s?: StyleCellule): CelluleX => ({ v: v ?? null, t: 'decimal', ...(s ? { s } : {}) })
export const xeur = (cents: number | null | undefined, s?: StyleCellule): CelluleX => ({ v: cents ?? null, t: 'euros', ...(s ? { s } : {}) })
export const xpct = (v: number | null | undefined, s?: StyleCellule): CelluleX => ({ v: v ?? null, t: 'pourcent', ...(s ? { s } : {}) })
export const xdate = (v: string | null | undefined, s?: StyleCellule): CelluleX => ({ v: v ?? null, t: 'date', ...(s ? { s } : {}) })
export const xan = (v: number | null | undefined, s?: StyleCellule): CelluleX => ({ v: v ?? null, t: 'annee', ...(s ? { s } : {}) })
/** A formula with its stored result. */
export const xf = (f: string, v: string | number | null, t: TypeCellule, s: StyleCellule = 'calcul'): CelluleX => ({ v, t, f, s })
