import { unzipSync, type Zippable, zipSync } from 'fflate'
import { GrappeError } from '#contract/errors.ts'
import { attribut, attributLocal, type Document, ecrireXml, enfants, lireXml } from './xml.ts'

/** Bounds looked at before anything is unpacked, in bytes and parts. */
const limites = { deplie: 200_000_000, parties: 2000, rapport: 200, petit: 10_000_000 }

const illisible = (precision: string) => new GrappeError('fichier-illisible', precision)

/** A part of the package reached through a relationship. */
export interface Lien {
  readonly id: string
  readonly type: string
  /** Path in the package, or the address as written when it is outside. */
  readonly cible: string
  readonly externe: boolean
}

/** The parts of an OOXML package. A part is parsed when first asked for and written again only when marked as touched. */
export class Paquet {
  readonly octets: ReadonlyMap<string, Uint8Array>
  private readonly parMinuscule: ReadonlyMap<string, string>
  private readonly lus = new Map<string, Document>()
  private readonly changes = new Set<string>()
  private readonly retires = new Set<string>()
  /** Parts whose bytes are given whole. */
  readonly remplacements = new Map<string, Uint8Array>()

  constructor(octets: ReadonlyMap<string, Uint8Array>) {
    this.octets = octets
    this.parMinuscule = new Map([...octets.keys()].map((nom) => [nom.toLowerCase(), nom]))
  }

  /** Path as stored, whatever the case asked; undefined when there is no such part. */
  nomReel(chemin: string): string | undefined {
    return this.parMinuscule.get(chemin.toLowerCase())
  }

  xml(chemin: string): Document | undefined {
    const nom = this.nomReel(chemin)
    if (nom === undefined) return undefined
    const connu = this.lus.get(nom)
    if (connu) return connu
    let texte: string
    try {
      texte = new TextDecoder('utf-8', { fatal: true }).decode(this.octets.get(nom))
    } catch {
      throw illisible('un texte du modèle est abîmé')
    }
    const lu = lireXml(texte)
    this.lus.set(nom, lu)
    return lu
  }

  toucher(chemin: string): void {
    const nom = this.nomReel(chemin)
    if (nom !== undefined) this.changes.add(nom)
  }

  remplacer(chemin: string, octets: Uint8Array): void {
    const nom = this.nomReel(chemin)
    if (nom !== undefined) this.remplacements.set(nom, octets)
  }

  retirer(chemin: string): void {
    const nom = this.nomReel(chemin)
    if (nom !== undefined) this.retires.add(nom)
  }

  /** Relationships of a part; an absent list is empty. */
  liens(chemin: string): readonly Lien[] {
    const doc = this.xml(cheminLiens(chemin))
    if (!doc) return []
    return enfants(doc.racine, 'Relationship').map((e) => {
      const externe = attribut(e, 'TargetMode') === 'External'
      const cible = attribut(e, 'Target') ?? ''
      return {
        id: attribut(e, 'Id') ?? '',
        type: (attribut(e, 'Type') ?? '').split('/').at(-1) ?? '',
        cible: externe ? cible : resoudre(chemin, cible),
        externe
      }
    })
  }

  /** Names of the parts written again, removed parts left out. */
  touches(): readonly string[] {
    return [...this.changes, ...this.remplacements.keys()].filter((nom) => !this.retires.has(nom))
  }

  /** The package again: same order, every part that was not touched with its own bytes. */
  ecrire(): Uint8Array {
    const contenu: Zippable = {}
    for (const [nom, octets] of this.octets) {
      if (this.retires.has(nom)) continue
      const lu = this.changes.has(nom) ? this.lus.get(nom) : undefined
      contenu[nom] = [this.remplacements.get(nom) ?? (lu ? new TextEncoder().encode(ecrireXml(lu)) : octets), { mtime: new Date(1980, 0, 1, 12) }]
    }
    return zipSync(contenu, { level: 6 })
  }
}

export const cheminLiens = (chemin: string): string => {
  const coupe = chemin.lastIndexOf('/') + 1
  return `${chemin.slice(0, coupe)}_rels/${chemin.slice(coupe)}.rels`
}

/** Target of a relationship, from the folder of its source. */
function resoudre(source: string, cible: string): string {
  if (cible.startsWith('/')) return cible.slice(1)
  const dossier = source.split('/').slice(0, -1)
  for (const segment of cible.split('/')) {
    if (segment === '..') dossier.pop()
    else if (segment !== '.' && segment !== '') dossier.push(segment)
  }
  return dossier.join('/')
}

/** Opens a package held in memory, within the bounds; throws `fichier-illisible` or `fichier-trop-grand`. */
export function ouvrirPaquet(octets: Uint8Array): Paquet {
  let total = 0
  const noms = new Set<string>()
  const ordre: string[] = []
  let contenu: Record<string, Uint8Array>
  try {
    contenu = unzipSync(octets, {
      filter: (f) => {
        total += f.originalSize
        const dense = f.originalSize > limites.petit && f.originalSize > limites.rapport * f.size
        if (noms.size >= limites.parties || total > limites.deplie || dense) throw new GrappeError('fichier-trop-grand', 'une fois déplié')
        const cle = f.name.toLowerCase()
        if (noms.has(cle)) throw illisible('une partie du modèle y figure deux fois')
        noms.add(cle)
        ordre.push(f.name)
        return true
      }
    })
  } catch (error) {
    if (error instanceof GrappeError) throw error
    throw illisible('le modèle ne s’ouvre pas')
  }
  return new Paquet(new Map(ordre.map((nom) => [nom, contenu[nom] ?? new Uint8Array()])))
}

/** The relationship id of an element such as `<sheet r:id>`, whatever the prefix. */
export const idLien = (attrs: Parameters<typeof attributLocal>[0]): string =>
  /(?:^|\s)[\w.-]+:id\s*=\s*["']([^"']*)["']/u.exec(attrs.attrs)?.[1] ?? attributLocal(attrs, 'id') ?? ''
