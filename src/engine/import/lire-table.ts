import { GrappeError } from '#contract/errors.ts'
import { type Vocabulaire, vocabulaireEssms } from './colonnes.ts'
import { devinerSeparateur, lireCsv } from './lire-csv.ts'
import { decoder, lireFichier } from './lire-fichier.ts'
import { lirePaquet } from './lire-paquet.ts'
import { lireXlsx } from './lire-xlsx.ts'
import type { Rangee, Table } from './table.ts'

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte)

/** What a file that is not a list is, and what to do about it; null when it may be a text list. */
export function refusDeListe(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'c’est un PDF : demandez la liste au format Excel (.xlsx) ou CSV'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return 'c’est un ancien classeur (.xls) ou un classeur protégé : ouvrez-le, retirez son mot de passe et enregistrez-le au format .xlsx'
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff) || startsWith(bytes, 0x47, 0x49, 0x46))
    return 'c’est une image : demandez la liste au format Excel (.xlsx) ou CSV'
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return null
  if (bytes.subarray(0, 65_536).includes(0)) return 'une liste .xlsx ou .csv est attendue'
  const debut = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart()
  if (debut.startsWith('<')) return 'c’est une page enregistrée sous un nom de tableur : ouvrez-la et enregistrez-la au format .xlsx'
  if (/^[[{]/u.test(debut)) return 'c’est du JSON : une liste .xlsx ou .csv est attendue'
  return null
}

/** True when most rows have the same number of columns, at least two: a text full of commas has not. */
function isTableau(rangees: readonly Rangee[]): boolean {
  const largeurs = new Map<number, number>()
  for (const { cellules } of rangees) largeurs.set(cellules.length, (largeurs.get(cellules.length) ?? 0) + 1)
  const [[largeur, count] = [0, 0]] = [...largeurs].sort((a, b) => b[1] - a[1])
  return largeur > 1 && count >= 0.8 * rangees.length
}

async function lireClasseur(bytes: Uint8Array, { nombreReconnus }: Vocabulaire): Promise<Table> {
  const { noms } = await lirePaquet(bytes)
  if (!['xl/workbook.xml', 'content.xml'].some((nom) => noms.includes(nom))) throw new GrappeError('format-refuse', 'une liste .xlsx ou .csv est attendue')
  const feuilles = (await lireXlsx(bytes)).filter((f) => f.rangees.length > 0)
  const [best] = feuilles.map((f) => ({ f, points: nombreReconnus(f.rangees) })).sort((a, b) => b.points - a.points)
  if (!best) throw new GrappeError('import-impossible', 'ce classeur ne contient aucune ligne')
  return { format: 'xlsx', rangees: best.f.rangees }
}

/**
 * The list held by a CSV or XLSX file, told by its content, not its name; in a workbook, the visible sheet whose
 * headings are best recognised. Throws `fichier-…`, `format-refuse` or `import-impossible`.
 */
export async function lireTable(chemin: string, vocabulaire: Vocabulaire = vocabulaireEssms): Promise<Table> {
  const { nombreReconnus } = vocabulaire
  const bytes = lireFichier(chemin)
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return lireClasseur(bytes, vocabulaire)
  const remede = refusDeListe(bytes)
  if (remede !== null) throw new GrappeError('format-refuse', remede)
  const texte = decoder(bytes)
  const separateur = devinerSeparateur(texte, nombreReconnus)
  const rangees = lireCsv(texte, separateur).filter((r) => !(r.numero === 1 && /^sep=/u.test(r.cellules[0] ?? '')))
  if (rangees.length === 0) throw new GrappeError('import-impossible', 'ce fichier ne contient aucune ligne')
  if (nombreReconnus(rangees) === 0 && !isTableau(rangees))
    throw new GrappeError('format-refuse', 'ce texte n’a pas de colonnes : une liste .xlsx ou .csv est attendue')
  return { format: 'csv', rangees }
}
