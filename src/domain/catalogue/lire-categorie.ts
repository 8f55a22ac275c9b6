import type { Champ } from '../champs/champ.ts'
import { normaliserSingulier } from '../normaliser.ts'
import { categories } from './categories.ts'

/** Categories by their acronym or their words; a closed category gives the one that replaced it. */
const categorieParMot = new Map<string, string>()
for (const c of [...categories].sort((a, b) => (a.statut === b.statut ? 0 : a.statut === 'fermee' ? -1 : 1))) {
  const code = c.remplaceePar ?? c.code
  const acronyme = /\(([^)]+)\)\s*$/u.exec(c.libelle)?.[1]
  for (const mot of [c.libelle, c.libelle.replace(/\([^)]*\)/gu, ' '), ...(acronyme ? [acronyme] : [])]) categorieParMot.set(normaliserSingulier(mot), code)
}
for (const [mot, code] of [
  ['saad', '460'],
  ['spasad', '209'],
  ['aemo', '295'],
  ['aed', '295'],
  ['foyer logement', '202'],
  ['accueil de jour', '207'],
  ['foyer de vie', '449'],
  ['foyer hebergement', '449'],
  ['lieu de vie', '462'],
  ['lva', '462'],
  ['fjt', '257'],
  ['cada', '443'],
  ['placement familial', '236']
] as const)
  categorieParMot.set(mot, code)

/** How much of what was typed the refusal quotes. */
const citeMax = 60

/** A code of three digits, or the words and acronyms that people write instead (« EHPAD », « Foyer de vie »); « » stays empty. */
export function lireCategorie(typed: string): ReturnType<Champ<string>['parse']> {
  if (typed.trim() === '') return { ok: true, value: '' }
  const code = /(?<!\d)\d{3}(?!\d)/u.exec(typed)?.[0] ?? categorieParMot.get(normaliserSingulier(typed))
  const cite = typed.length > citeMax ? `${typed.slice(0, citeMax).toWellFormed()}…` : typed
  if (code === undefined) return { ok: false, message: `Catégorie « ${cite} » non reconnue : indiquez son code FINESS à trois chiffres, par exemple 500.` }
  return { ok: true, value: code }
}
