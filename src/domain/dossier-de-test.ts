import type { Cellule, Champ } from './champs/champ.ts'
import { type Conflit, type Dossier, foldDossier, type Ligne } from './dossier.ts'
import type { Entite } from './nom.ts'
import { type Kind, type NomConnu, nomDe } from './noms.ts'

type NomDeKind<K extends Kind> = Extract<NomConnu, { readonly kind: K }>
/** Decoded values of some fields of a kind, and an id when the test needs to name it. */
export type Valeurs<K extends Kind> = { -readonly [F in keyof Entite<NomDeKind<K>>]?: Entite<NomDeKind<K>>[F] }

/** Builds small Dossiers for tests, through the same journal lines and the same fold as the product. */
export interface Constructeur {
  /** Adds an entity and gives its id back. Grappe and solution: sets fields of the only one. */
  readonly ajouter: <K extends Kind>(kind: K, valeurs: Valeurs<K>) => string
  /** Changes fields of an entity already added; `null` empties one. */
  readonly modifier: <K extends Kind>(kind: K, id: string, valeurs: Valeurs<K>) => void
  readonly retirer: (id: string) => void
  readonly conflit: (conflit: Conflit) => void
  readonly dossier: () => Dossier
}

export const projetDeTest = '00000000-0000-4000-8000-000000000000'

export function construire(): Constructeur {
  const lignes = new Map<string, { id: string; kind: Kind; part: string; cree: number; vivant: boolean; cellules: Record<string, Cellule> }>()
  const conflits: Conflit[] = []
  let rang = 0

  const encode = (kind: Kind, valeurs: object): Record<string, Cellule> => {
    // biome-ignore lint/suspicious/noExplicitAny: fields of every value type
    const champs = nomDe(kind)?.champs as Readonly<Record<string, Champ<any>>>
    const cellules: Record<string, Cellule> = {}
    for (const [name, value] of Object.entries(valeurs)) {
      const champ = champs[name]
      if (name === 'id') continue
      if (!champ) throw new Error(`${kind}.${name} n’existe pas`)
      const cell = value === null || value === undefined ? null : champ.encode(value)
      if (cell !== null && champ.decode(cell) === undefined) throw new Error(`${kind}.${name} ne se lit pas : ${String(cell)}`)
      cellules[name] = cell
    }
    return cellules
  }
  const idOf = (kind: Kind, given: unknown): string => {
    if (kind === 'grappe') return projetDeTest
    if (kind === 'solution') return 'solution'
    return typeof given === 'string' ? given : `${kind}-${rang}`
  }

  return {
    ajouter: (kind, valeurs) => {
      rang += 1
      const id = idOf(kind, (valeurs as { id?: string }).id)
      const before = lignes.get(id)
      lignes.set(id, { id, kind, part: id, cree: before?.cree ?? rang, vivant: true, cellules: { ...before?.cellules, ...encode(kind, valeurs) } })
      return id
    },
    modifier: (kind, id, valeurs) => {
      const ligne = lignes.get(id)
      if (ligne?.kind !== kind) throw new Error(`${kind} ${id} n’existe pas`)
      Object.assign(ligne.cellules, encode(kind, valeurs))
    },
    retirer: (id) => {
      const ligne = lignes.get(id)
      if (ligne) ligne.vivant = false
    },
    conflit: (conflit) => void conflits.push(conflit),
    dossier: () => foldDossier(projetDeTest, lignes.values() as Iterable<Ligne>, conflits)
  }
}
