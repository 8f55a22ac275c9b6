/** The smallest observable value, for `useSyncExternalStore`. */
export interface Magasin<T> {
  readonly lire: () => T
  readonly poser: (valeur: T) => void
  readonly changer: (f: (valeur: T) => T) => void
  readonly abonner: (abonne: () => void) => () => void
}

export function createMagasin<T>(initiale: T): Magasin<T> {
  let valeur = initiale
  const abonnes = new Set<() => void>()
  const poser = (suivante: T) => {
    if (Object.is(suivante, valeur)) return
    valeur = suivante
    for (const abonne of abonnes) abonne()
  }
  return {
    lire: () => valeur,
    poser,
    changer: (f) => poser(f(valeur)),
    abonner: (abonne) => {
      abonnes.add(abonne)
      return () => void abonnes.delete(abonne)
    }
  }
}
