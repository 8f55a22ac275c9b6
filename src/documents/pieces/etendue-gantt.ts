import type { gantts, Tache } from '#domain/planning.ts'

export const titresGantt: Readonly<Record<(typeof gantts)[number][0], string>> = {
  projet: 'Planning du projet',
  changement: 'Planning de la conduite du changement',
  deploiement: 'Planning du déploiement'
}

/** First and last day of the tasks; null when none is dated. */
export function etendueDe(taches: readonly Tache[]): { readonly debut: string; readonly fin: string } | null {
  const jours = taches.flatMap((t) => [t.debut, t.fin]).filter((d) => d !== null)
  if (jours.length === 0) return null
  const tries = jours.sort()
  return { debut: tries[0] ?? '', fin: tries.at(-1) ?? '' }
}
