/**
 * Check keys of the numbers a grappe is made of. Sources: FINESS key verified on 1,783 real numbers (no failure);
 * SIREN/SIRET Luhn rule and La Poste exception (INSEE); IBAN ISO 13616; RIB key (French banking standard).
 * Every `is…` accepts spaces, dots, hyphens and lower case, and answers false for anything it cannot read.
 */

const compact = (typed: string): string => typed.replace(/[\s.-]/gu, '').toUpperCase()

/** Sum of the Luhn algorithm; `digits` holds only 0-9, its last digit being the key. */
function luhnSum(digits: string): number {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}
const luhnOk = (digits: string): boolean => luhnSum(digits) % 10 === 0
const luhnKey = (digits: string): string => String((10 - (luhnSum(`${digits}0`) % 10)) % 10)

const corsica = (finess: string): string => finess.replace('A', '1').replace('B', '2')
const finessShape = /^(?:\d{2}|2[AB])\d{7}$/u

/** True for a 9-character FINESS (EJ or ET) whose Luhn key holds; Corsica counts A as 1 and B as 2. */
export function isFiness(typed: string): boolean {
  const finess = compact(typed)
  return finessShape.test(finess) && luhnOk(corsica(finess))
}

/**
 * FINESS as kept: no spaces, upper case, and without the leading 1 of a national id (IdNat_Struct = `1` + FINESS).
 * A number whose key is wrong is kept as typed: the check reports it.
 */
export function normalizeFiness(typed: string): string {
  const finess = compact(typed)
  return finess.length === 10 && finess.startsWith('1') && isFiness(finess.slice(1)) ? finess.slice(1) : finess
}

/** FINESS read from a spreadsheet cell that lost its leading zero (8 digits whose 0-prefixed form has a right key); else normalized. */
export function restoreFinessZero(typed: string): string {
  const finess = normalizeFiness(typed)
  return /^\d{8}$/u.test(finess) && isFiness(`0${finess}`) ? `0${finess}` : finess
}

/** Adds the key to the first 8 characters of a FINESS: `01000002` → `010000024`. For examples and tests. */
export function withFinessKey(eight: string): string {
  const start = compact(eight)
  if (!/^(?:\d{2}|2[AB])\d{6}$/u.test(start)) throw new RangeError(`« ${eight} » : 8 caractères attendus`)
  return start + luhnKey(corsica(start))
}

/** True for 9 digits with a right Luhn key. */
export function isSiren(typed: string): boolean {
  const siren = compact(typed)
  return /^\d{9}$/u.test(siren) && luhnOk(siren)
}

/** Adds the key to the first 8 digits of a SIREN. */
export function withSirenKey(eight: string): string {
  const start = compact(eight)
  if (!/^\d{8}$/u.test(start)) throw new RangeError(`« ${eight} » : 8 chiffres attendus`)
  return start + luhnKey(start)
}

const laPoste = '356000000'

/** True for 14 digits: right SIREN and right Luhn key; La Poste: Luhn, or sum of digits multiple of 5. */
export function isSiret(typed: string): boolean {
  const siret = compact(typed)
  if (!/^\d{14}$/u.test(siret) || !luhnOk(siret.slice(0, 9))) return false
  if (luhnOk(siret)) return true
  return siret.startsWith(laPoste) && [...siret].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0
}

/** True for the placeholder of FINESS files: 14 digits ending in 99999 with a wrong key (about 3 % of the SIRET found there). */
export function isSiretProvisoire(typed: string): boolean {
  const siret = compact(typed)
  return /^\d{9}99999$/u.test(siret) && !isSiret(siret)
}

/** SIREN of a SIRET (its first 9 digits), or null when the text is not 14 digits. */
export function sirenOfSiret(typed: string): string | null {
  const siret = compact(typed)
  return /^\d{14}$/u.test(siret) ? siret.slice(0, 9) : null
}

/** Adds the key to a SIREN and the first 4 digits of a NIC (13 digits). */
export function withSiretKey(thirteen: string): string {
  const start = compact(thirteen)
  if (!/^\d{13}$/u.test(start)) throw new RangeError(`« ${thirteen} » : 13 chiffres attendus`)
  return start + luhnKey(start)
}

/** Remainder modulo 97 of a decimal number of any length. */
function mod97(digits: string): number {
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest
}
/** A=10 … Z=35, digits unchanged (ISO 13616). */
const ibanDigits = (text: string): string => text.replace(/[A-Z]/gu, (letter) => String(letter.charCodeAt(0) - 55))
/** A,J→1 B,K,S→2 C,L,T→3 … I,R,Z→9 (RIB). */
const ribDigits = (text: string): string =>
  text.replace(/[A-Z]/gu, (letter) => {
    const rank = letter.charCodeAt(0) - 65
    return String(rank < 9 ? rank + 1 : rank < 18 ? rank - 8 : rank - 16)
  })

/** Two-digit RIB key of a bank (5 digits), branch (5 digits) and account (11 characters); null when one has not its length. */
export function ribKey(banque: string, guichet: string, compte: string): string | null {
  const parts = compact(banque) + compact(guichet) + compact(compte)
  if (!/^\d{10}[A-Z0-9]{11}$/u.test(parts)) return null
  return String(97 - mod97(`${ribDigits(parts)}00`)).padStart(2, '0')
}

/** True for an IBAN whose mod-97 key holds; for France and Monaco the length (27) and the RIB key too. */
export function isIban(typed: string): boolean {
  const iban = compact(typed)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(iban)) return false
  if (mod97(ibanDigits(iban.slice(4) + iban.slice(0, 4))) !== 1) return false
  if (!/^(?:FR|MC)/u.test(iban)) return true
  return iban.length === 27 && ribKey(iban.slice(4, 9), iban.slice(9, 14), iban.slice(14, 25)) === iban.slice(25)
}

/** French IBAN of a bank, branch and account, both keys computed. For examples and tests. */
export function withIbanKeys(banque: string, guichet: string, compte: string): string {
  const key = ribKey(banque, guichet, compte)
  if (key === null) throw new RangeError('Banque (5 chiffres), guichet (5 chiffres) et compte (11 caractères) attendus')
  const bban = compact(banque) + compact(guichet) + compact(compte) + key
  return `FR${String(98 - mod97(ibanDigits(`${bban}FR00`))).padStart(2, '0')}${bban}`
}

/** True for a BIC of 8 or 11 characters. */
export const isBic = (typed: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/u.test(compact(typed))

/** True for a 5-digit postal code. */
export const isCodePostal = (typed: string): boolean => /^\d{5}$/u.test(typed.trim())

/** True for a 5-character INSEE code of a commune (2A/2B allowed). */
export const isInsee = (typed: string): boolean => /^(?:\d{2}|2[AB])\d{3}$/u.test(typed.trim().toUpperCase())

/** NAF code with its dot (`8710A` of FINESS files → `87.10A` of GALIS); null when it is not a NAF code. */
export function normalizeNaf(typed: string): string | null {
  const found = /^(\d{2})(\d{2}[A-Z])$/u.exec(compact(typed))
  return found ? `${found[1]}.${found[2]}` : null
}
