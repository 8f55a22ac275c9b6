import { retient } from '../completude.ts'
import type { Manque, Phase } from '../lot.ts'

/** The five evidences of the closure, each a field of its form. Source: programme, « Clôture ». */
export const preuvesCloture = ['va', 'vsr', 'indicateurs', 'preuves', 'depenses'] as const
export type PreuveCloture = (typeof preuvesCloture)[number]

/**
 * The one evidence that a missing thing of the closure is counted in; null for what the whole bundle waits for (identity, convention…).
 * A VSR dated before its VA, or a procès-verbal that is neither, is looked at with the VSR.
 */
export function preuveDe({ cle, phase, lots }: Manque): PreuveCloture | null {
  if (phase === 'usages') return cle.startsWith('preuve') ? 'preuves' : 'indicateurs'
  if (phase === 'depenses') return 'depenses'
  if (phase !== 'cloture') return null
  return lots.includes('vsr') ? 'vsr' : lots.includes('va') ? 'va' : null
}

/** What still holds the closure back in other phases than its own, a count a phase; with those of its own, all that its bundle waits for. */
export function clotureAilleurs(manques: readonly Manque[]): ReadonlyMap<Phase, number> {
  const parPhase = new Map<Phase, number>()
  for (const m of manques) if (m.phase !== 'cloture' && m.lots.includes('cloture') && retient(m)) parPhase.set(m.phase, (parPhase.get(m.phase) ?? 0) + 1)
  return parPhase
}
