/**
 * The words shared by everything that says what is missing: bundles, phases, severities.
 * Source: programme, « Sévérités » and « Le lot »; the six bundles of Grappe.
 */

export const lots = ['galis', 'complement', 'va', 'etat-des-lieux', 'vsr', 'cloture'] as const
export type Lot = (typeof lots)[number]

export const lotLabel: Readonly<Record<Lot, string>> = {
  galis: 'Dossier GALIS',
  complement: 'Compléments demandés',
  va: 'Envoi de la VA',
  'etat-des-lieux': 'État des lieux des indicateurs',
  vsr: 'Envoi de la VSR',
  cloture: 'Dossier de clôture'
}

export const phases = [
  { code: 'grappe', numero: 1, titre: 'Ma grappe' },
  { code: 'recevabilite', numero: 2, titre: 'Recevabilité' },
  { code: 'preparer', numero: 3, titre: 'Préparer' },
  { code: 'galis', numero: 4, titre: 'Dossier GALIS' },
  { code: 'depot', numero: 5, titre: 'Dépôt' },
  { code: 'deploiement', numero: 6, titre: 'Déploiement' },
  { code: 'usages', numero: 7, titre: 'Usages' },
  { code: 'depenses', numero: 8, titre: 'Dépenses' },
  { code: 'cloture', numero: 9, titre: 'Clôture' },
  { code: 'partage', numero: 10, titre: 'Partage' },
  { code: 'ressources', numero: 11, titre: 'Ressources' }
] as const
export type Phase = (typeof phases)[number]['code']

/**
 * `bloquant` refuses the bundle; `a-justifier` is settled by a written reason printed in the bordereau;
 * `information` never holds anything back.
 */
export type Gravite = 'bloquant' | 'a-justifier' | 'information'

/** One thing that is missing or doubtful, as shown by the window, the command line and the bundle. */
export interface Manque {
  /** Stable key, e.g. `champ:etablissement.finess:<id>` or `cible:DMP`; a written reason refers to it. */
  readonly cle: string
  readonly gravite: Gravite
  readonly phase: Phase
  /** Bundles this holds back. */
  readonly lots: readonly Lot[]
  /** Number of the GALIS pièce concerned, when there is one. */
  readonly piece?: number
  /** French sentence, names the establishment or document at fault. */
  readonly texte: string
  /** `texte` in two halves when the same may be said of others: a list shows them together. */
  readonly famille?: FamilleManque
  /** The field to focus; null when nothing single can be focused. */
  readonly ou: Adresse | null
  /** The written reason that settles an `a-justifier`. */
  readonly motif?: string
}

/** « Commune manquante » (`quoi`) of « EHPAD Les Tilleuls » (`qui`), an `etablissement` (`kind`). */
export interface FamilleManque {
  readonly kind: string
  readonly quoi: string
  readonly qui: string
}

/** Where a value lives: entity kind, entity id (UUID) and field name. `id` is null for « add one ». */
export interface Adresse {
  readonly kind: string
  readonly id: string | null
  readonly champ: string | null
  /**
   * A relevé, or a measure of an added indicator, is shown by its establishment and its period (`va`, `cloture` or a month): it may not
   * exist yet. `chiffre`: the number to look at, by its column.
   */
  readonly releve?: { readonly etablissement: string; readonly periode: string; readonly chiffre: string }
  /** A proof that is not there yet: whose, and for which window. */
  readonly preuve?: { readonly etablissement: string; readonly fenetre: 'va' | 'cloture' }
}
