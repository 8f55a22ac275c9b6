/** Lower case, no accent, no punctuation, single spaces, no leading article: how headings and words are compared. */
export const normaliser = (s: string): string =>
  s
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/gu, 'oe')
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()
    .replace(/^(?:le|la|les|l|n|no|num|numero) (?=\S)/u, '')

/** `normaliser`, each word without its plural mark: « Résidences autonomie » and « résidence autonomie » are one. */
export const normaliserSingulier = (s: string): string => normaliser(s).replace(/(?<=[a-z]{3})s\b/gu, '')
