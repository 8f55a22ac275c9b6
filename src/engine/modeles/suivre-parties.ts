import type { ClasseurOuvert } from './classeur-ouvert.ts'
import { decalerAdresse, decalerFormule, decalerPlages, type Insertion, ligneApres } from './formules.ts'
import { attribut, descendants, type Element, enfant, enfants, poserAttribut, poserTexte, texteXml } from './xml.ts'

type Partie = (racine: Element, insertion: Insertion) => boolean

const poser = (e: Element, nom: string, faire: (v: string) => string): boolean => {
  const avant = attribut(e, nom)
  const apres = avant === undefined ? undefined : faire(avant)
  if (apres === undefined || apres === avant) return false
  poserAttribut(e, nom, apres)
  return true
}
const poserSiChange = (e: Element, apres: string): boolean => {
  if (apres === texteXml(e)) return false
  poserTexte(e, apres)
  return true
}

/** A table of the sheet: its range, its filter, its formulas. */
const tableau: Partie = (racine, i) => {
  let change = poser(racine, 'ref', (v) => decalerPlages(v, i))
  for (const e of descendants(racine)) {
    if (e.local === 'autoFilter' || e.local === 'sortState' || e.local === 'sortCondition') change = poser(e, 'ref', (v) => decalerPlages(v, i)) || change
    if (e.local === 'calculatedColumnFormula' || e.local === 'totalsRowFormula')
      change = poserSiChange(e, decalerFormule(texteXml(e), i.feuille, null, i)) || change
  }
  return change
}

const ligneAncre = (bout: Element | undefined): Element | undefined => bout && enfant(bout, 'row')

/** Pictures, charts and shapes keep their place under the cells they were on. */
const dessin: Partie = (racine, i) => {
  let change = false
  for (const ancre of enfants(racine)) {
    const edition = attribut(ancre, 'editAs') ?? 'twoCell'
    const de = ligneAncre(enfant(ancre, 'from'))
    const a = ligneAncre(enfant(ancre, 'to'))
    const avant = de ? Number(texteXml(de)) : null
    const bouge = avant !== null && ligneApres(avant + 1, i) !== avant + 1
    if (edition === 'absolute') continue
    if (de && avant !== null && bouge) change = poserSiChange(de, String(avant + i.nombre)) || change
    if (a && (bouge || edition === 'twoCell')) change = poserSiChange(a, String(ligneApres(Number(texteXml(a)) + 1, i) - 1)) || change
  }
  for (const e of descendants(racine))
    if (attribut(e, 'textlink') !== undefined) change = poser(e, 'textlink', (v) => decalerFormule(v, i.feuille, null, i)) || change
  return change
}

const notes: Partie = (racine, i) => {
  let change = false
  for (const e of descendants(racine))
    if (e.local === 'comment' || e.local === 'threadedComment') change = poser(e, 'ref', (v) => decalerAdresse(v, i)) || change
  return change
}

/** Formulas of charts, whatever sheet they are drawn on. */
const graphique: Partie = (racine, i) => {
  let change = false
  for (const e of descendants(racine)) if (e.local === 'f') change = poserSiChange(e, decalerFormule(texteXml(e), '', null, i)) || change
  return change
}

const pivot: Partie = (racine, i) => {
  let change = false
  for (const e of descendants(racine))
    if (e.local === 'worksheetSource' && attribut(e, 'sheet') === i.feuille) change = poser(e, 'ref', (v) => decalerPlages(v, i)) || change
  return change
}

const commande: Partie = (racine, i) =>
  ['fmlaLink', 'fmlaRange', 'fmlaTxbx'].map((nom) => poser(racine, nom, (v) => decalerFormule(v, i.feuille, null, i))).some(Boolean)

const deLaFeuille: Readonly<Record<string, Partie>> = { table: tableau, drawing: dessin, comments: notes, threadedComment: notes, ctrlProp: commande }

/** Notes drawn in the old way: their anchors are rows counted from 0, in a text that is not always well formed. */
function dessinAncien(texte: string, i: Insertion): string {
  const ligne = (n: string) => String(ligneApres(Number(n) + 1, i) - 1)
  return texte
    .replace(/(<x:Row>)(\d+)(<\/x:Row>)/gu, (_, a: string, n: string, b: string) => a + ligne(n) + b)
    .replace(/(<x:Anchor>)([^<]*)(<\/x:Anchor>)/gu, (tout, a: string, v: string, b: string) => {
      const parts = v.split(',').map((p) => p.trim())
      if (parts.length !== 8) return tout
      return `${a}${parts.map((p, k) => (k === 2 || k === 6 ? ligne(p) : p)).join(', ')}${b}`
    })
    .replace(
      /(<x:Fmla(?:Link|Range)>)([^<]*)(<\/x:Fmla(?:Link|Range)>)/gu,
      (_, a: string, v: string, b: string) => a + decalerFormule(v, i.feuille, null, i) + b
    )
}

/** Names of the workbook, print areas and titles among them. */
function nomsDefinis(classeur: ClasseurOuvert, i: Insertion): void {
  const racine = classeur.paquet.xml(classeur.chemin)?.racine
  const noms = racine && enfant(racine, 'definedNames')
  let change = false
  for (const n of noms ? enfants(noms, 'definedName') : []) change = poserSiChange(n, decalerFormule(texteXml(n), '', null, i)) || change
  if (change) classeur.paquet.toucher(classeur.chemin)
}

/** Makes every part that points at the sheet follow the rows inserted: names, tables, drawings, notes, charts, pivot sources. */
export function suivreParties(classeur: ClasseurOuvert, cheminFeuille: string, i: Insertion): void {
  const { paquet } = classeur
  const appliquer = (chemin: string, faire: Partie) => {
    const racine = paquet.xml(chemin)?.racine
    if (racine && faire(racine, i)) paquet.toucher(chemin)
  }
  nomsDefinis(classeur, i)
  for (const lien of paquet.liens(cheminFeuille)) {
    if (lien.externe) continue
    const faire = deLaFeuille[lien.type]
    if (faire) appliquer(lien.cible, faire)
    if (lien.type === 'vmlDrawing') {
      const octets = paquet.octets.get(paquet.nomReel(lien.cible) ?? '')
      const texte = octets && new TextDecoder().decode(paquet.remplacements.get(lien.cible) ?? octets)
      const apres = texte && dessinAncien(texte, i)
      if (apres !== undefined && apres !== texte) paquet.remplacer(lien.cible, new TextEncoder().encode(apres))
    }
  }
  for (const nom of paquet.octets.keys()) {
    if (/(?:^|\/)charts\/[^/]+\.xml$/u.test(nom)) appliquer(nom, graphique)
    if (/(?:^|\/)pivotCache\/pivotCacheDefinition[^/]*\.xml$/u.test(nom)) appliquer(nom, pivot)
  }
}
