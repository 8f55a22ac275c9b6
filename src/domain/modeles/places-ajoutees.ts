import { grouper } from '../grouper.ts'
import { type Correspondance, propositions, sujetDe } from './correspondance.ts'
import { estVide, Grille } from './grille.ts'
import { adresse, type FeuilleModele, lettres, lireAdresse, type ModeleLu } from './modele-lu.ts'
import type { Proposition, Reconnaissance, TableReconnue } from './reconnaitre.ts'
import { derniereLigne, motTotal, type Reste } from './reperer.ts'
import type { Sujet } from './usage.ts'

/**
 * Places that a person points at because the look of the model did not give them away: one cell for one value (`Feuil1!C7`), or
 * the first cell of a column that takes one line of the grappe a row (`Feuil1!C9↓`). They are kept in the mapping as `ajouts` and
 * put among the places recognised, so that they are shown, filled and read again like the others. Pure.
 */
interface Pointee {
  readonly place: string
  readonly feuille: FeuilleModele
  readonly ligne: number
  readonly colonne: number
  readonly sujet: Sujet
}

export const versLeBas = '↓'
/** How far from its cell a text may be and still name it, in cells. */
export const portee = 4

export const placeDe = (feuille: string, ligne: number, colonne: number, sujet: Sujet): string =>
  `${adresse(feuille, ligne, colonne)}${sujet === 'grappe' ? '' : versLeBas}`

/** Sheets where a place may be pointed at. */
export const feuillesOuvertes = (lu: ModeleLu): readonly FeuilleModele[] => lu.feuilles.filter((f) => !f.cachee)

function pointeesDe(lu: ModeleLu, c: Correspondance): Pointee[] {
  const feuilles = new Map(feuillesOuvertes(lu).map((f) => [f.nom, f]))
  return Object.entries(c.ajouts).flatMap(([place, sujet]) => {
    const coupe = place.lastIndexOf('!')
    const feuille = feuilles.get(place.slice(0, coupe))
    const ou = lireAdresse(place.slice(coupe + 1).replace(versLeBas, ''))
    return feuille && ou && placeDe(feuille.nom, ou.ligne, ou.colonne, sujet) === place ? [{ place, feuille, ...ou, sujet }] : []
  })
}

/** Text beside a single cell that most likely names it: on its left, else on its right, else above. */
function texteVoisin(g: Grille, ligne: number, colonne: number): string[] {
  for (const [pasLigne, pasColonne] of [
    [0, -1],
    [0, 1],
    [-1, 0]
  ] as const)
    for (let pas = 1; pas <= portee; pas++) {
      const [l, c] = [ligne + pas * pasLigne, colonne + pas * pasColonne]
      const texte = l < 1 || c < 1 ? '' : g.libelle(l, c)
      if (texte !== '') return [texte]
    }
  return []
}

/** Texts above the first cell of a column, widest first: blanks may part them from it, not one from another. */
function textesAuDessus(g: Grille, ligne: number, colonne: number): string[] {
  const trouves: string[] = []
  for (let l = ligne - 1; l >= Math.max(1, ligne - 2 * portee); l--) {
    const texte = g.libelle(l, colonne)
    if (texte !== '' && trouves[0] !== texte) trouves.unshift(texte)
    if ((texte === '' && trouves.length > 0) || trouves.length === portee) break
  }
  return trouves
}

/** Free rows under the first: those that look like it, or, on a sheet without dressing, the blank ones with as much beside them. */
function derniereLibre(g: Grille, ligne: number, colonnes: readonly number[], prefixe: number): number {
  const derniere = derniereLigne(g, ligne, { debut: Math.min(...colonnes), fin: Math.max(...colonnes), colonnes }, prefixe)
  if (prefixe > 0 || derniere > ligne || colonnes.some((c) => (g.cellule(ligne, c)?.style ?? 0) !== 0)) return derniere
  const voisins = (l: number) => {
    const textes: string[] = []
    for (let c = 1; c <= g.feuille.derniereColonne; c++) if (!colonnes.includes(c) && g.propre(l, c) !== '') textes.push(g.propre(l, c))
    return textes
  }
  const premiers = voisins(ligne).length > 0
  let l = ligne
  while (l < g.feuille.derniereLigne) {
    const suivants = voisins(l + 1)
    if (suivants.length > 0 !== premiers || suivants.some((t) => motTotal.test(t)) || !colonnes.every((c) => estVide(g.ancre(l + 1, c)))) break
    l++
  }
  return l
}

const nue = (place: string, entetes: readonly string[], verrouillee: boolean): Proposition => ({
  place,
  entetes,
  donnee: null,
  confiance: 0,
  autres: [],
  calculee: false,
  verrouillee
})

export const verrouilleeEn = (g: Grille, ligne: number, colonne: number): boolean => g.ancre(ligne, colonne)?.verrouillee ?? g.vierge(colonne)

/**
 * Columns pointed at on one row, for one kind of lines: more columns of the table recognised there (`hote`), else a table of their own.
 * Those already written name the rows, and come first.
 */
