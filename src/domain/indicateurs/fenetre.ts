import type { Dossier } from '../dossier.ts'
import { monthsOfWindow, windowOf } from '../format.ts'

/** The two declared relevés: état des lieux after the VA, and clôture. */
export const fenetres = ['va', 'cloture'] as const
export type Fenetre = (typeof fenetres)[number]

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
