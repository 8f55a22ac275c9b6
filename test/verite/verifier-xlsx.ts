import ExcelJS from 'exceljs'
import type { CelluleAttendue, ClasseurAttendu, Valeur } from './elements.ts'

const lettre = (i: number): string => (i < 26 ? String.fromCharCode(65 + i) : lettre(Math.floor(i / 26) - 1) + String.fromCharCode(65 + (i % 26)))
const plat = (t: string): string => t.normalize('NFC').replace(/[\u202f\u00a0]/gu, ' ')

/** What another program (exceljs) sees in a cell. */
interface Lue {
  readonly formule: string | null
  readonly valeur: string | number | { readonly date: string } | null
  readonly format: string
}

function lire(cellule: ExcelJS.Cell): Lue {
  const format = cellule.numFmt ?? ''
  const simple = (v: unknown): Lue['valeur'] => {
    if (v === null || v === undefined || v === '') return null
    if (v instanceof Date) return { date: v.toISOString().slice(0, 10) }
    if (typeof v === 'string' || typeof v === 'number') return v
    if (typeof v === 'object' && 'richText' in v) return (v.richText as { text: string }[]).map((r) => r.text).join('')
    return `valeur inconnue ${JSON.stringify(v)}`
  }
  const { value } = cellule
  if (cellule.isMerged && cellule.master !== cellule) return { formule: null, valeur: null, format }
  if (typeof value === 'object' && value !== null && 'formula' in value) return { formule: value.formula ?? null, valeur: simple(cellule.result), format }
  return { formule: null, valeur: simple(value), format }
}

const proche = (a: unknown, b: number): boolean => typeof a === 'number' && Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b))

/** Why a read value is not the expected one, or null. Types count: a number is a number, in euros, per cent or date format. */
function ecart(lue: Lue, v: Valeur): string | null {
  const lu = `lu ${JSON.stringify(lue.valeur)} (${lue.format})`
  if (v === null) return lue.valeur === null ? null : `attendu vide, ${lu}`
  if (typeof v === 'string') return typeof lue.valeur === 'string' && plat(lue.valeur) === plat(v) ? null : `attendu « ${v} », ${lu}`
  if (typeof v === 'number') return proche(lue.valeur, v) ? null : `attendu ${v}, ${lu}`
  if ('euros' in v) return proche(lue.valeur, v.euros / 100) && lue.format.includes('€') ? null : `attendu ${v.euros / 100} €, ${lu}`
  if ('pourcent' in v) return proche(lue.valeur, v.pourcent / 100) && lue.format.includes('%') ? null : `attendu ${v.pourcent} %, ${lu}`
  if ('annee' in v) return lue.valeur === v.annee && !lue.format.includes(',') ? null : `attendu l’année ${v.annee}, ${lu}`
  return typeof lue.valeur === 'object' && lue.valeur?.date === v.date && /^dd\/mm\/yyyy/u.test(lue.format) ? null : `attendu le ${v.date}, ${lu}`
}

function ecartCellule(lue: Lue, attendue: CelluleAttendue): string | null {
  if (typeof attendue === 'object' && attendue !== null && 'prose' in attendue)
    return typeof lue.valeur === 'string' && !/\d/u.test(lue.valeur) && lue.formule === null ? null : `prose attendue, lu ${JSON.stringify(lue.valeur)}`
  if (typeof attendue === 'object' && attendue !== null && 'f' in attendue) {
    const { f } = attendue
    const bonne = lue.formule !== null && (typeof f === 'string' ? lue.formule === f : f.test(lue.formule))
    return bonne ? ecart(lue, attendue.v) : `formule attendue ${String(f)}, lue ${lue.formule ?? 'aucune'}`
  }
  return lue.formule === null ? ecart(lue, attendue) : `pas de formule attendue, lue ${lue.formule}`
}

/** Every difference between a workbook and what the dossier says it must be: sheets, cells, types, formulas and their results. */
export async function verifierXlsx(octets: Uint8Array, attendu: ClasseurAttendu): Promise<readonly string[]> {
  const classeur = new ExcelJS.Workbook()
  await classeur.xlsx.load(new Uint8Array(octets).buffer)
  const fautes: string[] = []
  const noms = classeur.worksheets.filter((f) => f.state === 'visible').map((f) => f.name)
  const voulus = attendu.feuilles.map((f) => f.nom)
  if (noms.join('|') !== voulus.join('|')) fautes.push(`feuilles ${noms.join(', ')} au lieu de ${voulus.join(', ')}`)
  for (const { nom, lignes } of attendu.feuilles) {
    const feuille = classeur.getWorksheet(nom)
    if (!feuille) continue
    const hauteur = Math.max(feuille.rowCount, lignes.length)
    for (let l = 0; l < hauteur; l++) {
      const rangee = feuille.getRow(l + 1)
      const attendues = lignes[l] ?? []
      for (let c = 0; c < Math.max(rangee.cellCount, attendues.length); c++) {
        const faute = ecartCellule(lire(rangee.getCell(c + 1)), attendues[c] ?? null)
        if (faute !== null && fautes.length < 20) fautes.push(`${nom}!${lettre(c)}${l + 1} : ${faute}`)
      }
    }
  }
  return fautes
}
