/** A cell's or an expression's value; `Faute` is a spreadsheet error such as #DIV/0!. */
export type Scalaire = number | string | boolean | null | Faute
export interface Faute {
  readonly faute: string
}
export const faute = (code: string): Faute => ({ faute: code })
export const estFaute = (v: unknown): v is Faute => typeof v === 'object' && v !== null && 'faute' in v

/** A value where a number is expected. */
export const nombre = (v: Scalaire): number | Faute => {
  if (estFaute(v)) return v
  if (v === null) return 0
  if (typeof v === 'boolean') return v ? 1 : 0
  if (typeof v === 'number') return v
  const n = v.trim() === '' ? Number.NaN : Number(v)
  return Number.isFinite(n) ? n : faute('#VALUE!')
}
export const texte = (v: Scalaire): string => (v === null ? '' : typeof v === 'boolean' ? (v ? 'TRUE' : 'FALSE') : String(v))

/** Half away from zero on the decimal text, as spreadsheets do: 1.005 rounds to 1.01. */
export function arrondi(x: number, decimales: number): number {
  const f = 10 ** decimales
  const p = Number((Math.abs(x) * f).toPrecision(15))
  return (Math.sign(x) * Math.floor(p + 0.5)) / f
}

const rang = (v: Scalaire) => (typeof v === 'boolean' ? 2 : typeof v === 'string' ? 1 : 0)
/** Excel's order: numbers, then texts without case, then booleans; a blank equals 0 and "". */
export function comparer(a: Scalaire, b: Scalaire): number {
  const x = a === null ? (typeof b === 'string' ? '' : 0) : a
  const y = b === null ? (typeof a === 'string' ? '' : 0) : b
  if (rang(x) !== rang(y)) return rang(x) - rang(y)
  if (typeof x === 'string' && typeof y === 'string') {
    const [m, n] = [x.toLocaleLowerCase('fr'), y.toLocaleLowerCase('fr')]
    return m === n ? 0 : m < n ? -1 : 1
  }
  return Number(x) - Number(y)
}

export const comparaisons: Readonly<Record<string, (d: number) => boolean>> = {
  '=': (d) => d === 0,
  '<>': (d) => d !== 0,
  '<': (d) => d < 0,
  '>': (d) => d > 0,
  '<=': (d) => d <= 0,
  '>=': (d) => d >= 0
}

/** Criterion of SUMIF and COUNTIF: `">=10"`, `"PA"`, `"a*"`, a number. */
export function critere(v: Scalaire): (cellule: Scalaire) => boolean {
  if (typeof v !== 'string') return (c) => (v === null ? c === 0 : typeof c === typeof v && comparer(c, v) === 0)
  const m = /^(<>|<=|>=|=|<|>)?([\s\S]*)$/u.exec(v)
  const op = m?.[1] ?? '='
  const cible = m?.[2] ?? ''
  const juge = comparaisons[op] ?? comparaisons['=']
  const n = cible.trim() === '' ? Number.NaN : Number(cible)
  if (Number.isFinite(n)) {
    return (c) =>
      typeof c === 'number' ? (juge?.(c - n) ?? false) : op === '<>' || (op === '=' && typeof c === 'string' && c.trim() !== '' && Number(c) === n)
  }
  if (cible === '') return (c) => (op === '<>' ? c !== null : c === null || (m?.[1] === undefined && c === ''))
  const motif = new RegExp(
    `^${cible
      .replace(/[.+^${}()|[\]\\]/gu, '\\$&')
      .replaceAll('*', '[\\s\\S]*')
      .replaceAll('?', '[\\s\\S]')}$`,
    'iu'
  )
  if (op === '=' || op === '<>') return (c) => (typeof c === 'string' && motif.test(c)) === (op === '=')
  return (c) => typeof c === 'string' && (juge?.(comparer(c, cible)) ?? false)
}
