/** Amounts that follow from others, in integer cents: what a spreadsheet would calculate. */

interface Montants {
  readonly ht: number | null
  readonly tva: number | null
  readonly ttc: number | null
}

/** The third amount when two are known: an addition, not a rate. Null when there is nothing to find. */
export function montantManquant({ ht, tva, ttc }: Montants): { readonly champ: keyof Montants; readonly cents: number } | null {
  if (ht !== null && tva !== null && ttc === null) return { champ: 'ttc', cents: ht + tva }
  if (ht !== null && tva === null && ttc !== null) return { champ: 'tva', cents: ttc - ht }
  if (ht === null && tva !== null && ttc !== null) return { champ: 'ht', cents: ttc - tva }
  return null
}

/** TTC of an amount HT at a rate in per cent. */
export const ttcAuTaux = (ht: number, tauxTva: number): number => ht + Math.round((ht * tauxTva) / 100)

/** The amounts of an expense line that are still empty and follow from the others; a payroll line has no rate. */
export function completerDepense({ nature, tauxTva, ...m }: Montants & { readonly nature: string | null; readonly tauxTva: number | null }): Partial<Montants> {
  if (nature !== 'rh' && m.ht !== null && m.tva === null && m.ttc === null && tauxTva !== null) {
    const ttc = ttcAuTaux(m.ht, tauxTva)
    return { tva: ttc - m.ht, ttc }
  }
  const trouve = montantManquant(m)
  return trouve === null ? {} : { [trouve.champ]: trouve.cents }
}

/** Two cents: suppliers round line by line. */
const tolerance = 2

/** Why the TTC of a planned cost does not agree with its HT and its rate; null when it does or cannot be told. */
export function ecartTtc({ ht, tauxTva, ttc }: { readonly ht: number | null; readonly tauxTva: number | null; readonly ttc: number | null }): number | null {
  if (ht === null || tauxTva === null || ttc === null) return null
  const attendu = ttcAuTaux(ht, tauxTva)
  return Math.abs(attendu - ttc) <= tolerance ? null : attendu
}
