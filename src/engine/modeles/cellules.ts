import { daysBetween, formatDateCourte, formatPourcent } from '#domain/format.ts'
import { type FormatCellule, lettres, lireAdresse } from '#domain/modeles/modele-lu.ts'
import type { AEcrire } from '#domain/modeles/prevoir.ts'
import { echappeCellule, texteXlsx } from '../render/xlsx/texte-xlsx.ts'
import type { ClasseurOuvert } from './classeur-ouvert.ts'
import { formatNatif } from './styles.ts'
import { attribut, creerElement, type Element, enfant, enfants, poserAttribut } from './xml.ts'

/** Rows and cells of a sheet by number, ready to be written. Addresses left out by the file are put in. */
export class Lignes {
  private readonly donnees: Element
  private readonly colonnesStyle: readonly { readonly min: number; readonly max: number; readonly style: string }[]
  private parNumero = new Map<number, { readonly row: Element; readonly cellules: Map<number, Element> }>()

  constructor(donnees: Element, racine: Element) {
    this.donnees = donnees
    const cols = enfant(racine, 'cols')
    this.colonnesStyle = cols
      ? enfants(cols, 'col').flatMap((c) => {
          const style = attribut(c, 'style')
          return style === undefined ? [] : [{ min: Number(attribut(c, 'min')), max: Number(attribut(c, 'max')), style }]
        })
      : []
    this.relire()
  }

  /** Numbers every row and cell, then indexes them. */
  relire(): void {
    this.parNumero = new Map()
    let ligne = 0
    for (const row of enfants(this.donnees, 'row')) {
      const dite = attribut(row, 'r')
      ligne = dite === undefined ? ligne + 1 : Number(dite)
      if (dite === undefined) poserAttribut(row, 'r', String(ligne))
      const cellules = new Map<number, Element>()
      let colonne = 0
      for (const c of enfants(row, 'c')) {
        const ou = lireAdresse(attribut(c, 'r'))
        colonne = ou?.colonne ?? colonne + 1
        if (!ou) poserAttribut(c, 'r', `${lettres(colonne)}${ligne}`)
        cellules.set(colonne, c)
      }
      this.parNumero.set(ligne, { row, cellules })
    }
  }

  ligne(numero: number): { readonly row: Element; readonly cellules: Map<number, Element> } | undefined {
    return this.parNumero.get(numero)
  }

  numeros(): readonly number[] {
    return [...this.parNumero.keys()]
  }

  /** The cell at a place, made in its order when the file has none. */
  cellule(ligne: number, colonne: number): Element {
    let rangee = this.parNumero.get(ligne)
    if (!rangee) {
      const row = creerElement(this.donnees, 'row', `r="${ligne}"`)
      const avant = this.donnees.enfants.findIndex((n) => n.sorte === 'element' && n.local === 'row' && Number(attribut(n, 'r')) > ligne)
      this.donnees.enfants.splice(avant < 0 ? this.donnees.enfants.length : avant, 0, row)
      rangee = { row, cellules: new Map() }
      this.parNumero.set(ligne, rangee)
    }
    const connue = rangee.cellules.get(colonne)
    if (connue) return connue
    const deLigne = ['1', 'true'].includes(attribut(rangee.row, 'customFormat') ?? '') ? attribut(rangee.row, 's') : undefined
    const style = deLigne ?? this.colonnesStyle.find((c) => c.min <= colonne && c.max >= colonne)?.style
    const c = creerElement(this.donnees, 'c', `r="${lettres(colonne)}${ligne}"${style ? ` s="${style}"` : ''}`)
    const avant = rangee.row.enfants.findIndex((n) => n.sorte === 'element' && n.local === 'c' && (lireAdresse(attribut(n, 'r'))?.colonne ?? 0) > colonne)
    rangee.row.enfants.splice(avant < 0 ? rangee.row.enfants.length : avant, 0, c)
    rangee.cellules.set(colonne, c)
    return c
  }
}

/** Empties a cell: value and type go, format stays. */
export function viderCellule(c: Element): void {
  poserAttribut(c, 't', null)
  for (let i = c.enfants.length - 1; i >= 0; i--) {
    const n = c.enfants[i]
    if (n?.sorte === 'element' && ['v', 'is', 'f'].includes(n.local)) c.enfants.splice(i, 1)
  }
  if (c.enfants.every((n) => n.sorte === 'brut' && n.texte.trim() === '')) {
    c.enfants.length = 0
    c.vide = true
  }
}

function poserNombre(c: Element, n: number): void {
  c.enfants.unshift(creerElement(c, 'v', '', [{ sorte: 'brut', texte: String(n) }]))
}

function poserTexteEnLigne(c: Element, propre: string): void {
  poserAttribut(c, 't', 'inlineStr')
  const t = creerElement(c, 't', /^\s|\s$|\n|\s\s/u.test(propre) ? 'xml:space="preserve"' : '', [{ sorte: 'brut', texte: echappeCellule(propre) }])
  c.enfants.unshift(creerElement(c, 'is', '', [t]))
}

/** Serial day of a civil date; null before the calendar of spreadsheets is right. */
function serie(iso: string, { epoque }: Pick<ClasseurOuvert, 'epoque'>): number | null {
  const n = daysBetween(epoque, iso)
  return n >= (epoque === '1899-12-30' ? 61 : 0) ? n : null
}

const arrondi = (n: number, decimales: number): number => Number(`${Math.round(Number(`${n}e${decimales}`))}e-${decimales}`)

/** What a cell holds for a value: a text, or a number with the built-in format it needs when the cell has none that fits. */
export type Contenu = { readonly texte: string } | { readonly nombre: number; readonly numFmtId: number | null }

/** A value in the terms of the cell it goes in. Written and checked by the same rule. */
export function contenuDe({ valeur, enPoints }: AEcrire, format: FormatCellule, classeur: Pick<ClasseurOuvert, 'epoque'>): Contenu {
  const { type, v } = valeur
  const nombre = (n: number, numFmtId: number | null = null): Contenu => ({ nombre: n, numFmtId })
  if (typeof v === 'string') {
    const jour = type === 'date' && format !== 'texte' ? serie(v, classeur) : null
    if (jour !== null) return nombre(jour, format === 'date' ? null : formatNatif.date)
    return { texte: texteXlsx(type === 'date' ? formatDateCourte(v) : v) }
  }
  if (type === 'euros') return nombre(v / 100)
  if (type !== 'pourcent') return nombre(v)
  if (format === 'texte') return { texte: formatPourcent(v) }
  if (format === 'pourcent') return nombre(v / 100)
  return enPoints ? nombre(arrondi(v, 2)) : nombre(v / 100, formatNatif.pourcent)
}

/** Writes a value with the format the model gives the cell; a date or a rate without any gets one. */
export function ecrireValeur(c: Element, ecrire: AEcrire, classeur: ClasseurOuvert): void {
  const style = Number(attribut(c, 's') ?? 0)
  const contenu = contenuDe(ecrire, classeur.styles.de(style).format, classeur)
  viderCellule(c)
  if ('texte' in contenu) {
    poserTexteEnLigne(c, contenu.texte)
    return
  }
  if (contenu.numFmtId !== null) poserAttribut(c, 's', String(classeur.styles.avecFormat(style, contenu.numFmtId)))
  poserNombre(c, contenu.nombre)
}
