import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parts, repartir } from './repartition.ts'

const montant = fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 })
const poids = fc.array(fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 5_000, noNaN: true })), { minLength: 1, maxLength: 60 })
const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0)

describe('repartir', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [1000, [1, 0, 3], [250, 0, 750]],
    [5, [0, 0], [3, 2]],
    [0, [4, 5], [0, 0]],
    [10, [2.5, 7.5], [3, 7]],
    [700, [], []]
  ])('%i cents by %j', (amount, weights, expected) => {
    expect(repartir(amount, weights)).toEqual(expected)
  })

  it('adds up exactly and stays within one cent of the exact share', () => {
    fc.assert(
      fc.property(montant, poids, (amount, weights) => {
        const result = repartir(amount, weights)
        expect(sum(result)).toBe(amount)
        const exact = weights.map((w) => (Number.isInteger(w) ? w * 1e6 : Math.round(w * 1e6)))
        const total = sum(exact)
        for (const [i, part] of result.entries()) {
          const share = total === 0 ? amount / weights.length : (amount * (exact[i] ?? 0)) / total
          // A double carries 15 digits: the bound is one cent plus the error of computing the share itself.
          expect(Math.abs(part - share)).toBeLessThan(1 + Math.abs(share) * 1e-12)
        }
      })
    )
  })

  it('gives the same weights the same cents, up to one', () => {
    fc.assert(
      fc.property(montant, fc.integer({ min: 1, max: 500 }), (amount, n) => {
        const result = repartir(
          amount,
          Array.from({ length: n }, () => 7)
        )
        expect(Math.max(...result) - Math.min(...result)).toBeLessThanOrEqual(1)
      })
    )
  })

  it.each([
    [1.5, [1]],
    [1, [-1]],
    [1, [Number.NaN]]
  ])('refuses %j by %j', (amount, weights) => {
    expect(() => repartir(amount, weights)).toThrow(RangeError)
  })
})

describe('parts', () => {
  it('gives per cents, and nothing when there is nothing to share', () => {
    expect(parts([1, 3])).toEqual([25, 75])
    expect(parts([0, 0])).toEqual([null, null])
  })
})
