import type { Dossier } from '../dossier.ts'
import type { Envoi } from '../envoi.ts'
import { daysBetween } from '../format.ts'
import { avancementDemande } from './avancement-demande.ts'
import { demandeDe } from './demande.ts'

export const etatsEnvoi = ['envoyee', 'en-retard', 'revenue', 'complete'] as const
export type EtatEnvoi = (typeof etatsEnvoi)[number]
export const etatEnvoiLabel: Readonly<Record<EtatEnvoi, string>> = {
  envoyee: 'Envoyée',
  'en-retard': 'En retard',
  revenue: 'Revenue, à compléter',
  complete: 'Complète'
}

/** One line of the register: a sending, where it stands, and what it still lacks. */
export interface EnvoiSuivi {
  readonly envoi: Envoi
  readonly etat: EtatEnvoi
  /** Days until the deadline, negative once it is past; null without deadline. */
  readonly jours: number | null
  /** Done and asked, for a collecte with a demande; null otherwise. */
  readonly avancement: { readonly fait: number; readonly total: number } | null
}

/**
 * Where each sending stands on a civil date: complete when it came back and everything asked is in the porteur's file, returned when
 * something still lacks, late when it did not come back and the deadline is past. A sending replaced by a later one to the same OG is not late.
 */
export function suiviEnvois(dossier: Dossier, date: string): readonly EnvoiSuivi[] {
  const dernier = new Map<string, string>()
  for (const e of dossier.envois) if (e.sorte === 'collecte' && e.organisme !== null) dernier.set(e.organisme, e.id)
  return dossier.envois.map((envoi) => {
    const demande = demandeDe(dossier, envoi.id)
    const vu = demande ? avancementDemande(dossier, demande) : null
    const avancement = vu && vu.total > 0 ? { fait: vu.fait, total: vu.total } : null
    const jours = envoi.echeance === null ? null : daysBetween(date, envoi.echeance)
    const isComplete = envoi.revenuLe !== null && (avancement === null || avancement.fait === avancement.total)
    const isRemplace = envoi.organisme !== null && envoi.sorte === 'collecte' && dernier.get(envoi.organisme) !== envoi.id
    const etat = isComplete ? 'complete' : envoi.revenuLe !== null ? 'revenue' : jours !== null && jours < 0 && !isRemplace ? 'en-retard' : 'envoyee'
    return { envoi, etat, jours, avancement }
  })
}
