import type { Cellule } from './champs/champ.ts'
import { nomDe } from './noms.ts'

/**
 * Fields that name one thing of the real world: two people who add it separately mean the same entity.
 * Source: reliability amendments (FINESS) and the nouns that hold one state per key.
 */
const cles: Readonly<Record<string, readonly string[]>> = {
  etablissement: ['finess'],
  organisme: ['finessEj'],
  releve: ['etablissement', 'type', 'mois'],
  reponse: ['cle'],
  cible: ['indicateur'],
  'mesure-propre': ['etablissement', 'indicateur', 'type', 'mois'],
  action: ['catalogue', 'code', 'portee'],
  prevision: ['catalogue', 'code'],
  piece: ['numero']
}
/** Parts of a key that may be empty. */
const facultatifs = new Set(['mois'])

/**
 * Key of an entity, or null when a field of it is still empty or the kind has none. A unique noun has the empty key.
 * The engine turns it into a UUID (v5 of the project), so that separate copies give the same id.
 */
export function cleNaturelle(kind: string, cellules: Readonly<Record<string, Cellule>>): string | null {
  if (nomDe(kind)?.unique) return ''
  const champs = cles[kind]
  if (!champs) return null
  const parts = champs.map((champ) => cellules[champ] ?? null)
  if (parts.some((part, i) => (part === null || part === '') && !facultatifs.has(champs[i] ?? ''))) return null
  return parts.map((part) => part ?? '').join('\u001f')
}

/**
 * True when adding the same key again completes the entity instead of adding a second one: states kept per key.
 * A second establishment or organisation with the same FINESS stays a second line, for a person to settle.
 */
export const isEtatParCle = (kind: string): boolean => Object.hasOwn(cles, kind) && kind !== 'etablissement' && kind !== 'organisme'

/**
 * Part of the grappe an entity belongs to: the project, or the id of an OG or an ESSMS.
 * `autre` is kept for a kind written by a newer version.
 */
export function partDe(projet: string, kind: string, id: string, champ: (name: string) => Cellule | undefined, autre: string): string {
  const nom = nomDe(kind)
  if (!nom) return autre
  const part: string = nom.part
  if (part === 'grappe') return projet
  if (part === 'soi') return id
  const cellule = champ(part)
  return typeof cellule === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u.test(cellule) ? cellule : projet
}
