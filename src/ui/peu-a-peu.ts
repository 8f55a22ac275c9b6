import { startTransition, useEffect, useState } from 'react'

/** What fits in a window at first sight, with room to spare. */
const premiers = 60

/**
 * A long list drawn in two times: what is in sight with the screen itself, the rest right after, without holding back the keys.
 * Everything ends up in the page: it is found, printed and reached by Tab.
 */
export function usePeuAPeu<T>(liste: readonly T[]): readonly T[] {
  const [entier, setEntier] = useState(liste.length <= premiers)
  useEffect(() => {
    if (entier) return
    // After the first picture, not instead of it.
    const minuteur = setTimeout(() => startTransition(() => setEntier(true)))
    return () => clearTimeout(minuteur)
  }, [entier])
  return entier ? liste : liste.slice(0, premiers)
}
