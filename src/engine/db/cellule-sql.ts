import { GrappeError } from '#contract/errors.ts'
import { type Cellule, celluleMax } from '#domain/champs/champ.ts'

/** True when a text can be written and read back unchanged: well-formed, without NUL, of accepted length. */
export const isTexteSain = (text: string): boolean => text.length <= celluleMax && text.isWellFormed() && !text.includes('\0')

/**
 * A cell as SQLite stores it; whole numbers go as integers (1 to 8 bytes instead of 8).
 * Throws `saisie-invalide` for what could not be read back unchanged.
 */
export function celluleToSql(valeur: Cellule): string | number | bigint | null {
  if (valeur === null) return null
  if (typeof valeur === 'string') {
    if (!isTexteSain(valeur)) throw new GrappeError('saisie-invalide')
    return valeur
  }
  if (typeof valeur !== 'number' || !Number.isFinite(valeur)) throw new GrappeError('saisie-invalide')
  return Number.isSafeInteger(valeur) ? BigInt(valeur) : valeur
}
