import { isFiness, isSiren, isSiret } from '../identifiants.ts'

/** A span of a line, `fin` excluded. */
export interface Etendue {
  readonly debut: number
  readonly fin: number
}
export interface FinessLu extends Etendue {
  readonly finess: string
  /** The word FINESS stands before it, on its line or the line above. */
  readonly nomme: boolean
}

const compact = (s: string) => s.replace(/[ .]/gu, '')
const etendue = (m: RegExpExecArray): Etendue => ({ debut: m.index, fin: m.index + m[0].length })

// Spaced as these numbers are printed: figures of a table that stand side by side must not be taken for one.
const siret = /(?<![\d,.])(?:\d{14}|\d{9} \d{5}|\d{3} \d{3} \d{3} \d{5})(?!\d)/gu
const neuf = /(?<![\dA-Za-z,.])(?:(?:\d{2}|2[AB])(?: ?\d{3} ?\d{3} ?\d| \d \d{5} \d| \d{6} \d)|\d{3} \d{3} \d{3})(?![\dA-Za-z])/gu
const telephone = /(?<!\d)(?:\+33 ?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)/gu
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/gu
const parlant = /finess|n°\s*(?:et|ej)\b/iu
const siren = /sire[nt]|r\.?c\.?s/iu

/**
 * FINESS numbers whose key holds, and every other long number that is not a figure (SIRET, SIREN, telephone, IBAN).
 * Departments tell a FINESS from a SIREN, which has the same key; the words before it decide when both fit.
 */
export function detecterIdentifiants(texte: string, precedente: string): { readonly finess: readonly FinessLu[]; readonly autres: readonly Etendue[] } {
  const finess: FinessLu[] = []
  const autres: Etendue[] = []
  if (!/\d{5}|\d \d/u.test(texte)) return { finess, autres }
  const libre = (e: Etendue) => !autres.some((o) => e.debut < o.fin && o.debut < e.fin)
  for (const m of texte.matchAll(iban)) autres.push(etendue(m))
  for (const m of texte.matchAll(siret)) if (libre(etendue(m)) && (isSiret(compact(m[0])) || !m[0].includes(' '))) autres.push(etendue(m))
  for (const m of texte.matchAll(telephone)) if (libre(etendue(m))) autres.push(etendue(m))
  for (const m of texte.matchAll(neuf)) {
    const e = etendue(m)
    const numero = compact(m[0])
    if (!libre(e)) continue
    const avant = texte.slice(Math.max(0, e.debut - 60), e.debut)
    const nomme = parlant.test(avant) || (parlant.test(precedente) && !siren.test(avant))
    const departement = /^(?:0[1-9]|[1-8]\d|9[0-578]|2[AB])/u.test(numero)
    const spaced = m[0].includes(' ')
    if (siren.test(avant) && isSiren(numero)) autres.push(e)
    else if (departement && isFiness(numero) && (nomme || !spaced)) finess.push({ ...e, finess: numero, nomme })
    else if (!spaced) autres.push(e)
  }
  return { finess, autres }
}
