import { unzipSync } from 'fflate'
import { GrappeError } from '#contract/errors.ts'
import { litCellule, litXml } from './texte-xlsx.ts'

/** One cell read back from a file. `value` is null for a blank cell; `nature` tells a date from a number. */
export interface CelluleLue {
  readonly sheet: string
  /** `B12` */
  readonly ref: string
  readonly colonne: number
  readonly ligne: number
  readonly value: string | number | boolean | null
  readonly formula?: string
  readonly nature: 'texte' | 'nombre' | 'date' | 'euros' | 'pourcent' | 'vide'
}

export interface ClasseurLu {
  readonly feuilles: readonly { readonly nom: string; readonly cachee: boolean; readonly cellules: readonly CelluleLue[] }[]
}

/** Bounds of a workbook that Grappe accepts to read, in bytes and parts. */
const limites = { deplie: 300_000_000, parties: 2000 }

const motifs = new Map<string, RegExp>()
/** Value of an attribute in the text of a tag. */
function attribut(attrs: string, nom: string): string | undefined {
  const motif = motifs.get(nom) ?? new RegExp(`(?:^|\\s)${nom}="([^"]*)"`, 'u')
  motifs.set(nom, motif)
  const valeur = motif.exec(attrs)?.[1]
  return valeur === undefined ? undefined : litXml(valeur)
}

/** The XML parts of the package, within the bounds; throws `fichier-illisible` for anything that is not one. */
function deplier(octets: Uint8Array): (chemin: string) => string | undefined {
  let total = 0
  let parties = 0
  const lire = () => {
    try {
      return unzipSync(octets, {
        filter: (f) => {
          total += f.originalSize
          if (++parties > limites.parties || total > limites.deplie) throw new GrappeError('fichier-trop-grand')
          return f.name.endsWith('.xml') || f.name.endsWith('.rels')
        }
      })
    } catch (error) {
      if (error instanceof GrappeError) throw error
      throw new GrappeError('fichier-illisible', 'le classeur ne s’ouvre pas')
    }
  }
  const contenu = lire()
  const decodeur = new TextDecoder('utf-8', { fatal: true })
  return (chemin) => {
    const partie = contenu[chemin]
    if (!partie) return undefined
    try {
      return decodeur.decode(partie)
    } catch {
      throw new GrappeError('fichier-illisible', 'le classeur contient un texte abîmé')
    }
  }
}

/** Text of a shared or inline string: its runs joined, phonetic guides left out. */
const texteDe = (xml: string): string =>
  [...xml.replace(/<rPh\b[\s\S]*?<\/rPh>/gu, '').matchAll(/<t\b[^>]*?(?:\/>|>([\s\S]*?)<\/t>)/gu)].map((m) => litCellule(m[1] ?? '')).join('')

/** Nature of each cell format of styles.xml. */
function natures(xml: string): readonly CelluleLue['nature'][] {
  const codes = new Map<string, string>()
  for (const m of xml.matchAll(/<numFmt\b([^>]*?)\/?>/gu)) codes.set(attribut(m[1] ?? '', 'numFmtId') ?? '', attribut(m[1] ?? '', 'formatCode') ?? '')
  const bloc = /<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/u.exec(xml)?.[1] ?? ''
  return [...bloc.matchAll(/<xf\b([^>]*?)\/?>/gu)].map((m) => {
    const id = attribut(m[1] ?? '', 'numFmtId') ?? '0'
    const n = Number(id)
    if ((n >= 14 && n <= 22) || (n >= 45 && n <= 47)) return 'date'
    if (n === 9 || n === 10) return 'pourcent'
    const code = codes.get(id) ?? ''
    if (code.includes('€')) return 'euros'
    const nu = code.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '')
    if (nu.includes('%')) return 'pourcent'
    return /[dmyj]/iu.test(nu) ? 'date' : 'nombre'
  })
}

const celluleXml = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/gu
/** `r`, `s` and `t` in the order every producer writes them; anything else is read attribute by attribute. */
const attributsUsuels = /^ r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(\w+)")?$/u

