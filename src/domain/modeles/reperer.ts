import { estVide, Grille } from './grille.ts'
import { lignesDeService, uniteDessous } from './lignes-de-service.ts'
import { adresse, type CelluleModele, type FeuilleModele, type FormatCellule, type ModeleLu } from './modele-lu.ts'
import { type Case, reperCases } from './reperer-cases.ts'

/** A column of a table found in a model. */
export interface Colonne {
  /** Its address: the lowest heading cell, `Indicateurs!C7`. */
  readonly place: string
  readonly colonne: number
  /** Headings from the widest to its own. */
  readonly entetes: readonly string[]
  /** The model computes it. */
  readonly calculee: boolean
  readonly verrouillee: boolean
  readonly format: FormatCellule
}

export interface TableModele {
  readonly feuille: string
  /** Sheet name and texts just above: what the table is about. */
  readonly titre: readonly string[]
  readonly colonnes: readonly Colonne[]
  readonly entete: { readonly haut: number; readonly bas: number }
  /** Rows to fill, both included. */
  readonly premiere: number
  readonly derniere: number
  /** Leading columns already written by the model, and their texts row by row. */
  readonly prefixe: number
  readonly lignesEcrites: readonly (readonly string[])[]
}

export interface Reperage {
  readonly tables: readonly TableModele[]
  readonly cases: readonly Case[]
  readonly restes: readonly Reste[]
}

/** A row of dressed headings that no table was made of. */
export interface Reste {
  readonly feuille: string
  readonly ligne: number
  readonly textes: readonly string[]
}

const hauteurEntete = 4
const lignesMax = 20_000
export const motTotal = /^(?:(?:sous[ -])?tota(?:l|ux)|ensemble|cumul|somme|moyenne)\b/iu

interface Course {
  readonly debut: number
  readonly fin: number
  readonly colonnes: readonly number[]
}

/** Runs of neighbouring headings of a row; a merged heading counts once, at its first column. */
function courses(g: Grille, ligne: number): Course[] {
  const trouvees: Course[] = []
  let colonnes: number[] = []
  const clore = (fin: number) => {
    const debut = colonnes[0]
    if (debut !== undefined && colonnes.length > 1) trouvees.push({ debut, fin, colonnes })
    colonnes = []
  }
  for (let c = 1; c <= g.feuille.derniereColonne + 1; ) {
    if (g.libelle(ligne, c) === '') {
      clore(c - 1)
      c++
    } else {
      colonnes.push(c)
      c = g.suivante(ligne, c)
    }
  }
  return trouvees
}

/** Columns of a row that hold a text of their own (vertical merges of the headings left out). */
const textes = (g: Grille, ligne: number, colonnes: readonly number[]): number[] =>
  colonnes.filter((c) => {
    const f = g.fusion(ligne, c)
    return (f === undefined || f.ligne === ligne) && g.libelle(ligne, c) !== ''
  })

/** How many leading columns are already written, or null when the row is not a row to fill. */
function prefixeDe(g: Grille, ligne: number, colonnes: readonly number[]): number | null {
  const ecrites = textes(g, ligne, colonnes)
  const n = ecrites.length
  if (n === 0) return 0
  if (n >= colonnes.length || !ecrites.every((c, i) => c === colonnes[i])) return null
  return ecrites.some((c) => motTotal.test(g.libelle(ligne, c))) ? null : n
}

const formulesDe = (g: Grille, ligne: number, colonnes: readonly number[]): ReadonlySet<number> =>
  new Set(colonnes.filter((c) => g.ancre(ligne, c)?.formule !== undefined))

/** Rows above that belong to the headings: groups merged or written once with the same background. */
function hautEntete(g: Grille, bas: number, course: Course): number {
  const fondBas = course.colonnes.map((c) => g.ancre(bas, c)?.fond ?? '').find((f) => f !== '') ?? ''
  let haut = bas
  for (const c of course.colonnes) haut = Math.min(haut, g.fusion(bas, c)?.ligne ?? bas)
  for (let l = haut - 1; l > Math.max(0, bas - hauteurEntete); l--) {
    const ici = course.colonnes.filter((c) => g.libelle(l, c) !== '')
    if (ici.length === 0) break
    const groupes = new Set(ici.map((c) => g.ancre(l, c)))
    const [seul] = groupes
    const f = seul ? g.fusion(seul.ligne, seul.colonne) : undefined
    const banniere = groupes.size === 1 && (f === undefined || (f.colonne <= course.debut && f.derniereColonne >= course.fin))
    const fusionnees = ici.some((c) => (g.fusion(l, c)?.derniereColonne ?? c) > c)
    const memeFond = fondBas !== '' && ici.every((c) => g.ancre(l, c)?.fond === fondBas)
    if (banniere || !(fusionnees || (memeFond && groupes.size > 1)) || ici.some((c) => /:\s*$/u.test(g.libelle(l, c)))) break
    haut = l
    for (const c of course.colonnes) haut = Math.min(haut, g.fusion(l, c)?.ligne ?? l)
    l = haut
  }
  return haut
}

