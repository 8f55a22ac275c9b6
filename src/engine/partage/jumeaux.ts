import { readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { GrappeError } from '#contract/errors.ts'
import { fichierMax, lireEntete } from '../db/entete.ts'
import { versionCourante } from '../db/migration.ts'
import type { OptionsOuverture } from '../db/ouverture.ts'
import { ouvrirRecu } from '../db/ouverture.ts'

/** Files looked at in one folder. */
const examinesMax = 20

/** A copy of the same dossier that a synchronisation tool left beside it. */
export interface Jumeau {
  readonly chemin: string
  readonly nom: string
  /** Bytes. */
  readonly taille: number
  /** ms since 1970. */
  readonly modifieLe: number
}

/** True when the first hundred bytes are those of a dossier Grappe. */
async function hasEntete(chemin: string): Promise<boolean> {
  const fichier = await open(chemin, 'r')
  try {
    const { buffer, bytesRead } = await fichier.read(Buffer.alloc(100), 0, 100, 0)
    lireEntete(buffer.subarray(0, bytesRead), statSync(chemin).size, versionCourante())
    return true
  } catch (error) {
    if (error instanceof GrappeError) return false
    throw error
  } finally {
    await fichier.close()
  }
}

/**
 * « nom-PC.db », « nom (1).db », « copie en conflit »: the files of the same folder that hold the same project, whatever their name;
 * those whose name begins alike are looked at first. Each is opened by the checks of a received file.
 */
export async function trouverJumeaux(chemin: string, projet: string, options: OptionsOuverture): Promise<Jumeau[]> {
  const dossier = dirname(chemin)
  const racine = basename(chemin, extname(chemin)).toLowerCase()
  let noms: string[]
  try {
    noms = readdirSync(dossier).filter((n) => /\.db$/iu.test(n) && !n.startsWith('.') && n !== basename(chemin))
  } catch {
    return []
  }
  const isProche = (n: string) => n.toLowerCase().includes(racine)
  const jumeaux: Jumeau[] = []
  for (const nom of noms.sort((a, b) => Number(isProche(b)) - Number(isProche(a)) || (a < b ? -1 : 1)).slice(0, examinesMax)) {
    const complet = join(dossier, nom)
    try {
      const { size, mtimeMs } = statSync(complet)
      if (size > fichierMax || !(await hasEntete(complet))) continue
      const recu = await ouvrirRecu(complet, options)
      recu.liberer()
      if (recu.projet === projet) jumeaux.push({ chemin: complet, nom, taille: size, modifieLe: Math.floor(mtimeMs) })
    } catch {
      // A file that cannot be read is nobody's twin.
    }
  }
  return jumeaux
}
