import { lastDayOfMonth, parseDate } from '../format.ts'
import type { Etendue } from './detecter-identifiants.ts'

export interface DateLue extends Etendue {
  readonly date: string
  /** `extraction`: the words before say when it was printed; `periode`: it bounds a period; null: neither. */
  readonly role: 'extraction' | 'periode' | null
}
export interface MoisLu extends Etendue {
  readonly mois: readonly string[]
}

const noms = 'janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre'
const courts = 'janv|févr?|fevr?|avr|juil|sept|oct|nov|déc|dec'
const sansAccent = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const prefixes = ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'ao', 'sep', 'oct', 'nov', 'dec']
const rangMois = (nom: string) => prefixes.findIndex((p) => sansAccent(nom).startsWith(p)) + 1

const jour = new RegExp(
  `(?<![\\d/.-])(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:/\\d{1,2}/|\\.\\d{1,2}\\.|-\\d{1,2}-)(?:\\d{4}|\\d{2})|\\d{1,2}(?:er)? (?:${noms}) \\d{4})(?![\\d/])`,
  'giu'
)
const heure = /(?<!\d)\d{1,2} ?[:h] ?\d{2}(?::\d{2})?(?!\d)/giu
const enLettres = new RegExp(`(?<!\\p{L})(?:(${noms}|${courts})\\.?(?: (\\d{4}))? ?(?:à|a|au|et|-|–) ?)?(${noms}|${courts})\\.? (\\d{4})(?!\\d)`, 'giu')
const enChiffres = /(?<![\d/.-])(?:(0?[1-9]|1[0-2])\/(20\d{2})|(20\d{2})-(0[1-9]|1[0-2]))(?![\d/-])/gu
const trimestre = /(?<![\p{L}\d])(?:T ?([1-4])|([1-4]) ?(?:er|e|ème|eme|nd|de)? ?trimestre)(?: de l[’']année)? ?[-/]? ?(20\d{2})(?!\d)/giu

const motsExtraction =
  /(?:extrait|extraction|[ée]dit[ée]|[ée]dition|imprim|impression|g[ée]n[ée]r|export|tir[ée]e? le|produite? le|date du (?:rapport|document)|calcul[ée])/iu
const motsPeriode =
  /(?:^|[^\p{L}])(?:du|au|jusqu\p{P}?\s?au|p[ée]riode|entre|depuis|fin|clos|cl[ôo]ture|arr[êe]t[ée]e?|mesur[ée]e?|et|à|-|–)[^\p{L}]*(?:le|du|au)?[^\p{L}]*$/iu

const isBorne = (date: string) => date.endsWith('-01') || date === lastDayOfMonth(date)
/** Older dates are births or foundings: they are not kept. */
const plusAncienne = '2020-01-01'

/** Months from `de` to `a` (`AAAA-MM`), at most a year of them. */
function suite(de: string, a: string): readonly string[] {
  const rang = (m: string) => Number(m.slice(0, 4)) * 12 + Number(m.slice(5)) - 1
  const count = rang(a) - rang(de) + 1
  if (count < 1 || count > 12) return [a]
  return Array.from({ length: count }, (_, i) => {
    const r = rang(de) + i
    return `${Math.floor(r / 12)}-${String((r % 12) + 1).padStart(2, '0')}`
  })
}
const cle = (annee: string | number, rang: number) => `${annee}-${String(rang).padStart(2, '0')}`

/**
 * Dates, months, quarters and hours of a line. `precedente`: the line above, when it may be the label.
 * Only dates that bound a period or say when the document was made keep their value.
 */
export function detecterDates(
  texte: string,
  precedente: string
): { readonly dates: readonly DateLue[]; readonly mois: readonly MoisLu[]; readonly autres: readonly Etendue[] } {
  const dates: DateLue[] = []
  const mois: MoisLu[] = []
  const autres: Etendue[] = []
  if (!/\d/u.test(texte)) return { dates, mois, autres }
  const pris = (e: Etendue) => [...dates, ...mois, ...autres].some((o) => e.debut < o.fin && o.debut < e.fin)
  for (const m of texte.matchAll(jour)) {
    const e = { debut: m.index, fin: m.index + m[0].length }
    const date = parseDate(m[0])
    if (date === null) continue
    const avant = texte.slice(Math.max(0, e.debut - 50), e.debut)
    const label = avant.trim() === '' ? precedente.slice(-50) : avant
    const depuisDate = label.slice(Math.max(0, label.search(/\d[^\d]*$/u)))
    const role = motsExtraction.test(depuisDate) ? 'extraction' : motsPeriode.test(label) || isBorne(date) ? 'periode' : null
    dates.push({ ...e, date, role: date < plusAncienne ? null : role })
  }
  for (const m of texte.matchAll(heure)) {
    const e = { debut: m.index, fin: m.index + m[0].length }
    if (!pris(e)) autres.push(e)
  }
  const ajouter = (m: RegExpExecArray, found: readonly string[]) => {
    const e = { debut: m.index, fin: m.index + m[0].length }
    if (!pris(e)) mois.push({ ...e, mois: found.filter((f) => f >= plusAncienne.slice(0, 7)) })
  }
  for (const m of texte.matchAll(enLettres)) {
    const fin = cle(m[4] ?? '', rangMois(m[3] ?? ''))
    ajouter(m, m[1] === undefined ? [fin] : suite(cle(m[2] ?? m[4] ?? '', rangMois(m[1])), fin))
  }
  for (const m of texte.matchAll(trimestre)) {
    const dernier = Number(m[1] ?? m[2]) * 3
    ajouter(m, suite(cle(m[3] ?? '', dernier - 2), cle(m[3] ?? '', dernier)))
  }
  for (const m of texte.matchAll(enChiffres)) ajouter(m, [cle(m[2] ?? m[3] ?? '', Number(m[1] ?? m[4]))])
  return { dates, mois, autres }
}
