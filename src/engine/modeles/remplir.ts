import { adresse } from '#domain/modeles/modele-lu.ts'
import type { AEcrire, Remplissage, TablePrevue } from '#domain/modeles/prevoir.ts'
import { contenuDe, ecrireValeur, Lignes } from './cellules.ts'
import { type ClasseurOuvert, donneesFeuille, type FeuilleOuverte, ouvrirClasseur, texteChaine } from './classeur-ouvert.ts'
import { type Insertion, ligneApres } from './formules.ts'
import { deplierPartagees, insererDansFeuille, suivreAutresFeuilles } from './inserer-lignes.ts'
import { cheminLiens } from './paquet.ts'
import { refaireResultats } from './resultats.ts'
import { suivreParties } from './suivre-parties.ts'
import { attribut, creerElement, descendants, type Element, enfant, poserAttribut, texteXml } from './xml.ts'

/** Where a row of the model stands once rows were inserted. */
const deplacee = (ligne: number, insertions: readonly Insertion[]): number => insertions.reduce((l, i) => ligneApres(l, i), ligne)

/**
 * Rows to add for the tables of one sheet, from the lowest up, so that each is told in the rows of the model as it was.
 * Two or more free rows: the new ones come before the last, and every range that spans the table takes them in, as in Excel.
 */
function insertionsDe(feuille: string, tables: readonly TablePrevue[]): { readonly insertion: Insertion; readonly modele: number }[] {
  const faites: { insertion: Insertion; modele: number }[] = []
  for (const t of [...tables].sort((a, b) => b.derniere - a.derniere)) {
    const deja = faites.filter(({ insertion: i }) => i.apres >= t.premiere && i.apres <= t.derniere).reduce((n, { insertion: i }) => n + i.nombre, 0)
    const manque = t.lignes.length - (t.derniere - t.premiere + 1) - deja
    if (manque <= 0) continue
    const seule = t.premiere === t.derniere
    const apres = seule ? t.derniere : t.derniere - 1
    faites.push({ insertion: { feuille, apres, nombre: manque, etendre: seule }, modele: apres })
  }
  return faites
}

/** Places in the copy of everything to write in one sheet. */
function placesDe(
  prevu: Remplissage,
  feuille: string,
  insertions: readonly Insertion[]
): { readonly ligne: number; readonly colonne: number; readonly ecrire: AEcrire }[] {
  const places: { ligne: number; colonne: number; ecrire: AEcrire }[] = []
  for (const t of prevu.tables) {
    if (t.feuille !== feuille) continue
    const premiere = deplacee(t.premiere, insertions)
    for (const [i, valeurs] of t.lignes.entries())
      for (const [k, ecrire] of valeurs.entries()) {
        const colonne = t.colonnes[k]
        if (ecrire && colonne !== undefined) places.push({ ligne: premiere + i, colonne, ecrire })
      }
  }
  for (const c of prevu.cases) if (c.feuille === feuille) places.push({ ligne: deplacee(c.ligne, insertions), colonne: c.colonne, ecrire: c.ecrire })
  return places
}

/** Reads the copy again: every value is where it was meant to be. Gives the places where it is not. */
export function verifierCopie(octets: Uint8Array, prevu: Remplissage): string[] {
  const copie = ouvrirClasseur(octets)
  const ecarts: string[] = []
  for (const feuille of copie.feuilles) {
    const racine = copie.paquet.xml(feuille.chemin)?.racine
    const donnees = racine && donneesFeuille(racine)
    const places = placesDe(
      prevu,
      feuille.nom,
      insertionsDe(
        feuille.nom,
        prevu.tables.filter((t) => t.feuille === feuille.nom)
      ).map((i) => i.insertion)
    )
    if (!racine || !donnees || places.length === 0) continue
    const lignes = new Lignes(donnees, racine)
    for (const { ligne, colonne, ecrire } of places) {
      const c = lignes.ligne(ligne)?.cellules.get(colonne)
      const attendu = contenuDe(ecrire, copie.styles.de(Number((c && attribut(c, 's')) ?? 0)).format, copie)
      const is = c && enfant(c, 'is')
      const v = c && enfant(c, 'v')
      const lu = is ? texteChaine(is) : v ? Number(texteXml(v)) : null
      if (lu !== ('texte' in attendu ? attendu.texte : attendu.nombre)) ecarts.push(adresse(feuille.nom, ligne, colonne))
    }
  }
  return ecarts
}

