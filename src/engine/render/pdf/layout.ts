import type { Ton } from '#documents/doc.ts'
import type { Fonts } from './faces.ts'
import type { PrintableText } from './printable-text.ts'
import { couleurs } from './style.ts'

/** What every block needs to be laid out. Lengths in points. */
export interface Layout {
  readonly fonts: Fonts
  readonly text: PrintableText
  /** Left edge and width of the text. */
  readonly x: number
  readonly largeur: number
  /** Height a page offers to the text. */
  readonly hauteur: number
  /** Height kept for the headings that stand above a block and go with it. */
  readonly sousTitres: number
  /** Lets the event loop run and stops a cancelled work; called with the number of rows done since. */
  readonly souffle: (rows: number) => Promise<void>
}

/** Ink and pale background of a tone. */
export const tons: Record<Ton, { readonly encre: string; readonly fond: string }> = {
  neutre: { encre: couleurs.encre, fond: couleurs.zebre },
  accent: { encre: couleurs.accent, fond: couleurs.accentPale },
  vert: { encre: couleurs.vert, fond: couleurs.vertPale },
  orange: { encre: couleurs.orange, fond: couleurs.orangePale },
  rouge: { encre: couleurs.rouge, fond: couleurs.rougePale }
}
