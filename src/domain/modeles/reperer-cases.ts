import { estVide, type Grille } from './grille.ts'
import { adresse, type FormatCellule } from './modele-lu.ts'

/** A single cell to fill, with the text that names it. */
export interface Case {
  readonly place: string
  readonly feuille: string
  readonly ligne: number
  readonly colonne: number
  readonly libelle: string
  /** Labels met before in the same block, nearest first: « Prénom » after « Nom du représentant légal ». */
  readonly avant: readonly string[]
  readonly calculee: boolean
  readonly verrouillee: boolean
  readonly format: FormatCellule
  /** False: nothing but the text before it says that something goes there. */
  readonly encadree: boolean
}

interface Zone {
  readonly entete: { readonly haut: number; readonly bas: number }
  readonly derniere: number
  readonly colonnes: readonly { readonly colonne: number }[]
}

const libelleMax = 160
/** How far on the right of its label a framed cell may be, in cells. */
const portee = 4

/** Place named by the label at `ligne`, `colonne`: on its right, else just below. */
function cible(g: Grille, ligne: number, colonne: number): { readonly ligne: number; readonly colonne: number } | null {
  const droite = { ligne, colonne: g.suivante(ligne, colonne) }
  const dessous = { ligne: (g.fusion(ligne, colonne)?.derniereLigne ?? ligne) + 1, colonne }
  const aDroite = g.ancre(droite.ligne, droite.colonne)
  const enDessous = g.ancre(dessous.ligne, dessous.colonne)
  for (let c = droite.colonne, pas = 0; pas < portee; pas++, c = g.suivante(ligne, c)) {
    const cellule = g.ancre(ligne, c)
    if (cellule?.formule !== undefined || (estVide(cellule) && cellule?.encadree)) return { ligne, colonne: c }
    if (!estVide(cellule)) break
  }
  // A label wider than the cell under it names the lines of a section, not that cell.
  const plusEtroite = (g.fusion(dessous.ligne, colonne)?.derniereColonne ?? colonne) < g.suivante(ligne, colonne) - 1
  if (estVide(enDessous) && enDessous?.encadree && !plusEtroite) return dessous
  // Cells merged under a label that is not: room made for an answer.
  const fusion = g.fusion(dessous.ligne, dessous.colonne)
  if (estVide(enDessous) && fusion?.ligne === dessous.ligne && fusion.colonne === colonne && !g.fusion(ligne, colonne)) return dessous
  return estVide(aDroite) ? droite : null
}

/** Single cells of a sheet, outside its tables. */
export function reperCases(g: Grille, tables: readonly Zone[]): Case[] {
  const dansTable = (l: number, c: number) =>
    tables.some((t) => l >= t.entete.haut && l <= t.derniere && c >= (t.colonnes[0]?.colonne ?? 0) && c <= (t.colonnes.at(-1)?.colonne ?? 0))
  const trouvees: Case[] = []
  const prises = new Set<string>()
  let bloc: string[] = []
  let precedente = 0
  for (let l = 1; l <= g.feuille.derniereLigne; l++)
    for (let c = 1; c <= g.feuille.derniereColonne; c++) {
      const libelle = g.propre(l, c)
      if (libelle === '' || libelle.length > libelleMax || dansTable(l, c)) continue
      if (l > precedente + 1) bloc = []
      precedente = l
      const ou = cible(g, l, c)
      const avant = bloc.slice(0, 6)
      bloc = [libelle, ...bloc]
      if (!ou || dansTable(ou.ligne, ou.colonne)) continue
      const cellule = g.ancre(ou.ligne, ou.colonne)
      const place = adresse(g.feuille.nom, cellule?.ligne ?? ou.ligne, cellule?.colonne ?? ou.colonne)
      if (prises.has(place)) continue
      prises.add(place)
      trouvees.push({
        place,
        feuille: g.feuille.nom,
        ligne: cellule?.ligne ?? ou.ligne,
        colonne: cellule?.colonne ?? ou.colonne,
        libelle,
        avant,
        calculee: cellule?.formule !== undefined,
        verrouillee: cellule?.verrouillee ?? g.vierge(ou.colonne),
        format: cellule?.format ?? 'general',
        encadree: (cellule?.encadree ?? false) || /:\s*$/u.test(libelle)
      })
    }
  return trouvees
}
