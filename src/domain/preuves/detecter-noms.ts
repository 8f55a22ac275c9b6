import type { Dossier } from '../dossier.ts'
import { motsDe, motsGeneriques } from './mots.ts'

/** An establishment or an organisation of the grappe, by the names a document may give it. */
export interface Repere {
  readonly id: string
  readonly nom: string
}

/** Everything a proof may name in a grappe. */
export const reperesDe = ({ etablissements, organismes }: Pick<Dossier, 'etablissements' | 'organismes'>): readonly Repere[] => [
  ...etablissements.flatMap(({ id, nom }) => (nom === null ? [] : [{ id, nom }])),
  ...organismes.flatMap(({ id, raisonSociale }) => (raisonSociale === null ? [] : [{ id, nom: raisonSociale }]))
]

/** Words of a name that tell it from the others; null when it has too few of them to be looked for. */
function distinctifs(nom: string): readonly string[] | null {
  const mots = motsDe(nom)
  const propres = mots.slice(mots.findIndex((m) => !motsGeneriques.has(m)))
  const longueur = propres.filter((m) => !motsGeneriques.has(m)).join('').length
  return mots.every((m) => motsGeneriques.has(m)) || longueur < 4 ? null : propres
}

/** Prepares the names once: looked for in each page by their words, then as they stand. */
export function createRecherche(reperes: readonly Repere[]) {
  /** By their first word: a page looks only for names that may start with one of its words. */
  const parMot = new Map<string, { readonly id: string; readonly suite: string; readonly rang: number }[]>()
  for (const [rang, { id, nom }] of reperes.entries()) {
    const mots = distinctifs(nom)
    const [premier] = mots ?? []
    if (mots === null || premier === undefined) continue
    const entree = { id, suite: ` ${mots.join(' ')} `, rang }
    const connus = parMot.get(premier)
    if (connus) connus.push(entree)
    else parMot.set(premier, [entree])
  }
  /** Words of every name: not people. */
  const connus = new Set(reperes.flatMap(({ nom }) => motsDe(nom)))
  return {
    connus,
    /**
     * Ids of those that a text names; accents, case, hyphens and the sort of establishment do not count. A name inside a longer one
     * (« Les Cèdres » in « Les Cèdres Bleus ») is not named by it.
     */
    dans: (texte: string): readonly string[] => {
      const mots = motsDe(texte)
      let suite = ` ${mots.join(' ')} `
      const possibles = [...new Set(mots)].flatMap((mot) => (parMot.get(mot) ?? []).filter((n) => suite.includes(n.suite)))
      if (possibles.length < 2) return possibles.map((n) => n.id)
      const nommes = new Set<string>()
      for (const longue of [...new Set(possibles.map((n) => n.suite))].sort((a, b) => b.length - a.length))
        if (suite.includes(longue)) {
          nommes.add(longue)
          // The words around keep their spaces; a name that follows itself is there twice.
          for (let avant = ''; avant !== suite; ) [avant, suite] = [suite, suite.replaceAll(longue, ' | ')]
        }
      return possibles
        .filter((n) => nommes.has(n.suite))
        .sort((a, b) => a.rang - b.rang)
        .map((n) => n.id)
    }
  }
}
export type Recherche = ReturnType<typeof createRecherche>
