import type { Lot } from '../lot.ts'
import type { Modele } from '../modele.ts'

/** Bundle and field (see the bundles' fields) where the filled copy of a model stands, beside what Grappe makes for it; null outside the bundles. */
export function placeDuModele(usage: Modele['usage']): { readonly lot: Lot; readonly champ: string } | null {
  if (usage === 'indicateurs-va') return { lot: 'etat-des-lieux', champ: 'indicateurs' }
  if (usage === 'indicateurs-cloture') return { lot: 'cloture', champ: 'indicateurs' }
  if (usage === 'depenses') return { lot: 'cloture', champ: 'depenses' }
  if (usage === 'essms') return { lot: 'galis', champ: 'piece-1' }
  return usage?.startsWith('piece-') ? { lot: 'galis', champ: usage } : null
}
