import { z } from 'zod'
import { parseDate, parseDecimal, parseEntier, parseMontant } from '../format.ts'
import { isBic, isFiness, isIban, isSiren, isSiret } from '../identifiants.ts'
import type { Lot } from '../lot.ts'
import { normaliser } from '../normaliser.ts'

/** What one cell of the journal holds: SQLite TEXT, INTEGER/REAL or NULL. */
export type Cellule = string | number | null

export type Genre =
  | 'texte'
  | 'texte-long'
  | 'entier'
  | 'decimal'
  | 'montant'
  | 'date'
  | 'mois'
  | 'choix'
  | 'finess'
  | 'siren'
  | 'siret'
  | 'iban'
  | 'bic'
  | 'courriel'
  | 'reference'
  | 'references'
  | 'nombres'

export interface Option {
  readonly value: string
  readonly label: string
}

/**
 * One field: the single source of its label, help, rule, control and of the bundles that require it.
 * `T` is the value in a Dossier (never null: an empty cell is null around it).
 */
export interface Champ<T = unknown> {
  readonly genre: Genre
  readonly label: string
  readonly aide?: string
  readonly unite?: string
  readonly options?: readonly Option[]
  /** Kind of the entity pointed at (genres `reference` and `references`). */
  readonly vers?: string
  /** Names of the numbers of a tuple (genre `nombres`). */
  readonly noms?: readonly string[]
  /** Bundles that are refused while this is empty. */
  readonly exige?: readonly Lot[]
  /** Narrows `exige`: required only for entities for which this is true. `entite` holds decoded values. */
  readonly si?: (entite: Readonly<Record<string, unknown>>) => boolean
  /** How its absence is said, where « <label> manquant » would not be French: « MSSanté, résultat à saisir ». */
  readonly manque?: string
  /** One entity among all must hold it: a rule of its own asks for it, and it is not called optional on any of them. */
  readonly parmiTous?: boolean
  /** Bank data: never leaves in a collecte or light copy. */
  readonly banque?: boolean
  /** Personal data: listed in « Données personnelles ». */
  readonly personnel?: boolean
  /** A value that fails this is kept but reported, with this sentence (e.g. wrong FINESS key). */
  readonly controle?: (value: T) => string | null
  /** Cell of the journal → value; undefined when the cell cannot be read as this field. */
  readonly decode: (cell: Exclude<Cellule, null>) => T | undefined
  /** Value → cell of the journal. */
  readonly encode: (value: T) => Exclude<Cellule, null>
  /** What a person typed or pasted (French) → value, or a French sentence saying why not. */
  readonly parse: (typed: string) => { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }
}

export interface Reglages {
  readonly aide?: string
  readonly unite?: string
  readonly exige?: readonly Lot[]
  readonly si?: (entite: Readonly<Record<string, unknown>>) => boolean
  readonly manque?: string
  readonly parmiTous?: boolean
  readonly banque?: boolean
  readonly personnel?: boolean
}

/** Longest text a person may type in a field, in UTF-16 units. */
export const texteMax = 20_000
/** Longest cell of the journal: a procès-verbal may list the ids of 2,000 establishments. */
export const celluleMax = 100_000

const ok = <T>(value: T) => ({ ok: true, value }) as const
const ko = (message: string) => ({ ok: false, message }) as const
const asText = (cell: Exclude<Cellule, null>): string | undefined => (typeof cell === 'string' ? cell : undefined)

/** What can be written and read back unchanged: composed, well-formed, without the invisible control characters that a paste may carry. */
const lisible = (s: string): string =>
  s
    .normalize('NFC')
    .toWellFormed()
    .replace(/(?![\n\r\t])\p{Cc}/gu, '')

function textual(genre: Genre, label: string, reglages: Reglages, clean: (s: string) => string, controle?: (v: string) => string | null): Champ<string> {
  return {
    genre,
    label,
    ...reglages,
    ...(controle ? { controle } : {}),
    decode: asText,
    encode: (v) => v,
    parse: (typed) => {
      const value = clean(lisible(typed))
      return value.length > texteMax ? ko(`Ce texte dépasse ${texteMax} caractères.`) : ok(value)
    }
  }
}

