import { describe, expect, test } from 'vitest'
import { filtreDate, lireRang, optionsDate } from './filtre-date.ts'

interface Rangee {
  readonly id: string
  readonly date: string | null
}
const dates = ['2025-12-31', '2026-03-05', '2026-03-06', null]
const { filterValueGetter, filterParams } = filtreDate<Rangee>(
  (r) => r.date,
  (r) => r.date ?? ''
)
/** The dates kept by one way of filtering, typed in French. */
function garder(cle: string, ...tapes: readonly string[]): readonly (string | null)[] {
  const predicate = optionsDate.find((o) => o.displayKey === cle)?.predicate
  if (!predicate || typeof filterValueGetter !== 'function') throw new Error(cle)
  return dates.filter((date) => predicate(tapes.map(lireRang), filterValueGetter({ data: { id: 'x', date } } as never), {} as never))
}

describe('filtre des dates', () => {
  test.each([
    ['aPartirDu', ['05/03/2026'], ['2026-03-05', '2026-03-06']],
    ['jusquAu', ['5/3/26'], ['2025-12-31', '2026-03-05']],
    ['entre', ['31/12/2025', '05.03.2026'], ['2025-12-31', '2026-03-05']],
    ['entre', ['06-03-2026', '05/03/2026'], ['2026-03-05', '2026-03-06']],
    ['le', ['06032026'], ['2026-03-06']]
  ] as const)('%s %j', (cle, tapes, gardees) => expect(garder(cle, ...tapes)).toEqual(gardees))

  test('a date half typed is not a date yet', () => {
    for (const tape of ['', '05/03', '31/02/2026', null]) expect(lireRang(tape)).toBeNull()
  })

  test('what was typed is shown again as a date', () => expect(filterParams.numberFormatter(lireRang('5/3/2026'))).toBe('05/03/2026'))
})
