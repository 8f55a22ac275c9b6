import { GrappeError } from '#contract/errors.ts'
import { echappeXml, litXml } from '../render/xlsx/texte-xlsx.ts'

/**
 * A light XML tree that gives back, byte for byte, whatever was not changed: each element keeps the text of its tags.
 * Enough for the parts of an OOXML package; a document type is refused.
 */
export interface Element {
  readonly sorte: 'element'
  /** Qualified name as written, e.g. `x:row`. */
  readonly nom: string
  /** Name without prefix. */
  readonly local: string
  /** Text between the name and the end of the opening tag. */
  attrs: string
  /** Written `<a/>` as long as it has no child. */
  vide: boolean
  readonly enfants: Noeud[]
}
/** Text, CDATA, comment or processing instruction, as written. */
export interface Brut {
  readonly sorte: 'brut'
  readonly texte: string
}
export type Noeud = Element | Brut

export interface Document {
  readonly avant: string
  readonly racine: Element
  readonly apres: string
}

/** More than any sheet met: 200,000 rows of 10 cells with their values. */
const noeudsMax = 6_000_000
const profondeurMax = 200

const abime = () => new GrappeError('fichier-illisible', 'une partie du modèle est abîmée')
const localDe = (nom: string) => nom.slice(nom.indexOf(':') + 1)

/** Index after `fin`, or an error when the text ends first. */
function apresFin(xml: string, fin: string, depuis: number): number {
  const i = xml.indexOf(fin, depuis)
  if (i < 0) throw abime()
  return i + fin.length
}

/** End of a tag: a `>` outside quotes. */
function finBalise(xml: string, depuis: number): number {
  let guillemet = ''
  for (let i = depuis; i < xml.length; i++) {
    const c = xml[i] as string
    if (guillemet) {
      if (c === guillemet) guillemet = ''
    } else if (c === '"' || c === "'") guillemet = c
    else if (c === '>') return i
  }
  throw abime()
}

export function lireXml(xml: string): Document {
  let debut = -1
  let racine: Element | null = null
  const pile: Element[] = []
  let i = 0
  let n = 0
  let finRacine = xml.length
  while (i < xml.length) {
    const ouvrant = xml.indexOf('<', i)
    const parent = pile.at(-1)
    if (ouvrant < 0) break
    if (++n > noeudsMax) throw new GrappeError('fichier-trop-grand')
    if (ouvrant > i && parent) parent.enfants.push({ sorte: 'brut', texte: xml.slice(i, ouvrant) })
    const suite = xml[ouvrant + 1]
    if (suite === '?' || xml.startsWith('<!--', ouvrant) || xml.startsWith('<![CDATA[', ouvrant)) {
      i = apresFin(xml, suite === '?' ? '?>' : xml[ouvrant + 2] === '-' ? '-->' : ']]>', ouvrant + 2)
      parent?.enfants.push({ sorte: 'brut', texte: xml.slice(ouvrant, i) })
      continue
    }
    if (suite === '!') throw abime()
    const fin = finBalise(xml, ouvrant + 1)
    i = fin + 1
    if (suite === '/') {
      const ferme = pile.pop()
      if (!ferme || xml.slice(ouvrant + 2, fin).trim() !== ferme.nom) throw abime()
      if (pile.length === 0) {
        finRacine = i
        break
      }
      continue
    }
    const vide = xml[fin - 1] === '/'
    const dedans = xml.slice(ouvrant + 1, vide ? fin - 1 : fin)
    const nom = /^[^\s]+/u.exec(dedans)?.[0]
    if (nom === undefined) throw abime()
    const element: Element = { sorte: 'element', nom, local: localDe(nom), attrs: dedans.slice(nom.length), vide, enfants: [] }
    if (parent) parent.enfants.push(element)
    else if (racine) throw abime()
    else {
      racine = element
      debut = ouvrant
    }
    if (!vide) {
      if (pile.length >= profondeurMax) throw abime()
      pile.push(element)
    } else if (pile.length === 0) {
      finRacine = i
      break
    }
  }
  if (!racine || pile.length) throw abime()
  return { avant: xml.slice(0, debut), racine, apres: xml.slice(finRacine) }
}

