import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { asGrappeError } from './erreur-sql.ts'
import { creerDossier, synchroniserDossier, synchroniserFichier } from './fichier-atomique.ts'

export const motifs = ['avant-reunion', 'avant-migration', 'avant-restauration', 'horaire'] as const
export type Motif = (typeof motifs)[number]

export interface Version {
  /** Names one version; give it back to `chemin`. */
  readonly nom: string
  /** ms since 1970. */
  readonly instant: number
  readonly motif: Motif
  /** Bytes. */
  readonly taille: number
}

const gardees = 30
/** Beyond the three latest, kept copies never take more than this, in bytes. */
const placeMax = 2_000_000_000
const forme = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z-([a-z-]+?)(?:-(\d+))?\.db$/u

function lireNom(nom: string): { readonly instant: number; readonly motif: Motif } | null {
  const m = forme.exec(nom)
  const motif = motifs.find((x) => x === m?.[6])
  return m && motif ? { instant: Date.parse(`${m[1]}T${m[2]}:${m[3]}:${m[4]}.${m[5]}Z`), motif } : null
}

/** Copies of one dossier kept on this computer: before a union, a migration, a restoration, and each hour of work. */
export function createVersions(profil: string, projet: string, clock: () => number) {
  const dossier = join(profil, 'versions', projet)

  const lister = (): Version[] => {
    if (!existsSync(dossier)) return []
    return readdirSync(dossier)
      .flatMap((nom) => {
        const lu = lireNom(nom)
        return lu ? [{ nom, ...lu, taille: statSync(join(dossier, nom)).size }] : []
      })
      .sort((a, b) => b.instant - a.instant || (a.nom < b.nom ? 1 : -1))
  }

  function elaguer(): void {
    let place = 0
    for (const [rang, version] of lister().entries()) {
      place += version.taille
      if (rang >= gardees || (rang >= 3 && place > placeMax)) rmSync(join(dossier, version.nom), { force: true })
    }
  }

  function nettoyer(): void {
    if (!existsSync(dossier)) return
    for (const nom of readdirSync(dossier)) if (nom.includes('.tmp')) rmSync(join(dossier, nom), { force: true })
  }

  /** Room and a free name for one version of `taille` bytes. */
  function reserver(motif: Motif, taille: number): { readonly nom: string; readonly temporaire: string } {
    creerDossier(dossier)
    const { bavail, bsize } = statfsSync(dossier)
    if (bavail * bsize < 2 * taille + 20_000_000) throw new GrappeError('disque-plein')
    const base = `${new Date(clock()).toISOString().replace(/[:.]/gu, '-')}-${motif}`
    const prises = new Set(readdirSync(dossier))
    let nom = `${base}.db`
    for (let n = 2; prises.has(nom); n++) nom = `${base}-${n}.db`
    const temporaire = join(dossier, `${nom}.tmp`)
    rmSync(temporaire, { force: true })
    return { nom, temporaire }
  }
  function ranger(nom: string, temporaire: string): string {
    renameSync(temporaire, join(dossier, nom))
    synchroniserDossier(dossier)
    elaguer()
    return nom
  }

  /** Writes one version whole or not at all; returns its name. */
  function garder(motif: Motif, taille: number, ecrire: (temporaire: string) => void): string {
    const { nom, temporaire } = reserver(motif, taille)
    try {
      ecrire(temporaire)
      synchroniserFichier(temporaire)
      return ranger(nom, temporaire)
    } catch (error) {
      rmSync(temporaire, { force: true })
      throw asGrappeError(error)
    }
  }

  /** The same from a file, without holding anything up meanwhile. */
  async function copierFichier(chemin: string, motif: Motif): Promise<string> {
    const { nom, temporaire } = reserver(motif, statSync(chemin).size)
    try {
      await copyFile(chemin, temporaire)
      const copie = await open(temporaire, 'r+')
      await copie.sync().finally(() => copie.close())
      return ranger(nom, temporaire)
    } catch (error) {
      rmSync(temporaire, { force: true })
      throw asGrappeError(error)
    }
  }

  return {
    lister,
    /** Deletes what an interrupted writing left. Only for whoever holds the working copy. */
    nettoyer,
    garderBase: (db: Database, motif: Motif): string =>
      garder(motif, Number(db.pragma('page_count', { simple: true })) * 4096, (temporaire) => db.prepare('VACUUM INTO ?').run(temporaire)),
    copierFichier,
    garderFichier: (chemin: string, motif: Motif): string => garder(motif, statSync(chemin).size, (temporaire) => copyFileSync(chemin, temporaire)),
    oublier: (nom: string): void => {
      if (lireNom(nom)) rmSync(join(dossier, nom), { force: true })
    },
    /** Path of a version of the list; `fichier-introuvable` otherwise. */
    chemin: (nom: string): string => {
      if (!lister().some((v) => v.nom === nom)) throw new GrappeError('fichier-introuvable')
      return join(dossier, nom)
    }
  }
}
export type Versions = ReturnType<typeof createVersions>
