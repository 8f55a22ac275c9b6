import type { Dossier } from '../dossier.ts'
import { addMonths, monthOf, monthsOfWindow, windowOf } from '../format.ts'
import type { Lot } from '../lot.ts'

/** The two declared relevés: état des lieux after the VA, and clôture. */
export const fenetres = ['va', 'cloture'] as const
export type Fenetre = (typeof fenetres)[number]

/** The bundle that each window is sent with. Source: programme, A4 and A6. */
export const lotDeFenetre: Readonly<Record<Fenetre, Lot>> = { va: 'etat-des-lieux', cloture: 'cloture' }

export const fenetreLabel: Readonly<Record<Fenetre, string>> = { va: 'État des lieux (VA)', cloture: 'Clôture' }

/** What a rate is computed on: a declared window, or one month (`AAAA-MM`) of follow-up. */
export type Periode = Fenetre | { readonly mois: string }

/** A three-month window: civil dates, both included, and its three calendar months, oldest first. */
export interface BornesFenetre {
  readonly debut: string
  readonly fin: string
  readonly mois: readonly string[]
}

/** The window declared for the grappe, or null while its last day is not entered. */
export function fenetreDe(dossier: Dossier, fenetre: Fenetre): BornesFenetre | null {
  const fin = fenetre === 'va' ? dossier.grappe.finVa : dossier.grappe.finCloture
  return fin === null ? null : { ...windowOf(fin), mois: monthsOfWindow(fin) }
}

/** Months further back than this are a slip of the keyboard, not a follow-up. */
const moisMax = 120

/**
 * Months whose follow-up may be typed, latest first: the last twelve, and every month since the first of a window or of a relevé, so that a
 * project of earlier years is entered like any other. `jour`: today.
 */
export function moisDuSuivi(dossier: Dossier, jour: string): readonly string[] {
  const avant = (n: number) => monthOf(addMonths(`${monthOf(jour)}-01`, -n))
  const suivis = dossier.releves.flatMap((r) => (r.type === 'mois' && r.mois !== null ? [r.mois] : []))
  const connus = [...suivis, ...fenetres.flatMap((f) => fenetreDe(dossier, f)?.mois ?? [])]
  const premier = connus.reduce((min, m) => (m < min && m >= avant(moisMax) ? m : min), avant(11))
  const suite = Array.from({ length: moisMax + 1 }, (_, n) => avant(n)).filter((m) => m >= premier)
  return [...new Set([...suite, ...suivis])].sort().reverse()
}
