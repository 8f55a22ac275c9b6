import type { CodePeriode } from '#documents/collecte/format-releves.ts'
import { libelleChiffre, type NomChiffre, nomsChiffres, releve } from '#domain/releve.ts'

/** What a row of a relevé may give. */
export type ChampReleve = NomChiffre | 'dateExtraction' | 'observation'
export const champsReleve: readonly ChampReleve[] = [...nomsChiffres, 'dateExtraction', 'observation']
export const isChiffre = (champ: ChampReleve): champ is NomChiffre => (nomsChiffres as readonly string[]).includes(champ)
export const libelleChampReleve = (champ: ChampReleve): string => (isChiffre(champ) ? libelleChiffre[champ] : releve.champs[champ].label)

/** One row as it was read: texts as typed, nothing compared yet. */
export interface ReleveLu {
  /** Row as a spreadsheet numbers it; 0 when it is none in particular. */
  readonly numero: number
  /** Id of the establishment, null when `refus` says why there is none. */
  readonly etablissement: string | null
  /** Establishment as the file names it. */
  readonly nom: string
  readonly periode: CodePeriode | null
  /** Filled cells only. */
  readonly valeurs: ReadonlyMap<ChampReleve, string>
  /** Numbers that the workbook held when it was sent out; null for a free list. */
  readonly initiaux: readonly (number | null)[] | null
  /** Why nothing of this row is taken. */
  readonly refus: string | null
}

export interface ColonneReleve {
  readonly index: number
  readonly entete: string
  /** A field of a relevé, or `finess`, `nom`, `type`, `mois`; null when the column is left out. */
  readonly champ: string | null
}

/** One file, or a pasted text. */
export interface FichierReleves {
  readonly nom: string
  /** `classeur`: a collection workbook that came back; `liste`: any other table. */
  readonly sorte: 'classeur' | 'liste'
  readonly periode: CodePeriode | null
  /** Why nothing of this file is taken. */
  readonly refus: string | null
  readonly releves: readonly ReleveLu[]
  /** Columns of a list, to be corrected; empty for a workbook. */
  readonly colonnes: readonly ColonneReleve[]
}