function place(attrs: string): { lettres: string; ligne: number; style: number; type: string } {
  const usuel = attributsUsuels.exec(attrs)
  if (usuel) return { lettres: usuel[1] ?? '', ligne: Number(usuel[2]), style: Number(usuel[3] ?? 0), type: usuel[4] ?? 'n' }
  const m = /^([A-Z]{1,3})(\d{1,7})$/u.exec(attribut(attrs, 'r') ?? '')
  if (!m) throw new GrappeError('fichier-illisible', 'une cellule n’a pas d’adresse')
  return { lettres: m[1] ?? '', ligne: Number(m[2]), style: Number(attribut(attrs, 's') ?? 0), type: attribut(attrs, 't') ?? 'n' }
}

function cellules(xml: string, sheet: string, chaines: readonly string[], formats: readonly CelluleLue['nature'][]): CelluleLue[] {
  const liste: CelluleLue[] = []
  for (const m of xml.matchAll(celluleXml)) {
    const { lettres, ligne, style, type } = place(m[1] ?? '')
    const corps = m[2] ?? ''
    const ref = `${lettres}${ligne}`
    const formule = corps.startsWith('<f') ? /<f\b[^>]*?>([\s\S]*?)<\/f>/u.exec(corps)?.[1] : undefined
    const brut = corps === '' ? undefined : /<v\b[^>]*>([\s\S]*?)<\/v>/u.exec(corps)?.[1]
    const ajouter = (value: CelluleLue['value'], nature: CelluleLue['nature']) =>
      liste.push({ sheet, ref, colonne: numeroColonne(lettres), ligne, value, nature, ...(formule === undefined ? {} : { formula: litXml(formule) }) })
    if (type === 'inlineStr') ajouter(texteDe(corps), 'texte')
    else if (brut === undefined) ajouter(null, 'vide')
    else if (type === 's') {
      const value = chaines[Number(brut)]
      if (value === undefined) throw new GrappeError('fichier-illisible', `la cellule ${ref} renvoie à un texte absent`)
      ajouter(value, 'texte')
    } else if (type === 'b') ajouter(brut === '1', 'nombre')
    else if (type === 'n') {
      const value = Number(brut)
      if (!Number.isFinite(value)) throw new GrappeError('fichier-illisible', `la cellule ${ref} contient un nombre illisible`)
      ajouter(value, formats[style] ?? 'nombre')
    } else ajouter(litCellule(brut), 'texte')
  }
  return liste
}

/** `A` → 0, `AA` → 26. */
export function numeroColonne(lettres: string): number {
  let n = 0
  for (const lettre of lettres) n = n * 26 + lettre.charCodeAt(0) - 64
  return n - 1
}

/** Every cell of a workbook, sheet by sheet in tab order. Reads the file itself, not the tree it came from. */
export function relireXlsx(octets: Uint8Array): ClasseurLu {
  const lire = deplier(octets)
  const classeur = lire('xl/workbook.xml')
  if (classeur === undefined) throw new GrappeError('fichier-illisible', 'ce n’est pas un classeur XLSX')
  const cibles = new Map<string, string>()
  for (const m of (lire('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<Relationship\b([^>]*?)\/?>/gu)) {
    const cible = attribut(m[1] ?? '', 'Target') ?? ''
    cibles.set(attribut(m[1] ?? '', 'Id') ?? '', cible.startsWith('/') ? cible.slice(1) : `xl/${cible}`)
  }
  const chaines = [...(lire('xl/sharedStrings.xml') ?? '').matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/gu)].map((m) => texteDe(m[1] ?? ''))
  const formats = natures(lire('xl/styles.xml') ?? '')
  const feuilles = [...classeur.matchAll(/<sheet\b([^>]*?)\/?>/gu)].map((m) => {
    const attrs = m[1] ?? ''
    const nom = attribut(attrs, 'name') ?? ''
    const xml = lire(cibles.get(attribut(attrs, 'r:id') ?? '') ?? '')
    if (xml === undefined) throw new GrappeError('fichier-illisible', `la feuille ${nom} manque`)
    return {
      nom,
      cachee: attribut(attrs, 'state') !== undefined && attribut(attrs, 'state') !== 'visible',
      cellules: cellules(xml, nom, chaines, formats)
    }
  })
  if (!feuilles.length) throw new GrappeError('fichier-illisible', 'le classeur n’a pas de feuille')
  return { feuilles }
}
