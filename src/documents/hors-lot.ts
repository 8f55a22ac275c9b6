import type { Dossier } from '#domain/dossier.ts'
import type { DocumentHorsLot } from '#domain/hors-lot.ts'
import { checklistDeploiement } from './deploiement/checklist.ts'
import type { Contexte, Production } from './production.ts'

/** Documents that belong to no bundle: printed when a person asks. A new one = one line here and its name in the domain. */
export const documentsHorsLot: Readonly<Record<DocumentHorsLot, (dossier: Dossier, contexte: Contexte) => Production>> = {
  'checklist-deploiement': checklistDeploiement
}
