import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import { fichiersMax, limitesDuLot, plateformeDuLot } from '#documents/lot/champs.ts'
import type { Limites } from '#domain/catalogue/plateformes.ts'
import { formatEntier } from '#domain/format.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'
import { lireFichier, reglesPlateforme } from './lecture-fichier.ts'
import { type Manifeste, manifeste, nomManifeste } from './manifeste.ts'
import { fichierDuLotMax, ouvrirZip } from './ouvrir-zip.ts'

export interface RelectureLot {
  readonly ok: boolean
  readonly fichiers: number
  readonly pages: number
  readonly cellules: number
  /** One French sentence each; empty when the bundle is what it says. */
  readonly ecarts: string[]
}

/** A bundle as names and bytes, whatever holds it. */
export interface Contenant {
  readonly noms: readonly string[]
  /** Refused before reading: a link, a folder, a name that would leave its place. */
  readonly refuses: readonly string[]
  readonly lire: (nom: string, tailleMax: number) => Promise<Uint8Array>
  readonly fermer: () => Promise<void>
}

interface Aide {
  readonly progres?: (fait: number, total: number, texte: string) => void
  readonly verifierAnnulation: () => void
}

/** Left by file managers and synchronisers beside the files: not ours, not a difference. */
const ignores = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/iu

async function ouvrirDossier(chemin: string): Promise<Contenant> {
  const entrees = (await readdir(chemin, { withFileTypes: true })).filter((e) => !ignores.test(e.name))
  return {
    noms: entrees.filter((e) => e.isFile()).map((e) => e.name),
    refuses: entrees.filter((e) => !e.isFile()).map((e) => `${e.name} : un dossier ou un raccourci, que Grappe n’a pas écrit.`),
    lire: async (nom, tailleMax) => {
      const fichier = join(chemin, nom)
      if ((await lstat(fichier)).size > Math.min(tailleMax, fichierDuLotMax)) throw new GrappeError('fichier-trop-grand', nom)
      return readFile(fichier)
    },
    fermer: async () => undefined
  }
}

/** Opens a bundle: its folder, or its ZIP. */
export async function ouvrirLot(chemin: string): Promise<Contenant> {
  const infos = await lstat(chemin).catch(() => null)
  if (!infos) throw new GrappeError('fichier-introuvable', basename(chemin))
  return infos.isDirectory() ? ouvrirDossier(chemin) : ouvrirZip(chemin)
}

async function lireManifeste(lot: Contenant): Promise<Manifeste> {
  if (!lot.noms.includes(nomManifeste)) throw new GrappeError('format-refuse', `ce n’est pas un lot de Grappe : ${nomManifeste} est absent`)
  const octets = await lot.lire(nomManifeste, 10_000_000)
  try {
    return manifeste.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets)))
  } catch {
    throw new GrappeError('fichier-illisible', `${nomManifeste} n’a pas la forme attendue`)
  }
}

/** What a bundle says of itself. */
export async function manifesteDuLot(chemin: string): Promise<Manifeste> {
  const lot = await ouvrirLot(chemin)
  try {
    return await lireManifeste(lot)
  } finally {
    await lot.fermer()
  }
}

/** Bundles that do not say their limits were made under those of the catalogue. */
const sansSaisie = { limiteGalisMo: null, limiteClotureMo: null, fichiersClotureMax: null }

/** Files of each field against the number the platform takes. */
function nombres(m: Manifeste, limites: Limites | null): string[] {
  return m.champs.flatMap(({ champ, titre, fichiers }) => {
    const max = fichiersMax(m.lot, champ, limites)
    return max !== null && fichiers.length > max ? [`${titre} : ${formatEntier(fichiers.length)} fichiers, ${formatEntier(max)} au plus.`] : []
  })
}

/**
 * Reads a bundle again, now or months later: nothing missing, nothing added, every byte as produced, every PDF and
 * workbook reopened, every name and size within the platform's rules. Never writes.
 */
export async function relireLot(chemin: string, lecteur: LecteurIsole, aide?: Aide): Promise<RelectureLot> {
  const lot = await ouvrirLot(chemin)
  try {
    const m = await lireManifeste(lot)
    const limites = m.limites === undefined ? limitesDuLot(m.lot, sansSaisie) : m.limites
    const ecarts = [...lot.refuses, ...nombres(m, limites)]
    const attendus = new Set(m.fichiers.map((f) => f.nom))
    for (const nom of lot.noms) if (nom !== nomManifeste && !attendus.has(nom)) ecarts.push(`${nom} : fichier ajouté au lot.`)
    if (attendus.size !== m.fichiers.length) ecarts.push(`${nomManifeste} : le même nom figure deux fois.`)
    let pages = 0
    let cellules = 0
    for (const [i, f] of m.fichiers.entries()) {
      aide?.verifierAnnulation()
      aide?.progres?.(i, m.fichiers.length, f.nom)
      ecarts.push(...reglesPlateforme(f, plateformeDuLot[m.lot], limites))
      if (!lot.noms.includes(f.nom)) {
        ecarts.push(`${f.nom} : fichier absent.`)
        continue
      }
      const octets = await lot.lire(f.nom, f.taille + 1).catch((error: unknown) => (error instanceof Error ? error.message : 'illisible'))
      if (typeof octets === 'string') {
        ecarts.push(`${f.nom} : ${octets}`)
        continue
      }
      const lu = await lireFichier(f, octets, lecteur, aide)
      pages += lu.pages
      cellules += lu.cellules
      ecarts.push(...lu.ecarts)
    }
    if (!ecarts.length && (pages !== m.pages || cellules !== m.cellules))
      ecarts.push(`${nomManifeste} : ${m.pages} pages et ${m.cellules} cellules annoncées, ${pages} et ${cellules} lues.`)
    aide?.progres?.(m.fichiers.length, m.fichiers.length, 'Relecture terminée')
    return { ok: ecarts.length === 0, fichiers: m.fichiers.length, pages, cellules, ecarts }
  } finally {
    await lot.fermer()
  }
}