function tableDe(g: Grille, pointees: readonly Pointee[], hote: TableReconnue | undefined): TableReconnue | null {
  const [tete] = pointees
  if (!tete || tete.sujet === 'grappe') return null
  const { ligne, sujet } = tete
  const ecrite = (p: Pointee) => g.libelle(ligne, p.colonne) !== ''
  const rangees = [...pointees].sort((a, b) => a.colonne - b.colonne)
  const nommantes = rangees.filter(ecrite)
  const ordre = [...nommantes, ...rangees.filter((p) => !ecrite(p))].map((p) => p.colonne)
  const derniere = hote?.table.derniere ?? derniereLibre(g, ligne, ordre, nommantes.length)
  const voulues = rangees.map((p) => {
    const proposition = nue(p.place, textesAuDessus(g, ligne, p.colonne), !ecrite(p) && verrouilleeEn(g, ligne, p.colonne))
    const { place, entetes, calculee, verrouillee } = proposition
    const format = g.ancre(ligne, p.colonne)?.format ?? 'general'
    return { nomme: ecrite(p), proposition, colonne: { place, entetes, calculee, verrouillee, format, colonne: p.colonne } }
  })
  const connues =
    hote?.table.colonnes.map((colonne, i) => ({ nomme: i < hote.table.prefixe, proposition: hote.colonnes[i] ?? nue('', [], true), colonne })) ?? []
  const toutes = [...connues, ...voulues].sort((a, b) => Number(b.nomme) - Number(a.nomme))
  const prefixe = toutes.filter((x) => x.nomme).length
  const lignesEcrites: string[][] = []
  if (prefixe > 0) for (let l = ligne; l <= derniere; l++) lignesEcrites.push(toutes.slice(0, prefixe).map((x) => g.libelle(l, x.colonne.colonne)))
  const titre = hote?.table.titre ?? [g.feuille.nom, `à partir de la ligne ${ligne}`]
  const entete = hote?.table.entete ?? { haut: ligne, bas: ligne - 1 }
  const colonnes = toutes.map((x) => x.colonne)
  return {
    place: hote?.place ?? toutes[0]?.proposition.place ?? tete.place,
    table: { feuille: g.feuille.nom, titre, colonnes, entete, premiere: ligne, derniere, prefixe, lignesEcrites },
    sujet: hote?.sujet ?? sujet,
    colonnes: toutes.map((x) => x.proposition)
  }
}

/** Cells that one place takes, both ends included. */
export interface Zone {
  readonly feuille: string
  readonly ligne: number
  readonly derniere: number
  readonly colonne: number
  readonly proposition: Proposition
  /** Table it is a column of; null for a single cell. */
  readonly table: TableReconnue | null
}

export const zonesDe = (r: Reconnaissance): Zone[] => [
  ...r.tables.flatMap((t) =>
    t.table.colonnes.flatMap(({ colonne }, i): Zone[] => {
      const proposition = t.colonnes[i]
      const { feuille, premiere, derniere } = t.table
      return proposition ? [{ feuille, ligne: premiere, derniere, colonne, proposition, table: t }] : []
    })
  ),
  ...r.cases.map(({ ou, proposition }) => ({ feuille: ou.feuille, ligne: ou.ligne, derniere: ou.ligne, colonne: ou.colonne, proposition, table: null }))
]

export const seCroisent = (a: Zone, b: Zone): boolean => a.feuille === b.feuille && a.colonne === b.colonne && a.ligne <= b.derniere && b.ligne <= a.derniere

/** A table without some of its columns. */
function sansColonnes(t: TableReconnue, retirees: ReadonlySet<string>): TableReconnue[] {
  const garde = t.colonnes.map((p) => !retirees.has(p.place))
  if (garde.every(Boolean)) return [t]
  const { table } = t
  const colonnes = t.colonnes.filter((_, i) => garde[i])
  if (colonnes.length === 0) return []
  const lignesEcrites = table.lignesEcrites.map((textes) => textes.filter((_, i) => garde[i]))
  const prefixe = garde.slice(0, table.prefixe).filter(Boolean).length
  return [{ ...t, colonnes, table: { ...table, colonnes: table.colonnes.filter((_, i) => garde[i]), prefixe, lignesEcrites: prefixe ? lignesEcrites : [] } }]
}

/** Table recognised whose lines a column pointed at would go on: same sheet, same first row, same kind of lines. */
const hoteDe = (r: Reconnaissance, c: Correspondance, feuille: string, ligne: number, sujet: Sujet): TableReconnue | undefined =>
  r.tables.find((t) => t.table.feuille === feuille && t.table.premiere === ligne && sujetDe(c, t.place, t.sujet) === sujet)

