import { lirePlage } from './adresses.ts'
import type { ClasseurOuvert } from './classeur-ouvert.ts'
import { donneesFeuille, texteChaine } from './classeur-ouvert.ts'
import { parcourirCellules } from './lire-feuille.ts'
import { attribut, enfant, enfants, texteXml } from './xml.ts'

const valeursMax = 2000

/** Texts written in a range of a sheet. */
function textesDe(classeur: ClasseurOuvert, nomFeuille: string, ref: string): string[] {
  const feuille = classeur.feuilles.find((f) => f.nom.toLowerCase() === nomFeuille.toLowerCase())
  const plage = lirePlage(ref)
  const racine = feuille && classeur.paquet.xml(feuille.chemin)?.racine
  const donnees = racine && donneesFeuille(racine)
  if (!plage || !donnees) return []
  const textes: string[] = []
  for (const { cellule, ligne, colonne } of parcourirCellules(donnees)) {
    if (
      !cellule ||
      ligne < plage.ligne ||
      ligne > plage.derniereLigne ||
      colonne < plage.colonne ||
      colonne > plage.derniereColonne ||
      textes.length >= valeursMax
    )
      continue
    const type = attribut(cellule, 't') ?? 'n'
    const is = enfant(cellule, 'is')
    const v = enfant(cellule, 'v')
    const brut = v ? texteXml(v) : ''
    const texte = type === 's' ? (classeur.chaines[Number(brut)] ?? '') : is ? texteChaine(is) : brut
    if (texte !== '') textes.push(texte)
  }
  return textes
}

/** Choices of a validation: written in it, in a range, or behind a name. Empty when they cannot be known. */
export function resoudreListe(formule: string, classeur: ClasseurOuvert, feuille: string, profondeur = 0): readonly string[] {
  const f = formule.trim()
  const enLigne = /^"([\s\S]*)"$/u.exec(f)
  if (enLigne) return (enLigne[1] ?? '').split(',').map((v) => v.trim())
  const plage = /^(?:'((?:[^']|'')+)'!|([^'!]+)!)?(\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?)$/u.exec(f)
  if (plage) return textesDe(classeur, plage[1]?.replaceAll("''", "'") ?? plage[2] ?? feuille, plage[3] ?? '')
  if (profondeur > 2 || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(f)) return []
  const racine = classeur.paquet.xml(classeur.chemin)?.racine
  const noms = racine && enfant(racine, 'definedNames')
  const nom = noms && enfants(noms, 'definedName').find((n) => attribut(n, 'name')?.toLowerCase() === f.toLowerCase())
  return nom ? resoudreListe(texteXml(nom), classeur, feuille, profondeur + 1) : []
}
