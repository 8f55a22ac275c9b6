import { lireAdresse, numeroColonne } from '#domain/modeles/modele-lu.ts'

/** Cells and ranges of A1 addresses; rows and columns count from 1. */
export interface Plage {
  readonly ligne: number
  readonly colonne: number
  readonly derniereLigne: number
  readonly derniereColonne: number
}

export const lignesTotal = 1_048_576
export const colonnesTotal = 16_384

/** `B2:D5`, `B2`, `B:D` or `2:5` → range. */
export function lirePlage(ref: string | undefined): Plage | undefined {
  const [debut = '', fin = debut] = (ref ?? '').replaceAll('$', '').split(':')
  const a = lireAdresse(debut)
  const b = lireAdresse(fin)
  if (a && b)
    return {
      ligne: Math.min(a.ligne, b.ligne),
      colonne: Math.min(a.colonne, b.colonne),
      derniereLigne: Math.max(a.ligne, b.ligne),
      derniereColonne: Math.max(a.colonne, b.colonne)
    }
  if (/^[A-Za-z]{1,3}$/u.test(debut) && /^[A-Za-z]{1,3}$/u.test(fin))
    return { ligne: 1, derniereLigne: lignesTotal, colonne: numeroColonne(debut), derniereColonne: numeroColonne(fin) }
  if (/^\d{1,7}$/u.test(debut) && /^\d{1,7}$/u.test(fin))
    return { ligne: Number(debut), derniereLigne: Number(fin), colonne: 1, derniereColonne: colonnesTotal }
  return undefined
}

/** Ranges of an `sqref`. */
export const lirePlages = (sqref: string | undefined): Plage[] => (sqref ?? '').split(/\s+/u).flatMap((r) => lirePlage(r) ?? [])
