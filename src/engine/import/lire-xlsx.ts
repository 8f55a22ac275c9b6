import { GrappeError } from '#contract/errors.ts'
import { addDays, formatDateCourte } from '#domain/format.ts'
import { litCellule, litXml } from '../render/xlsx/texte-xlsx.ts'
import { lirePaquet } from './lire-paquet.ts'
import { colonnesMax, type Rangee, rangeesMax } from './table.ts'

/** A visible sheet, its rows as a person sees them. */
export interface FeuilleLue {
  readonly nom: string
  readonly rangees: readonly Rangee[]
}

const motifs = new Map<string, RegExp>()
/** Value of an attribute; `nom` may be a pattern. */
function attribut(attrs: string, nom: string): string | undefined {
  const motif = motifs.get(nom) ?? new RegExp(`(?:^|\\s)${nom}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u')
  motifs.set(nom, motif)
  const found = motif.exec(attrs)
  const value = found?.[1] ?? found?.[2]
  return value === undefined ? undefined : litXml(value)
}

/** Some programs prefix every element (`<x:row>`): the prefix of the root is removed. */
function sansPrefixe(xml: string): string {
  const prefixe = /<(\w+):(?:worksheet|workbook|sst|styleSheet)\b/u.exec(xml.slice(0, 1000))?.[1]
  return prefixe === undefined ? xml : xml.replace(new RegExp(`<(/?)${prefixe}:`, 'gu'), '<$1')
}

const texteDe = (xml: string): string =>
  [...xml.replace(/<rPh\b[\s\S]*?<\/rPh>/gu, '').matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/gu)].map((m) => litCellule(m[1] ?? '')).join('')

/** For each cell format of styles.xml, whether it shows a date. */
function formatsDate(xml: string): readonly boolean[] {
  const codes = new Map<number, string>()
  for (const m of xml.matchAll(/<numFmt\b([^>]*?)\/?>/gu)) codes.set(Number(attribut(m[1] ?? '', 'numFmtId')), attribut(m[1] ?? '', 'formatCode') ?? '')
  const bloc = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/u.exec(xml)?.[1] ?? ''
  return [...bloc.matchAll(/<xf\b([^>]*?)\/?>/gu)].map((m) => {
    const id = Number(attribut(m[1] ?? '', 'numFmtId') ?? 0)
    const code = codes.get(id)
    if (code !== undefined) return /[dyj]/iu.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|general|standard/giu, ''))
    return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  })
}

interface Contexte {
  readonly chaines: readonly string[]
  readonly dates: readonly boolean[]
  /** Day 0 of the serial dates. */
  readonly epoque: string
}

function texteNombre(brut: string, isDate: boolean, epoque: string): string {
  const n = Number(brut)
  if (!Number.isFinite(n)) return brut
  if (isDate && n >= 1 && n < 2_958_466) return formatDateCourte(addDays(epoque, Math.floor(n)))
  return String(Number(n.toPrecision(15))).replace('.', ',')
}

function texteCellule(attrs: string, corps: string, { chaines, dates, epoque }: Contexte): string {
  const type = attribut(attrs, 't') ?? 'n'
  if (type === 'inlineStr') return texteDe(corps)
  const brut = /<v\b[^>]*>([\s\S]*?)<\/v>/u.exec(corps)?.[1]
  if (brut === undefined) return ''
  if (type === 's') return chaines[Number(brut)] ?? ''
  if (type === 'b') return brut === '1' ? 'Oui' : 'Non'
  if (type === 'd') return formatDateCourte(brut.slice(0, 10))
  if (type === 'n') return texteNombre(brut, dates[Number(attribut(attrs, 's') ?? 0)] ?? false, epoque)
  return litCellule(brut)
}

/** `C12` → column 2; undefined when there is no address. */
function colonneDe(ref: string | undefined): number | undefined {
  const lettres = /^([A-Z]{1,3})\d+$/iu.exec(ref ?? '')?.[1]?.toUpperCase()
  return lettres === undefined ? undefined : [...lettres].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1
}

/** A vertical merge means its value for each of its rows: lists merge the name of an organisation in front of its establishments. */
function etendreFusions(xml: string, lignes: ReadonlyMap<number, string[]>): void {
  for (const m of xml.matchAll(/<mergeCell\b([^>]*?)\/?>/gu)) {
    const [debut = '', fin = ''] = (attribut(m[1] ?? '', 'ref') ?? '').split(':')
    const colonne = colonneDe(debut)
    const [first, last] = [debut, fin].map((ref) => Number(/\d+$/u.exec(ref)?.[0] ?? 0)) as [number, number]
    const value = colonne === undefined ? undefined : lignes.get(first)?.[colonne]
    if (colonne === undefined || value === undefined || value === '') continue
    for (let numero = first + 1; numero <= Math.min(last, first + rangeesMax); numero++) {
      const cellules = lignes.get(numero)
      if (cellules?.some((c) => c !== '') && !cellules[colonne]) cellules[colonne] = value
    }
  }
}

function rangeesDe(source: string, contexte: Contexte): readonly Rangee[] {
  const xml = sansPrefixe(source)
  const lignes = new Map<number, string[]>()
  let numero = 0
  for (const row of xml.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/gu)) {
    numero = Number(attribut(row[1] ?? '', 'r') ?? numero + 1)
    const cellules: string[] = []
    let colonne = -1
    for (const m of (row[2] ?? '').matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/gu)) {
      colonne = colonneDe(attribut(m[1] ?? '', 'r')) ?? colonne + 1
      if (colonne >= colonnesMax || m[2] === undefined) continue
      const texte = texteCellule(m[1] ?? '', m[2], contexte).trim()
      if (texte !== '') cellules[colonne] = texte
    }
    if (cellules.length === 0) continue
    if (lignes.size >= rangeesMax) throw new GrappeError('fichier-trop-grand', `plus de ${rangeesMax} lignes`)
    lignes.set(
      numero,
      Array.from(cellules, (c) => c ?? '')
    )
  }
  etendreFusions(xml, lignes)
  return [...lignes].sort(([a], [b]) => a - b).map(([n, cellules]) => ({ numero: n, cellules: Array.from(cellules, (c) => c ?? '') }))
}

/**
 * Visible sheets of a workbook in tab order, as Excel, LibreOffice or a business program writes it.
 * Throws `fichier-trop-grand` beyond the bounds, `format-refuse` for a workbook of another format and `import-impossible` for a broken file.
 */
export async function lireXlsx(bytes: Uint8Array): Promise<readonly FeuilleLue[]> {
  const paquet = await lirePaquet(bytes)
  const lire = async (chemin: string) => sansPrefixe((await paquet.texte(chemin)) ?? '')
  const classeur = await lire('xl/workbook.xml')
  if (classeur === '' && paquet.noms.includes('content.xml'))
    throw new GrappeError('format-refuse', 'c’est un classeur OpenDocument : enregistrez-le au format .xlsx')
  if (classeur === '') throw new GrappeError('import-impossible', 'ce classeur est illisible')
  const cibles = new Map<string, string>()
  for (const m of (await lire('xl/_rels/workbook.xml.rels')).matchAll(/<(?:\w+:)?Relationship\b([^>]*?)\/?>/gu)) {
    const cible = attribut(m[1] ?? '', 'Target') ?? ''
    cibles.set(attribut(m[1] ?? '', 'Id') ?? '', cible.startsWith('/') ? cible.slice(1) : `xl/${cible}`)
  }
  const chaines = [...(await lire('xl/sharedStrings.xml')).matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/gu)].map((m) => texteDe(m[1] ?? ''))
  const is1904 = /<workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']/u.test(classeur)
  const contexte: Contexte = { chaines, dates: formatsDate(await lire('xl/styles.xml')), epoque: is1904 ? '1904-01-01' : '1899-12-30' }
  const feuilles: FeuilleLue[] = []
  for (const m of classeur.matchAll(/<sheet\b([^>]*?)\/?>/gu)) {
    const attrs = m[1] ?? ''
    const xml = await paquet.texte(cibles.get(attribut(attrs, '(?:\\w+:)?id') ?? '') ?? '')
    if (xml !== undefined && (attribut(attrs, 'state') ?? 'visible') === 'visible')
      feuilles.push({ nom: attribut(attrs, 'name') ?? '', rangees: rangeesDe(xml, contexte) })
  }
  return feuilles
}
