import { type Dossier, etablissementsConserves } from './dossier.ts'
import type { Etablissement } from './etablissement.ts'

/** What the type of the project says of establishments that say nothing yet. */
export interface SituationDuProjet {
  readonly situation: NonNullable<Etablissement['situationDui']>
  readonly sans: readonly Etablissement[]
}

/** « Acquisition » and « mise en conformité » hold for every kept establishment; null when the type leaves a choice (mixte), or nothing is empty. */
export function situationDuProjet(dossier: Dossier): SituationDuProjet | null {
  const { typeProjet } = dossier.grappe
  if (typeProjet === null || typeProjet === 'mixte') return null
  const sans = etablissementsConserves(dossier).filter((e) => e.situationDui === null)
  return sans.length === 0 ? null : { situation: typeProjet, sans }
}
