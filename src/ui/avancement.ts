import type { Phase } from '#domain/lot.ts'
import { type Manques, restants } from './manques.ts'

/** What is left in words, never by colour alone; `bien` is the number of things found right. */
export function motEtat({ bloquants, aJustifier }: { readonly bloquants: number; readonly aJustifier: number }, bien: number): string {
  if (bloquants > 0) return `${bloquants} à compléter`
  if (aJustifier > 0) return `${aJustifier} à justifier`
  return bien > 0 ? 'Complet' : 'Rien encore'
}

export interface Avancement {
  /** Share that is in order, between 0 and 1: found right over looked at. Full only when nothing is left. */
  readonly part: number
  readonly mot: string
}

/** How far a phase is. Where nothing was looked at yet, nothing is complete. */
export function avancementDe({ parPhase, enRegle, pret }: Manques, phase: Phase): Avancement {
  if (!pret) return { part: 0, mot: '…' }
  const restant = restants(parPhase.get(phase))
  const reste = restant.bloquants + restant.aJustifier
  const bien = enRegle.get(phase) ?? 0
  const mot = motEtat(restant, bien)
  if (reste === 0) return { part: bien > 0 ? 1 : 0, mot }
  return { part: Math.min(0.97, bien / (bien + reste)), mot }
}
