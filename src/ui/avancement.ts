import type { Phase } from '#domain/lot.ts'
import { type Manques, restants } from './manques.ts'

/** Share of a phase that is in order, between 0 and 1: what was found right over what was looked at. Full only when nothing is left. */
export function avancementDe({ parPhase, enRegle, pret }: Manques, phase: Phase): number {
  if (!pret) return 0
  const { bloquants, aJustifier } = restants(parPhase.get(phase))
  const reste = bloquants + aJustifier
  if (reste === 0) return 1
  const bien = enRegle.get(phase) ?? 0
  return Math.min(0.97, bien / (bien + reste))
}
