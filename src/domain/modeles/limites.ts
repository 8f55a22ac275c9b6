import { formatDecimal } from '../format.ts'
import type { Fusion } from './modele-lu.ts'
import type { Valeur } from './valeurs.ts'

/** Bounds that a model sets on what is typed in a range of cells: the length of a text, or a number as the cell shows it. */
export interface LimiteModele extends Fusion {
  readonly sorte: 'longueur' | 'nombre'
  readonly min: number | null
  readonly max: number | null
}

const bornes = ({ sorte, min, max }: LimiteModele): string => {
  const unite = sorte === 'longueur' ? ' caractères' : ''
  const dire = (n: number) => formatDecimal(n)
  if (min !== null && max !== null) return min === max ? `${dire(min)}${unite}` : `de ${dire(min)} à ${dire(max)}${unite}`
  return max === null ? `${dire(min ?? 0)}${unite} au moins` : `${dire(max)}${unite} au plus`
}

/** « 30 caractères au plus » when the value goes over what the model accepts in a cell, else null. Rates and dates are not looked at. */
export function depassement(limites: readonly LimiteModele[], ligne: number, colonne: number, { type, v }: Valeur): string | null {
  for (const l of limites) {
    if (ligne < l.ligne || ligne > l.derniereLigne || colonne < l.colonne || colonne > l.derniereColonne) continue
    const mesure =
      l.sorte === 'longueur'
        ? typeof v === 'string' && type !== 'date'
          ? v.length
          : null
        : typeof v !== 'number' || type === 'pourcent'
          ? null
          : type === 'euros'
            ? v / 100
            : v
    if (mesure !== null && ((l.min !== null && mesure < l.min) || (l.max !== null && mesure > l.max))) return bornes(l)
  }
  return null
}
