import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { juger } from './taux.ts'

describe('juger', () => {
  it.each([
    ['reached exactly', [[70, 100]], 70, { taux: 70, etat: 'atteint', manqueEnUnites: 0 }],
    ['lacking, rounded up to a whole unit', [[58, 99]], 70, { etat: 'sous', manqueEnUnites: 12 }],
    ['above 100 %', [[150, 100]], 70, { taux: 150, etat: 'atteint', manqueEnUnites: 0 }],
    ['zero denominator', [[3, 0]], 70, { taux: null, etat: 'non-calculable', manqueEnUnites: null }],
    ['no target', [[1, 4]], null, { taux: 25, etat: 'sans-cible', manqueEnUnites: null }],
    ['decimal target, no rounding trap', [[2, 3]], 66.6, { etat: 'atteint', manqueEnUnites: 0 }],
    ['binary rounding does not ask for one more', [[7, 10]], 70.00000000000001, { etat: 'atteint', manqueEnUnites: 0 }],
    [
      'mean of three months',
      [
        [60, 100],
        [70, 100],
        [80, 100]
      ],
      70,
      { taux: 70, etat: 'atteint', manqueEnUnites: 0 }
    ],
    [
      'mean of three months, lacking in the last',
      [
        [60, 100],
        [60, 100],
        [60, 50]
      ],
      90,
      { taux: 80, etat: 'sous', manqueEnUnites: 15 }
    ],
    [
      'one month non calculable',
      [
        [60, 100],
        [0, 0],
        [60, 50]
      ],
      90,
      { etat: 'non-calculable', taux: null }
    ]
  ] as const)('%s', (_, mesures, cible, expected) => {
    expect(
      juger(
        mesures.map(([numerateur, denominateur]) => ({ numerateur, denominateur })),
        cible
      )
    ).toMatchObject(expected)
  })

  it('is without figures when there is nothing to judge', () => {
    expect(juger([], 70)).toEqual({ taux: null, etat: 'sans-releve', manqueEnUnites: null })
  })

  it('asks for exactly what reaches the target: one less does not', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 1_000 }), (numerateur, denominateur, tenths) => {
        const cible = tenths / 10
        const { manqueEnUnites } = juger([{ numerateur, denominateur }], cible)
        const missing = manqueEnUnites ?? 0
        expect(juger([{ numerateur: numerateur + missing, denominateur }], cible).etat).toBe('atteint')
        if (missing > 0) expect(juger([{ numerateur: numerateur + missing - 1, denominateur }], cible).etat).toBe('sous')
      })
    )
  })
})
