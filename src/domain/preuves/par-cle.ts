/** Things by key, in order. */
export function parCle<T>(liste: readonly T[], cleDe: (un: T) => string): ReadonlyMap<string, readonly T[]> {
  const groupes = new Map<string, T[]>()
  for (const un of liste) {
    const groupe = groupes.get(cleDe(un))
    if (groupe) groupe.push(un)
    else groupes.set(cleDe(un), [un])
  }
  return groupes
}
