import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { racineProjet } from './moteur.ts'

/** One change asked of the file system, in the order it was done. */
export type Geste =
  | { readonly t: 'creer' | 'dossier'; readonly chemin: string; readonly ino: number; readonly fin: number }
  | { readonly t: 'ecrire'; readonly ino: number; readonly place: number; readonly donnees: Buffer; readonly fin: number }
  | { readonly t: 'tronquer'; readonly ino: number; readonly place: number; readonly fin: number }
  | { readonly t: 'sync-fichier' | 'sync-dossier'; readonly ino: number; readonly fin: number }
  | { readonly t: 'renommer'; readonly chemin: string; readonly vers: string; readonly fin: number }
  | { readonly t: 'retirer' | 'creer-dossier'; readonly chemin: string; readonly fin: number }

/**
 * Compiles the recorder that is preloaded in the engine's process. A C compiler is one of the Debian packages of the tests;
 * only Linux loads such a library so simply, so the power cuts are simulated there only.
 */
export function compilerEnregistreur(): string {
  const source = join(import.meta.dirname, 'enregistreur.c')
  const bibliotheque = join(racineProjet, '.cache', 'faults', 'enregistreur.so')
  mkdirSync(join(racineProjet, '.cache', 'faults'), { recursive: true })
  if (existsSync(bibliotheque) && statSync(bibliotheque).mtimeMs > statSync(source).mtimeMs) return bibliotheque
  const { status, stderr, error } = spawnSync('gcc', ['-O2', '-shared', '-fPIC', '-o', bibliotheque, source, '-ldl', '-lpthread'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`gcc: ${error?.message ?? stderr}`)
  return bibliotheque
}

/** Environment of a process whose changes under `racine` are written to `sortie`. */
export const environnementEnregistre = (racine: string, sortie: string): NodeJS.ProcessEnv => ({
  LD_PRELOAD: compilerEnregistreur(),
  GRAPPE_RACINE: racine,
  GRAPPE_ENREGISTREMENT: sortie,
  UV_USE_IO_URING: '0'
})

const entete = 32
const simples = { C: 'creer', D: 'dossier', F: 'sync-fichier', S: 'sync-dossier', U: 'retirer', K: 'creer-dossier' } as const

/** Reads a recording; `fin` is the size of the recording once the change was noted. Throws on a change that is not modelled. */
export function lireEnregistrement(sortie: string): Geste[] {
  const octets = readFileSync(sortie)
  const gestes: Geste[] = []
  for (let i = 0; i + entete <= octets.length; ) {
    const lettre = String.fromCharCode(octets[i] ?? 0)
    const tailleChemin = octets.readUInt32LE(i + 4)
    const ino = Number(octets.readBigUInt64LE(i + 8))
    const place = Number(octets.readBigUInt64LE(i + 16))
    const taille = Number(octets.readBigUInt64LE(i + 24))
    const debut = i + entete
    const [chemin = '', vers = ''] = octets
      .subarray(debut, debut + tailleChemin)
      .toString('utf8')
      .split('\0')
    const donnees = octets.subarray(debut + tailleChemin, debut + tailleChemin + taille)
    const fin = debut + tailleChemin + taille
    // A record cut by kill -9 was not acknowledged by anything.
    if (fin > octets.length) break
    i = fin
    if (lettre === 'W') gestes.push({ t: 'ecrire', ino, place, donnees, fin })
    else if (lettre === 'T') gestes.push({ t: 'tronquer', ino, place, fin })
    else if (lettre === 'R') gestes.push({ t: 'renommer', chemin, vers, fin })
    else if (lettre in simples) gestes.push({ t: simples[lettre as keyof typeof simples], chemin, ino, fin } as Geste)
    else throw new Error(`not modelled: ${lettre} ${chemin} ${ino}`)
  }
  return gestes
}
