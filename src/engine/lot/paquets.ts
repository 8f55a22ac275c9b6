export interface Element<T> {
  readonly groupe: string
  readonly element: T
  readonly octets: number
}
export interface Paquet<T> {
  readonly groupes: readonly string[]
  readonly elements: readonly T[]
  readonly octets: number
}

/**
 * Files of a field → at most `paquetsMax` packs under `octetsMax`, in order. One pack for each group when they fit;
 * a group too big is cut; too many packs are joined by neighbours, the lightest pair first.
 * More than `paquetsMax` come back only when the sizes leave no other way.
 */
export function paquets<T>(elements: readonly Element<T>[], octetsMax: number, paquetsMax: number): Paquet<T>[] {
  const liste: { groupes: string[]; elements: T[]; octets: number }[] = []
  for (const { groupe, element, octets } of elements) {
    const dernier = liste.at(-1)
    if (dernier?.groupes[0] === groupe && dernier.octets + octets <= octetsMax) {
      dernier.elements.push(element)
      dernier.octets += octets
    } else liste.push({ groupes: [groupe], elements: [element], octets })
  }
  while (liste.length > paquetsMax) {
    let meilleur = -1
    let poids = Number.POSITIVE_INFINITY
    for (let i = 0; i + 1 < liste.length; i++) {
      const total = (liste[i]?.octets ?? 0) + (liste[i + 1]?.octets ?? 0)
      if (total <= octetsMax && total < poids) {
        meilleur = i
        poids = total
      }
    }
    const [a, b] = [liste[meilleur], liste[meilleur + 1]]
    if (!a || !b) break
    liste.splice(meilleur, 2, { groupes: [...new Set([...a.groupes, ...b.groupes])], elements: [...a.elements, ...b.elements], octets: poids })
  }
  return liste
}
