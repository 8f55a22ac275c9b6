/**
 * The only place where numbers, amounts and dates become French text or are read back. Written by hand, without Intl:
 * the same text on every machine. Civil dates are ISO strings `AAAA-MM-JJ`, months `AAAA-MM`; no Date object anywhere.
 */

/** Narrow no-break space: thousands separator, before € and %. */
const fine = '\u202f'
const minus = '\u2212'

const group = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/gu, fine)

/** Absolute value as [whole digits, exactly `decimales` digits], rounded half away from zero on the shortest decimal form. */
function rounded(value: number, decimales: number): readonly [string, string] {
  const shortest = String(Math.abs(value))
  const text = shortest.includes('e') ? Math.abs(value).toFixed(Math.min(100, decimales)) : shortest
  const [whole = '0', rest = ''] = text.split('.')
  const kept = rest.slice(0, decimales).padEnd(decimales, '0')
  const up = Number(rest[decimales] ?? '0') >= 5
  const scaled = (BigInt(whole + kept) + (up ? 1n : 0n)).toString().padStart(decimales + 1, '0')
  return decimales === 0 ? [scaled, ''] : [scaled.slice(0, -decimales), scaled.slice(-decimales)]
}
const signed = (negative: boolean, text: string): string => (negative && /[1-9]/u.test(text) ? minus + text : text)

/** Whole number with narrow no-break spaces: 12345 → « 12 345 ». A fraction is rounded. */
export const formatEntier = (value: number): string => signed(value < 0, group(rounded(value, 0)[0]))

/** Decimal number with a comma, at most `decimales` digits, no useless zero: 0.5 → « 0,5 », 1234 → « 1 234 ». */
export function formatDecimal(value: number, decimales = 2): string {
  const [whole, rest] = rounded(value, decimales)
  const trimmed = rest.replace(/0+$/u, '')
  return signed(value < 0, group(whole) + (trimmed === '' ? '' : `,${trimmed}`))
}

/** Amount in integer cents → « 1 234,50 € ». */
export function formatEuros(cents: number): string {
  const [whole, rest] = rounded(cents / 100, 2)
  return `${signed(cents < 0, `${group(whole)},${rest}`)}${fine}€`
}

/** Amount in integer cents without its cents when they are zero: « 10 000 € ». For ceilings and headings. */
export const formatEurosCourt = (cents: number): string => (cents % 100 === 0 ? `${formatEntier(cents / 100)}${fine}€` : formatEuros(cents))

/** Percentage, `value` in points (70 → « 70 % », 69.96 → « 70 % » with one decimal). */
export const formatPourcent = (value: number, decimales = 1): string => `${formatDecimal(value, decimales)}${fine}%`

/** Percentage of a column, with the same digits in every row so that commas line up: 90 → « 90,0 % ». */
export function formatPourcentAligne(value: number, decimales = 1): string {
  const [whole, rest] = rounded(value, decimales)
  return `${signed(value < 0, group(whole) + (rest === '' ? '' : `,${rest}`))}${fine}%`
}

/** Size in bytes → « 812 o », « 1,4 Mo » (decimal units, as the platforms count). */
export function formatTaille(octets: number): string {
  if (octets < 1000) return `${formatEntier(octets)}${fine}o`
  if (octets < 999_500) return `${formatEntier(octets / 1000)}${fine}Ko`
  if (octets < 999_950_000) return `${formatDecimal(octets / 1_000_000, 1)}${fine}Mo`
  return `${formatDecimal(octets / 1_000_000_000, 1)}${fine}Go`
}

/** SIRET or SIREN in groups: « 123 456 789 00012 ». */
export const formatSiret = (siret: string): string =>
  siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})?$/u, (_, a, b, c, d) => [a, b, c, d].filter(Boolean).join(fine))

/** IBAN in groups of four. */
export const formatIban = (iban: string): string => iban.replace(/(.{4})(?=.)/gu, `$1${fine}`)

// --- reading what was typed ---

const spaces = /\s/gu
const minusSigns = /^[-\u2212\u2013]/u

