import type { Cellule, Champ } from './champs/champ.ts'
import type { Adresse } from './lot.ts'
import type { Entite } from './nom.ts'
import { type NomConnu, nomDe, noms } from './noms.ts'

/** One entity as the journal's heads give it: raw cells by field name. */
export interface Ligne {
  readonly id: string
  readonly kind: string
  readonly part: string
  /** Hybrid clock of its first edit: gives a stable order that survives merges. */
  readonly cree: number
  readonly vivant: boolean
  readonly cellules: Readonly<Record<string, Cellule>>
}

/** Two or more people changed one cell differently; `valeurs` are raw, the first is the one displayed. */
export interface Conflit extends Adresse {
  readonly valeurs: readonly Cellule[]
}

type ParCollection = {
  readonly [N in NomConnu as N['collection']]: N['collection'] extends 'grappe' | 'solution' ? Entite<N> : readonly Entite<N>[]
}

/** Everything a document or a check may read about one grappe. Readonly, typed, and nothing else. */
export type Dossier = ParCollection & {
  /** Project UUID: also the id of the `grappe` entity. */
  readonly projet: string
  readonly conflits: readonly Conflit[]
}

type Brute = { readonly id: string } & Record<string, unknown>
// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
type ChampQuelconque = Champ<any>

/** The fields of each noun as a list, made once: a dossier has tens of thousands of lines. */
const champsDe = new Map<NomConnu, readonly (readonly [string, ChampQuelconque])[]>(noms.map((nom) => [nom, Object.entries(nom.champs)]))

/** Decodes one line; a cell that its field cannot read is null. */
export function decodeLigne(nom: NomConnu, id: string, cellules: Readonly<Record<string, Cellule>>): Brute {
  const entite: Record<string, unknown> = { id }
  for (const [name, champ] of champsDe.get(nom) ?? []) {
    const cell = cellules[name]
    entite[name] = cell === undefined || cell === null ? null : (champ.decode(cell) ?? null)
  }
  return entite as Brute
}

const rank = (ligne: Ligne): number => {
  const ordre = ligne.cellules['ordre'] ?? ligne.cellules['numero']
  return typeof ordre === 'number' ? ordre : Number.MAX_SAFE_INTEGER
}

/** Display order: explicit `ordre`, then creation, then id. Independent of the order of `lignes`. */
export const compareLignes = (a: Ligne, b: Ligne): number => rank(a) - rank(b) || a.cree - b.cree || (a.id < b.id ? -1 : 1)

/**
 * The Dossier is the fold of the journal's heads. Removed entities and unknown kinds are left out;
 * the two unique nouns exist even when nothing was entered.
 */
export function foldDossier(projet: string, lignes: Iterable<Ligne>, conflits: readonly Conflit[] = []): Dossier {
  const parKind = new Map<string, Ligne[]>(noms.map((n) => [n.kind, []]))
  for (const ligne of lignes) if (ligne.vivant) parKind.get(ligne.kind)?.push(ligne)
  const dossier: Record<string, unknown> = { projet, conflits }
  for (const nom of noms) {
    const ordered = (parKind.get(nom.kind) ?? []).sort(compareLignes).map((l) => decodeLigne(nom, l.id, l.cellules))
    dossier[nom.collection] = nom.unique ? (ordered[0] ?? decodeLigne(nom, nom.kind === 'grappe' ? projet : '', {})) : ordered
  }
  return dossier as Dossier
}

/** The field at an address, or undefined when the kind or field is unknown. */
export function champDe(kind: string, name: string): ChampQuelconque | undefined {
  const nom = nomDe(kind)
  return nom ? (nom.champs as Readonly<Record<string, ChampQuelconque>>)[name] : undefined
}

/** Kept establishments (`situation` ≠ retiré), in display order: the only ones that count. */
export const etablissementsConserves = (dossier: Dossier) => dossier.etablissements.filter((e) => e.situation !== 'retire')

/** The lead organisation, or undefined while none (or several) is designated. */
export const porteurDe = (dossier: Dossier) => {
  const found = dossier.organismes.filter((o) => o.porteur === 'oui')
  return found.length === 1 ? found[0] : undefined
}