const oneLine = (s: string) => s.replace(/\s+/gu, ' ').trim()
const compact = (s: string) =>
  s
    .replace(/[\s.-]/gu, '')
    .toUpperCase()
    .normalize('NFC')

export const texte = (label: string, r: Reglages = {}): Champ<string> => textual('texte', label, r, oneLine)
export const texteLong = (label: string, r: Reglages = {}): Champ<string> => textual('texte-long', label, r, (s) => s.replace(/\r\n?/gu, '\n').trim())
export const courriel = (label: string, r: Reglages = {}): Champ<string> =>
  textual(
    'courriel',
    label,
    { personnel: true, ...r },
    (s) => oneLine(s),
    (v) => (z.email().safeParse(v).success ? null : `« ${v} » n’est pas une adresse e-mail complète.`)
  )
export const finess = (label: string, r: Reglages = {}): Champ<string> =>
  textual('finess', label, r, compact, (v) =>
    isFiness(v)
      ? null
      : `Le numéro FINESS ${v} ne respecte pas sa clé de contrôle : un chiffre est sans doute erroné. Vérifiez-le sur l’arrêté d’autorisation, ou confirmez-le avec un motif.`
  )
export const siren = (label: string, r: Reglages = {}): Champ<string> =>
  textual('siren', label, r, compact, (v) => (isSiren(v) ? null : `Le SIREN ${v} ne respecte pas sa clé de contrôle.`))
export const siret = (label: string, r: Reglages = {}): Champ<string> =>
  textual('siret', label, r, compact, (v) => (isSiret(v) ? null : `Le SIRET ${v} ne respecte pas sa clé de contrôle.`))
export const iban = (label: string, r: Reglages = {}): Champ<string> =>
  textual('iban', label, { banque: true, ...r }, compact, (v) => (isIban(v) ? null : 'Cet IBAN ne respecte pas sa clé de contrôle.'))
export const bic = (label: string, r: Reglages = {}): Champ<string> =>
  textual('bic', label, { banque: true, ...r }, compact, (v) => (isBic(v) ? null : 'Ce BIC n’a pas la forme attendue (8 ou 11 caractères).'))

function numeric(
  genre: Genre,
  label: string,
  r: Reglages & Pick<Champ<number>, 'controle'>,
  valid: (n: number) => boolean,
  parse: (s: string) => number | null,
  refusal: string
): Champ<number> {
  return {
    genre,
    label,
    ...r,
    decode: (cell) => (typeof cell === 'number' && valid(cell) ? cell : undefined),
    encode: (v) => v,
    parse: (typed) => {
      const value = parse(typed)
      if (value !== null && valid(value)) return ok(value)
      return ko(value !== null && value < 0 ? `${refusal.replace(/\.$/u, '')} : pas de nombre négatif ici.` : refusal)
    }
  }
}

/** Whole number ≥ 0 (persons, files, messages). What its rule says of it is for information. */
export const entier = (label: string, r: Reglages & Pick<Champ<number>, 'controle'> = {}): Champ<number> =>
  numeric('entier', label, r, (n) => Number.isSafeInteger(n) && n >= 0, parseEntier, 'Un nombre entier est attendu, par exemple 42.')
/** Decimal number ≥ 0 (ETP, %). */
export const decimal = (label: string, r: Reglages = {}): Champ<number> =>
  numeric('decimal', label, r, (n) => Number.isFinite(n) && n >= 0, parseDecimal, 'Un nombre est attendu, par exemple 0,5.')
/** Amount of money in integer cents; may be negative (avoir). */
export const montant = (label: string, r: Reglages = {}): Champ<number> =>
  numeric('montant', label, { unite: '€', ...r }, Number.isSafeInteger, parseMontant, 'Un montant est attendu, par exemple 1 234,50.')

/** Civil date `AAAA-MM-JJ`; never a Date object. */
export const date = (label: string, r: Reglages = {}): Champ<string> => ({
  genre: 'date',
  label,
  ...r,
  decode: (cell) => (typeof cell === 'string' && parseDate(cell) === cell ? cell : undefined),
  encode: (v) => v,
  parse: (typed) => {
    const value = parseDate(typed)
    return value === null ? ko('Une date est attendue, par exemple 05/03/2026.') : ok(value)
  }
})

