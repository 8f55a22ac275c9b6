import { createEvaluateur } from '../render/xlsx/evaluer.ts'
import { litFormule } from '../render/xlsx/formule.ts'
import { echappeCellule } from '../render/xlsx/texte-xlsx.ts'
import { estFaute, type Scalaire } from '../render/xlsx/valeur.ts'
import { type ClasseurOuvert, donneesFeuille, type FeuilleOuverte, texteChaine } from './classeur-ouvert.ts'
import { copierFormule, feuillesNommees } from './formules.ts'
import { parcourirCellules } from './lire-feuille.ts'
import { attribut, creerElement, type Element, enfant, poserAttribut, sansEchappe, texteXml } from './xml.ts'

/** A cell as the calculation sees it: a value, or a formula and where to store its result. */
interface Cellule {
  readonly feuille: string
  readonly element: Element
  readonly valeur: Scalaire
  /** Null when it is a value; empty when the formula is of a kind that is not computed here. */
  readonly formule: string | null
}

interface FeuilleCalculee {
  readonly ouverte: FeuilleOuverte
  readonly lignes: (Cellule | undefined)[][]
  readonly formules: readonly Cellule[]
}

function valeurDe(c: Element, { chaines }: ClasseurOuvert): Scalaire {
  const type = attribut(c, 't') ?? 'n'
  const is = enfant(c, 'is')
  if (is) return texteChaine(is)
  const v = enfant(c, 'v')
  const brut = v ? texteXml(v) : ''
  if (brut === '') return null
  if (type === 's') return chaines[Number(brut)] ?? ''
  if (type === 'b') return brut === '1'
  return type === 'n' ? Number(brut) : sansEchappe(brut)
}

/** Formula of a cell; a shared one is worked out from its master, one of a range is left to the spreadsheet. */
function formuleDe(f: Element, ligne: number, colonne: number, maitres: Map<string, { texte: string; ligne: number; colonne: number }>): string {
  const type = attribut(f, 't') ?? 'normal'
  const texte = texteXml(f)
  if (type === 'normal') return texte
  if (type !== 'shared') return ''
  const si = attribut(f, 'si') ?? ''
  if (texte !== '') maitres.set(si, { texte, ligne, colonne })
  const maitre = maitres.get(si)
  return maitre ? copierFormule(maitre.texte, ligne - maitre.ligne, colonne - maitre.colonne) : ''
}

function lireFeuille(classeur: ClasseurOuvert, ouverte: FeuilleOuverte): FeuilleCalculee {
  const racine = classeur.paquet.xml(ouverte.chemin)?.racine
  const donnees = racine && donneesFeuille(racine)
  const lignes: (Cellule | undefined)[][] = []
  const formules: Cellule[] = []
  const maitres = new Map<string, { texte: string; ligne: number; colonne: number }>()
  for (const { cellule, ligne, colonne } of donnees ? parcourirCellules(donnees) : []) {
    if (!cellule) continue
    const f = enfant(cellule, 'f')
    const lue: Cellule = {
      feuille: ouverte.nom,
      element: cellule,
      valeur: f ? null : valeurDe(cellule, classeur),
      formule: f ? formuleDe(f, ligne, colonne, maitres) : null
    }
    if (lue.formule === null && lue.valeur === null) continue
    const rangee = lignes[ligne] ?? []
    lignes[ligne] = rangee
    rangee[colonne - 1] = lue
    if (f) formules.push(lue)
  }
  return { ouverte, lignes, formules }
}

