import { formatDate, formatDateCourte, formatDecimal, formatEntier, formatEuros, formatMois, formatPourcent } from '#domain/format.ts'
import type { Valeur } from './doc.ts'

/** Printed where a value is absent. */
export const vide = '–'

export const isNumber = (valeur: Valeur): boolean => valeur.t === 'entier' || valeur.t === 'decimal' || valeur.t === 'euros' || valeur.t === 'pourcent'

/** Decimals are kept (« 1,50 »): in a column the commas must meet. */
function fixed(value: number, decimales: number): string {
  const text = formatDecimal(value, decimales)
  const comma = text.indexOf(',')
  const have = comma === -1 ? 0 : text.length - comma - 1
  return have === decimales ? text : `${text}${comma === -1 ? ',' : ''}${'0'.repeat(decimales - have)}`
}

/**
 * The French text of a cell. In a table the unit stands in the heading (`unite` holds € or %), dates are short and decimals
 * are padded so that columns line up; elsewhere dates are in words. `text` dresses what people typed.
 */
export function printedValue(valeur: Valeur, text: { readonly french: (typed: string) => string }, table: boolean, unite = ''): string {
  switch (valeur.t) {
    case 'texte':
      return text.french(valeur.v)
    case 'entier':
      return formatEntier(valeur.v)
    case 'decimal':
      return table ? fixed(valeur.v, valeur.decimales ?? 2) : formatDecimal(valeur.v, valeur.decimales ?? 2)
    case 'euros': {
      const euros = formatEuros(valeur.v)
      return unite.includes('€') ? euros.slice(0, -2) : euros
    }
    case 'pourcent': {
      const decimales = valeur.decimales ?? 1
      const rate = table ? `${fixed(valeur.v, decimales)}\u202f%` : formatPourcent(valeur.v, decimales)
      return unite.includes('%') ? rate.slice(0, -2) : rate
    }
    case 'date':
      return table ? formatDateCourte(valeur.v) : formatDate(valeur.v)
    case 'mois':
      return formatMois(valeur.v)
    case 'vide':
      return vide
  }
}
