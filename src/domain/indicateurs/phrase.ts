import { formatEntier } from '../format.ts'
import { indicateurDe } from './registre.ts'
import type { Taux } from './taux.ts'

/** « il manque 12 DMP alimentés », or null when nothing is lacking. */
export function phraseManque({ indicateur, manqueEnUnites }: Pick<Taux, 'indicateur' | 'manqueEnUnites'>): string | null {
  const unite = indicateurDe(indicateur)?.unite
  if (!unite || manqueEnUnites === null || manqueEnUnites === 0) return null
  return `il manque ${formatEntier(manqueEnUnites)} ${manqueEnUnites < 2 ? unite.un : unite.plusieurs}`
}
