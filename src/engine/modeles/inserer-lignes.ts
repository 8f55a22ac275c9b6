import { lettres, lireAdresse } from '#domain/modeles/modele-lu.ts'
import { lirePlage } from './adresses.ts'
import { Lignes, viderCellule } from './cellules.ts'
import { type ClasseurOuvert, donneesFeuille, type FeuilleOuverte } from './classeur-ouvert.ts'
import { copierFormule, decalerAdresse, decalerFormule, decalerPlages, type Insertion, ligneApres } from './formules.ts'
import { attribut, clonerElement, descendants, type Element, enfant, enfants, poserAttribut, poserTexte, texteXml } from './xml.ts'

/** Writes shared formulas out, each in its cell, so that each can move by itself. */
export function deplierPartagees(donnees: Element): boolean {
  const maitres = new Map<string, { readonly texte: string; readonly ligne: number; readonly colonne: number }>()
  let change = false
  for (const row of enfants(donnees, 'row'))
    for (const c of enfants(row, 'c')) {
      const f = enfant(c, 'f')
      const ou = lireAdresse(attribut(c, 'r'))
      if (!f || !ou || attribut(f, 't') !== 'shared') continue
      const si = attribut(f, 'si') ?? ''
      const texte = texteXml(f)
      const maitre = texte !== '' ? { texte, ...ou } : maitres.get(si)
      if (texte !== '') maitres.set(si, { texte, ...ou })
      if (maitre) poserTexte(f, copierFormule(maitre.texte, ou.ligne - maitre.ligne, ou.colonne - maitre.colonne))
      for (const nom of ['t', 'si', 'ref']) poserAttribut(f, nom, null)
      change = true
    }
  return change
}

/** Attributes that hold ranges which stretch with the table, and those that designate one place. */
const etendues: Readonly<Record<string, readonly string[]>> = {
  conditionalFormatting: ['sqref'],
  dataValidation: ['sqref'],
  protectedRange: ['sqref'],
  ignoredError: ['sqref'],
  autoFilter: ['ref'],
  sortState: ['ref'],
  sortCondition: ['ref']
}
const fixes: Readonly<Record<string, readonly string[]>> = {
  mergeCell: ['ref'],
  hyperlink: ['ref'],
  pane: ['topLeftCell'],
  sheetView: ['topLeftCell'],
  selection: ['activeCell', 'sqref'],
  inputCells: ['r'],
  cellWatch: ['r']
}
const formulesLocales = new Set(['formula', 'formula1', 'formula2', 'f'])

/** What the new rows take from the row they copy: cells with their formats and formulas, height, merges along the row. */
function dupliquer(racine: Element, donnees: Element, insertion: Insertion, modele: number): void {
  const { apres, nombre } = insertion
  const lignes = new Lignes(donnees, racine)
  const source = lignes.ligne(modele)
  if (source) {
    const neuves: Element[] = []
    for (let k = 1; k <= nombre; k++) {
      const ligne = apres + k
      const row = clonerElement(source.row)
      poserAttribut(row, 'r', String(ligne))
      for (const c of enfants(row, 'c')) {
        const ou = lireAdresse(attribut(c, 'r'))
        const f = enfant(c, 'f')
        const formule = f && attribut(f, 't') === undefined ? texteXml(f) : ''
        if (formule === '') viderCellule(c)
        else if (f) poserTexte(f, copierFormule(formule, ligne - modele, 0))
        poserAttribut(c, 'r', `${lettres(ou?.colonne ?? 1)}${ligne}`)
      }
      neuves.push(row)
    }
    const suivante = donnees.enfants.findIndex((n) => n.sorte === 'element' && n.local === 'row' && Number(attribut(n, 'r')) > apres)
    donnees.enfants.splice(suivante < 0 ? donnees.enfants.length : suivante, 0, ...neuves)
  }
  const fusions = enfant(racine, 'mergeCells')
  if (!fusions) return
  for (const m of enfants(fusions, 'mergeCell')) {
    const plage = lirePlage(attribut(m, 'ref'))
    if (!plage || plage.ligne !== modele || plage.derniereLigne !== modele) continue
    for (let k = 1; k <= nombre; k++) {
      const copie = clonerElement(m)
      poserAttribut(copie, 'ref', `${lettres(plage.colonne)}${apres + k}:${lettres(plage.derniereColonne)}${apres + k}`)
      fusions.enfants.push(copie)
    }
  }
  poserAttribut(fusions, 'count', String(enfants(fusions, 'mergeCell').length))
}

function decalerDonnees(donnees: Element, i: Insertion): void {
  for (const row of enfants(donnees, 'row')) {
    const ligne = Number(attribut(row, 'r'))
    const nouvelle = ligneApres(ligne, i)
    if (nouvelle === ligne) continue
    poserAttribut(row, 'r', String(nouvelle))
    for (const c of enfants(row, 'c')) poserAttribut(c, 'r', `${lettres(lireAdresse(attribut(c, 'r'))?.colonne ?? 1)}${nouvelle}`)
  }
}

