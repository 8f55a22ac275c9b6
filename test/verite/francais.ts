/**
 * French text of values, written apart from the product's own formatting: Intl and exact integers.
 * Ordinary spaces: readers show the narrow ones so.
 */

/** A decimal number as an exact fraction `n / 10^e`. */
function exact(x: number): { readonly n: bigint; readonly e: number } {
  const [mantisse = '0', exposant = '0'] = String(x).split('e')
  const [entiere = '0', suite = ''] = mantisse.split('.')
  const e = suite.length - Number(exposant)
  return e >= 0 ? { n: BigInt(entiere + suite), e } : { n: BigInt(entiere + suite) * 10n ** BigInt(-e), e: 0 }
}

/** Product of decimal numbers, rounded to a whole number, half away from zero: no binary rounding on the way. */
export function produitArrondi(...facteurs: readonly number[]): number {
  let n = 1n
  let e = 0
  for (const f of facteurs.map(exact)) {
    n *= f.n
    e += f.e
  }
  return Number(diviser(n, 10n ** BigInt(e)))
}

/** Integer quotient, half away from zero. */
export function diviser(n: bigint, d: bigint): bigint {
  const [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d]
  const q = (2n * a + b) / (2n * b)
  return n < 0n !== d < 0n ? -q : q
}

const milliers = new Intl.NumberFormat('fr-FR')
const moins = (negatif: boolean, chiffres: string) => (negatif && /[1-9]/u.test(chiffres) ? `\u2212${chiffres}` : chiffres)

/** `n / d` with exactly `decimales` decimals. */
function fixe(n: bigint, d: bigint, decimales: number): string {
  const q = diviser(n * 10n ** BigInt(decimales), d)
  const chiffres = (q < 0n ? -q : q).toString().padStart(decimales + 1, '0')
  const entiere = milliers.format(BigInt(decimales === 0 ? chiffres : chiffres.slice(0, -decimales))).replace(/\s/gu, ' ')
  return moins(q < 0n, decimales === 0 ? entiere : `${entiere},${chiffres.slice(-decimales)}`)
}
const court = (s: string) => s.replace(/,?0+$/u, (zeros) => (s.includes(',') ? '' : zeros))

export const vide = '–'
export const entier = (n: number | null): string => (n === null ? vide : fixe(BigInt(Math.round(n)), 1n, 0))
/** Cents → « 1 234,50 », as under a heading that says euros. */
export const euros = (cents: number | null): string => (cents === null ? vide : fixe(BigInt(cents), 100n, 2))
export const eurosDits = (cents: number): string => `${euros(cents)} €`
/** Decimal number: `fixe` keeps its zeros (tables), else they go. */
export function decimal(x: number, decimales: number, garde: boolean): string {
  const { n, e } = exact(x)
  const s = fixe(n, 10n ** BigInt(e), decimales)
  return garde ? s : court(s)
}
/** 100 × n / d with `decimales` decimals, zeros kept. */
export const taux = (n: number, d: number, decimales = 1): string => fixe(100n * BigInt(n), BigInt(d), decimales)
export const tauxDit = (n: number, d: number, decimales = 1): string => `${court(taux(n, d, decimales))} %`

const long = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
/** « 1er mars 2026 ». */
export const date = (iso: string): string => long.format(new Date(`${iso}T00:00:00Z`)).replace(/^1 /u, '1er ')
/** « 01/03/2026 ». */
export const jour = (iso: string | null): string => (iso === null ? vide : iso.split('-').reverse().join('/'))

export const pluriel = (n: number, un: string, plusieurs = `${un}s`): string => `${entier(n)} ${n < 2 ? un : plusieurs}`

const alphabet = new Intl.Collator('fr', { sensitivity: 'base', numeric: true })
export const ordreAlphabetique = (a: string, b: string): number => alphabet.compare(a, b)
