import { type CelluleModele, cleCellule, type FeuilleModele, type Fusion } from './modele-lu.ts'

/** What a model puts in a cell to say « write here »: dots, underscores, « à compléter », « jj/mm/aaaa », « [nom] ». */
const aRemplir =
  /^(?:[.…_\s-]*|à (?:compléter|renseigner|remplir|préciser)\.*|jj ?\/ ?mm ?\/ ?aa(?:aa)?|choisir(?: .*)?|sélectionner(?: .*)?|\[[^\]]*\]|<[^>]*>|x{2,})$/iu

export const estVide = (c: CelluleModele | undefined): boolean =>
  c === undefined || (c.formule === undefined && (c.texte.trim() === '' || (c.nature === 'texte' && aRemplir.test(c.texte.trim()))))

/** Looks up a sheet: cells, merges, and the text a person sees at a place. */
export class Grille {
  readonly feuille: FeuilleModele
  private readonly fusionDe = new Map<string, Fusion>()

  constructor(feuille: FeuilleModele) {
    this.feuille = feuille
    for (const f of feuille.fusions) {
      // A merge as wide as the sheet is a banner: its first cells are enough.
      const derniereLigne = Math.min(f.derniereLigne, feuille.derniereLigne + 1)
      const derniereColonne = Math.min(f.derniereColonne, feuille.derniereColonne + 1)
      for (let l = f.ligne; l <= derniereLigne; l++) for (let c = f.colonne; c <= derniereColonne; c++) this.fusionDe.set(cleCellule(l, c), f)
    }
  }

  cellule(ligne: number, colonne: number): CelluleModele | undefined {
    return this.feuille.cellules.get(cleCellule(ligne, colonne))
  }

  fusion(ligne: number, colonne: number): Fusion | undefined {
    return this.fusionDe.get(cleCellule(ligne, colonne))
  }

  /** First cell of the merge, or the cell itself. */
  ancre(ligne: number, colonne: number): CelluleModele | undefined {
    const f = this.fusion(ligne, colonne)
    return f ? this.cellule(f.ligne, f.colonne) : this.cellule(ligne, colonne)
  }

  /** A text that names something: not a value, not a formula, not a place to fill. A year or a month counts. */
  libelle(ligne: number, colonne: number): string {
    const c = this.ancre(ligne, colonne)
    if (c === undefined || c.formule !== undefined || estVide(c)) return ''
    if (c.nature === 'texte') return c.texte.trim()
    if (c.nature === 'date') return c.texte
    return /^20[1-4]\d$/u.test(c.texte) ? c.texte : ''
  }

  /** Text written in this very cell, not spread by a merge. */
  propre(ligne: number, colonne: number): string {
    const f = this.fusion(ligne, colonne)
    return f && (f.ligne !== ligne || f.colonne !== colonne) ? '' : this.libelle(ligne, colonne)
  }

  /** Whether a cell that the file does not hold is locked. */
  vierge(colonne: number): boolean {
    return this.feuille.protegee && !this.feuille.colonnesLibres.some((p) => p.premiere <= colonne && p.derniere >= colonne)
  }

  /** Next column after the cell or its merge. */
  suivante(ligne: number, colonne: number): number {
    return (this.fusion(ligne, colonne)?.derniereColonne ?? colonne) + 1
  }
}
