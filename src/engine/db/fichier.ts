import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { noms } from '#domain/noms.ts'
import { definirRole, roleDe } from '../partage/role.ts'
import { existeTravail, nettoyerProfil, ouvrirTravail, supprimerTravail, travailDepuis, travailNeuf } from './copie-de-travail.ts'
import type { Auteur } from './ecriture.ts'
import { empreinteDe } from './empreinte.ts'
import { fichierMax } from './entete.ts'
import { etatJournal } from './etat-journal.ts'
import { creerDossier, ecrireAtomique } from './fichier-atomique.ts'
import { createFichierOuvert, type FichierOuvert } from './fichier-ouvert.ts'
import { isUuid } from './identifiant.ts'
import { type Migration, migrations } from './migration.ts'
import { ouvrirRecu } from './ouverture.ts'
import { nettoyerPublication } from './publication.ts'
import { ecrireRegistre, lireRegistre, listerRegistres, type Registre } from './registre.ts'
import { createVersions } from './versions.ts'

export interface OptionsFichier {
  /** Private folder of this computer's user: working copies and kept versions. */
  readonly profil: string
  /** Who is typing, asked at each edit; null refuses edits with `auteur-inconnu`. */
  readonly auteur: () => Auteur | null
  /** Version of the application. */
  readonly version: string
  /** ms since 1970. */
  readonly clock: () => number
  /** A fresh random UUID. */
  readonly newId: () => string
  readonly fuseauMin?: number
  readonly progres?: (fait: number, total: number, texte: string) => void
  /** Calls `fn` after `ms`; returns the function that cancels it. `setTimeout` by default. */
  readonly planifier?: (ms: number, fn: () => void) => () => void
  /** For the tests: migrations, rename and patience of the publication. */
  readonly etapes?: readonly Migration[]
  readonly renommer?: (de: string, vers: string) => Promise<void>
  readonly patience?: number
}

/** A dossier that this computer knows, open or not. */
export interface DossierConnu {
  readonly projet: string
  readonly nom: string
  /** Null while it was never given a place. */
  readonly chemin: string | null
  readonly publieLe: number | null
}

/** Random identity of this profile, made once; says nothing of the machine. */
function machineDe(options: OptionsFichier): string {
  creerDossier(options.profil)
  const fichier = join(options.profil, 'poste')
  const lue = existsSync(fichier) ? readFileSync(fichier, 'utf8').trim() : ''
  if (isUuid(lue)) return lue
  const machine = options.newId()
  ecrireAtomique(fichier, machine)
  return machine
}

function preparer(options: OptionsFichier, projet: string) {
  const machine = machineDe(options)
  const marque = createHash('sha256').update(machine).digest('hex').slice(0, 6)
  return { machine, marque, versions: createVersions(options.profil, projet, options.clock), options }
}

const avisEcartee = 'La copie de travail de ce poste était abîmée : elle a été mise de côté. Vérifiez vos dernières saisies.'

function ouvrirExistant(options: OptionsFichier, projet: string) {
  const commun = preparer(options, projet)
  const { db, isEcartee } = ouvrirTravail(options.profil, projet, commun.versions, options.etapes ?? migrations, options.clock())
  if (db) commun.versions.nettoyer()
  return { ...commun, db, avertissements: isEcartee ? [avisEcartee] : [] }
}

/** Working copy whose last publication is this very content, if any. */
const dejaPublie = (profil: string, sha256: string): Registre | undefined =>
  listerRegistres(profil).find((r) => r.empreinte?.sha256 === sha256 && existeTravail(profil, r.projet))

/** Working copy as it is, its file being what we published last (or having none). Null when it was damaged, hence put aside. */
function reprendre(options: OptionsFichier, registre: Registre): FichierOuvert | null {
  const { db, ...reste } = ouvrirExistant(options, registre.projet)
  if (!db) return null
  if (registre.chemin) nettoyerPublication(registre.chemin, reste.marque)
  ecrireRegistre(options.profil, registre)
  return createFichierOuvert({ ...reste, db, registre, lectureSeule: false })
}

export interface ReglagesOuverture {
  readonly lecture?: boolean
  /** Refuses (`copie-connue`) a copy of a dossier whose own file is elsewhere on this computer, instead of uniting it. */
  readonly demander?: boolean
  /** The file is a private copy (decrypted, unzipped): the dossier has no place yet, only this name. */
  readonly sansPlace?: string
}

/** Another file of a dossier that this computer keeps elsewhere. A dossier whose file is gone was moved, not copied. */
const isCopieAilleurs = (registre: Registre | null, chemin: string): boolean =>
  registre !== null && registre.chemin !== null && registre.chemin !== chemin && existsSync(registre.chemin)

/**
 * Opens a user's file. A content that this computer published last opens from its working copy; any other goes through
 * the untrusted protocol, then is united with the working copy of its project, if there is one: recovery after a crash
 * is that union, no question asked. A returned collecte is never united here (`copie-connue`): what it may change is the porteur's to see first. `lecture` opens it aside instead, without writing anything.
 * Throws a `GrappeError`; the file itself is not modified by opening it.
 */
