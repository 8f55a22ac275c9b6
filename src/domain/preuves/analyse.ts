import { z } from 'zod'
import { grouper } from '../grouper.ts'
import type { Place } from './texte-lu.ts'

const entier = z.number().int().nonnegative()
const page = z.number().int().positive()
const place = z.tuple([z.number().int(), z.number().int(), entier, entier]).readonly()
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u)

/** `abime`: does not open. `protege`: asks for a password. `sans-fin`: its reading had to be stopped. */
export const etatsLecture = ['lu', 'pas-un-pdf', 'abime', 'protege', 'sans-fin'] as const
export type EtatLecture = (typeof etatsLecture)[number]

const analyse = z
  .object({
    v: z.literal(1),
    /** First 16 characters of the SHA-256 of the file that was read; empty when unknown. */
    sha256: z.string().regex(/^(?:[0-9a-f]{16})?$/u),
    etat: z.enum(etatsLecture),
    pages: entier,
    /** Pages read; fewer than `pages` when the document is too long. */
    lues: entier,
    /** Visible characters, those that have no readable form among them, and pages without any. */
    caracteres: entier,
    illisibles: entier,
    pagesMuettes: entier,
    /** Whole numbers, ascending; the first met also say where: page, x, y, width, height. */
    nombres: z.array(z.union([entier, z.tuple([entier, page, z.number().int(), z.number().int(), entier, entier]).readonly()])).readonly(),
    /**
     * Rows of a table of several establishments: FINESS or id of the one named, page, top, height, whole numbers of the row with their left
     * and width. Absent from a document of one establishment, or too long.
     */
    lignes: z
      .array(z.tuple([z.string(), page, z.number().int(), entier, z.array(z.tuple([entier, z.number().int(), entier]).readonly()).readonly()]).readonly())
      .readonly()
      .optional(),
    /** Valid FINESS numbers: number, page, 1 when the word FINESS stands near. */
    finess: z.array(z.tuple([z.string().regex(/^[0-9AB]{9}$/u), page, z.union([z.literal(0), z.literal(1)])]).readonly()).readonly(),
    /** Ids of establishments and organisations that the text names: id, page. */
    noms: z.array(z.tuple([z.string(), page]).readonly()).readonly(),
    /** Dates said to be those of the extraction or the edition. */
    extraction: z.array(z.tuple([date, page]).readonly()).readonly(),
    /** Dates that bound a period, and months mentioned. */
    periodes: z.array(z.tuple([date, page]).readonly()).readonly(),
    mois: z.array(z.tuple([z.string().regex(/^\d{4}-\d{2}$/u), page]).readonly()).readonly(),
    /** Social security or INS numbers whose key holds: page, masked preview, place. Never the number. */
    nir: z.array(z.tuple([page, z.string().regex(/^[0-9AB•\u202f ]*$/u), place]).readonly()).readonly(),
    /** Thirteen digits built like one, without a key: page, masked preview, place. */
    suites: z.array(z.tuple([page, z.string().regex(/^[0-9AB•\u202f ]*$/u), place]).readonly()).readonly(),
    /** Lines that look like « Nom Prénom »: how many, and the first pages. */
    personnes: z.tuple([entier, z.array(page).readonly()]).readonly(),
    /** True when something was left out because the document holds too much of it. */
    tronque: z.boolean()
  })
  .readonly()

/** What was read in a proof, without its text nor any personal number. Kept as JSON in one cell of the journal. */
export type AnalysePreuve = z.infer<typeof analyse>

/** Longest cell written, in characters: that of any text field. */
export const analyseMax = 20_000

const lues = new Map<string, AnalysePreuve | null>()

/** Reads the cell back; null when it is empty, or written by a version that says other things. Same text, same object. */
export function lireAnalyse(cell: string | null): AnalysePreuve | null {
  if (cell === null) return null
  const known = lues.get(cell)
  if (known !== undefined) return known
  if (lues.size > 10_000) lues.clear()
  const read = lireJson(cell)
  lues.set(cell, read)
  return read
}

function lireJson(cell: string): AnalysePreuve | null {
  try {
    const read = analyse.safeParse(JSON.parse(cell))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** What may be left out, the least useful first, until the cell is short enough. */
const allegements: readonly ((a: AnalysePreuve) => AnalysePreuve)[] = [
  (a) => ({ ...a, nombres: a.nombres.map((n) => (typeof n === 'number' ? n : n[0])) }),
  (a) => ({ ...a, lignes: undefined }),
  (a) => ({ ...a, finess: a.finess.slice(0, 400), noms: a.noms.slice(0, 100), tronque: true }),
  (a) => ({ ...a, nombres: a.nombres.slice(0, 1500), tronque: true })
]

/** The cell to write, at most `analyseMax` characters. */
export function ecrireAnalyse(a: AnalysePreuve): string {
  let kept = a
  let cell = JSON.stringify(kept)
  for (const alleger of allegements) {
    if (cell.length <= analyseMax) return cell
    kept = alleger(kept)
    cell = JSON.stringify(kept)
  }
  return cell
}

/** An analysis of a file whose text could not be read. */
export const analyseVide = (etat: EtatLecture, pages = 0, sha256 = ''): AnalysePreuve => ({
  v: 1,
  sha256: sha256.slice(0, 16),
  etat,
  pages,
  lues: 0,
  caracteres: 0,
  illisibles: 0,
  pagesMuettes: 0,
  nombres: [],
  finess: [],
  noms: [],
  extraction: [],
  periodes: [],
  mois: [],
  nir: [],
  suites: [],
  personnes: [0, []],
  tronque: false
})

/** True when nothing was left out: what is not there is not in the document. */
export const isComplete = (a: AnalysePreuve) => !a.tronque && a.lues >= a.pages

/** Rows of a table by the establishment that they name, made once for each analysis. */
const parLigne = new WeakMap<AnalysePreuve, ReadonlyMap<string, readonly LigneTableau[]>>()
type LigneTableau = NonNullable<AnalysePreuve['lignes']>[number]

/** Where a whole number stands on the rows of an establishment (its id, its FINESS); null when it is not there, undefined when it has no row. */
export function chercherSurLigne(
  a: AnalysePreuve,
  cles: readonly (string | null)[],
  valeur: number
): { readonly page: number; readonly place: Place } | null | undefined {
  const lignes = parLigne.get(a) ?? grouper(a.lignes ?? [], ([cle]) => cle)
  parLigne.set(a, lignes)
  const siennes = cles.flatMap((cle) => (cle === null ? [] : (lignes.get(cle) ?? [])))
  for (const [, page, y, hauteur, nombres] of siennes)
    for (const [nombre, x, largeur] of nombres) if (nombre === valeur) return { page, place: [x, y, largeur, hauteur] }
  return siennes.length > 0 ? null : undefined
}

/** Entries by value, made once for each analysis. */
const parValeur = new WeakMap<AnalysePreuve, ReadonlyMap<number, AnalysePreuve['nombres'][number]>>()

/** Where a whole number stands in the document: null when it is there without a place, undefined when it is not there. */
export function chercherNombre(a: AnalysePreuve, valeur: number): { readonly page: number; readonly place: Place } | null | undefined {
  const nombres = parValeur.get(a) ?? new Map(a.nombres.map((n) => [typeof n === 'number' ? n : n[0], n]))
  parValeur.set(a, nombres)
  const found = nombres.get(valeur)
  if (found === undefined) return undefined
  return typeof found === 'number' ? null : { page: found[1], place: [found[2], found[3], found[4], found[5]] }
}
