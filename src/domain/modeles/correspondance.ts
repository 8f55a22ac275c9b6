import { z } from 'zod'
import { donneeDe } from './donnees.ts'
import { type Proposition, type Reconnaissance, seuilConfiance } from './reconnaitre.ts'
import { type Sujet, sujets } from './usage.ts'

const place = z.object({
  /** Headings of the place when it was decided: what recognises it in another copy of the model. */
  texte: z.string().max(2000),
  donnee: z.string().max(100).nullable(),
  par: z.enum(['grappe', 'personne']),
  confiance: z.number().min(0).max(1)
})

/** What goes where in one model: kept in the grappe, exported and imported as JSON. */
export const correspondance = z.object({
  format: z.literal('grappe-modele-1'),
  places: z.record(z.string().max(400), place),
  /** Kind of the rows of each table, by the place of its first column. */
  tables: z.record(z.string().max(400), z.enum(sujets)),
  /** Places that a person added, and what their rows are: see `ajouter-place.ts`. */
  ajouts: z.record(z.string().max(400), z.enum(sujets)).default({})
})
export type Correspondance = z.infer<typeof correspondance>

/** What is decided for one place. */
export interface Decision {
  readonly donnee: string | null
  readonly par: 'grappe' | 'personne'
  readonly confiance: number
  /** Sure enough, or decided by a person. */
  readonly remplir: boolean
}

export const texteDe = (entetes: readonly string[]): string => entetes.join(' › ').replace(/\s+/gu, ' ').slice(0, 2000)

export const propositions = (r: Reconnaissance): readonly Proposition[] => [
  ...r.tables.flatMap((t) => t.colonnes),
  ...r.cases.map((c) => c.proposition),
  ...r.champs
]

/** The proposals as a mapping: nothing decided by a person yet. */
export function etablir(r: Reconnaissance): Correspondance {
  const places: Correspondance['places'] = {}
  for (const p of propositions(r))
    if (p.donnee !== null) places[p.place] = { texte: texteDe(p.entetes), donnee: p.donnee, par: 'grappe', confiance: p.confiance }
  const tables = Object.fromEntries(r.tables.map((t) => [t.place, t.sujet] as const))
  return { format: 'grappe-modele-1', places, tables, ajouts: {} }
}

/** Decision for a place: what is kept in the mapping, or nothing. Confident proposals are filled, the others wait for a person. */
export function decision(c: Correspondance, p: Proposition): Decision {
  const gardee = c.places[p.place]
  if (!gardee || (gardee.donnee !== null && donneeDe(gardee.donnee) === undefined)) return { donnee: null, par: 'grappe', confiance: 0, remplir: false }
  return {
    donnee: gardee.donnee,
    par: gardee.par,
    confiance: gardee.confiance,
    remplir: gardee.donnee !== null && (gardee.par === 'personne' || gardee.confiance >= seuilConfiance)
  }
}

/** Kind of the rows of a table, as kept or as recognised. */
export function sujetDe(c: Correspondance, place: string, reconnu: Exclude<Sujet, 'grappe'>): Exclude<Sujet, 'grappe'> {
  const garde = c.tables[place]
  return garde === undefined || garde === 'grappe' ? reconnu : garde
}

export interface Correction {
  readonly place: string
  readonly donnee: string | null
}

/** Decisions of a person put over the mapping. Unknown places are left out. `r`: with the places that a person added. */
export function corriger(
  c: Correspondance,
  r: Reconnaissance,
  corrections: readonly Correction[],
  sujetsTables: Readonly<Record<string, Sujet>> = {}
): Correspondance {
  const connues = new Map(propositions(r).map((p) => [p.place, p]))
  const places = { ...c.places }
  for (const { place: ou, donnee } of corrections) {
    const p = connues.get(ou)
    if (p) places[ou] = { texte: texteDe(p.entetes), donnee, par: 'personne', confiance: 1 }
  }
  const tables = { ...c.tables }
  const ajouts = { ...c.ajouts }
  for (const [ou, sujet] of Object.entries(sujetsTables)) {
    const t = r.tables.find((x) => x.place === ou)
    if (!t || sujet === 'grappe') continue
    // The columns that a person added to the table follow it.
    for (const p of t.colonnes) if (ajouts[p.place] !== undefined) ajouts[p.place] = sujet
    if (ajouts[ou] === undefined) tables[ou] = sujet
  }
  return { ...c, places, tables, ajouts }
}

/** Text of the mapping, read back by `lireCorrespondance`. Keys in order: same mapping, same text. */
export function ecrireCorrespondance(c: Correspondance, retrait = 0): string {
  const ordonne = <T>(o: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)))
  const ajouts = Object.keys(c.ajouts).length > 0 ? { ajouts: ordonne(c.ajouts) } : {}
  return JSON.stringify({ format: c.format, places: ordonne(c.places), tables: ordonne(c.tables), ...ajouts }, null, retrait)
}

export function lireCorrespondance(json: string | null): Correspondance | null {
  if (json === null) return null
  try {
    const lu = correspondance.safeParse(JSON.parse(json))
    return lu.success ? lu.data : null
  } catch {
    return null
  }
}

/**
 * Brings the decisions of another copy of the model: a place is recognised by its address and its headings, else by its
 * headings when only one place has them. What cannot be placed is given back. Places added by a person: see `reporterAjouts`.
 */
export function reporter(
  importee: Correspondance,
  actuelle: Correspondance,
  r: Reconnaissance
): { readonly correspondance: Correspondance; readonly perdues: readonly string[] } {
  const toutes = propositions(r)
  const parTexte = new Map<string, Proposition[]>()
  for (const p of toutes) parTexte.set(texteDe(p.entetes), [...(parTexte.get(texteDe(p.entetes)) ?? []), p])
  const places = { ...actuelle.places }
  const perdues: string[] = []
  for (const [ou, decidee] of Object.entries(importee.places)) {
    if (importee.ajouts[ou] !== undefined) continue
    const semblables = parTexte.get(decidee.texte) ?? []
    const cible = semblables.find((p) => p.place === ou) ?? (semblables.length === 1 ? semblables[0] : undefined)
    if (cible) places[cible.place] = decidee
    else if (decidee.par === 'personne') perdues.push(`${ou} (${decidee.texte})`)
  }
  const premieres = new Set(r.tables.map((t) => t.place))
  const tables = Object.fromEntries(Object.entries(importee.tables).filter(([ou]) => premieres.has(ou)))
  return { correspondance: { ...actuelle, places, tables: { ...actuelle.tables, ...tables } }, perdues }
}