/** Calendar month `AAAA-MM`. */
export const mois = (label: string, r: Reglages = {}): Champ<string> => ({
  genre: 'mois',
  label,
  ...r,
  decode: (cell) => (typeof cell === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/u.test(cell) ? cell : undefined),
  encode: (v) => v,
  parse: (typed) => {
    const s = typed.trim()
    const iso = /^(\d{4})-(\d{1,2})$/u.exec(s)
    const french = /^(\d{1,2})[/. -](\d{4})$/u.exec(s)
    const [year, month] = iso ? [iso[1], iso[2]] : french ? [french[2], french[1]] : ['', '']
    const value = `${year}-${String(month).padStart(2, '0')}`
    return /^\d{4}-(0[1-9]|1[0-2])$/u.test(value) ? ok(value) : ko('Un mois est attendu, par exemple 09/2026.')
  }
})

/** One of a closed list; `options` are `[value, French label]`. */
export function choix<const V extends string>(label: string, options: readonly (readonly [V, string])[], r: Reglages = {}): Champ<V> {
  const values = new Set<string>(options.map(([v]) => v))
  return {
    genre: 'choix',
    label,
    options: options.map(([value, optionLabel]) => ({ value, label: optionLabel })),
    ...r,
    decode: (cell) => (typeof cell === 'string' && values.has(cell) ? (cell as V) : undefined),
    encode: (v) => v,
    parse: (typed) => {
      const wanted = normaliser(typed)
      const found =
        options.find(([v]) => v === typed.trim()) ??
        (wanted === '' ? undefined : options.find(([v, l]) => normaliser(v) === wanted || normaliser(l) === wanted))
      return found ? ok(found[0]) : ko(`Valeurs possibles : ${options.map(([, l]) => l).join(', ')}.`)
    }
  }
}

export const ouiNon = (label: string, r: Reglages = {}) =>
  choix(
    label,
    [
      ['oui', 'Oui'],
      ['non', 'Non']
    ],
    r
  )
export const ouiNonInconnu = (label: string, r: Reglages = {}) =>
  choix(
    label,
    [
      ['oui', 'Oui'],
      ['non', 'Non'],
      ['inconnu', 'Je ne sais pas']
    ],
    r
  )

/** Id of another entity. */
export const reference = (label: string, vers: string, r: Reglages = {}): Champ<string> => ({
  genre: 'reference',
  label,
  vers,
  ...r,
  decode: asText,
  encode: (v) => v,
  parse: (typed) => ok(lisible(typed).trim())
})

/** Built once: thousands of cells are read with them each time a dossier is folded. */
const listeDeTextes = z.array(z.string())
const listeDeNombres = z.array(z.number().int().nonnegative().nullable())

const jsonList = <T>(cell: Exclude<Cellule, null>, list: z.ZodType<T[]>, length?: number): readonly T[] | undefined => {
  if (typeof cell !== 'string') return undefined
  try {
    const read = list.safeParse(JSON.parse(cell))
    return read.success && (length === undefined || read.data.length === length) ? read.data : undefined
  } catch {
    return undefined
  }
}

/** Ids of other entities, kept as a sorted JSON list in one cell. */
export const references = (label: string, vers: string, r: Reglages = {}): Champ<readonly string[]> => ({
  genre: 'references',
  label,
  vers,
  ...r,
  decode: (cell) => jsonList(cell, listeDeTextes),
  encode: (v) => JSON.stringify([...v].sort()),
  parse: (typed) =>
    ok(
      [
        ...new Set(
          lisible(typed)
            .split(/[;,\s]+/u)
            .filter(Boolean)
        )
      ].sort()
    )
})

/** A fixed tuple of whole numbers or blanks, read off one source together, kept as JSON in one cell. */
export const nombres = (label: string, noms: readonly string[], r: Reglages = {}): Champ<readonly (number | null)[]> => ({
  genre: 'nombres',
  label,
  noms,
  ...r,
  decode: (cell) => jsonList(cell, listeDeNombres, noms.length),
  encode: (v) => JSON.stringify(v),
  parse: (typed) => {
    const values = typed.split(/[;\t]/u).map((part) => (part.trim() === '' ? null : parseEntier(part)))
    return values.length === noms.length ? ok(values) : ko(`${noms.length} nombres sont attendus.`)
  }
})
