import type { Etendue } from './detecter-identifiants.ts'

export interface NirLu extends Etendue {
  /** The number without any of its digits but the first: « 1 •• •• •• ••• ••• •• ». */
  readonly apercu: string
  /** True when the two digits of the key are there and right; false for thirteen digits alone. */
  readonly cle: boolean
}

// First digit, year, month (01-12, or 20 and above when unknown), department, town, order, key.
const groupes = '([1-478])([ .-]?)(\\d{2})\\2(0[1-9]|1[0-2]|[2-9]\\d)\\2(\\d{2}|2[ABab])\\2(\\d{3})\\2(\\d{3})'
const quinze = new RegExp(`(?<![\\dA-Za-z,])${groupes}(?:\\s?[./-]?\\s?|\\s+cl[ée]\\s*:?\\s*)(\\d{2})(?!\\d)`, 'gu')
const treize = new RegExp(`(?<![\\dA-Za-z,])${groupes}(?:\\2\\d{2})?(?!\\d)`, 'gu')
/** Each digit drawn apart from the next. */
const eclate = /(?<!\d )(?<![\dA-Za-z,])[1-478](?: [\dABab]){14}(?! ?\d)/gu

/**
 * True for fifteen characters whose key is 97 − (n modulo 97); Corsica counts 2A as 19 and 2B as 18.
 * Source: INSEE, numéro d’inscription au répertoire; the INS of a person has the same form.
 */
export function isNir(quinzeCaracteres: string): boolean {
  const nir = quinzeCaracteres.toUpperCase()
  if (!/^[1-478]\d{4}(?:\d{2}|2[AB])\d{8}$/u.test(nir)) return false
  const digits = nir.slice(0, 13).replace('2A', '19').replace('2B', '18')
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return 97 - rest === Number(nir.slice(13))
}

const apercu = (premier: string, cle: boolean) => `${premier} •• •• •• ••• •••${cle ? ' ••' : ''}`

/** Social security and INS numbers of a line: those whose key holds, then thirteen digits built like one. */
export function detecterNir(texte: string): readonly NirLu[] {
  const found: NirLu[] = []
  if (!/\d.{6,}\d/u.test(texte)) return found
  const libre = (debut: number, fin: number) => !found.some((f) => debut < f.fin && f.debut < fin)
  const ajouter = (m: RegExpExecArray, cle: boolean) => {
    const fin = m.index + m[0].length
    if (libre(m.index, fin)) found.push({ debut: m.index, fin, apercu: apercu(m[0][0] ?? '1', cle), cle })
  }
  for (const m of texte.matchAll(quinze)) if (isNir(`${m[1]}${m[3]}${m[4]}${m[5]}${m[6]}${m[7]}${m[8]}`)) ajouter(m, true)
  for (const m of texte.matchAll(eclate)) if (isNir(m[0].replaceAll(' ', ''))) ajouter(m, true)
  for (const m of texte.matchAll(treize)) if (/^[1-478]/u.test(m[0])) ajouter(m, false)
  return found.toSorted((a, b) => a.debut - b.debut)
}
