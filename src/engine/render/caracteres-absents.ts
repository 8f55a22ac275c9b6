/** Longest piece of a text that is shown around a character. */
const extraitMax = 80

/** A character as a person can look for it: by its code when alone it shows nothing or clings to its neighbour. */
const montrer = (c: string): string => (/[\p{C}\p{M}]/u.test(c) ? `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` : c)

/** One line of at most `extraitMax` characters of a text, with the first character that is looked for inside. */
function extrait(texte: string, cherches: ReadonlySet<string>): string {
  const lettres = [...texte.replace(/\s+/gu, ' ').trim()]
  if (lettres.length <= extraitMax) return lettres.join('')
  const premier = lettres.findIndex((c) => cherches.has(c))
  const debut = Math.max(0, Math.min(premier - extraitMax / 2, lettres.length - extraitMax))
  const fin = debut + extraitMax
  return `${debut > 0 ? '…' : ''}${lettres.slice(debut, fin).join('')}${fin < lettres.length ? '…' : ''}`
}

/** Every string of a document, of a list or of an object, deep. */
function chaines(valeur: unknown): readonly string[] {
  if (typeof valeur === 'string') return [valeur.normalize('NFC')]
  return typeof valeur === 'object' && valeur !== null ? Object.values(valeur).flatMap(chaines) : []
}

/**
 * What a person has to correct before printing: one line for each text of `source` that holds a character no face can draw,
 * with these characters. `absents`: single characters, as the renderer reports them. Empty when nothing is wrong.
 */
export function textesImpossibles(source: unknown, absents: readonly string[]): readonly string[] {
  if (absents.length === 0) return []
  const cherches = new Set(absents)
  const lignes = [...new Set(chaines(source))].flatMap((texte) => {
    const presents = [...new Set(texte)].filter((c) => cherches.has(c))
    return presents.length === 0 ? [] : [`« ${extrait(texte, cherches)} » (à remplacer : ${presents.map(montrer).join(' ')})`]
  })
  return lignes.length > 0 ? lignes : [`à remplacer : ${absents.map(montrer).join(' ')}`]
}
