import { expect, test } from 'vitest'
import { numerosSuivants } from './depense.ts'

test.each([
  [[], [], [1, 2]],
  [[1, 2, null], [], [3, 4]],
  [
    [1, 2],
    [7, null, undefined],
    [8, 9]
  ],
  [[12, 3], [5], [13, 14]]
] as const)('after %j and %j come %j', (tenus, apportes, attendus) => {
  const suivant = numerosSuivants(
    tenus.map((numero) => ({ numero })),
    apportes
  )
  expect([suivant(), suivant()]).toEqual(attendus)
})