/** Columns beside the run whose heading is written only on the rows of the groups, neither merged nor repeated: they are of the table too. */
function elargir(g: Grille, haut: number, bas: number, course: Course): Course {
  const fond = g.ancre(bas, course.debut)?.fond ?? ''
  const nommee = (c: number): boolean => {
    if (c < 1 || g.libelle(bas, c) !== '' || !estVide(g.ancre(bas, c))) return false
    for (let l = haut; l < bas; l++) if (g.propre(l, c) !== '' && (g.ancre(l, c)?.fond ?? '') === fond && g.suivante(l, c) === c + 1) return true
    return false
  }
  let { debut, fin } = course
  const colonnes = [...course.colonnes]
  if (haut < bas) {
    while (nommee(debut - 1)) colonnes.unshift(--debut)
    while (nommee(fin + 1)) colonnes.push(++fin)
  }
  return { debut, fin, colonnes }
}

/** Headings of a column, group first. A group written once spreads over the neighbours of the same background. */
function entetesDe(g: Grille, haut: number, bas: number, colonne: number, debut: number): string[] {
  const trouves: string[] = []
  for (let l = haut; l <= bas; l++) {
    let texte = g.libelle(l, colonne)
    const fond = g.ancre(l, colonne)?.fond ?? ''
    for (let c = colonne - 1; texte === '' && l < bas && fond !== '' && c >= debut && (g.ancre(l, c)?.fond ?? '') === fond; c--) texte = g.libelle(l, c)
    if (texte !== '' && trouves.at(-1) !== texte) trouves.push(texte)
  }
  return trouves
}

/** A column of the first row whose number, or whose formula, the row has too: a bare model numbers its lines. */
const estJumelle = (g: Grille, ligne: number, premiere: number, colonnes: readonly number[]): boolean =>
  colonnes.some((c) => {
    const [ici, la] = [g.ancre(ligne, c), g.ancre(premiere, c)]
    return ici !== undefined && la !== undefined && (ici.formule !== undefined ? la.formule !== undefined : ici.nature === 'nombre' && la.nature === 'nombre')
  })

/** Leading columns already written, in a table whose first row has `prefixe` of them: a group may be named on its first line only. */
function suiteDuPrefixe(g: Grille, ligne: number, colonnes: readonly number[], prefixe: number): number | null {
  const tete = colonnes.slice(0, prefixe)
  const ecrites = textes(g, ligne, colonnes)
  if (prefixe < 2 || ecrites.length === 0 || !ecrites.every((c) => tete.includes(c))) return prefixeDe(g, ligne, colonnes)
  return ecrites.some((c) => motTotal.test(g.libelle(ligne, c))) ? null : prefixe
}

/** Last row to fill: same look as the first, nothing written, no total. */
export function derniereLigne(g: Grille, premiere: number, course: Course, prefixe: number): number {
  const { colonnes } = course
  const modele = formulesDe(g, premiere, colonnes)
  const styles = colonnes.map((c) => g.cellule(premiere, c)?.style ?? 0)
  const habillee = styles.some((s) => s !== 0)
  let derniere = premiere
  for (let l = premiere + 1; l <= Math.min(g.feuille.derniereLigne, premiere + lignesMax); l++) {
    const ecrit = suiteDuPrefixe(g, l, colonnes, prefixe)
    if (ecrit === null || (ecrit > 0 && prefixe === 0) || (prefixe > 0 && ecrit === 0 && !habillee)) return derniere
    if ([...formulesDe(g, l, colonnes)].some((c) => !modele.has(c))) return derniere
    const pareilles = colonnes.filter((c, i) => (g.cellule(l, c)?.style ?? 0) === styles[i]).length
    if (habillee && pareilles * 2 < colonnes.length) return derniere
    if (habillee || ecrit > 0 || estJumelle(g, l, premiere, colonnes)) derniere = l
  }
  return derniere
}

function titreDe(g: Grille, haut: number, course: Course): string[] {
  const lignes: string[] = []
  for (let l = haut - 1; l >= Math.max(1, haut - 4) && lignes.length < 3; l--)
    for (let c = 1; c <= course.fin; c++) {
      const texte = g.propre(l, c)
      if (texte !== '' && estVide(g.ancre(l, g.suivante(l, c)))) lignes.push(texte)
    }
  return [g.feuille.nom, ...lignes]
}

function colonneDe(g: Grille, colonne: number, haut: number, bas: number, premiere: number, derniere: number, debut: number): Colonne {
  const cellules: (CelluleModele | undefined)[] = []
  for (let l = premiere; l <= Math.min(derniere, premiere + 50); l++) cellules.push(g.ancre(l, colonne))
  const premier = cellules[0]
  return {
    place: adresse(g.feuille.nom, bas, colonne),
    colonne,
    entetes: entetesDe(g, haut, bas, colonne, debut),
    calculee: cellules.some((c) => c?.formule !== undefined),
    verrouillee: cellules.every((c) => c?.verrouillee ?? g.vierge(colonne)),
    format: premier?.format ?? 'general'
  }
}

