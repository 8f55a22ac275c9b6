import { lstat, mkdir, open, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { GrappeError } from '#contract/errors.ts'
import { formatTaille } from '#domain/format.ts'

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'le disque est plein',
  EDQUOT: 'votre quota de disque est atteint',
  EACCES: 'vous n’avez pas le droit d’y écrire',
  EPERM: 'vous n’avez pas le droit d’y écrire, ou un logiciel utilise le dossier',
  EBUSY: 'un logiciel utilise le dossier',
  EROFS: 'cet emplacement est en lecture seule',
  ENOENT: 'le dossier n’existe pas',
  ENOTDIR: 'ce n’est pas un dossier',
  ENAMETOOLONG: 'le chemin est trop long'
}

/** A file system failure as the sentence that names its cause; anything else unchanged. */
export function enErreurDestination(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code in causes ? new GrappeError('destination-refusee', causes[code]) : error
}

const existe = async (chemin: string) => {
  try {
    await lstat(chemin)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

async function fsync(chemin: string, mode: 'r' | 'r+'): Promise<void> {
  const ouvert = await open(chemin, mode)
  try {
    await ouvert.sync()
  } finally {
    await ouvert.close()
  }
}
/** Makes a file durable; Windows wants it open for writing. */
const fsyncFichier = (chemin: string) => fsync(chemin, 'r+')
/** Makes the names of a folder durable; Windows has no such call. */
const fsyncDossier = async (chemin: string) => (process.platform === 'win32' ? undefined : fsync(chemin, 'r'))

/** An antivirus or a synchronisation may hold a name for an instant on Windows. */
async function renommer(de: string, vers: string): Promise<void> {
  for (let essai = 0; ; essai++) {
    try {
      return await rename(de, vers)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (essai >= 5 || (code !== 'EPERM' && code !== 'EBUSY')) throw error
      await attendre(60 * 2 ** essai)
    }
  }
}

/** Moves what already has this name to « … (précédent) », « … (précédent 2) »: nothing is ever overwritten or deleted. */
async function garderPrecedent(destination: string, nom: string, extension: string): Promise<void> {
  const actuel = join(destination, nom + extension)
  if (!(await existe(actuel))) return
  for (let n = 1; ; n++) {
    const garde = join(destination, `${nom} (précédent${n === 1 ? '' : ` ${n}`})${extension}`)
    if (await existe(garde)) continue
    return renommer(actuel, garde)
  }
}

/** A bundle being written beside its final place. */
export interface Ecriture {
  /** Folder that receives the files until the end. */
  readonly dossier: string
  /** Path of the ZIP until the end. */
  readonly zip: string
  readonly ecrire: (nom: string, octets: Uint8Array) => Promise<void>
  /** Makes what was written durable: before it is made read-only, else by the two calls below. */
  readonly fixer: () => Promise<void>
  /** Puts folder and ZIP in place; what had their names is kept beside. Returns the final paths. */
  readonly valider: () => Promise<{ readonly dossier: string; readonly zip: string }>
  /** Same, for a folder that goes without a ZIP. Returns its final path. */
  readonly validerDossier: () => Promise<string>
  /** Removes everything written so far. Never throws. */
  readonly abandonner: () => Promise<void>
}

const cheminMax = 240

/**
 * Starts writing the bundle `nom` in the folder `destination`. Everything goes to `.~nom.tmp` first: a crash leaves
 * nothing that looks like a bundle. `besoin`: bytes about to be written, checked against the free space.
 */
export async function commencerEcriture(destination: string, nom: string, besoin: number): Promise<Ecriture> {
  const dossier = join(destination, `.~${nom}.tmp`)
  const zip = join(destination, `.~${nom}.zip.tmp`)
  if (process.platform === 'win32' && join(destination, nom).length + 82 > cheminMax) throw new GrappeError('destination-refusee', causes['ENAMETOOLONG'])
  const abandonner = async () => {
    await rm(dossier, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
    await rm(zip, { force: true, maxRetries: 3 }).catch(() => undefined)
  }
  try {
    await rm(dossier, { recursive: true, force: true })
    await rm(zip, { force: true })
    await mkdir(dossier)
    const { bavail, bsize, blocks } = await statfs(destination)
    // Some network places announce no size at all: the write itself will tell.
    if (blocks > 0 && bavail * bsize < besoin) throw new GrappeError('destination-refusee', `il faut ${formatTaille(besoin)} de place libre`)
  } catch (error) {
    await abandonner()
    throw enErreurDestination(error)
  }
  const ecrits: string[] = []
  /** Makes what was written durable, several files at a time: the disk is not waited for once for each. */
  const fixer = async () => {
    const restent = ecrits.splice(0)
    const file = async () => {
      for (let chemin = restent.shift(); chemin !== undefined; chemin = restent.shift()) await fsyncFichier(chemin)
    }
    await Promise.all([file(), file(), file(), file(), fsyncDossier(dossier)])
  }
  return {
    dossier,
    zip,
    ecrire: async (nomFichier, octets) => {
      const chemin = join(dossier, nomFichier)
      try {
        await writeFile(chemin, octets, { flag: 'wx' })
        ecrits.push(chemin)
      } catch (error) {
        throw enErreurDestination(error)
      }
    },
    fixer,
    valider: async () => {
      const finals = { dossier: join(destination, nom), zip: join(destination, `${nom}.zip`) }
      try {
        await Promise.all([fixer(), fsyncFichier(zip)])
        await garderPrecedent(destination, nom, '')
        await garderPrecedent(destination, nom, '.zip')
        await renommer(dossier, finals.dossier)
        await renommer(zip, finals.zip)
        await fsyncDossier(destination)
        return finals
      } catch (error) {
        throw enErreurDestination(error)
      }
    },
    validerDossier: async () => {
      try {
        await fixer()
        await garderPrecedent(destination, nom, '')
        await renommer(dossier, join(destination, nom))
        await fsyncDossier(destination)
        return join(destination, nom)
      } catch (error) {
        throw enErreurDestination(error)
      }
    },
    abandonner
  }
}
