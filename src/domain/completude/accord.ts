import { formatEntier } from '../format.ts'

/** Agreement of « manquant » with a field label, from the first word of the label; masculine singular by default. */

const feminin =
  'Action Activité Adresse Alimentation Année Approche Capacité Catégorie Civilité Clé Commune Composition Date Durée Décision Définition Description Désignation Échéance Entité Fin Fonction Formation Fréquence Imputation Instance Instruction Mise Mutualisation Nature Organisation Origine Période Probabilité Qualité Quantité Raison Reprise Référence Région Réponse Situation Solution Source Stratégie Structure Subvention TVA Tâche Vague Version'
const masculinPluriel = 'ETP Établissements Objectifs Participants Profils'
const femininPluriel = 'Adresses Heures Identités Interfaces Personnes Réserves'

const marks = new Map<string, string>([
  ...feminin.split(' ').map((w) => [w, 'e'] as const),
  ...masculinPluriel.split(' ').map((w) => [w, 's'] as const),
  ...femininPluriel.split(' ').map((w) => [w, 'es'] as const)
])

const cache = new Map<string, string>()

/** « FINESS géographique (ET) manquant », « Raison sociale manquante », or the words the field has for it: « MSSanté, résultat à saisir ». */
export function manquant({ label, manque }: { readonly label: string; readonly manque?: string }): string {
  if (manque !== undefined) return manque
  const known = cache.get(label)
  if (known !== undefined) return known
  const sentence = `${label} manquant${marks.get(/^[\p{L}]+/u.exec(label)?.[0] ?? '') ?? ''}`
  cache.set(label, sentence)
  return sentence
}

/** « et 1 autre », « et 12 autres »: what a list does not show. */
export const etAutres = (n: number): string => `et ${formatEntier(n)} ${n < 2 ? 'autre' : 'autres'}`

/** « 1 établissement », « 3 établissements »; the number is already formatted. */
export const pluriel = (n: number, un: string, plusieurs: string): string => (n < 2 ? un : plusieurs)

/** « établissements », « procès-verbaux », « actions de communication »: several of a noun, from its label. */
export const plusieurs = (label: string): string =>
  label.startsWith('procès-verbal') ? label.replace('procès-verbal', 'procès-verbaux') : label.replace(/^\p{L}+/u, '$&s')
