import type { Bloc, Texte } from './doc.ts'

/** « à compléter » inside a sentence, in the red tone. */
export const manquant = { texte: 'à compléter', couleur: 'rouge' } as const

/** A value inside a sentence: itself, or « à compléter » in red. */
export const ou = (valeur: string | null | undefined, gras = false) =>
  valeur === null || valeur === undefined || valeur === '' ? manquant : gras ? { texte: valeur, gras } : { texte: valeur }

/** A sentence in which values may be missing: `` phrase`…${valeur}…` ``. */
export function phrase(morceaux: TemplateStringsArray, ...valeurs: readonly (string | null | undefined)[]): Texte {
  const fragments = morceaux.flatMap((m, i) => {
    const valeur = i < valeurs.length ? [ou(valeurs[i])] : []
    return m === '' ? valeur : [{ texte: m }, ...valeur]
  })
  return fragments
}

const puce = /^\s*[-–•*]\s+/u

/**
 * What a person typed in a long field, as blocks: one paragraph a line, runs of « - » lines as a list.
 * Empty and required: « à compléter ».
 */
export function texteSaisi(texte: string | null): readonly Bloc[] {
  if (texte === null || texte.trim() === '') return [{ b: 'paragraphe', texte: [manquant] }]
  const blocs: Bloc[] = []
  let elements: string[] = []
  const flush = () => {
    if (elements.length > 0) blocs.push({ b: 'liste', elements })
    elements = []
  }
  for (const ligne of texte.split('\n')) {
    if (puce.test(ligne)) elements.push(ligne.replace(puce, '').trim())
    else if (ligne.trim() !== '') {
      flush()
      blocs.push({ b: 'paragraphe', texte: ligne.trim() })
    }
  }
  flush()
  return blocs
}
