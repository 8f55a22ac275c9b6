import type { CelluleX, Feuille } from '#documents/classeur.ts'

const etroits = /[iljtfrI.,;:'’!|()[\]«»\- \u00a0\u202f/]/gu
const larges = /[mwMWœŒæÆ%@—…]/gu
const capitales = /[A-ZÀ-ÖØ-Þ&€+=<>]/gu

/** Width of a text in digits of the base font: Arial's letters by class, bold 8 % wider. */
export function largeurTexte(texte: string, gras = false): number {
  const n = (motif: RegExp) => texte.match(motif)?.length ?? 0
  const [i, m, c] = [n(etroits), n(larges), n(capitales)]
  const doubles = texte.match(/[MWŒÆ]/gu)?.length ?? 0
  return (i * 0.5 + m * 1.45 + (c - doubles) * 1.25 + (texte.length - i - m - (c - doubles)) * 0.97) * (gras ? 1.08 : 1)
}

/** Characters added to the digits of a number by its format: separators, decimals, unit. */
const habillage: Readonly<Record<CelluleX['t'], number>> = { texte: 0, entier: 0, decimal: 3, euros: 3, pourcent: 4, date: 10, mois: 14, annee: 0 }

/** Characters a number takes once formatted. */
function longueurNombre(c: CelluleX): number {
  if (c.t === 'date' || c.t === 'mois') return c.v === null ? 0 : habillage[c.t]
  if (typeof c.v !== 'number') return 0
  const entiere = Math.floor(Math.abs(c.t === 'euros' ? c.v / 100 : c.v))
  const chiffres = entiere < 1 ? 1 : Math.floor(Math.log10(entiere)) + 1
  const separateurs = c.t === 'annee' || c.t === 'pourcent' ? 0 : Math.floor((chiffres - 1) / 3)
  return chiffres + separateurs + (c.v < 0 ? 1 : 0) + habillage[c.t] + (c.t === 'euros' ? 2 : 0)
}

/**
 * Width of each column: the one asked for, widened where a number would show as `####` or a heading be cut
 * inside a word. In characters of the base font.
 */
export function largeursColonnes(feuille: Feuille): readonly number[] {
  const largeurs = feuille.colonnes.map((c) => c.largeur)
  for (const ligne of feuille.lignes) {
    let colonne = 0
    for (const c of ligne) {
      const etendue = c.etendue ?? 1
      if (etendue === 1) {
        const gras = c.s === 'entete' || c.s === 'total' ? 1.12 : 1
        const besoin =
          c.s === 'entete' && typeof c.v === 'string' ? Math.max(...c.v.split(' ').map((mot) => largeurTexte(mot))) : c.t === 'texte' ? 0 : longueurNombre(c)
        const actuelle = largeurs[colonne] ?? 10
        if (besoin && besoin * gras + 2.5 > actuelle) largeurs[colonne] = Math.ceil(besoin * gras + 2.5)
      }
      colonne += etendue
    }
  }
  return Array.from(largeurs, (l) => l ?? 10)
}
