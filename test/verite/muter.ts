import type { CelluleX, Classeur } from '#documents/classeur.ts'
import type { Bloc, Doc, Rangee, Valeur } from '#documents/doc.ts'
import type { Production } from '#documents/production.ts'

type Libre<T> = T extends object ? { -readonly [K in keyof T]: Libre<T[K]> } : T
export type DocLibre = Libre<Doc>
type TableLibre = Libre<Extract<Bloc, { b: 'table' }>>
type Feuilles = Readonly<Record<string, CelluleX[][]>>

/** A fault put in a document between the dossier and its pages. */
export interface Mutant {
  readonly faute: string
  /** Rank of the seed. */
  readonly graine: 0 | 1 | 2
  readonly lot: string
  readonly base: string
  readonly pdf?: (doc: DocLibre) => void
  readonly xlsx?: (feuilles: Feuilles) => void
}

/** The production with the fault, a copy. */
export function muter(production: Production, { pdf, xlsx }: Mutant): Production {
  const copie = structuredClone(production)
  if (copie.sorte === 'pdf') pdf?.(copie.doc as DocLibre)
  else xlsx?.(Object.fromEntries((copie.classeur as Libre<Classeur>).feuilles.map((f) => [f.nom, f.lignes as CelluleX[][]])))
  return copie
}

export const trouver = <T>(x: T | undefined): T => {
  if (x === undefined) throw new Error('le mutant ne trouve pas ce qu’il doit changer')
  return x
}
export const tables = (doc: DocLibre) => doc.blocs.filter((b): b is TableLibre => b.b === 'table')
export const table = (doc: DocLibre, ...colonnes: readonly string[]) =>
  trouver(tables(doc).find((t) => colonnes.every((c) => t.colonnes.some((x) => x.titre === c))))
export const donnees = (t: TableLibre) => t.rangees.filter((r) => r.role === undefined)
export const valeur = (r: Libre<Rangee>, i: number): Libre<Valeur> => trouver(r.cellules[i]).valeur
export const poser = (r: Libre<Rangee>, i: number, v: Valeur) => {
  trouver(r.cellules[i]).valeur = v as Libre<Valeur>
}
export const echanger = (a: Libre<Rangee>, b: Libre<Rangee>, i: number) => {
  const [x, y] = [valeur(a, i), valeur(b, i)]
  poser(a, i, y)
  poser(b, i, x)
}
export const ajouter = (r: Libre<Rangee>, i: number, n: number) => {
  const v = valeur(r, i)
  if (v.t !== 'euros' && v.t !== 'entier' && v.t !== 'pourcent' && v.t !== 'decimal') throw new Error('un nombre était attendu')
  v.v += n
}
export const decaler = (v: Libre<Valeur>, de: (iso: string) => string) => {
  if (v.t !== 'date') throw new Error('une date était attendue')
  v.v = de(v.v)
}
export const unMoisApres = (iso: string) => `${iso.slice(0, 5)}${String((Number(iso.slice(5, 7)) % 12) + 1).padStart(2, '0')}${iso.slice(7)}`
export const jourPourMois = (iso: string) => `${iso.slice(0, 5)}${iso.slice(8)}-${iso.slice(5, 7)}`

/** Changes a text wherever a string holds it, `combien` times. */
export function remplacer(racine: object, avant: string | RegExp, apres: string, combien = Number.POSITIVE_INFINITY): void {
  let fait = 0
  const voir = (o: Record<string, unknown>): void => {
    for (const [k, v] of Object.entries(o)) {
      if (fait >= combien) return
      if (typeof v === 'string' && (typeof avant === 'string' ? v.includes(avant) : avant.test(v))) {
        o[k] = v.replace(avant, apres)
        fait++
      } else if (typeof v === 'object' && v !== null) voir(v as Record<string, unknown>)
    }
  }
  voir(racine as Record<string, unknown>)
  if (fait === 0) throw new Error(`le mutant ne trouve pas ${String(avant)}`)
}
export const paire = (doc: DocLibre, libelle: string) =>
  trouver(doc.blocs.flatMap((b) => (b.b === 'paires' ? b.lignes.filter((l) => l[0] === libelle) : [])).at(0)) as unknown as [string, Libre<Valeur>]
export const cellule = (lignes: CelluleX[][] | undefined, l: number, c: number): CelluleX => trouver(trouver(lignes)[l]?.[c])
export const changer = (lignes: CelluleX[][] | undefined, l: number, c: number, par: Partial<CelluleX>) => {
  trouver(lignes)[l]![c] = { ...cellule(lignes, l, c), ...par }
}
export const centimeDePlus = (lignes: CelluleX[][] | undefined, l: number, c: number) => changer(lignes, l, c, { v: Number(cellule(lignes, l, c).v) + 1 })

/** Two values of one row change places. */
export function echangerDansLaLigne(r: Libre<Rangee>, i: number, k: number): void {
  const [a, b] = [valeur(r, i), valeur(r, k)]
  poser(r, i, b)
  poser(r, k, a)
}
