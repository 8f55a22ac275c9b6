/** Words of a text as both sides of a comparison write them: no-break spaces like any other, line breaks forgotten. */

const fines = /[\u202f\u00a0]/gu
const regles: readonly (readonly [RegExp, string])[] = [
  [/« /gu, '«'],
  [/ (?=[»;:!?%€](?:\s|$|[»).,]))/gu, '']
]

/** Text of a page, line by line, or of a value. */
export function mots(texte: string): readonly string[] {
  let t = texte
    .normalize('NFC')
    .replace(/(?<=\p{L}[-\u2010])\n(?=\p{L})/gu, '')
    // A file name too long for its column is cut after a separator.
    .replace(/_\n/gu, '_')
    .replace(/\.\n(?=(?:pdf|xlsx|zip|eml)(?:\s|$))/gu, '.')
    .replace(fines, ' ')
    .replace(/['\u02bc](?=\p{L})/gu, '’')
    .replace(/\s+/gu, ' ')
    .trim()
  for (const [motif, par] of regles) t = t.replace(motif, par)
  return t === '' ? [] : t.split(' ')
}
