import type { Cellule, Champ } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatDateCourte, formatDecimal, formatEntier, formatEuros, formatIban, formatSiret } from '#domain/format.ts'
import { type NomConnu, nomDe } from '#domain/noms.ts'

// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
export type ChampQuelconque = Champ<any>

/** A noun seen without its precise fields, for code that draws any noun. */
export interface NomLibre {
  readonly kind: string
  readonly collection: string
  readonly label: string
  readonly unique: boolean
  readonly champs: Readonly<Record<string, ChampQuelconque>>
}

export type EntiteLibre = { readonly id: string } & Readonly<Record<string, unknown>>

export function nomLibre(kind: string): NomLibre {
  const nom = nomDe(kind)
  if (!nom) throw new Error(`nom inconnu : ${kind}`)
  return nom as unknown as NomLibre
}

/** Every entity of a kind, in display order; one for the two unique nouns. */
export function entitesDe(dossier: Dossier, kind: string): readonly EntiteLibre[] {
  const nom = nomLibre(kind)
  const valeur = (dossier as unknown as Record<string, unknown>)[nom.collection]
  return nom.unique ? [valeur as EntiteLibre] : ((valeur ?? []) as readonly EntiteLibre[])
}

export const entiteDe = (dossier: Dossier, kind: string, id: string): EntiteLibre | undefined =>
  nomLibre(kind).unique ? entitesDe(dossier, kind)[0] : entitesDe(dossier, kind).find((e) => e.id === id)

const libelles: Readonly<Record<string, readonly string[]>> = {
  organisme: ['raisonSociale', 'finessEj'],
  etablissement: ['nom', 'finess'],
  personne: ['prenom', 'nom'],
  vague: ['nom'],
  risque: ['libelle']
}

/** How an entity is named in a list or a reference. */
export function libelleEntite(kind: NomConnu['kind'] | string, entite: EntiteLibre): string {
  const champs = libelles[kind] ?? ['nom', 'libelle', 'intitule', 'action']
  const mots = champs.map((c) => entite[c]).filter((v): v is string => typeof v === 'string' && v !== '')
  if (kind === 'personne') return mots.join(' ') || 'Sans nom'
  return mots[0] ?? 'Sans nom'
}

/** Value → the text shown in a cell or beside a label; '' when empty. */
export function texteDe(champ: ChampQuelconque, valeur: unknown, dossier?: Dossier): string {
  if (valeur === null || valeur === undefined || valeur === '') return ''
  switch (champ.genre) {
    case 'montant':
      return formatEuros(valeur as number)
    case 'entier':
      return champ.label === 'Année' ? String(valeur) : formatEntier(valeur as number)
    case 'decimal':
      return formatDecimal(valeur as number)
    case 'date':
      return formatDateCourte(valeur as string)
    case 'mois': {
      const [annee, mois] = String(valeur).split('-')
      return `${mois}/${annee}`
    }
    case 'choix':
      return champ.options?.find((o) => o.value === valeur)?.label ?? String(valeur)
    case 'siren':
    case 'siret':
      return formatSiret(valeur as string)
    case 'iban':
      return formatIban(valeur as string)
    case 'reference': {
      const cible = dossier && champ.vers ? entiteDe(dossier, champ.vers, valeur as string) : undefined
      return cible && champ.vers ? libelleEntite(champ.vers, cible) : 'Élément retiré'
    }
    case 'references':
      return (valeur as readonly string[])
        .map((id) => {
          const cible = dossier && champ.vers ? entiteDe(dossier, champ.vers, id) : undefined
          return cible && champ.vers ? libelleEntite(champ.vers, cible) : 'Élément retiré'
        })
        .join(', ')
    case 'nombres':
      return (valeur as readonly (number | null)[]).map((n) => (n === null ? '' : formatEntier(n))).join(' ; ')
    default:
      return String(valeur)
  }
}

/** Value → the text put in the control when the person starts to type: no unit, plain spaces. */
export function texteEdition(champ: ChampQuelconque, valeur: unknown): string {
  const texte = champ.genre === 'montant' ? texteDe(champ, valeur).replace(/\s*€$/u, '') : texteDe(champ, valeur)
  return champ.genre === 'texte' || champ.genre === 'texte-long' ? texte : texte.replace(/[\u00a0\u202f]/gu, ' ')
}

export type Lecture = { readonly ok: true; readonly cellule: Cellule } | { readonly ok: false; readonly message: string }

/** What was typed or pasted → cell of the journal; empty text empties the cell. References are matched by name or FINESS. */
export function lireSaisie(champ: ChampQuelconque, tape: string, dossier?: Dossier): Lecture {
  if (tape.trim() === '') return { ok: true, cellule: null }
  if (champ.genre === 'reference' && champ.vers && dossier) {
    const cherche = plier(tape)
    const trouves = entitesDe(dossier, champ.vers).filter(
      (e) => e.id === tape || [libelleEntite(champ.vers ?? '', e), e['finess'], e['finessEj']].some((t) => typeof t === 'string' && plier(t) === cherche)
    )
    if (trouves.length === 1 && trouves[0]) return { ok: true, cellule: trouves[0].id }
    const quoi = nomLibre(champ.vers).label
    return { ok: false, message: trouves.length ? `Plusieurs éléments portent ce nom (${quoi}).` : `Aucun élément de ce nom (${quoi}) dans la grappe.` }
  }
  const lu = champ.parse(tape)
  if (!lu.ok) return { ok: false, message: lu.message }
  return { ok: true, cellule: lu.value === '' ? null : champ.encode(lu.value) }
}

/** Text for comparing: no case, accent or spacing. */
export const plier = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\u00a0\u202f]+/gu, ' ')
    .trim()

/** The remark of a kept but doubtful value (wrong key…), or null. */
export const remarqueDe = (champ: ChampQuelconque, valeur: unknown): string | null =>
  valeur === null || valeur === undefined || !champ.controle ? null : champ.controle(valeur)

export const alignementDroit = (champ: ChampQuelconque): boolean => champ.genre === 'montant' || champ.genre === 'entier' || champ.genre === 'decimal'

/** True when the field is asked by a bundle for this entity. */
export const estExige = (champ: ChampQuelconque, entite: EntiteLibre | undefined): boolean =>
  (champ.exige?.length ?? 0) > 0 && (!champ.si || champ.si(entite ?? { id: '' }))
