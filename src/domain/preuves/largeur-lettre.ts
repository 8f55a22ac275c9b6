/** Advance of the letters of a common face (Helvetica), in thousandths of the size. Source: Adobe font metrics, core 14 fonts. */
const groupes: readonly (readonly [number, string])[] = [
  [222, "’'ijl"],
  [278, ' !,./:;I[\\]ft\u00a0\u202f'],
  [333, '()-r'],
  [500, 'Jckçsvxyz'],
  [611, 'FTZ'],
  [667, 'ABEKPSVXY'],
  [722, 'CDHNRUw'],
  [778, 'GOQ'],
  [833, 'Mm'],
  [944, 'W'],
  [1000, '…—']
]
const largeurs = new Map(groupes.flatMap(([largeur, lettres]) => [...lettres].map((l): [string, number] => [l, largeur])))

/** Width of a text in thousandths of its size, as an ordinary face draws it: digits and most small letters 556, accents nothing. */
export const largeurOrdinaire = (texte: string): number =>
  [...texte.normalize('NFD').replace(/\p{M}/gu, '')].reduce((somme, lettre) => somme + (largeurs.get(lettre) ?? 556), 0)
