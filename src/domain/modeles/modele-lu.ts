import type { LimiteModele } from './limites.ts'

/** An empty model as read from its file: what the matcher may look at. Rows and columns count from 1. */

export type FormatCellule = 'general' | 'texte' | 'nombre' | 'pourcent' | 'euros' | 'date'

export interface CelluleModele {
  readonly ligne: number
  readonly colonne: number
  /** Text as a person sees it; empty when blank. */
  readonly texte: string
  readonly nature: 'texte' | 'nombre' | 'date' | 'vide'
  /** Formula in English, without `=`. */
  readonly formule?: string
  /** Cannot be typed in: the sheet is protected and the cell locked. */
  readonly verrouillee: boolean
  /** Index of its format in the model's styles. */
  readonly style: number
  readonly format: FormatCellule
  /** Background, as written in the styles; empty when there is none. */
  readonly fond: string
  /** Has a border, a background or is unlocked on purpose: looks like a place to fill. */
  readonly encadree: boolean
}

export interface Fusion {
  readonly ligne: number
  readonly colonne: number
  readonly derniereLigne: number
  readonly derniereColonne: number
}

/** Choices a model accepts in a range of cells. */
export interface ListeModele extends Fusion {
  readonly valeurs: readonly string[]
}

export interface FeuilleModele {
  readonly nom: string
  readonly cachee: boolean
  readonly protegee: boolean
  /** Columns unlocked as a whole: their cells may be absent from the file. */
  readonly colonnesLibres: readonly { readonly premiere: number; readonly derniere: number }[]
  /** By `ligne:colonne`; blank cells without format are absent. */
  readonly cellules: ReadonlyMap<string, CelluleModele>
  readonly fusions: readonly Fusion[]
  readonly listes: readonly ListeModele[]
  readonly limites: readonly LimiteModele[]
  readonly derniereLigne: number
  readonly derniereColonne: number
}

/** One field of a PDF form. */
export interface ChampFormulaire {
  readonly nom: string
  /** Help text of the field, or its name in words. */
  readonly libelle: string
  /** Where it is, in words, for the names that say nothing; null when the file does not tell. */
  readonly ou: string | null
  readonly sorte: 'texte' | 'case' | 'choix' | 'autre'
  readonly options: readonly string[]
  readonly longueurMax: number | null
  readonly lectureSeule: boolean
}

export interface ModeleLu {
  readonly format: 'xlsx' | 'xltx' | 'pdf'
  readonly feuilles: readonly FeuilleModele[]
  readonly champs: readonly ChampFormulaire[]
  /** French sentences: what the model holds that Grappe cannot keep or read. */
  readonly avertissements: readonly string[]
}

export const cleCellule = (ligne: number, colonne: number): string => `${ligne}:${colonne}`

/** `3` → `C`. */
export function lettres(colonne: number): string {
  let n = colonne
  let texte = ''
  while (n > 0) {
    const reste = (n - 1) % 26
    texte = String.fromCharCode(65 + reste) + texte
    n = (n - 1 - reste) / 26
  }
  return texte
}

/** `AB` → 28. */
export function numeroColonne(lettres: string): number {
  let n = 0
  for (const lettre of lettres.toUpperCase()) n = n * 26 + lettre.charCodeAt(0) - 64
  return n
}

/** `B12` → row 12, column 2; undefined for anything else. */
export function lireAdresse(ref: string | undefined): { readonly ligne: number; readonly colonne: number } | undefined {
  const m = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/u.exec(ref ?? '')
  return m ? { colonne: numeroColonne(m[1] ?? ''), ligne: Number(m[2]) } : undefined
}

/** Address of a place in a workbook, as the mapping names it: `Indicateurs!C7`. */
export const adresse = (feuille: string, ligne: number, colonne: number): string => `${feuille}!${lettres(colonne)}${ligne}`
