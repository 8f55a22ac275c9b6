import { lexer, type Token } from 'marked'
import { typographier } from '#domain/typographie.ts'

/** One page of the in-app guide, from a file of `resources/guide`. */
export interface Chapitre {
  /** File name without number nor extension: what a link points to. */
  readonly code: string
  readonly titre: string
  readonly jetons: readonly Token[]
}

/** The text of a chapter as tokens, with French spaces (set before it is cut: a mark may follow a word in bold); its title is its first heading. `fichier`: `01-premiers-pas.md`. */
export function lireChapitre(fichier: string, texte: string): Chapitre {
  const [tete, ...jetons] = lexer(typographier(texte))
  if (tete?.type !== 'heading') throw new Error(`${fichier} ne commence pas par un titre`)
  return { code: fichier.replace(/^.*\/\d+-|\.md$/gu, ''), titre: tete['text'] as string, jetons }
}

const fichiers = import.meta.glob<string>('../../../resources/guide/*.md', { query: '?raw', import: 'default', eager: true })

export const chapitres: readonly Chapitre[] = Object.keys(fichiers)
  .sort()
  .map((nom) => lireChapitre(nom, fichiers[nom] ?? ''))

const images = import.meta.glob<string>('../../../resources/guide/images/*.png', { query: '?url', import: 'default', eager: true })

/** Address in the window of a picture of the guide; undefined when it was not taken yet. */
export const adresseImage = (nom: string): string | undefined => images[`../../../resources/guide/images/${nom}`]