/** Splits a typed number into sign, whole digits and decimals; null when it cannot be read without a guess. */
function readNumber(typed: string): { readonly negative: boolean; readonly whole: string; readonly rest: string } | null {
  let text = typed.trim()
  let negative = false
  const accounting = /^\((.+)\)$/u.exec(text)
  if (accounting) {
    negative = true
    text = (accounting[1] ?? '').trim()
  } else if (minusSigns.test(text)) {
    negative = true
    text = text.slice(1).trim()
  } else if (text.startsWith('+')) text = text.slice(1).trim()
  text = text.replace(spaces, ' ')
  const grouped =
    /^(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d*))?$/u.exec(text) ?? // 1 234,50 · 1234.5 · 12,
    /^()[.,](\d+)$/u.exec(text) ?? // ,5
    /^(\d{1,3}(?:\.\d{3})+),(\d*)$/u.exec(text) ?? // 1.234,50
    /^(\d{1,3}(?:,\d{3})+)\.(\d*)$/u.exec(text) // 1,234.50
  if (!grouped) return null
  return { negative, whole: (grouped[1] ?? '').replace(/\D/gu, '') || '0', rest: grouped[2] ?? '' }
}

/** Whole number typed in French (« 1 234 »), negative allowed; « 12,0 » is read, « 12,5 » and « 1.234 » are refused (null). */
export function parseEntier(typed: string): number | null {
  const read = readNumber(typed)
  if (!read || !/^0{0,2}$/u.test(read.rest)) return null
  const value = Number(read.whole)
  return Number.isSafeInteger(value) ? (read.negative && value !== 0 ? -value : value) : null
}

/** Decimal number (« 0,5 », « .5 », « 1 234,5 », « 70 % »), or null. */
export function parseDecimal(typed: string): number | null {
  const read = readNumber(typed.replace(/\s*%\s*$/u, ''))
  if (!read) return null
  const value = Number(`${read.whole}.${read.rest || '0'}`)
  return Number.isFinite(value) ? (read.negative && value !== 0 ? -value : value) : null
}

/** Amount → integer cents (« 1 234,50 € », « 1234.5 », « (12,00) »); more than two decimals are refused (null) rather than guessed. */
export function parseMontant(typed: string): number | null {
  const read = readNumber(typed.trim().replace(/^€\s*|\s*(?:€|euros?|EUR)$/giu, ''))
  if (!read || read.rest.length > 2) return null
  const cents = Number(read.whole + read.rest.padEnd(2, '0'))
  return Number.isSafeInteger(cents) ? (read.negative && cents !== 0 ? -cents : cents) : null
}

// --- civil dates ---

