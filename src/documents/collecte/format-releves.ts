import type { Etablissement } from '#domain/etablissement.ts'
import { libelleChiffre, nomsChiffres } from '#domain/releve.ts'
import { codeDe } from '../code-donnees.ts'

/**
 * What a collection workbook says of itself, in locked cells that any spreadsheet gives back as they are: whose it is, for
 * which period, which rows it had. Nothing depends on a hidden sheet, on formats or on the order of the rows.
 */
export const versionFormat = 1
export const feuilleReleves = 'Relevés'
export const feuilleControle = 'Contrôle'
/** 1-based rows of the sheet « Relevés ». */
export const ligneMarque = 3
export const ligneEntete = 5
export const premiereLigne = 6

/** Headings, in order: identity, the seven numbers, what goes with them, identifier. */
export const enteteDate = 'Date d’extraction du DUI'
export const enteteObservation = 'Observation'
export const enteteIdentifiant = 'Identifiant (ne pas modifier)'
export const entetes: readonly string[] = [
  'FINESS',
  'Établissement',
  ...nomsChiffres.map((nom) => libelleChiffre[nom]),
  enteteDate,
  enteteObservation,
  enteteIdentifiant
]
/** Columns that hold the seven numbers, then the date and the remark: 0-based. */
export const colonneChiffres = 2
export const colonneDate = colonneChiffres + nomsChiffres.length
export const colonneIdentifiant = entetes.length - 1

/** `va`, `cloture`, or a month `AAAA-MM`. */
export type CodePeriode = string

export interface Marque {
  readonly version: number
  readonly projet: string
  readonly periode: CodePeriode
  /** Number of rows, and the code of their ids. */
  readonly lignes: number
  readonly code: string
}

const prefixe = 'GRAPPE-RELEVES'
const codeIds = (ids: readonly string[]) => codeDe([...ids].sort())

/** The locked line that says what the workbook is. */
export const ecrireMarque = (projet: string, periode: CodePeriode, ids: readonly string[]): string =>
  [`${prefixe}-${versionFormat}`, projet, periode, ids.length, codeIds(ids)].join(' ')

/** Reads it back; null when a cell is anything else. */
export function lireMarque(cellule: string): Marque | null {
  const found = /^GRAPPE-RELEVES-(\d{1,4}) (\S+) (\S+) (\d{1,5}) (\S+)$/u.exec(cellule.trim())
  if (!found) return null
  return { version: Number(found[1]), projet: found[2] ?? '', periode: found[3] ?? '', lignes: Number(found[4]), code: found[5] ?? '' }
}
export const isMemesIds = (marque: Marque, ids: readonly string[]): boolean => ids.length === marque.lignes && codeIds(ids) === marque.code

/** Identity and first values of a row: whoever changes the name or the FINESS beside it is seen. */
const codeLigne = (projet: string, periode: CodePeriode, id: string, finess: string, nom: string, initiaux: string) =>
  codeDe([projet, periode, id, finess.trim(), nom.replace(/\s+/gu, ' ').trim(), initiaux])

/** `initiaux`: what the cells held when the workbook was made, so that a cell left alone is told from one filled with the same number. */
export function ecrireIdentifiant(
  projet: string,
  periode: CodePeriode,
  { id, finess, nom }: Pick<Etablissement, 'id' | 'finess' | 'nom'>,
  initiaux: readonly (number | null)[]
): string {
  const valeurs = initiaux.map((v) => v ?? '').join(',')
  return [id, valeurs, codeLigne(projet, periode, id, finess ?? '', nom ?? '', valeurs)].join('|')
}

export type Identifiant =
  | { readonly ok: true; readonly id: string; readonly initiaux: readonly (number | null)[] }
  /** `id` when it can still be read. */
  | { readonly ok: false; readonly id: string | null }

/** Reads the identifier of a row against what stands beside it. */
export function lireIdentifiant(cellule: string, projet: string, periode: CodePeriode, finess: string, nom: string): Identifiant {
  const [id = '', valeurs, code, ...reste] = cellule.trim().split('|')
  if (id === '' || valeurs === undefined || code === undefined || reste.length > 0) return { ok: false, id: null }
  if (codeLigne(projet, periode, id, finess, nom, valeurs) !== code) return { ok: false, id }
  return { ok: true, id, initiaux: valeurs.split(',').map((v) => (v === '' ? null : Number(v))) }
}
