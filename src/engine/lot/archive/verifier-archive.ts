import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { GrappeError } from '#contract/errors.ts'
import { foldDossier } from '#domain/dossier.ts'
import { createLecture } from '../../db/lecture.ts'
import { ouvrirRecu } from '../../db/ouverture.ts'
import type { LecteurIsole } from '../../preuves/lecteur-isole.ts'
import { empreinteDossier } from '../manifeste.ts'
import { relireLot } from '../relire.ts'
import { manifesteArchive, nomManifesteArchive } from './manifeste-archive.ts'

interface Moyens {
  readonly profil: string
  readonly lecteur: LecteurIsole
  readonly aide: { readonly verifierAnnulation: () => void; readonly progres?: (fait: number, total: number, texte: string) => void }
}

export interface VerificationArchive {
  readonly ok: boolean
  readonly fichiers: number
  /** Day it was made, AAAA-MM-JJ. */
  readonly date: string
  /** One French sentence each. */
  readonly ecarts: string[]
}

async function lireManifeste(chemin: string) {
  const fichier = join(chemin, nomManifesteArchive)
  const infos = await lstat(fichier).catch(() => null)
  if (!infos?.isFile() || infos.size > 1_000_000)
    throw new GrappeError('format-refuse', `ce n’est pas une archive de Grappe : ${nomManifesteArchive} est absent`)
  try {
    return manifesteArchive.parse(JSON.parse(await readFile(fichier, 'utf8')))
  } catch {
    throw new GrappeError('fichier-illisible', `${nomManifesteArchive} n’a pas la forme attendue`)
  }
}

/** Reads an archive again, now or years later: nothing missing nor added, every byte the same, the dossier opens and says what it said, the deposited bundle too. */
export async function verifierArchive(chemin: string, { profil, lecteur, aide }: Moyens): Promise<VerificationArchive> {
  const m = await lireManifeste(chemin)
  const ecarts: string[] = []
  const attendus = new Set(m.fichiers.map((f) => f.nom))
  for (const nom of await readdir(chemin)) if (nom !== nomManifesteArchive && !attendus.has(nom)) ecarts.push(`${nom} : fichier ajouté à l’archive.`)
  for (const [i, f] of m.fichiers.entries()) {
    aide.verifierAnnulation()
    aide.progres?.(i, m.fichiers.length, f.nom)
    const fichier = join(chemin, f.nom)
    if (f.nom !== f.nom.replace(/[/\\]/gu, '') || !(await lstat(fichier).catch(() => null))?.isFile()) {
      ecarts.push(`${f.nom} : fichier absent.`)
      continue
    }
    const hash = createHash('sha256')
    await pipeline(createReadStream(fichier), hash)
    if (hash.digest('hex') !== f.sha256) {
      ecarts.push(`${f.nom} : le contenu a changé depuis l’archivage.`)
      continue
    }
    if (f.nom.endsWith('.db')) {
      const recu = await ouvrirRecu(fichier, { profil })
      try {
        const lecture = createLecture(recu.db)
        const dossier = foldDossier(recu.projet, lecture.lireLignes(), lecture.lireConflits())
        if (recu.projet !== m.grappe.projet || empreinteDossier(dossier) !== m.dossier) ecarts.push(`${f.nom} : ce n’est pas le dossier qui a été archivé.`)
      } finally {
        recu.liberer()
      }
    } else if (f.nom.endsWith('.zip')) ecarts.push(...(await relireLot(fichier, lecteur, { verifierAnnulation: aide.verifierAnnulation })).ecarts)
  }
  return { ok: ecarts.length === 0, fichiers: m.fichiers.length, date: m.date, ecarts }
}