export async function ouvrirFichier(cheminDonne: string, options: OptionsFichier, reglages: ReglagesOuverture = {}): Promise<FichierOuvert> {
  const chemin = resolve(cheminDonne)
  nettoyerProfil(options.profil)
  const avis: string[] = []
  if (!reglages.lecture) {
    const empreinte = await empreinteDe(chemin, null, fichierMax)
    const connu = empreinte ? dejaPublie(options.profil, empreinte.sha256) : undefined
    if (connu && reglages.demander && reglages.sansPlace === undefined && isCopieAilleurs(connu, chemin)) throw new GrappeError('copie-connue')
    const ici = reglages.sansPlace === undefined ? { chemin, empreinte, nom: basename(chemin) } : {}
    const repris = connu ? reprendre(options, { ...connu, ...ici }) : null
    if (repris) return repris
    if (connu) avis.push(avisEcartee)
  }
  const recu = await ouvrirRecu(chemin, options)
  let db: Database | null = null
  try {
    const { projet, empreinte } = recu
    const connu = lireRegistre(options.profil, projet)
    const sansPlace = reglages.sansPlace !== undefined
    const place = sansPlace ? { nom: reglages.sansPlace, chemin: null, empreinte: null } : { nom: basename(chemin), chemin, empreinte }
    const nouveau: Registre = { projet, ...place, etat: null, publieLe: null }
    if (reglages.lecture) {
      return createFichierOuvert({
        ...preparer(options, projet),
        db: recu.db,
        registre: nouveau,
        lectureSeule: true,
        avertissements: recu.avertissements,
        liberer: recu.liberer
      })
    }
    const existant = ouvrirExistant(options, projet)
    db = existant.db
    const isConnu = db !== null
    if (db && roleDe(recu.db) === 'collecte' && roleDe(db) !== 'collecte') throw new GrappeError('copie-connue')
    if (db && reglages.demander && etatJournal(db) !== etatJournal(recu.db) && (sansPlace || isCopieAilleurs(connu, chemin)))
      throw new GrappeError('copie-connue')
    if (recu.version < Number(recu.db.pragma('user_version', { simple: true }))) existant.versions.garderFichier(chemin, 'avant-migration')
    db ??= travailDepuis(options.profil, projet, recu.db)
    nettoyerPublication(chemin, existant.marque)
    const avantReunion = isConnu && etatJournal(db) !== etatJournal(recu.db) ? existant.versions.garderBase(db, 'avant-reunion') : null
    // A whole copy received where only a part was known makes the dossier whole.
    if (isConnu && roleDe(db) !== 'grappe' && roleDe(recu.db) === 'grappe') definirRole(db, 'grappe')
    const etat = sansPlace ? null : etatJournal(recu.db)
    const registre: Registre = sansPlace && connu?.chemin ? connu : { ...nouveau, etat, publieLe: connu?.publieLe ?? null }
    ecrireRegistre(options.profil, registre)
    const avertissements = [...avis, ...recu.avertissements, ...existant.avertissements]
    const aUnir = isConnu ? { aUnir: { db: recu.db, version: avantReunion } } : {}
    const ouvert = createFichierOuvert({ ...existant, db, registre, lectureSeule: false, avertissements, ...aUnir })
    recu.liberer()
    return ouvert
  } catch (error) {
    db?.close()
    recu.liberer()
    throw error
  }
}

/** Opens again a dossier that this computer knows by its working copy: one never given a place, or whose file is lost or damaged. */
export function rouvrirDossier(projet: string, options: OptionsFichier): FichierOuvert {
  const registre = isUuid(projet) ? lireRegistre(options.profil, projet) : null
  if (!registre || !existeTravail(options.profil, projet)) throw new GrappeError('fichier-introuvable')
  const ouvert = reprendre(options, registre)
  if (!ouvert) throw new GrappeError('fichier-abime')
  return ouvert
}

/** Dossiers known on this computer. */
export const listerDossiers = (profil: string): DossierConnu[] =>
  listerRegistres(profil)
    .filter((r) => existeTravail(profil, r.projet))
    .map(({ projet, nom, chemin, publieLe }) => ({ projet, nom, chemin, publieLe }))

/** New dossier, published at `chemin` when it has one; a file already there is replaced, as the save dialog says. */
export async function creerFichier(cheminDonne: string | null, nom: string, options: OptionsFichier): Promise<FichierOuvert> {
  nettoyerProfil(options.profil)
  const projet = options.newId()
  const registre: Registre = { projet, nom, chemin: null, empreinte: null, etat: null, publieLe: null }
  const db = travailNeuf(options.profil, projet, options.etapes ?? migrations)
  const ouvert = createFichierOuvert({ ...preparer(options, projet), db, registre, lectureSeule: false, avertissements: [] })
  try {
    ouvert.journal.groupe(() => {
      for (const { kind, unique } of noms) if (unique) ouvert.journal.ajouter(kind, null, null, kind === 'grappe' ? { nom } : {})
    })
    ecrireRegistre(options.profil, registre)
    if (cheminDonne !== null) await ouvert.publier(resolve(cheminDonne))
    ouvert.journal.oublierAnnulation()
    return ouvert
  } catch (error) {
    await ouvert.fermer()
    supprimerTravail(options.profil, projet)
    throw error
  }
}