/** Sheets whose results the filling made false: those written, and those that read them, near or far. */
function aRefaire(classeur: ClasseurOuvert, feuilles: readonly FeuilleCalculee[]): ReadonlySet<FeuilleCalculee> {
  const touches = new Set(classeur.paquet.touches().map((n) => n.toLowerCase()))
  const faites = new Set(feuilles.filter((f) => touches.has(f.ouverte.chemin.toLowerCase())))
  const lues = new Map(
    feuilles.map((f) => {
      const textes = f.formules.map((c) => c.formule ?? '')
      // A name or a table may stand for any sheet: such a sheet is taken as depending on all.
      const libre = textes.some(
        (t) => t === '' || /\[|(?<![\p{L}\p{N}_.$!'])[\p{L}_][\p{L}\p{N}_.]{3,}(?![\p{L}\p{N}_.]*[(!'])/u.test(t.replace(/"[^"]*"/gu, ''))
      )
      return [f, { noms: new Set(textes.flatMap((t) => [...feuillesNommees(t)])), libre }] as const
    })
  )
  for (let avant = -1; avant !== faites.size && faites.size > 0; ) {
    avant = faites.size
    const noms = new Set([...faites].map((f) => f.ouverte.nom.toLowerCase()))
    for (const [f, { noms: nommees, libre }] of lues) if (libre || [...nommees].some((n) => noms.has(n))) faites.add(f)
  }
  return faites
}

function poserResultat(c: Element, v: Scalaire | undefined): boolean {
  const ancien = c.enfants.findIndex((n) => n.sorte === 'element' && n.local === 'v')
  const avant = ancien < 0 ? null : texteXml(c.enfants[ancien] as Element)
  const type = typeof v === 'string' ? 'str' : typeof v === 'boolean' ? 'b' : null
  const texte = v === undefined || v === null || estFaute(v) ? null : typeof v === 'string' ? v : typeof v === 'boolean' ? (v ? '1' : '0') : String(v)
  if (avant === texte && (attribut(c, 't') ?? null) === type) return false
  if (ancien >= 0) c.enfants.splice(ancien, 1)
  poserAttribut(c, 't', texte === null ? null : type)
  if (texte !== null) {
    const f = c.enfants.findIndex((n) => n.sorte === 'element' && n.local === 'f')
    c.enfants.splice(f + 1, 0, creerElement(c, 'v', '', [{ sorte: 'brut', texte: echappeCellule(texte) }]))
  }
  return true
}

/**
 * Stores the result of every formula that depends on what was written, for readers that do not compute (a protected view, a preview).
 * A formula that is not understood here loses its old result instead: nothing shown is false. The spreadsheet computes all of it again.
 */
export function refaireResultats(classeur: ClasseurOuvert): void {
  const feuilles = classeur.feuilles.map((f) => lireFeuille(classeur, f))
  const parNom = new Map(feuilles.map((f) => [f.ouverte.nom.toLowerCase(), f]))
  const faites = new Map<Cellule, Scalaire>()
  const enCours = new Set<Cellule>()
  const calculer = (c: Cellule): Scalaire => {
    const connue = faites.get(c)
    if (connue !== undefined) return connue
    if (c.formule === null || c.formule === '' || enCours.has(c)) throw new Error('not computed here')
    enCours.add(c)
    try {
      const v = evaluer(litFormule(c.formule), c.feuille)
      faites.set(c, v)
      return v
    } finally {
      enCours.delete(c)
    }
  }
  const evaluer = createEvaluateur({
    valeur: (feuille, colonne, ligne) => {
      const c = parNom.get(feuille.toLowerCase())?.lignes[ligne]?.[colonne]
      return c === undefined ? null : c.formule === null ? c.valeur : calculer(c)
    },
    derniereLigne: (feuille) => (parNom.get(feuille.toLowerCase())?.lignes.length ?? 1) - 1,
    existe: (feuille) => parNom.has(feuille.toLowerCase())
  })
  for (const f of aRefaire(classeur, feuilles)) {
    let change = false
    for (const c of f.formules) {
      let v: Scalaire | undefined
      try {
        v = calculer(c)
      } catch {
        v = undefined
      }
      change = poserResultat(c.element, v) || change
    }
    if (change) classeur.paquet.toucher(f.ouverte.chemin)
  }
}
