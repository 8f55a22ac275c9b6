import { randomInt } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/french.js'

/** Six words of 2,048: 66 bits. */
const nombreDeMots = 6

/** Case, accents and separators do not count: « Éléphant  chaton » and « elephant-chaton » are the same. */
export const motSansAccent = (mot: string): string => mot.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const mots: readonly string[] = wordlist.map(motSansAccent)
const connus = new Set(mots)

/** Six French words, as they are shown, typed and given to any tool that reads age. */
export const genererPhrase = (tirer: (max: number) => number = (max) => randomInt(max)): string =>
  Array.from({ length: nombreDeMots }, () => mots[tirer(mots.length)] ?? '').join(' ')

/**
 * What a person typed, in the form that encrypts: words of the list lose their accents and capitals, one space between two.
 * A phrase of one's own is kept as typed.
 */
export function lirePhrase(saisie: string): string {
  const nette = saisie.normalize('NFC').trim()
  const lus = motSansAccent(nette)
    .split(/[\s,;.\-–_]+/u)
    .filter((m) => m !== '')
  return lus.length > 0 && lus.every((m) => connus.has(m)) ? lus.join(' ') : nette
}
