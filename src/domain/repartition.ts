/**
 * Splits amounts between establishments, OG or regions to the cent: the parts always add up to the amount.
 * Largest remainder (Hamilton) method; integer arithmetic only.
 */

/** Decimal weights keep this many digits: beyond, two weights are equal. */
const scale = 1_000_000

/**
 * Parts of `montantCents` (integer cents, may be negative) in proportion to `poids` (≥ 0). Each part is the exact share rounded down or
 * up, and the parts add up exactly. Leftover cents go to the largest remainders, then to the first ones: the result depends on nothing else.
 * All weights at zero: equal parts. No weight: no part. Throws RangeError on an amount or weight that is not usable.
 */
export function repartir(montantCents: number, poids: readonly number[]): readonly number[] {
  if (!Number.isSafeInteger(montantCents)) throw new RangeError('Montant en centimes entiers attendu')
  if (poids.some((p) => !Number.isFinite(p) || p < 0)) throw new RangeError('Poids positifs ou nuls attendus')
  if (poids.length === 0) return []
  const exact = poids.map((p) => (Number.isSafeInteger(p) ? BigInt(p) * BigInt(scale) : BigInt(Math.round(p * scale))))
  const weights = exact.every((w) => w === 0n) ? exact.map(() => 1n) : exact
  const total = weights.reduce((sum, w) => sum + w, 0n)
  const amount = BigInt(Math.abs(montantCents))
  const parts = weights.map((w) => (amount * w) / total)
  const left = Number(amount - parts.reduce((sum, p) => sum + p, 0n))
  const ranked = weights
    .map((w, index) => ({ index, rest: (amount * w) % total }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
  const chosen = new Set(ranked.slice(0, left).map((r) => r.index))
  const sign = montantCents < 0 ? -1 : 1
  return parts.map((p, index) => (Number(p) + (chosen.has(index) ? 1 : 0)) * sign || 0)
}

/** Share of each key in per cent of the total, unrounded; null when the total is zero. */
export function parts(poids: readonly number[]): readonly (number | null)[] {
  const total = poids.reduce((sum, p) => sum + p, 0)
  return poids.map((p) => (total === 0 ? null : (p / total) * 100))
}
