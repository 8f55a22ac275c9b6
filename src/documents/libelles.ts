import type { Champ } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatEntier } from '#domain/format.ts'
import type { Organisme } from '#domain/organisme.ts'

/** The words a document prints for what the Dossier holds as codes and ids. */

/** French label of a chosen value; null when nothing is chosen. */
export const libelle = (champ: Pick<Champ, 'options'>, valeur: string | null): string | null =>
  valeur === null ? null : (champ.options?.find((o) => o.value === valeur)?.label ?? valeur)

const joindre = (parts: readonly (string | null)[], entre: string): string | null => parts.filter((p) => p !== null && p !== '').join(entre) || null

/** « Mme Camille Vallorge », from whatever is known; null when neither name is. */
export const nomComplet = (civilite: string | null, prenom: string | null, nom: string | null): string | null =>
  prenom === null && nom === null ? null : joindre([civilite === 'M' ? 'M.' : civilite, prenom, nom], ' ')

export const representantDe = (o: Organisme): string | null => nomComplet(o.civiliteRepresentant, o.prenomRepresentant, o.nomRepresentant)

/** « 12 rue des Lices, 34000 Montpellier ». */
export const adresseDe = (lieu: Pick<Organisme, 'adresse' | 'codePostal' | 'commune'>): string | null =>
  joindre([lieu.adresse, joindre([lieu.codePostal, lieu.commune], ' ')], ', ')

export interface Annuaire {
  readonly organisme: (id: string | null) => Organisme | undefined
  readonly etablissement: (id: string | null) => Etablissement | undefined
}

/** Finds entities by id in one step: documents run over thousands of lines. */
export function annuaireDe(dossier: Dossier): Annuaire {
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const etablissements = new Map(dossier.etablissements.map((e) => [e.id, e]))
  return {
    organisme: (id) => (id === null ? undefined : organismes.get(id)),
    etablissement: (id) => (id === null ? undefined : etablissements.get(id))
  }
}

/** Sum where an empty value counts for nothing; null when every value is empty. */
export function somme(valeurs: readonly (number | null)[]): number | null {
  const connues = valeurs.filter((v) => v !== null)
  return connues.length === 0 ? null : connues.reduce((a, b) => a + b, 0)
}

/** « 1 établissement », « 3 établissements »: count and agreed noun. */
export const accorde = (n: number, singulier: string, pluriel = `${singulier}s`): string => `${formatEntier(n)} ${n < 2 ? singulier : pluriel}`
