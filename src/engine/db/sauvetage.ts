import { closeSync, copyFileSync, existsSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { definirRole, roles } from '../partage/role.ts'
import { sousVeille } from '../veille.ts'
import { controlerLignes } from './controle-lignes.ts'
import { etiquetteDe } from './empreinte.ts'
import { fichierMax } from './entete.ts'
import { synchroniserDossier, synchroniserFichier } from './fichier-atomique.ts'
import { cheminPrive, temporaireAilleurs } from './fichier-prive.ts'
import { fusionner } from './fusion.ts'
import { bytesToUuid, isUuid } from './identifiant.ts'
import { createJournal, initialiserJournal } from './journal.ts'
import { type LectureAbimee, lireAbimee } from './lecture-abimee.ts'
import { creerSchema, schemaAttendu, versionCourante } from './migration.ts'
import { openBase } from './open-base.ts'
import { erreurPublication } from './publication.ts'
import { pageSize, readSchema } from './schema.ts'

export interface Sauvetage {
  readonly projet: string
  /** Edits, lines and attached files found again. */
  readonly ops: number
  readonly entites: number
  readonly fichiersJoints: number
  /** French sentences: what the new file does not hold. Empty when nothing was lost. */
  readonly pertes: readonly string[]
}

const effacer = (chemin: string) => {
  for (const suite of ['', '-journal', '-wal']) rmSync(chemin + suite, { force: true })
}

/** First pages of an empty dossier: the header, and where each table begins. As created, then as VACUUM lays it out. */
function pagesModeles(profil: string): Buffer[] {
  const creee = cheminPrive(profil)
  const rangee = cheminPrive(profil)
  try {
    const vide = openBase(creee, 'privee')
    creerSchema(vide)
    vide.prepare('VACUUM INTO ?').run(rangee)
    vide.close()
    return [creee, rangee].map((modele) => readFileSync(modele).subarray(0, pageSize))
  } finally {
    effacer(creee)
    effacer(rangee)
  }
}

/** Makes the private copy consistent with itself: whole pages, counted; rollback mode; no list of free pages to follow. */
function redresser(copie: string, page: Buffer | null): void {
  const pages = Math.floor(statSync(copie).size / pageSize)
  if (pages < 2) throw new GrappeError('fichier-abime', 'il n’en reste presque rien')
  truncateSync(copie, pages * pageSize)
  const fd = openSync(copie, 'r+')
  try {
    if (page) writeSync(fd, page, 0, pageSize, 0)
    const entete = Buffer.alloc(100)
    readSync(fd, entete, 0, 100, 0)
    entete[18] = 1
    entete[19] = 1
    entete.writeUInt32BE(pages, 28)
    entete.writeUInt32BE(0, 32)
    entete.writeUInt32BE(0, 36)
    entete.writeUInt32BE(entete.readUInt32BE(24), 92)
    writeSync(fd, entete, 0, 100, 0)
  } finally {
    closeSync(fd)
  }
}

/** Reads what can be of the copy when its tables are ours, to the letter; null otherwise. The base stays open behind what was read. */
function lireCopie(copie: string): { readonly db: Database; readonly lu: LectureAbimee } | null {
  let db: Database | null = null
  try {
    db = openBase(copie, 'lecture')
    if (readSchema(db) === schemaAttendu(versionCourante())) return { db, lu: lireAbimee(db) }
  } catch {
    // Closed below: another first page may do.
  }
  db?.close()
  return null
}

/** As it is if its own first page can be used, else under the model that lets most be read. */
function lireAuMieux(copie: string, profil: string): { readonly db: Database; readonly lu: LectureAbimee } {
  redresser(copie, null)
  let meilleure = lireCopie(copie)
  if (meilleure) return meilleure
  let page: Buffer | null = null
  for (const modele of pagesModeles(profil)) {
    redresser(copie, modele)
    const essai = lireCopie(copie)
    if (essai && essai.lu.ops > (meilleure?.lu.ops ?? 0)) {
      meilleure = essai
      page = modele
    }
    essai?.db.close()
  }
  if (!page) throw new GrappeError('fichier-abime', 'plus rien ne peut y être lu')
  redresser(copie, page)
  meilleure = lireCopie(copie)
  if (!meilleure) throw new GrappeError('fichier-abime')
  return meilleure
}

/** Writes the file whole, under its own name once complete. */
function poser(db: Database, vers: string, profil: string): void {
  const { chemin: temporaire, oublier } = temporaireAilleurs(profil, vers)
  try {
    closeSync(openSync(temporaire, 'wx', 0o600))
    db.prepare('VACUUM INTO ?').run(temporaire)
    synchroniserFichier(temporaire)
    renameSync(temporaire, vers)
    synchroniserDossier(dirname(vers))
  } catch (error) {
    effacer(temporaire)
    throw erreurPublication(error)
  } finally {
    if (!existsSync(temporaire)) oublier()
  }
}

const pluriel = (n: number, un: string, plusieurs: string) => (n === 1 ? `1 ${un}` : `${n} ${plusieurs}`)

/**
 * Imports what can be read of a damaged file into a new one at `vers`, and says what was lost. The damaged file is only copied.
 * What is written passes every check of a received file. Throws `fichier-abime` when nothing can be read.
 */
export async function sauver(chemin: string, vers: string, profil: string, newId: () => string): Promise<Sauvetage> {
  if (resolve(vers) === resolve(chemin)) throw new GrappeError('destination-refusee', 'le fichier abîmé doit rester intact')
  const etiquette = await etiquetteDe(chemin)
  if (!etiquette) throw new GrappeError('fichier-introuvable')
  if (etiquette.taille === 0) throw new GrappeError('fichier-vide')
  if (etiquette.taille > fichierMax) throw new GrappeError('fichier-trop-grand')
  // In one go: the copy, a reading under each first page to try, the union, the new file. 8 s of a good computer for 30 MB.
  return sousVeille({ appel: null, octets: Math.min(8 * etiquette.taille, 4 * fichierMax), chemins: [chemin] }, () => reconstruire(chemin, vers, profil, newId))
}

function reconstruire(chemin: string, vers: string, profil: string, newId: () => string): Sauvetage {
  const copie = cheminPrive(profil)
  const neuve = cheminPrive(profil)
  let abimee: Database | null = null
  let db: Database | null = null
  try {
    copyFileSync(chemin, copie)
    const lue = lireAuMieux(copie, profil)
    const { lu } = lue
    abimee = lue.db
    if (lu.ops === 0) throw new GrappeError('fichier-abime', 'plus rien ne peut y être lu')
    const dit = typeof lu.projet === 'string' ? lu.projet : lu.projet ? bytesToUuid(lu.projet) : null
    const projet = isUuid(dit) ? dit : newId()
    db = openBase(neuve, 'privee')
    creerSchema(db)
    initialiserJournal(db, projet)
    const role = roles.find((r) => r === lu.role)
    if (role) definirRole(db, role)
    const cible = db
    cible.transaction(() => fusionner(cible, { ...lu.source, projet })).immediate()
    controlerLignes(db, versionCourante())
    const journal = createJournal(db, { auteur: () => null, machine: newId(), version: '', clock: () => 0, newId })
    const presents = new Set(lu.blobs)
    const perdus = journal
      .lireLignes()
      .flatMap((l) => (l.kind === 'piece-jointe' && l.vivant && typeof l.cellules['sha256'] === 'string' && !presents.has(l.cellules['sha256']) ? [l] : []))
    poser(db, vers, profil)
    const isComplet = lu.role === 'grappe'
    return {
      projet,
      ops: lu.ops,
      entites: lu.entites,
      fichiersJoints: presents.size,
      pertes: [
        ...(lu.opsPerdues > 0 ? [`Au moins ${pluriel(lu.opsPerdues, 'saisie illisible', 'saisies illisibles')} : vérifiez les derniers champs remplis.`] : []),
        ...(lu.opsPerdues === 0 && !lu.isEntiere ? ['Une partie du fichier n’a pas pu être lue : vérifiez les derniers champs remplis.'] : []),
        ...(isComplet ? perdus.map((l) => `Le contenu du fichier joint « ${String(l.cellules['nom'] ?? 'sans nom')} » : joignez-le de nouveau.`) : []),
        ...(lu.role === null ? ['La nature du fichier (dossier entier ou copie de collecte) : il est traité comme un dossier entier.'] : []),
        ...(dit === null ? ['L’identité de la grappe : ce fichier ne pourra pas être réuni avec ses autres copies.'] : [])
      ]
    }
  } catch (error) {
    throw error instanceof GrappeError ? error : erreurPublication(error)
  } finally {
    abimee?.close()
    db?.close()
    effacer(copie)
    effacer(neuve)
  }
}
