import type { ColonneLue } from './colonnes.ts'
import type { Cellules } from './rapprochement.ts'

/** Why a cell of a list is refused or doubtful; `colonne` is its index in the file. */
export interface ErreurCellule {
  readonly colonne: number
  readonly message: string
}

/** One row as an import proposes it. */
export interface LigneImport {
  /** Row as Excel numbers it. */
  readonly numero: number
  readonly valeurs: readonly string[]
  readonly erreurs: readonly ErreurCellule[]
  readonly existant: boolean
  /** Establishment to add (id null) or to complete; null when the row names none that can be kept. */
  readonly etablissement: {
    readonly id: string | null
    /** Written over what the dossier holds. */
    readonly lues: Cellules
    /** Written only where the dossier holds nothing. */
    readonly proposees: Cellules
  } | null
  /** What is known of its organisme: completes it, never replaces. */
  readonly organisme: Cellules
}

/** What accepting an import would do. Nothing is written. */
export interface Apercu {
  readonly format: string
  readonly colonnes: readonly ColonneLue[]
  readonly lignes: readonly LigneImport[]
  readonly avertissements: readonly string[]
  /** Columns that the list cannot do without and that nothing takes yet, in the words of the window. */
  readonly manquantes: readonly string[]
  /** True for a register: it completes what is empty and replaces nothing, not even the organisme of an establishment. */
  readonly completer: boolean
}

/** The user's correction of the proposed columns. */
export type ChoixColonnes = readonly { readonly index: number; readonly champ: string | null }[]
