/** Groups in order of first appearance. */
export function grouper<T, K>(lignes: readonly T[], cle: (ligne: T) => K): ReadonlyMap<K, readonly T[]> {
  const groupes = new Map<K, T[]>()
  for (const ligne of lignes) {
    const k = cle(ligne)
    const groupe = groupes.get(k)
    if (groupe) groupe.push(ligne)
    else groupes.set(k, [ligne])
  }
  return groupes
}
