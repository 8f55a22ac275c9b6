import { conserves, type DossierLu } from './dossier-lu.ts'
import { produitArrondi } from './francais.ts'

/** Sums and shares of the programme, done again in whole cents and exact fractions. */

export const coutRh = (c: DossierLu['coutsRh'][number]): number => produitArrondi(c.coutMensuel, c.mois, c.etp)
export const annees = (d: DossierLu): readonly number[] => [...new Set([...d.couts, ...d.coutsRh, ...d.ressources].map((l) => l.annee))].sort((a, b) => a - b)
export const postes = (d: DossierLu): readonly string[] => [...new Set(d.couts.map((c) => c.poste))]
const total = (montants: readonly number[]): number => montants.reduce((a, b) => a + b, 0)
export const emploi = (d: DossierLu, poste: string, annee: number): number =>
  total(d.couts.filter((c) => c.poste === poste && c.annee === annee).map((c) => c.ttc))
export const emploiRh = (d: DossierLu, annee: number): number => total(d.coutsRh.filter((c) => c.annee === annee).map(coutRh))
export const emploisTotal = (d: DossierLu): number => total(d.couts.map((c) => c.ttc)) + total(d.coutsRh.map(coutRh))

/** Resources by source and label, in order of first appearance. */
export function ressources(d: DossierLu): readonly { readonly source: string; readonly libelle: string | null; readonly parAnnee: readonly number[] }[] {
  const cles = [...new Set(d.ressources.map((r) => `${r.source}|${r.libelle ?? ''}`))]
  return cles.map((cle) => {
    const siennes = d.ressources.filter((r) => `${r.source}|${r.libelle ?? ''}` === cle)
    const [premiere] = siennes
    return {
      source: premiere!.source,
      libelle: premiere!.libelle,
      parAnnee: annees(d).map((a) => total(siennes.filter((r) => r.annee === a).map((r) => r.montant)))
    }
  })
}

/** Largest remainders on exact integers; ties go to the first ones. */
export function repartir(cents: number, poids: readonly number[]): readonly number[] {
  const somme = poids.reduce((a, b) => a + b, 0)
  if (poids.length === 0) return []
  const p = somme === 0 ? poids.map(() => 1n) : poids.map(BigInt)
  const t = p.reduce((a, b) => a + b, 0n)
  const c = BigInt(Math.abs(cents))
  const parts = p.map((x, i) => ({ i, q: (c * x) / t, r: (c * x) % t }))
  let reste = c - parts.reduce((n, x) => n + x.q, 0n)
  for (const x of [...parts].sort((a, b) => (a.r === b.r ? a.i - b.i : a.r < b.r ? 1 : -1))) {
    if (reste === 0n) break
    x.q += 1n
    reste -= 1n
  }
  return parts.map((x) => Number(x.q) * Math.sign(cents) || 0)
}

export interface Region {
  readonly code: string
  readonly essms: number
  readonly montant: number
}
/** Distribution key: establishments by region, the most numerous first, and the subsidy asked for shared to the cent. */
export function regions(d: DossierLu): readonly Region[] {
  const codes = [...new Set(conserves(d).map((e) => e.region))]
  const compte = codes.map((code) => ({ code, essms: conserves(d).filter((e) => e.region === code).length })).sort((a, b) => b.essms - a.essms)
  const parts = repartir(
    d.grappe.montantDemande,
    compte.map((r) => r.essms)
  )
  return compte.map((r, i) => ({ ...r, montant: parts[i]! }))
}
