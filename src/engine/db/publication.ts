import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, readdirSync, realpathSync, rmSync, statfsSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as dormir } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { copierBase, verifierCopie } from './copier-base.ts'
import { type Empreinte, empreinteDe, etiquetteDe, isMemeEtiquette } from './empreinte.ts'
import { fichierMax } from './entete.ts'
import { synchroniserDossier } from './fichier-atomique.ts'

export interface OptionsPublication {
  /** What this computer saw last at this place, null when it never looked. */
  readonly attendue: Empreinte | null
  /** Called when the place holds something else: unites it with the journal, or throws. */
  readonly absorber: () => Promise<void>
  /** Short tag of this computer: marks the temporary files that are ours to clean. */
  readonly marque: string
  /** Replaceable for the fault tests. */
  readonly renommer?: (de: string, vers: string) => Promise<void>
  /** Total time given to a rename that another program holds up, in ms. */
  readonly patience?: number
}

const occupe = new Set(['EPERM', 'EBUSY', 'EACCES'])
/** A server or a removable disk that is gone. */
const injoignable = new Set([
  'EIO',
  'ENXIO',
  'ENODEV',
  'ESTALE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTCONN',
  'ECONNRESET',
  'EREMOTEIO'
])
const codeDe = (error: unknown) => (error as NodeJS.ErrnoException | null)?.code ?? ''

/** Closed code of a failure while writing the user's file. The edits themselves are safe in the working copy. */
export function erreurPublication(error: unknown, plateforme: string = process.platform): GrappeError {
  if (error instanceof GrappeError) return error
  const code = codeDe(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return new GrappeError('disque-plein')
  if (injoignable.has(code)) return new GrappeError('emplacement-perdu')
  // There a folder is never read-only: what refuses is a protection of the system, or rights on a shared folder.
  if (plateforme === 'win32' && (code === 'EACCES' || code === 'EPERM')) return new GrappeError('dossier-protege')
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code.startsWith('SQLITE_READONLY')) return new GrappeError('lecture-seule')
  if (code === 'ENOENT' || code === 'ENOTDIR') return new GrappeError('publication-impossible', 'le dossier n’existe plus')
  if (code === 'EBUSY') return new GrappeError('publication-impossible', 'il est utilisé par un autre logiciel')
  if (code === 'ENAMETOOLONG') return new GrappeError('publication-impossible', 'son nom est trop long')
  const cause = error instanceof Database.SqliteError || code !== '' ? `code ${code}` : ''
  return new GrappeError('publication-impossible', cause)
}

/** Temporary names sit beside the file, so that the rename stays on one volume. */
const prefixe = (cible: string, marque: string) => `.~${basename(cible).slice(0, 60)}.${marque}`
const suites = ['', '-journal', '-wal']

/** Deletes what an interrupted publication of this computer left beside a file. */
export function nettoyerPublication(cible: string, marque: string): void {
  try {
    const debut = prefixe(cible, marque)
    for (const nom of readdirSync(dirname(cible))) {
      if (nom.startsWith(debut) && /\.tmp(?:-journal|-wal)?$/u.test(nom)) rmSync(join(dirname(cible), nom), { force: true })
    }
  } catch {
    // A folder that cannot be read or written: nothing to clean there.
  }
}

const tailleDe = (db: Database.Database) => Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))

function verifierDestination(db: Database.Database, cible: string): void {
  const dossier = dirname(cible)
  if (existsSync(cible)) accessSync(cible, constants.W_OK)
  const taille = tailleDe(db)
  if (taille > fichierMax) throw new GrappeError('fichier-trop-grand')
  const { bavail, bsize } = statfsSync(dossier)
  if (bavail * bsize < 2 * taille + 20_000_000) throw new GrappeError('disque-plein')
}

/** Colleagues who could open the file still can. Some volumes (USB, network) have no such rights. */
function garderDroits(temporaire: string, cible: string): void {
  try {
    chmodSync(temporaire, statSync(cible).mode & 0o777)
  } catch {
    // The folder's own rights apply.
  }
}

/** A complete, checked, durable copy of the journal beside the target. Returns the state of the journal that it holds. */
async function ecrireTemporaire(db: Database.Database, temporaire: string, cible: string): Promise<string> {
  // Created first: the file system then says itself why it refuses.
  closeSync(openSync(temporaire, 'wx', 0o600))
  await copierBase(db, temporaire)
  if (existsSync(cible)) garderDroits(temporaire, cible)
  return verifierCopie(temporaire, tailleDe(db))
}

/** Antivirus, indexer or synchronisation may hold the target a moment: 50 ms, then twice as long, up to 5 s each. */
async function renommerAvecPatience(temporaire: string, cible: string, options: OptionsPublication): Promise<void> {
  const renommer = options.renommer ?? rename
  const patience = options.patience ?? 20_000
  let attente = 50
  for (let passe = 0; ; passe += attente, attente = Math.min(attente * 2, 5000)) {
    try {
      return await renommer(temporaire, cible)
    } catch (error) {
      if (!occupe.has(codeDe(error))) throw error
      if (passe >= patience) throw new GrappeError('publication-impossible', 'il est utilisé par un autre logiciel (antivirus, synchronisation, autre poste)')
      await dormir(attente)
    }
  }
}

/**
 * Replaces the user's file whole by the present state of the journal. If someone else wrote there since, their copy is
 * united first. The file is always entire, old or new; nothing else stays in its folder.
 * Returns the fingerprint of what was published and the state of the journal that it holds.
 */
export async function publierVers(db: Database.Database, chemin: string, options: OptionsPublication): Promise<{ empreinte: Empreinte; etat: string }> {
  let temporaire: string | null = null
  try {
    const cible = existsSync(chemin) ? realpathSync(chemin) : chemin
    let attendue = options.attendue
    for (let essai = 0; essai < 10; essai++) {
      const vue = await empreinteDe(cible, attendue, fichierMax)
      if (vue && vue.sha256 !== attendue?.sha256) {
        await options.absorber()
        attendue = vue
      }
      verifierDestination(db, cible)
      temporaire = join(dirname(cible), `${prefixe(cible, options.marque)}${randomBytes(4).toString('hex')}.tmp`)
      const etat = await ecrireTemporaire(db, temporaire, cible)
      const ecrit = await empreinteDe(temporaire, null, fichierMax)
      const juste = await etiquetteDe(cible)
      const isIntacte = vue === null ? juste === null : isMemeEtiquette(vue, juste)
      if (!isIntacte || !ecrit) {
        rmSync(temporaire, { force: true })
        continue
      }
      await renommerAvecPatience(temporaire, cible, options)
      temporaire = null
      synchroniserDossier(dirname(cible))
      const etiquette = await etiquetteDe(cible)
      if (!etiquette) throw new GrappeError('publication-impossible', 'il a été retiré aussitôt écrit')
      // Replaced by someone else in between: an unknown label makes the next publication look at the content.
      const isNotre = etiquette.ino === ecrit.ino && etiquette.mtimeNs === ecrit.mtimeNs && etiquette.taille === ecrit.taille
      return { empreinte: { ...etiquette, ...(isNotre ? {} : { ctimeNs: '' }), sha256: ecrit.sha256 }, etat }
    }
    throw new GrappeError('publication-impossible', 'il change sans cesse')
  } catch (error) {
    if (temporaire) for (const suite of suites) rmSync(temporaire + suite, { force: true })
    throw erreurPublication(error)
  }
}
