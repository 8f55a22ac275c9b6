import { type ComponentType, lazy } from 'react'
import type { Ecran } from '../ecran.ts'
import { useRole } from '../use-session.ts'
import { TableauDeBord } from './tableau/tableau.tsx'

const CeQuiVousEstDemande = lazy(async () => ({ default: (await import('./partage/ce-qui-est-demande.tsx')).CeQuiVousEstDemande }))

/** First screen of a dossier: the dashboard; what is asked, in the copy of an OG. */
const Premier = () => (useRole() === 'collecte' ? <CeQuiVousEstDemande /> : <TableauDeBord />)

/** Every screen. The dashboard comes with the window; the others are loaded when first shown. */
export const ecrans: Readonly<Record<Ecran['page'], ComponentType>> = {
  tableau: Premier,
  grappe: lazy(async () => ({ default: (await import('./grappe/grappe.tsx')).MaGrappe })),
  recevabilite: lazy(async () => ({ default: (await import('./recevabilite/recevabilite.tsx')).Recevabilite })),
  preparer: lazy(async () => ({ default: (await import('./preparer/preparer.tsx')).Preparer })),
  galis: lazy(async () => ({ default: (await import('./galis/galis.tsx')).Galis })),
  depot: lazy(async () => ({ default: (await import('./depot/depot.tsx')).Depot })),
  deploiement: lazy(async () => ({ default: (await import('./deploiement/deploiement.tsx')).Deploiement })),
  usages: lazy(async () => ({ default: (await import('./usages/usages.tsx')).Usages })),
  depenses: lazy(async () => ({ default: (await import('./depenses/depenses.tsx')).Depenses })),
  cloture: lazy(async () => ({ default: (await import('./cloture/cloture.tsx')).Cloture })),
  partage: lazy(async () => ({ default: (await import('./partage/partage.tsx')).Partage })),
  ressources: lazy(async () => ({ default: (await import('./ressources/ressources.tsx')).Ressources }))
}
