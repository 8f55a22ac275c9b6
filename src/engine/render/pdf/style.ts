/**
 * Measures and colours of every printed document. Lengths in points (1 mm = 2.8346 pt), y downwards from the top of the page.
 * Source: the project's design notes (A4, margins 20 mm, 25 mm left for filing, grid of 5 mm, one accent).
 */
export const mm = (value: number): number => (value * 72) / 25.4

export const a4 = { court: mm(210), long: mm(297) } as const

export const marges = { haut: mm(20), bas: mm(20), gauche: mm(25), droite: mm(20) } as const

export const couleurs = {
  encre: '#1B1F24',
  grisFonce: '#4A525C',
  gris: '#6B7480',
  grisClair: '#B4BBC4',
  filet: '#D5DAE0',
  accent: '#1F4E8C',
  accentPale: '#E9EFF7',
  zebre: '#F5F7FA',
  blanc: '#FFFFFF',
  filigrane: '#8A929C',
  vert: '#1E6B3A',
  vertPale: '#E8F3EC',
  orange: '#9A5B00',
  orangePale: '#FCF2E1',
  rouge: '#A8261C',
  rougePale: '#FBEAE8'
} as const

/** Size and line height of the running text, in points. */
export const corps = { taille: 10.5, interligne: 10.5 * 1.35 } as const
export const petit = { taille: 9, interligne: 9 * 1.35 } as const

/** Levels 1 to 3: size, line height, space before and after. */
export const titres = [
  { taille: 18, interligne: 22, avant: 22, apres: 8 },
  { taille: 13, interligne: 16.5, avant: 15, apres: 5 },
  { taille: 11, interligne: 14.5, avant: 11, apres: 3.5 }
] as const

/** Tables: 9 pt rows on the 5 mm grid when they hold one line. */
export const tableau = { taille: 9, interligne: 11.4, retraitY: 2.6 } as const

/** Space between two blocks. */
export const entreBlocs = 6.5
export const entreTables = 11

/** Room left above a strip as tall as a page, so that the headings it hangs to stay with it. */
export const sousTitres = 110