/** What was recognised, with the places that a person added. Where both speak of the same cells, the person's stands. */
export function completer(lu: ModeleLu, r: Reconnaissance, c: Correspondance): Reconnaissance {
  const connues = new Set(propositions(r).map((p) => p.place))
  const pointees = pointeesDe(lu, c).filter((p) => !connues.has(p.place))
  if (pointees.length === 0) return r
  const grilles = new Map(pointees.map((p) => [p.feuille.nom, new Grille(p.feuille)]))
  const grille = (p: Pointee) => grilles.get(p.feuille.nom) ?? new Grille(p.feuille)
  const cases = pointees
    .filter((p) => p.sujet === 'grappe')
    .map((p) => {
      const g = grille(p)
      const proposition = nue(p.place, texteVoisin(g, p.ligne, p.colonne), verrouilleeEn(g, p.ligne, p.colonne))
      const { place, ligne, colonne } = p
      const format = g.ancre(ligne, colonne)?.format ?? 'general'
      const [libelle = ''] = proposition.entetes
      const { calculee, verrouillee } = proposition
      return { ou: { place, feuille: p.feuille.nom, ligne, colonne, libelle, avant: [], calculee, verrouillee, format, encadree: true }, proposition }
    })
  const groupes = grouper(
    pointees.filter((p) => p.sujet !== 'grappe'),
    (p) => `${p.ligne}:${p.sujet}:${p.feuille.nom}`
  )
  const neuves: TableReconnue[] = []
  const agrandies = new Map<TableReconnue, TableReconnue>()
  for (const groupe of groupes.values()) {
    const [tete] = groupe
    const hote = tete && hoteDe(r, c, tete.feuille.nom, tete.ligne, tete.sujet)
    const t = tete && tableDe(grille(tete), groupe, hote)
    if (!t) continue
    if (hote) agrandies.set(hote, t)
    else neuves.push(t)
  }
  const ajoutees = new Set(pointees.map((p) => p.place))
  const tables = r.tables.map((t) => agrandies.get(t) ?? t)
  const zones = zonesDe({ ...r, tables: [...tables, ...neuves], cases: [...r.cases, ...cases] })
  const [prises, reconnues] = [zones.filter((z) => ajoutees.has(z.proposition.place)), zones.filter((z) => !ajoutees.has(z.proposition.place))]
  const retirees = new Set(reconnues.filter((z) => prises.some((p) => seCroisent(p, z))).map((z) => z.proposition.place))
  return {
    ...r,
    tables: [...tables.flatMap((t) => sansColonnes(t, retirees)), ...neuves],
    cases: [...r.cases.filter((x) => !retirees.has(x.proposition.place)), ...cases]
  }
}

/** What a person should know: headings left without table, columns added before names that nothing says how to match. */
export function remarquesAjouts(lu: ModeleLu, complete: Reconnaissance, c: Correspondance): string[] {
  const ajoutees = complete.tables.filter((t) => t.colonnes.some((p) => c.ajouts[p.place] !== undefined)).map((t) => t.table)
  const restes = complete.restes.filter((r) => !ajoutees.some((t) => t.feuille === r.feuille && t.premiere > r.ligne))
  return [...restes.map(remarqueDuReste), ...sansNom(lu, complete, c), ...ecritesDeuxFois(complete, c)]
}

const remarqueDuReste = ({ feuille, ligne, textes }: Reste): string =>
  `${feuille} : les intitulés de la ligne ${ligne} (${textes.slice(0, 3).join(', ')}…) n’ont pas donné de tableau que Grappe sait remplir. Ajoutez ses colonnes par leur adresse, ou remplissez-le dans la copie.`

/** A list of amounts written twice on a sheet is counted twice by its totals. */
function ecritesDeuxFois({ tables }: Reconnaissance, c: Correspondance): string[] {
  const listes = tables.filter((t) => ['depenses', 'couts', 'rh', 'ressources'].includes(sujetDe(c, t.place, t.sujet)))
  const ajoutee = (t: TableReconnue) => t.colonnes.some((p) => c.ajouts[p.place] !== undefined)
  return listes.flatMap((t, i) => {
    const double = listes.slice(0, i).find((u) => u.table.feuille === t.table.feuille && sujetDe(c, u.place, u.sujet) === sujetDe(c, t.place, t.sujet))
    return double && (ajoutee(t) || ajoutee(double))
      ? [
          `${t.table.feuille} : la même liste est écrite à partir de la ligne ${double.table.premiere} et de la ligne ${t.table.premiere}. Les totaux la compteront deux fois.`
        ]
      : []
  })
}

function sansNom(lu: ModeleLu, complete: Reconnaissance, c: Correspondance): string[] {
  return complete.tables.flatMap(({ table, place }) => {
    const feuille = lu.feuilles.find((f) => f.nom === table.feuille)
    if (c.ajouts[place] === undefined || table.prefixe > 0 || !feuille) return []
    const g = new Grille(feuille)
    const premiere = Math.min(...table.colonnes.map((x) => x.colonne))
    for (let col = premiere - 1; col >= 1; col--) {
      const texte = g.propre(table.premiere, col)
      if (texte === '' || g.propre(table.premiere + 1, col) === '') continue
      const ou = `${lettres(col)}${table.premiere}`
      return [
        `${table.feuille} : les lignes sont déjà nommées (${ou} : « ${texte.slice(0, 40)} »). Ajoutez aussi la colonne ${ou} pour que chaque valeur aille devant le bon nom ; sinon Grappe suit l’ordre de la grappe.`
      ]
    }
    return []
  })
}
