import type { FichierEcrit } from '#documents/lot/bordereau.ts'
import { checkExtension, extensionOf, formatLimite, type Limites, type Plateforme } from '#domain/catalogue/plateformes.ts'
import { formatTaille } from '#domain/format.ts'
import type { ConstatPdf, OptionsRelecture } from '../render/pdf/relire-pdf.ts'
import { relireEml } from '../render/relire-eml.ts'
import { recalculer } from '../render/xlsx/comparer-xlsx.ts'
import { relireXlsx } from '../render/xlsx/relire-xlsx.ts'
import { sha256Hex } from './manifeste.ts'
import { estNomSur } from './nom-fichier.ts'

/** First bytes of the kinds that go into a bundle; several extensions may share a container. */
const signatures: readonly (readonly [string, readonly string[]])[] = [
  ['25504446', ['pdf']],
  ['89504e470d0a1a0a', ['png']],
  ['ffd8ff', ['jpg', 'jpeg']],
  ['47494638', ['gif']],
  ['504b0304', ['xlsx', 'docx', 'zip', 'ods', 'odt', 'odp', 'pptx']],
  ['504b0506', ['zip']],
  ['d0cf11e0a1b11ae1', ['xls', 'doc', 'ppt', 'msg']]
]
const connues = new Set(signatures.flatMap(([, extensions]) => extensions))

/** Whether the bytes are of the kind the name says; kinds without a signature are taken at their word. */
export function estDuType(nom: string, octets: Uint8Array): boolean {
  const extension = extensionOf(nom)
  if (!connues.has(extension)) return true
  const debut = Buffer.from(octets.subarray(0, 1024))
  // A PDF may start with a few stray bytes; everything else starts at once.
  if (extension === 'pdf') return debut.includes('%PDF-')
  return signatures.some(([hex, extensions]) => extensions.includes(extension) && debut.toString('hex').startsWith(hex))
}

/** Opens PDFs. Those of others, or of a bundle that comes from elsewhere, only ever out of the engine's own thread. */
export interface LecteurDePdf {
  /** Null when it cannot be opened. */
  readonly compterPages: (octets: Uint8Array) => Promise<number | null>
  readonly constaterPdf: (octets: Uint8Array, options: OptionsRelecture) => Promise<ConstatPdf>
}

export interface Lecture {
  readonly pages: number
  readonly cellules: number
  readonly ecarts: readonly string[]
}

const liste = (pages: readonly number[]) => pages.slice(0, 10).join(', ')

async function lirePdf(f: FichierEcrit, octets: Uint8Array, lecteur: LecteurDePdf, aide?: { verifierAnnulation(): void }): Promise<Lecture> {
  const ecarts: string[] = []
  if (f.origine !== 'genere') {
    const pages = await lecteur.compterPages(octets)
    if (pages !== null && f.pages !== null && pages !== f.pages) ecarts.push(`${f.nom} : ${f.pages} pages annoncées, ${pages} lues.`)
    return { pages: f.pages ?? 0, cellules: 0, ecarts }
  }
  const lu = await lecteur.constaterPdf(octets, { delaiMs: 60_000, ...(aide ? { aide } : {}) })
  if (lu.pages !== f.pages) ecarts.push(`${f.nom} : ${f.pages ?? 0} pages annoncées, ${lu.pages} lues.`)
  if (lu.policesAbsentes.length) ecarts.push(`${f.nom} : police absente du fichier (${lu.policesAbsentes.join(', ')}).`)
  if (lu.pagesBlanches.length) ecarts.push(`${f.nom} : page blanche (${liste(lu.pagesBlanches)}).`)
  if (lu.pagesMuettes.length) ecarts.push(`${f.nom} : page sans texte lisible (${liste(lu.pagesMuettes)}).`)
  return { pages: lu.pages, cellules: 0, ecarts }
}

function lireXlsx(f: FichierEcrit, octets: Uint8Array): Lecture {
  const lu = relireXlsx(octets)
  let cellules = 0
  for (const feuille of lu.feuilles) {
    if (feuille.cachee) continue
    for (const c of feuille.cellules) if (c.value !== null || c.formula !== undefined) cellules++
  }
  return { pages: 0, cellules, ecarts: recalculer(lu).ecarts.map((e) => `${f.nom} : ${e}`) }
}

/** A draft opens, and says what it is for. */
function lireEml(f: FichierEcrit, octets: Uint8Array): Lecture {
  const { entetes, texte } = relireEml(octets)
  const manquent = ['subject', 'x-unsent'].filter((nom) => !entetes.get(nom))
  const ecarts = texte.trim() === '' || manquent.length ? [`${f.nom} : le message est incomplet.`] : []
  return { pages: 0, cellules: 0, ecarts }
}

/**
 * Reads one file of a bundle again: its bytes against what was noted, then its content. A generated PDF has text,
 * its fonts and no blank page; a generated workbook's formulas give the results stored in it.
 */
export async function lireFichier(f: FichierEcrit, octets: Uint8Array, lecteur: LecteurDePdf, aide?: { verifierAnnulation(): void }): Promise<Lecture> {
  if (octets.length !== f.taille || sha256Hex(octets) !== f.sha256)
    return { pages: 0, cellules: 0, ecarts: [`${f.nom} : le fichier a changé depuis sa production (empreinte différente).`] }
  if (!estDuType(f.nom, octets)) return { pages: 0, cellules: 0, ecarts: [`${f.nom} : le contenu n’est pas du type annoncé par l’extension.`] }
  const extension = extensionOf(f.nom)
  try {
    if (extension === 'pdf') return await lirePdf(f, octets, lecteur, aide)
    if (extension === 'xlsx' && f.origine === 'genere') return lireXlsx(f, octets)
    if (extension === 'eml') return lireEml(f, octets)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'annule') throw error
    return { pages: 0, cellules: 0, ecarts: [`${f.nom} : ${error instanceof Error ? error.message : 'illisible'}`] }
  }
  return { pages: 0, cellules: 0, ecarts: [] }
}

/** Names, formats and sizes against the platform's rules and limits; null for a mailing. */
export function reglesPlateforme(f: FichierEcrit, plateforme: Plateforme | null, limites: Limites | null): string[] {
  const ecarts: string[] = []
  if (!estNomSur(f.nom, plateforme?.longueurNomMax)) ecarts.push(`${f.nom} : nom refusé.`)
  if (!plateforme || !f.depose) return ecarts
  const accepte = checkExtension(plateforme, f.nom)
  if (!accepte.ok) ecarts.push(`${f.nom} : ${accepte.message}`)
  if (f.taille === 0) ecarts.push(`${f.nom} : fichier vide.`)
  const max = limites?.refusOctets ?? null
  if (max !== null && f.taille >= max) ecarts.push(`${f.nom} : ${formatTaille(f.taille)}, la limite est ${formatLimite(max, { comparee: true })}.`)
  return ecarts
}
