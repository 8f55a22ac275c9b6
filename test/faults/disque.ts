import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Geste } from './enregistrement.ts'

/** Smallest piece that a disk writes whole, in bytes. */
const secteur = 512

type Ecriture = { readonly place: number; readonly donnees: Buffer } | { readonly taille: number }
/** One file, whatever its names: what is on the disk for sure, then what was asked since. */
interface Fichier {
  surDisque: Buffer
  enAttente: Ecriture[]
}
type Entree = Fichier | 'dossier'
type Rangement =
  | { readonly t: 'poser'; readonly chemin: string; readonly entree: Entree }
  | { readonly t: 'retirer'; readonly chemin: string }
  | { readonly t: 'renommer'; readonly chemin: string; readonly vers: string }

/** Names to what they hold: a state of the whole tree. */
export type Arbre = ReadonlyMap<string, Buffer | 'dossier'>

function ranger(noms: Map<string, Entree>, r: Rangement): void {
  if (r.t === 'poser') noms.set(r.chemin, r.entree)
  else if (r.t === 'retirer') noms.delete(r.chemin)
  else {
    const entree = noms.get(r.chemin)
    noms.delete(r.chemin)
    if (entree) noms.set(r.vers, entree)
  }
}

/** Content after some of the pending writes; `garde` says which pieces reached the disk. */
function contenu(fichier: Fichier, garde: () => boolean): Buffer {
  let octets = Buffer.from(fichier.surDisque)
  const allonger = (taille: number) => {
    if (taille > octets.length) octets = Buffer.concat([octets, Buffer.alloc(taille - octets.length)])
  }
  for (const e of fichier.enAttente) {
    if ('taille' in e) {
      if (!garde()) continue
      allonger(e.taille)
      octets = octets.subarray(0, e.taille)
      continue
    }
    for (let de = e.place; de < e.place + e.donnees.length; ) {
      const a = Math.min(e.place + e.donnees.length, (Math.floor(de / secteur) + 1) * secteur)
      if (garde()) {
        allonger(a)
        e.donnees.copy(octets, de, de - e.place, a - e.place)
      }
      de = a
    }
  }
  return octets
}

/**
 * A disk that forgets: replays recorded changes and keeps apart what was synchronised. Files are ordered by nothing but `fsync`;
 * the changes of one folder reach the disk in their order, cut anywhere after its last `fsync`. Harsher than a journalling file system.
 */
export function createDisque(racine: string) {
  const inos = new Map<number, Fichier>()
  const dossiers = new Map<number, string>()
  const durables = new Map<string, Entree>()
  const presents = new Map<string, Entree>()
  const attente = new Map<string, Rangement[]>()

  const lire = (chemin: string) => {
    for (const { name, isDossier, ino } of readdirSync(chemin, { withFileTypes: true }).map((d) => ({
      name: d.name,
      isDossier: d.isDirectory(),
      ino: statSync(join(chemin, d.name)).ino
    }))) {
      const complet = join(chemin, name)
      const entree: Entree = isDossier ? 'dossier' : { surDisque: readFileSync(complet), enAttente: [] }
      if (entree !== 'dossier') inos.set(ino, entree)
      durables.set(complet, entree)
      presents.set(complet, entree)
      if (isDossier) lire(complet)
    }
  }
  lire(racine)

  function noter(r: Rangement, dossier: string): void {
    ranger(presents, r)
    attente.set(dossier, [...(attente.get(dossier) ?? []), r])
  }
  const fichier = (ino: number): Fichier => {
    const connu = inos.get(ino)
    if (!connu) throw new Error(`a file that was never opened was written: ${ino}`)
    return connu
  }

  function jouer(g: Geste): void {
    if (g.t === 'creer') {
      const neuf: Fichier = { surDisque: Buffer.alloc(0), enAttente: [] }
      inos.set(g.ino, neuf)
      noter({ t: 'poser', chemin: g.chemin, entree: neuf }, dirname(g.chemin))
    } else if (g.t === 'creer-dossier') noter({ t: 'poser', chemin: g.chemin, entree: 'dossier' }, dirname(g.chemin))
    else if (g.t === 'dossier') dossiers.set(g.ino, g.chemin.replace(/\/+$/u, ''))
    else if (g.t === 'retirer') noter({ t: 'retirer', chemin: g.chemin }, dirname(g.chemin))
    else if (g.t === 'renommer') noter({ t: 'renommer', chemin: g.chemin, vers: g.vers }, dirname(g.vers))
    else if (g.t === 'ecrire') fichier(g.ino).enAttente.push({ place: g.place, donnees: g.donnees })
    else if (g.t === 'tronquer') fichier(g.ino).enAttente.push({ taille: g.place })
    else if (g.t === 'sync-fichier') {
      const f = fichier(g.ino)
      f.surDisque = contenu(f, () => true)
      f.enAttente = []
    } else if (g.t === 'sync-dossier') {
      const chemin = dossiers.get(g.ino) ?? ''
      for (const r of attente.get(chemin) ?? []) ranger(durables, r)
      attente.delete(chemin)
    }
  }

  /** What is found after a cut now. `hasard` in [0, 1[; a third of the states lose all that could be, a third keep half of it. */
  function couper(hasard: () => number): Arbre {
    const noms = new Map(durables)
    for (const liste of attente.values()) for (const r of liste.slice(0, Math.floor(hasard() * (liste.length + 1)))) ranger(noms, r)
    const part = [0, 0.5, 1][Math.floor(hasard() * 3)] ?? 0
    const garde = () => (part === 0.5 ? hasard() < 0.5 : part === 1)
    return new Map([...noms].map(([chemin, entree]) => [chemin, entree === 'dossier' ? entree : contenu(entree, garde)]))
  }

  /** What the process itself sees: must be the real tree, else the recorder missed something. */
  const voir = (): Arbre => new Map([...presents].map(([chemin, e]) => [chemin, e === 'dossier' ? e : contenu(e, () => true)]))

  return { jouer, couper, voir }
}

/** Lays a tree on the real disk, in place of what is there. */
export function poser(racine: string, arbre: Arbre): void {
  rmSync(racine, { recursive: true, force: true })
  mkdirSync(racine, { recursive: true })
  const noms = [...arbre.keys()].sort()
  for (const chemin of noms) {
    // A file whose folder was lost is lost.
    if (!existsSync(dirname(chemin))) continue
    const octets = arbre.get(chemin)
    if (octets === 'dossier') mkdirSync(chemin)
    else if (octets) writeFileSync(chemin, octets)
  }
}

/** Differences between a tree and the real disk, by name. */
export function comparer(racine: string, arbre: Arbre): string[] {
  const vrais = readdirSync(racine, { recursive: true, encoding: 'utf8' }).map((nom) => join(racine, nom))
  const noms = new Set([...vrais, ...arbre.keys()])
  return [...noms].filter((nom) => {
    const attendu = arbre.get(nom)
    if (!vrais.includes(nom) || attendu === undefined) return true
    return attendu === 'dossier' ? !statSync(nom).isDirectory() : !readFileSync(nom).equals(attendu)
  })
}
