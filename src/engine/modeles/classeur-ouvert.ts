import { GrappeError } from '#contract/errors.ts'
import { idLien, ouvrirPaquet, type Paquet } from './paquet.ts'
import { Styles } from './styles.ts'
import { attribut, descendants, type Element, enfant, enfants, sansEchappe, texteXml } from './xml.ts'

/** A sheet of an open workbook: its name, its part, its order. */
export interface FeuilleOuverte {
  readonly nom: string
  readonly chemin: string
  readonly cachee: boolean
  readonly rang: number
}

/** A workbook whose parts can be read and changed. */
export interface ClasseurOuvert {
  readonly paquet: Paquet
  readonly chemin: string
  readonly feuilles: readonly FeuilleOuverte[]
  readonly chaines: readonly string[]
  readonly styles: Styles
  /** Day 0 of its dates. */
  readonly epoque: '1899-12-30' | '1904-01-01'
  readonly modele: 'xlsx' | 'xltx'
}

const typesAdmis: Readonly<Record<string, 'xlsx' | 'xltx'>> = { 'sheet.main+xml': 'xlsx', 'template.main+xml': 'xltx' }

/** Text of a shared or inline string: its runs joined, phonetic guides left out. */
export function texteChaine(si: Element): string {
  const morceaux: string[] = []
  for (const e of enfants(si)) {
    if (e.local === 't') morceaux.push(sansEchappe(texteXml(e)))
    else if (e.local === 'r') for (const t of enfants(e, 't')) morceaux.push(sansEchappe(texteXml(t)))
  }
  return morceaux.join('')
}

function sorteDe(paquet: Paquet, chemin: string): 'xlsx' | 'xltx' {
  const types = paquet.xml('[Content_Types].xml')
  const declare = types && enfants(types.racine, 'Override').find((o) => attribut(o, 'PartName')?.toLowerCase() === `/${chemin.toLowerCase()}`)
  const type = (declare && attribut(declare, 'ContentType')) ?? ''
  if (/macroEnabled/iu.test(type)) throw new GrappeError('format-refuse', 'ce classeur contient des macros : enregistrez-le au format .xlsx')
  return typesAdmis[type.split('spreadsheetml.').at(-1) ?? ''] ?? 'xlsx'
}

/** Opens a workbook held in memory; throws `fichier-illisible`, `fichier-trop-grand` or `format-refuse`. */
export function ouvrirClasseur(octets: Uint8Array): ClasseurOuvert {
  const paquet = ouvrirPaquet(octets)
  const chemin = paquet.liens('').find((l) => l.type === 'officeDocument')?.cible ?? 'xl/workbook.xml'
  const classeur = paquet.xml(chemin)?.racine
  if (classeur?.local !== 'workbook') throw new GrappeError('format-refuse', 'ce n’est pas un classeur .xlsx ou .xltx')
  const modele = sorteDe(paquet, chemin)
  const liens = paquet.liens(chemin)
  const parId = new Map(liens.map((l) => [l.id, l]))
  const sst = liens.find((l) => l.type === 'sharedStrings')
  const racineSst = sst && paquet.xml(sst.cible)?.racine
  const feuilles = enfants(enfant(classeur, 'sheets') ?? classeur, 'sheet').flatMap((s, rang): FeuilleOuverte[] => {
    const lien = parId.get(idLien(s))
    const cachee = !['visible', undefined].includes(attribut(s, 'state'))
    return lien && lien.type === 'worksheet' ? [{ nom: attribut(s, 'name') ?? '', chemin: lien.cible, cachee, rang }] : []
  })
  if (!feuilles.some((f) => paquet.xml(f.chemin))) throw new GrappeError('fichier-illisible', 'ce classeur n’a pas de feuille')
  const pr = enfant(classeur, 'workbookPr')
  return {
    paquet,
    chemin,
    feuilles,
    chaines: racineSst ? enfants(racineSst, 'si').map(texteChaine) : [],
    styles: new Styles(paquet, liens.find((l) => l.type === 'styles')?.cible ?? null),
    epoque: ['1', 'true'].includes((pr && attribut(pr, 'date1904')) ?? '') ? '1904-01-01' : '1899-12-30',
    modele
  }
}

/** Everything in a sheet's part, found once. */
export const donneesFeuille = (racine: Element): Element | undefined =>
  enfant(racine, 'sheetData') ?? [...descendants(racine)].find((e) => e.local === 'sheetData')