function ecrireNoeud(noeud: Noeud, sortie: string[]): void {
  if (noeud.sorte === 'brut') {
    sortie.push(noeud.texte)
    return
  }
  if (noeud.vide && noeud.enfants.length === 0) {
    sortie.push('<', noeud.nom, noeud.attrs, '/>')
    return
  }
  sortie.push('<', noeud.nom, noeud.vide ? noeud.attrs.trimEnd() : noeud.attrs, '>')
  for (const enfant of noeud.enfants) ecrireNoeud(enfant, sortie)
  sortie.push('</', noeud.nom, '>')
}

export function ecrireXml({ avant, racine, apres }: Document): string {
  const sortie = [avant]
  ecrireNoeud(racine, sortie)
  sortie.push(apres)
  return sortie.join('')
}

const motifs = new Map<string, RegExp>()
function motif(nom: string): RegExp {
  const connu = motifs.get(nom)
  if (connu) return connu
  const fait = new RegExp(`(^|\\s)(${nom.replace(/[.*+?^$()|[\]\\]/gu, '\\$&')}\\s*=\\s*)(?:"([^"]*)"|'([^']*)')`, 'u')
  motifs.set(nom, fait)
  return fait
}

/** Value of an attribute by its qualified name. */
export function attribut(e: Element, nom: string): string | undefined {
  const m = motif(nom).exec(e.attrs)
  const v = m?.[3] ?? m?.[4]
  return v === undefined ? undefined : litXml(v)
}

/** Value of an attribute whatever its prefix. */
export function attributLocal(e: Element, local: string): string | undefined {
  const m = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${local}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(e.attrs)
  const v = m?.[1] ?? m?.[2]
  return v === undefined ? undefined : litXml(v)
}

/** Sets, adds or removes (null) an attribute; the others stay as they were written. */
export function poserAttribut(e: Element, nom: string, valeur: string | null): void {
  const m = motif(nom).exec(e.attrs)
  if (valeur === null) {
    if (m) e.attrs = e.attrs.slice(0, m.index) + e.attrs.slice(m.index + m[0].length)
    return
  }
  if (m) e.attrs = `${e.attrs.slice(0, m.index)}${m[1]}${m[2]}"${echappeXml(valeur)}"${e.attrs.slice(m.index + m[0].length)}`
  else e.attrs = `${e.attrs.trimEnd()} ${nom}="${echappeXml(valeur)}"`
}

const estElement = (n: Noeud): n is Element => n.sorte === 'element'
export const enfants = (e: Element, local?: string): Element[] => e.enfants.filter(estElement).filter((x) => local === undefined || x.local === local)
export const enfant = (e: Element, local: string): Element | undefined => e.enfants.find((n): n is Element => n.sorte === 'element' && n.local === local)

/** Every element below, in document order. */
export function* descendants(e: Element): Generator<Element> {
  for (const n of e.enfants) {
    if (n.sorte !== 'element') continue
    yield n
    yield* descendants(n)
  }
}

/** Text directly inside, entities read. */
export const texteXml = (e: Element): string =>
  e.enfants
    .map((n) => (n.sorte === 'brut' ? (n.texte.startsWith('<![CDATA[') ? n.texte.slice(9, -3) : n.texte.startsWith('<') ? '' : litXml(n.texte)) : ''))
    .join('')

/** Replaces everything inside by a text. */
export function poserTexte(e: Element, texte: string): void {
  e.enfants.length = 0
  e.enfants.push({ sorte: 'brut', texte: echappeXml(texte) })
}

/** A new element beside or inside `modele`, with its prefix. */
export function creerElement(modele: Element, local: string, attrs = '', enfantsNeufs: Noeud[] = []): Element {
  const prefixe = modele.nom.slice(0, modele.nom.length - modele.local.length)
  return { sorte: 'element', nom: prefixe + local, local, attrs: attrs === '' ? '' : ` ${attrs}`, vide: enfantsNeufs.length === 0, enfants: enfantsNeufs }
}

export const clonerElement = (e: Element): Element => ({ ...e, enfants: e.enfants.map((n) => (n.sorte === 'element' ? clonerElement(n) : n)) })

/** Text of a cell once its entities are read: `_x000D_` is a character that XML cannot hold. */
export const sansEchappe = (texte: string): string => texte.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
