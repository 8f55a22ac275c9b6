import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CelluleModele, cleCellule, type FeuilleModele, type ModeleLu } from '#domain/modeles/modele-lu.ts'
import type { UsageModele } from '#domain/modeles/usage.ts'

/** A second set of headings, written once the matcher stood and before it was looked at again: wordings of kits and of regional sheets. */
interface Essai {
  readonly nom: string
  readonly usage: UsageModele
  readonly titre: string
  readonly groupes?: readonly (readonly [string, number])[]
  readonly entetes?: readonly (readonly [string, string | null])[]
  readonly cases?: readonly (readonly [string, string | null])[]
}

export const essais = JSON.parse(readFileSync(join(import.meta.dirname, 'second-jeu.json'), 'utf8')) as readonly Essai[]

const cellule = (ligne: number, colonne: number, texte: string, fond = '', style = 0): CelluleModele => ({
  ligne,
  colonne,
  texte,
  nature: texte === '' ? 'vide' : 'texte',
  verrouillee: false,
  style,
  format: 'general',
  fond,
  encadree: style === 2
})

/** The headings as a sheet, and the place of each. */
export function feuilleDe(essai: Essai): { readonly modele: ModeleLu; readonly places: ReadonlyMap<string, readonly [texte: string, donnee: string | null]> } {
  const cellules: CelluleModele[] = [cellule(1, 1, essai.titre)]
  const fusions: FeuilleModele['fusions'][number][] = []
  const places = new Map<string, readonly [string, string | null]>()
  const lettre = (n: number) => (n <= 26 ? String.fromCharCode(64 + n) : `A${String.fromCharCode(64 + n - 26)}`)
  let c = 1
  for (const [groupe, largeur] of essai.groupes ?? []) {
    cellules.push(cellule(3, c, groupe, 'gris', 1))
    fusions.push({ ligne: 3, colonne: c, derniereLigne: 3, derniereColonne: c + largeur - 1 })
    c += largeur
  }
  for (const [i, [texte, donnee]] of (essai.entetes ?? []).entries()) {
    cellules.push(cellule(4, i + 1, texte, 'gris', 1))
    for (let l = 5; l < 9; l++) cellules.push(cellule(l, i + 1, '', '', 2))
    places.set(`Feuil1!${lettre(i + 1)}4`, [texte, donnee])
  }
  for (const [i, [texte, donnee]] of (essai.cases ?? []).entries()) {
    cellules.push(cellule(3 + i, 1, texte), cellule(3 + i, 2, '', '', 2))
    places.set(`Feuil1!B${3 + i}`, [texte, donnee])
  }
  const feuille: FeuilleModele = {
    nom: 'Feuil1',
    cachee: false,
    protegee: false,
    colonnesLibres: [],
    limites: [],
    cellules: new Map(cellules.map((x) => [cleCellule(x.ligne, x.colonne), x])),
    fusions,
    listes: [],
    derniereLigne: Math.max(...cellules.map((x) => x.ligne)),
    derniereColonne: Math.max(...cellules.map((x) => x.colonne))
  }
  return { modele: { format: 'xlsx', feuilles: [feuille], champs: [], avertissements: [] }, places }
}