/** Headings that go on below: a merge that reaches further down, or several texts under one merged heading. */
const sePoursuit = (g: Grille, bas: number, { colonnes }: Course): boolean =>
  colonnes.some((c) => {
    const f = g.fusion(bas, c)
    if (!f) return false
    let dessous = 0
    for (let k = f.colonne; k <= f.derniereColonne; k = g.suivante(bas + 1, k)) if (g.libelle(bas + 1, k) !== '') dessous++
    return f.derniereLigne > bas || dessous > 1
  })

/** Fewest headings of a table that nothing but the void follows. */
export const entetesNus = 3

/** Headings alone, with nothing written under them down to the end of the sheet: the whole of a bare model. */
function estSeule(g: Grille, bas: number, { colonnes }: Course): boolean {
  if (colonnes.length < entetesNus || colonnes.some((c) => /:\s*$/u.test(g.libelle(bas, c)))) return false
  for (let l = bas + 1; l <= Math.min(g.feuille.derniereLigne, bas + lignesMax); l++) if (colonnes.some((c) => !estVide(g.ancre(l, c)))) return false
  return true
}

/** A table whose headings end on this row, or null. */
function tableSous(g: Grille, bas: number, lue: Course): { readonly table: TableModele; readonly course: Course } | null {
  if (sePoursuit(g, bas, lue)) return null
  const haut = hautEntete(g, bas, lue)
  const course = elargir(g, haut, bas, lue)
  const service = lignesDeService(g, bas, course.colonnes)
  const premiere = bas + 1 + service
  const prefixe = prefixeDe(g, premiere, course.colonnes)
  if (prefixe === null) return null
  const corps = course.colonnes.map((c) => g.ancre(premiere, c))
  // Nothing under the headings but the void: a line of labels, not a table, unless it is dressed as one or is the last thing of its columns.
  const habillee = course.colonnes.some((c) => (g.ancre(bas, c)?.fond ?? '') !== '')
  if (corps.every((c) => c === undefined) && !habillee && !estSeule(g, bas, course)) return null
  const derniere = derniereLigne(g, premiere, course, prefixe)
  const ecrites: string[][] = []
  if (prefixe > 0) for (let l = premiere; l <= derniere; l++) ecrites.push(course.colonnes.slice(0, prefixe).map((c) => g.libelle(l, c)))
  const table: TableModele = {
    feuille: g.feuille.nom,
    titre: titreDe(g, haut, course),
    colonnes: course.colonnes.map((c) => {
      const colonne = colonneDe(g, c, haut, bas, premiere, derniere, course.debut)
      const unite = uniteDessous(g, bas, service, c)
      const propre = colonne.entetes.at(-1) ?? ''
      return unite === '' || /[€%]/u.test(propre) ? colonne : { ...colonne, entetes: [...colonne.entetes.slice(0, -1), `${propre} (${unite})`] }
    }),
    entete: { haut, bas },
    premiere,
    derniere,
    prefixe,
    lignesEcrites: ecrites
  }
  return { table, course }
}

function tablesDe(g: Grille): TableModele[] {
  const tables: TableModele[] = []
  const prises: { c1: number; c2: number; jusque: number }[] = []
  for (let l = 1; l <= g.feuille.derniereLigne; l++)
    for (const course of courses(g, l)) {
      if (prises.some((p) => p.jusque >= l && p.c1 <= course.fin && p.c2 >= course.debut)) continue
      const lue = tableSous(g, l, course)
      if (!lue) continue
      tables.push(lue.table)
      prises.push({ c1: lue.course.debut, c2: lue.course.fin, jusque: lue.table.derniere })
    }
  return tables
}

function restesDe(g: Grille, tables: readonly TableModele[]): Reste[] {
  const dedans = (l: number, c: number) => tables.some((t) => l >= t.entete.haut && l <= t.derniere && t.colonnes.some((x) => x.colonne === c))
  const restes: Reste[] = []
  for (let l = 1; l <= g.feuille.derniereLigne; l++)
    for (const { colonnes } of courses(g, l))
      if (colonnes.length >= entetesNus && colonnes.every((c) => (g.ancre(l, c)?.fond ?? '') !== '' && !dedans(l, c)))
        restes.push({ feuille: g.feuille.nom, ligne: l, textes: colonnes.map((c) => g.libelle(l, c)) })
  return restes
}

/** Tables and single cells to fill of the visible sheets, from the look of the model alone. */
export function reperer(modele: ModeleLu): Reperage {
  const visibles = modele.feuilles.filter((f: FeuilleModele) => !f.cachee).map((f) => new Grille(f))
  const parFeuille = visibles.map((g) => ({ g, tables: tablesDe(g) }))
  return {
    tables: parFeuille.flatMap((p) => p.tables),
    cases: parFeuille.flatMap((p) => reperCases(p.g, p.tables)),
    restes: parFeuille.flatMap((p) => restesDe(p.g, p.tables))
  }
}
