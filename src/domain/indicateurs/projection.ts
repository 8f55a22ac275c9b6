import { addMonths, monthOf } from '../format.ts'

/** Longest projection shown, in months: beyond, a trend of a few points means nothing. */
export const horizonMois = 24

/**
 * The month when a monthly series reaches a target if its trend goes on (least squares on the months that have a rate).
 * Null with fewer than three rates, when the trend does not rise, or beyond two years. The last month when already reached.
 */
export function moisProjete(serie: readonly { readonly mois: string; readonly taux: number | null }[], cible: number): string | null {
  const rank = (mois: string) => Number(mois.slice(0, 4)) * 12 + Number(mois.slice(5, 7))
  const points = serie.flatMap(({ mois, taux }) => (taux === null ? [] : [{ mois, x: rank(mois), y: taux }])).sort((a, b) => a.x - b.x)
  const last = points.at(-1)
  if (last === undefined || points.length < 3) return null
  if (last.y >= cible) return last.mois
  const meanX = points.reduce((s, p) => s + p.x, 0) / points.length
  const meanY = points.reduce((s, p) => s + p.y, 0) / points.length
  const spread = points.reduce((s, p) => s + (p.x - meanX) ** 2, 0)
  const slope = spread === 0 ? 0 : points.reduce((s, p) => s + (p.x - meanX) * (p.y - meanY), 0) / spread
  if (slope <= 0) return null
  const months = Math.max(1, Math.ceil(meanX + (cible - meanY) / slope - last.x - 1e-9))
  return months > horizonMois ? null : monthOf(addMonths(`${last.mois}-01`, months))
}