/** Formulas of the cells of a sheet; true when one changed. */
function decalerCellules(donnees: Element, feuille: string, i: Insertion): boolean {
  let change = false
  for (const row of enfants(donnees, 'row'))
    for (const c of enfants(row, 'c')) {
      const f = enfant(c, 'f')
      if (!f) continue
      const ou = lireAdresse(attribut(c, 'r'))
      const avant = texteXml(f)
      const apres = decalerFormule(avant, feuille, ou?.ligne ?? null, i)
      if (apres !== avant) {
        poserTexte(f, apres)
        change = true
      }
      const ref = attribut(f, 'ref')
      if (ref !== undefined && feuille === i.feuille) poserAttribut(f, 'ref', decalerPlages(ref, i))
    }
  return change
}

const poserSi = (e: Element, nom: string, faire: (v: string) => string): boolean => {
  const avant = attribut(e, nom)
  const apres = avant === undefined ? undefined : faire(avant)
  if (apres === undefined || apres === avant) return false
  poserAttribut(e, nom, apres)
  return true
}

const poserTexteSi = (e: Element, faire: (v: string) => string): boolean => {
  const avant = texteXml(e)
  const apres = faire(avant)
  if (apres === avant) return false
  poserTexte(e, apres)
  return true
}

/** Everything in a sheet's part outside its cells. */
function decalerReste(racine: Element, donnees: Element, feuille: string, i: Insertion): boolean {
  const ici = feuille === i.feuille
  let change = false
  for (const e of descendants(racine)) {
    if (e === donnees || e.local === 'row' || e.local === 'c' || e.local === 'v' || e.local === 'is' || e.local === 't') continue
    if (ici) {
      for (const nom of etendues[e.local] ?? []) change = poserSi(e, nom, (v) => decalerPlages(v, i)) || change
      for (const nom of fixes[e.local] ?? []) change = poserSi(e, nom, (v) => decalerAdresse(v, i)) || change
      if (e.local === 'sqref') change = poserTexteSi(e, (v) => decalerPlages(v, i)) || change
      if (e.local === 'brk' && enfant(racine, 'rowBreaks')?.enfants.includes(e)) change = poserSi(e, 'id', (v) => String(ligneApres(Number(v), i))) || change
      if (e.local === 'dimension') change = poserSi(e, 'ref', (v) => decalerPlages(v, i)) || change
    }
    if (e.local === 'hyperlink') change = poserSi(e, 'location', (v) => decalerFormule(v, feuille, null, i)) || change
    if (formulesLocales.has(e.local) && !estFormuleDeCellule(e, donnees)) change = poserTexteSi(e, (v) => decalerFormule(v, feuille, null, i)) || change
  }
  return change
}

const dansDonnees = new WeakMap<Element, ReadonlySet<Element>>()
/** `<f>` of a cell: already moved with the cells. */
function estFormuleDeCellule(e: Element, donnees: Element): boolean {
  if (e.local !== 'f') return false
  const connues = dansDonnees.get(donnees) ?? new Set(enfants(donnees, 'row').flatMap((r) => enfants(r, 'c').flatMap((c) => enfant(c, 'f') ?? [])))
  dansDonnees.set(donnees, connues)
  return connues.has(e)
}

/** Inserts rows in a sheet's own part: cells, formats, merges, validations, breaks and views follow. */
export function insererDansFeuille(racine: Element, donnees: Element, insertion: Insertion, modele: number): void {
  decalerReste(racine, donnees, insertion.feuille, insertion)
  decalerCellules(donnees, insertion.feuille, insertion)
  decalerDonnees(donnees, insertion)
  dupliquer(racine, donnees, insertion, modele)
  dansDonnees.delete(donnees)
}

/** Makes the other sheets follow; only those whose formulas change are touched. */
export function suivreAutresFeuilles(classeur: ClasseurOuvert, insertion: Insertion): void {
  for (const f of classeur.feuilles) {
    if (f.nom === insertion.feuille) continue
    const racine = classeur.paquet.xml(f.chemin)?.racine
    const donnees = racine && donneesFeuille(racine)
    if (!racine || !donnees) continue
    if (decalerFeuilleVoisine(racine, donnees, f, insertion)) classeur.paquet.toucher(f.chemin)
  }
}

function decalerFeuilleVoisine(racine: Element, donnees: Element, f: FeuilleOuverte, i: Insertion): boolean {
  const nomme = [...descendants(donnees)].some((e) => e.local === 'f' && decalerFormule(texteXml(e), f.nom, null, i) !== texteXml(e))
  // A shared formula that names the sheet: its copies are written out before any of them moves.
  if (nomme) deplierPartagees(donnees)
  const cellules = nomme && decalerCellules(donnees, f.nom, i)
  return decalerReste(racine, donnees, f.nom, i) || cellules
}
