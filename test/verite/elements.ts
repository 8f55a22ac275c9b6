import type { GanttAttendu } from './lire-gantt.ts'

/** What a PDF must say, in order. Between two elements only prose may stand: no figure, no value of the dossier. */
export type Element =
  | { readonly e: 'texte'; readonly texte: string }
  /** Label and value side by side: their lines alternate when both take several. */
  | { readonly e: 'paire'; readonly gauche: string; readonly droite: string }
  /** Nothing may stand between two rows; the heading is repeated at the top of each page. */
  | { readonly e: 'table'; readonly titre: string | null; readonly entetes: readonly string[]; readonly rangees: readonly (readonly string[])[] }
  /** Text of a figure: may end with « … » when its box is too small. */
  | { readonly e: 'figure'; readonly texte: string }
  /** Table of contents: each heading with the page where it stands. */
  | { readonly e: 'sommaire'; readonly titres: readonly string[] }
  /** Label of a calendar: texts in any order among the next words (years and months of a Gantt). */
  | { readonly e: 'calendrier'; readonly mois: readonly string[] }

export const texte = (t: string): Element => ({ e: 'texte', texte: t })
export const figure = (t: string): Element => ({ e: 'figure', texte: t })
export const paire = (gauche: string, droite: string | null): Element => ({
  e: 'paire',
  gauche,
  droite: droite === null || droite === '' ? 'Non renseigné' : droite
})
export const table = (titre: string | null, entetes: readonly string[], rangees: readonly (readonly string[])[]): Element => ({
  e: 'table',
  titre,
  entetes,
  rangees
})
export const paires = (lignes: readonly (readonly [string, string | null])[]): readonly Element[] => lignes.map(([a, b]) => paire(a, b))

/** A PDF expected whole. */
export interface DocAttendu {
  readonly titreCourt: string
  /** Code of a document to sign, as its signed copy recorded it: printed in the footer while the data have not changed since. */
  readonly code?: string | null
  readonly elements: readonly Element[]
  /** Gantts as they are drawn, one a page. */
  readonly gantts?: readonly GanttAttendu[]
  /** Fixed phrases that hold figures or words of the dossier: articles, legal references, rules. Short and explicit. */
  readonly permis?: readonly string[]
}

/** A cell of a workbook: null blank, a text, a number as the user sees it, or a formula and its result. */
export type Valeur =
  | null
  | string
  | number
  | { readonly euros: number }
  | { readonly pourcent: number }
  | { readonly date: string }
  | { readonly annee: number }
/** `prose`: a text of the product without any figure. */
export type CelluleAttendue = Valeur | { readonly prose: true } | { readonly f: string | RegExp; readonly v: Valeur }

export interface FeuilleAttendue {
  readonly nom: string
  readonly lignes: readonly (readonly CelluleAttendue[])[]
}
export interface ClasseurAttendu {
  readonly feuilles: readonly FeuilleAttendue[]
}

/** What is being checked, besides the dossier. */
export interface Quoi {
  readonly lot: string
  readonly base: string
  /** Civil date of the documents, and version of Grappe. */
  readonly date: string
  readonly version: string
  /** The data of this document changed after it was signed: another code is printed. */
  readonly modifie: boolean
}
