import type { ColDef, IFilterOptionDef } from 'ag-grid-community'
import { formatDateCourte, parseDate } from '#domain/format.ts'

/** A civil date as the number 20260305: it is compared as a number is, and nothing depends on a time zone. */
const rangDate = (iso: string): number => Number(iso.replaceAll('-', ''))
const dateDeRang = (rang: number): string => String(rang).replace(/^(\d{4})(\d{2})(\d{2})$/u, '$1-$2-$3')

/** What is typed, in French, as a number; null while it is not a date. */
export const lireRang = (tape: string | null): number | null => {
  const iso = tape === null ? null : parseDate(tape)
  return iso === null ? null : rangDate(iso)
}

const option = (displayKey: string, displayName: string, numberOfInputs: 1 | 2, garde: (date: number, a: number, b: number) => boolean): IFilterOptionDef => ({
  displayKey,
  displayName,
  numberOfInputs,
  predicate: ([a, b]: (number | null)[], date: number | null) => date !== null && garde(date, a ?? 0, b ?? Number.POSITIVE_INFINITY)
})

/** The ways to keep the rows of some dates; both ends are kept, whichever is typed first. */
export const optionsDate: readonly IFilterOptionDef[] = [
  option('aPartirDu', 'À partir du', 1, (date, jour) => date >= jour),
  option('jusquAu', 'Jusqu’au', 1, (date, jour) => date <= jour),
  option('entre', 'Entre', 2, (date, a, b) => date >= Math.min(a, b) && date <= Math.max(a, b)),
  option('le', 'Le', 1, (date, jour) => date === jour)
]

/** « À partir du 05/03/2026 »: dates typed in French, compared with what the cell holds; the search over the grid still reads the text. */
export const filtreDate = <R extends { readonly id: string }>(date: (rangee: R) => string | null, texte: (rangee: R) => string): ColDef<R> => ({
  filter: 'agNumberColumnFilter',
  filterValueGetter: ({ data }) => {
    const iso = data ? date(data) : null
    return iso === null ? null : rangDate(iso)
  },
  getQuickFilterText: ({ data }) => (data ? texte(data) : ''),
  filterParams: {
    maxNumConditions: 1,
    filterOptions: [...optionsDate, 'blank', 'notBlank'],
    defaultOption: 'aPartirDu',
    filterPlaceholder: 'jj/mm/aaaa',
    allowedCharPattern: '\\d/.\\-\\s',
    numberParser: lireRang,
    numberFormatter: (rang: number | null) => (rang === null ? null : formatDateCourte(dateDeRang(rang)))
  }
})
