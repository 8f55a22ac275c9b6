import { readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
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
  /** It holds edits that the dossier never saw. */
  readonly apporte: boolean
}

const hasInconnue = (db: Database, derniereConnue: (session: Buffer) => number): boolean =>
  db
    .prepare<[], [Buffer, number]>('SELECT s.uuid, max(o.seq) FROM op o JOIN session s ON s.session_no = o.session_no GROUP BY o.session_no')
    .raw()
    .all()
    .some(([session, seq]) => seq > derniereConnue(session))

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
 * those whose name begins alike are looked at first. Each is opened by the checks of a received file. `derniereConnue`: rank of the last
 * edit of a session that the dossier has, 0 for none.
 */
export async function trouverJumeaux(
  chemin: string,
  projet: string,
  options: OptionsOuverture,
  derniereConnue: (session: Buffer) => number = () => 0
): Promise<Jumeau[]> {
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
      try {
        if (recu.projet === projet)
          jumeaux.push({ chemin: complet, nom, taille: size, modifieLe: Math.floor(mtimeMs), apporte: hasInconnue(recu.db, derniereConnue) })
      } finally {
        recu.liberer()
      }
    } catch {
      // A file that cannot be read is nobody's twin.
    }
  }
  return jumeaux
}
