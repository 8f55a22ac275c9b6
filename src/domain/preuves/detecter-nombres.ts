import type { Etendue } from './detecter-identifiants.ts'

export interface NombreLu extends Etendue {
  readonly valeur: number
}

/** Largest figure looked for: longer numbers are identifiers. */
const chiffresMax = 7

const isChiffre = (c: string | undefined) => c !== undefined && c >= '0' && c <= '9'
const isLettre = (c: string | undefined) => c !== undefined && /[\p{L}_]/u.test(c)
/** Thousands separators met: space, apostrophe, full stop, and the comma of programs set in English. */
const separateurs = new Set([' ', '’', "'", '.', ','])

/** End of the digits that start at `i`. */
function finChiffres(texte: string, i: number): number {
  let fin = i
  while (isChiffre(texte[fin])) fin++
  return fin
}

/** End of a number and its value, thousands groups joined: « 1 234 » is one number, « 12 34 » two. */
function lireGroupes(texte: string, debut: number): { readonly fin: number; readonly chiffres: string } {
  let fin = finChiffres(texte, debut)
  let chiffres = texte.slice(debut, fin)
  const separateur = texte[fin]
  if (chiffres.length > 3 || chiffres.startsWith('0') || separateur === undefined || !separateurs.has(separateur)) return { fin, chiffres }
  for (;;) {
    const suivant = finChiffres(texte, fin + 1)
    if (texte[fin] !== separateur || suivant - fin !== 4 || isLettre(texte[suivant])) return { fin, chiffres }
    chiffres += texte.slice(fin + 1, suivant)
    fin = suivant
  }
}

const isEclate = /(?<![\d.,] ?)(?<!\d)\d(?: \d){2,6}(?! ?\d)(?![.,]\d)/gu

/**
 * Whole numbers of a line, each as one token: never a part of a longer number, of a decimal, a percentage, an amount or a word.
 * `masques`: spans already read as dates, identifiers or hours.
 */
export function detecterNombres(ligne: string, masques: readonly Etendue[]): readonly NombreLu[] {
  const found: NombreLu[] = []
  if (!/\d/u.test(ligne)) return found
  let texte = ligne
  // A masked span separates: « | » is neither a digit, a letter nor a separator of thousands.
  for (const { debut, fin } of masques) texte = texte.slice(0, debut) + '|'.repeat(fin - debut) + texte.slice(fin)
  let i = 0
  while (i < texte.length) {
    if (!isChiffre(texte[i])) {
      i++
      continue
    }
    const debut = i
    const avant = texte[debut - 1]
    const collee = isLettre(avant) || ((avant === ',' || avant === '.') && isChiffre(texte[debut - 2]))
    const lu = collee ? { fin: finChiffres(texte, debut), chiffres: '' } : lireGroupes(texte, debut)
    i = lu.fin
    const decimale = (texte[i] === ',' || texte[i] === '.') && isChiffre(texte[i + 1])
    if (decimale) i = finChiffres(texte, i + 1)
    const apres = texte[i] === ' ' ? texte[i + 1] : texte[i]
    const negatif = (avant === '-' || avant === '−') && (debut < 2 || /[\s(]/u.test(texte[debut - 2] ?? ''))
    if (collee || decimale || negatif || apres === '%' || apres === '€' || isLettre(texte[i]) || lu.chiffres.length > chiffresMax) continue
    found.push({ debut, fin: i, valeur: Number(lu.chiffres) })
  }
  // « 4 1 2 »: digits drawn one by one. Each is also kept alone, for a table of small figures.
  for (const m of texte.matchAll(isEclate)) found.push({ debut: m.index, fin: m.index + m[0].length, valeur: Number(m[0].replaceAll(' ', '')) })
  return found
}