const moisNoms = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'] as const
const two = (n: number): string => String(n).padStart(2, '0')
const toIso = (year: number, month: number, day: number): string => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`

/** Days in a month (1-12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function civil(year: number, month: number, day: number): string | null {
  const possible = year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return possible ? toIso(year, month, day) : null
}

function split(iso: string): readonly [number, number, number] | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(iso)
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null
}
function need(iso: string): readonly [number, number, number] {
  const parts = split(iso)
  if (!parts) throw new RangeError(`Date AAAA-MM-JJ attendue : ${iso}`)
  return parts
}

const century = (year: string): number => (year.length === 2 ? (Number(year) < 70 ? 2000 : 1900) + Number(year) : Number(year))
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * What a person types for a date → ISO `AAAA-MM-JJ`, or null when no such day exists (1900-2199).
 * Reads 5/3/26, 05032026, 050326, 2026-03-05, 05.03.2026, 5 mars 2026, 1er mars 2026.
 */
export function parseDate(typed: string): string | null {
  const exact = split(typed)
  if (exact) return civil(...exact)
  const text = plain(typed.trim().replace(spaces, ' '))
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/u.exec(text)
  if (iso) return civil(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const french = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/u.exec(text) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/u.exec(text)
  if (french) {
    const date = civil(century(french[3] ?? ''), Number(french[2]), Number(french[1]))
    if (date !== null || text.length !== 8 || !/^\d{8}$/u.test(text)) return date
    return civil(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)))
  }
  const words = /^(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})$/u.exec(text)
  if (!words) return null
  const month = moisNoms.findIndex((name) => plain(name) === words[2])
  return civil(Number(words[3]), month + 1, Number(words[1]))
}

/** ISO → « 5 mars 2026 », « 1er mars 2026 ». A text that is not an ISO date is given back unchanged. */
export function formatDate(iso: string): string {
  const parts = split(iso)
  return parts ? `${parts[2] === 1 ? '1er' : parts[2]} ${moisNoms[parts[1] - 1] ?? ''} ${parts[0]}` : iso
}

/** ISO → « 05/03/2026 ». */
export function formatDateCourte(iso: string): string {
  const parts = split(iso)
  return parts ? `${two(parts[2])}/${two(parts[1])}/${parts[0]}` : iso
}

/** Month `AAAA-MM` (or a date) → « mars 2026 ». */
export function formatMois(mois: string): string {
  const parts = split(mois.length === 7 ? `${mois}-01` : mois)
  return parts ? `${moisNoms[parts[1] - 1] ?? ''} ${parts[0]}` : mois
}

/** Days since 1970-01-01 of a civil date (Hinnant’s algorithm). */
function dayNumber(iso: string): number {
  const [year, month, day] = need(iso)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}
function dateOfDay(days: number): string {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return toIso(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * mp + 2) / 5) + 1)
}

/** The date `days` days later (earlier when negative). Throws RangeError on a text that is not an ISO date. */
export const addDays = (iso: string, days: number): string => dateOfDay(dayNumber(iso) + days)

/** Days from `from` to `to` (negative when `to` is earlier). */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** The same day `months` months later, brought back to the last day of a shorter month. */
export function addMonths(iso: string, months: number): string {
  const [year, month, day] = need(iso)
  const rank = year * 12 + month - 1 + months
  const y = Math.floor(rank / 12)
  const m = rank - y * 12 + 1
  return toIso(y, m, Math.min(day, daysInMonth(y, m)))
}

/** Last day of the month of a date or of a month `AAAA-MM`. */
export function lastDayOfMonth(isoOrMois: string): string {
  const [year, month] = need(isoOrMois.length === 7 ? `${isoOrMois}-01` : isoOrMois)
  return toIso(year, month, daysInMonth(year, month))
}

/** Month `AAAA-MM` of a date. */
export const monthOf = (iso: string): string => iso.slice(0, 7)

export interface Fenetre {
  readonly debut: string
  readonly fin: string
}

/** The three full months ending at a date: civil months when it is the last day of one, else rolling (15/03 → from 16/12). */
export function windowOf(endIso: string): Fenetre {
  const isLast = lastDayOfMonth(endIso) === endIso
  const debut = isLast ? `${monthOf(addMonths(`${monthOf(endIso)}-01`, -2))}-01` : addDays(addMonths(endIso, -3), 1)
  return { debut, fin: endIso }
}

/** The three months `AAAA-MM` of the window ending at a date, oldest first. */
export const monthsOfWindow = (endIso: string): readonly string[] => [-2, -1, 0].map((n) => monthOf(addMonths(`${monthOf(endIso)}-01`, n)))

/** « du 1er janvier au 31 mars 2026 », both years when they differ. */
export function formatFenetre({ debut, fin }: Fenetre): string {
  const start = formatDate(debut)
  return `du ${debut.slice(0, 4) === fin.slice(0, 4) ? start.replace(/ \d{4}$/u, '') : start} au ${formatDate(fin)}`
}

/** Orders two ISO dates or months; null comes last. */
export function compareDates(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}

/** What texts are ordered by; a sort compares each of them many times. */
const cles = new Map<string, readonly { readonly texte: string; readonly nombre: number | null }[]>()
const clesMax = 20_000
function cleDe(text: string) {
  const known = cles.get(text)
  if (known) return known
  const cle = (plain(text).match(/\d+|\D+/gu) ?? []).map((texte) => ({ texte, nombre: /^\d/u.test(texte) ? Number(texte) : null }))
  if (cles.size >= clesMax) cles.clear()
  cles.set(text, cle)
  return cle
}

/** French alphabetical order without accents or case, numbers by value (« EHPAD 2 » before « EHPAD 10 »); total order. */
export function compareTexte(a: string, b: string): number {
  const left = cleDe(a)
  const right = cleDe(b)
  for (const [i, x] of left.entries()) {
    const y = right[i]
    if (!y) break
    const gap = x.nombre !== null && y.nombre !== null ? x.nombre - y.nombre : 0
    if (gap !== 0) return gap < 0 ? -1 : 1
    if (x.texte !== y.texte) return x.texte < y.texte ? -1 : 1
  }
  return left.length - right.length || (a === b ? 0 : a < b ? -1 : 1)
}
