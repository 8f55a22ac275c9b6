import { isExtrait } from '#domain/partage/extrait.ts'
import { type Ecran, ecranDe } from './ecran.ts'
import type { Entree } from './recherche.ts'

/** What the recipient of a collecte copy has something to do in, or to read. */
const pages: ReadonlySet<string> = new Set(['tableau', 'grappe', 'deploiement', 'usages', 'depenses', 'partage', 'ressources'])

/**
 * Tabs of these pages that speak of what the copy left out: the plan and the subsidy, the other OG among whom expenses are shared, the
 * statement to certify, the order of a deployment of which some steps are followed for the whole grappe.
 */
const ongletsDuPorteur: ReadonlySet<string> = new Set(['depenses/totaux', 'depenses/repartition', 'depenses/etat', 'deploiement/maintenant'])

/** True for a page, or one of its tabs, that the copy of an OG shows; the rest is the porteur's task. */
export const isDansCollecte = (page: Ecran['page'], onglet: string | null = null): boolean =>
  pages.has(page) && (onglet === null || !ongletsDuPorteur.has(`${page}/${onglet}`))

/** Fields of the grappe and of the solution that were put in the copy: the others look empty there, and are not. */
export const champsDeCollecte = (kind: 'grappe' | 'solution', champs: readonly string[]): readonly string[] => champs.filter((c) => isExtrait(kind, c))

/** What the search of such a copy finds: nothing that leads to a screen or a field that is not shown. */
export function isTrouvable({ vers }: Entree): boolean {
  if (vers.t === 'ecran') return isDansCollecte(vers.ecran.page, vers.ecran.onglet)
  const { kind, champ } = vers.adresse
  if ((kind === 'grappe' || kind === 'solution') && champ !== null && !isExtrait(kind, champ)) return false
  const { page, onglet } = ecranDe(vers.adresse, { catalogue: vers.catalogue ?? null })
  return isDansCollecte(page, onglet)
}
