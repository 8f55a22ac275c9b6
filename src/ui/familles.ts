import { plusieurs } from '#domain/completude/accord.ts'
import { formatEntier } from '#domain/format.ts'
import { grouper } from '#domain/grouper.ts'
import type { Manque } from '#domain/lot.ts'
import { nomLibre } from './presenter.ts'

/** Lines that say the same of several things, shown as one: « Commune manquante : 62 établissements ». */
export interface Famille {
  readonly cle: string
  readonly titre: string
  readonly manques: readonly Manque[]
}

/** As many lines or fewer are shown one by one. */
const courte = 3

const cleDe = ({ gravite, famille }: Manque): string | null => (famille ? `${gravite} ${famille.kind} ${famille.quoi}` : null)

/** The same lines in the same order, those of a large family gathered at the place of its first. */
export function parFamille(manques: readonly Manque[]): readonly (Manque | Famille)[] {
  const familles = grouper(manques, cleDe)
  return manques.flatMap((m): (Manque | Famille)[] => {
    const cle = cleDe(m)
    const membres = cle === null ? undefined : familles.get(cle)
    if (cle === null || !m.famille || !membres || membres.length <= courte) return [m]
    if (membres[0] !== m) return []
    const { kind, quoi } = m.famille
    return [{ cle, titre: `${quoi} : ${formatEntier(membres.length)}\u00a0${plusieurs(nomLibre(kind).label)}`, manques: membres }]
  })
}