function remplirFeuille(classeur: ClasseurOuvert, feuille: FeuilleOuverte, prevu: Remplissage): void {
  const racine = classeur.paquet.xml(feuille.chemin)?.racine
  const donnees = racine && donneesFeuille(racine)
  const tables = prevu.tables.filter((t) => t.feuille === feuille.nom)
  const cases = prevu.cases.filter((c) => c.feuille === feuille.nom)
  if (!racine || !donnees || (tables.length === 0 && cases.length === 0)) return
  classeur.paquet.toucher(feuille.chemin)
  const insertions = insertionsDe(feuille.nom, tables)
  // Numbers rows and cells, whatever the file left out.
  new Lignes(donnees, racine)
  if (insertions.length) deplierPartagees(donnees)
  for (const { insertion, modele } of insertions) {
    insererDansFeuille(racine, donnees, insertion, modele)
    suivreAutresFeuilles(classeur, insertion)
    suivreParties(classeur, feuille.chemin, insertion)
  }
  const faites = insertions.map((i) => i.insertion)
  const lignes = new Lignes(donnees, racine)
  for (const { ligne, colonne, ecrire } of placesDe(prevu, feuille.nom, faites)) ecrireValeur(lignes.cellule(ligne, colonne), ecrire, classeur)
}

const apresCalcPr = [
  'oleSize',
  'customWorkbookViews',
  'pivotCaches',
  'smartTagPr',
  'smartTagTypes',
  'webPublishing',
  'fileRecoveryPr',
  'webPublishObjects',
  'extLst'
]

/** Asks the spreadsheet to compute everything when it opens the copy, and drops the order of calculation of the model. */
function demanderCalcul(classeur: ClasseurOuvert): void {
  const { paquet, chemin } = classeur
  const racine = paquet.xml(chemin)?.racine
  if (!racine) return
  let calcPr = enfant(racine, 'calcPr')
  if (!calcPr) {
    calcPr = creerElement(racine, 'calcPr')
    const suivant = racine.enfants.findIndex((n) => n.sorte === 'element' && apresCalcPr.includes(n.local))
    racine.enfants.splice(suivant < 0 ? racine.enfants.length : suivant, 0, calcPr)
  }
  poserAttribut(calcPr, 'fullCalcOnLoad', '1')
  paquet.toucher(chemin)
  const chaine = paquet.liens(chemin).find((l) => l.type === 'calcChain')
  if (!chaine) return
  paquet.retirer(chaine.cible)
  retirerEnfant(paquet.xml(cheminLiens(chemin))?.racine, (e) => attribut(e, 'Id') === chaine.id)
  paquet.toucher(cheminLiens(chemin))
  retirerEnfant(paquet.xml('[Content_Types].xml')?.racine, (e) => attribut(e, 'PartName')?.toLowerCase() === `/${chaine.cible.toLowerCase()}`)
  paquet.toucher('[Content_Types].xml')
}

function retirerEnfant(parent: Element | undefined, choisi: (e: Element) => boolean): void {
  const i = parent?.enfants.findIndex((n) => n.sorte === 'element' && choisi(n)) ?? -1
  if (i >= 0) parent?.enfants.splice(i, 1)
}

/** A template becomes a workbook: its copy is a document to hand in, not a model to copy again. */
function enClasseur(classeur: ClasseurOuvert): void {
  if (classeur.modele !== 'xltx') return
  const types = classeur.paquet.xml('[Content_Types].xml')?.racine
  for (const e of types ? descendants(types) : []) {
    const type = attribut(e, 'ContentType')
    if (type?.includes('spreadsheetml.template.main+xml')) poserAttribut(e, 'ContentType', type.replace('template.main+xml', 'sheet.main+xml'))
  }
  classeur.paquet.toucher('[Content_Types].xml')
}

/** A copy of the workbook with the values in place; parts that nothing reached keep their bytes. */
export function remplirClasseur(classeur: ClasseurOuvert, prevu: Remplissage): Uint8Array {
  for (const feuille of classeur.feuilles) remplirFeuille(classeur, feuille, prevu)
  refaireResultats(classeur)
  demanderCalcul(classeur)
  enClasseur(classeur)
  return classeur.paquet.ecrire()
}
