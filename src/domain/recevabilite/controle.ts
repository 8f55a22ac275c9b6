import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import { type Parametres, parametresDe } from '../parametres.ts'
import type { Reponse } from '../reponse.ts'

export const etatsControle = ['conforme', 'non-conforme', 'a-justifier', 'a-renseigner'] as const
export type EtatControle = (typeof etatsControle)[number]

export const etatControleLabel: Readonly<Record<EtatControle, string>> = {
  conforme: 'Conforme',
  'non-conforme': 'Non conforme',
  'a-justifier': 'À justifier',
  'a-renseigner': 'À renseigner'
}

/** An establishment, organism or document at fault. */
export interface Fautif {
  readonly kind: string
  readonly id: string
  readonly libelle: string
}

export interface Verdict {
  readonly etat: EtatControle
  /** French: why, and what to do. */
  readonly explication: string
  readonly fautifs?: readonly Fautif[]
  /** The field that answers it, when a field of the Dossier does. */
  readonly champ?: { readonly kind: string; readonly champ: string }
}

/** What a check reads. Built once for all of them. */
export interface ContexteControle {
  readonly dossier: Dossier
  readonly instruction: Parametres
  readonly conserves: readonly Etablissement[]
  /** Answer given by a person to this check, if any. */
  readonly reponse: Reponse | undefined
}

/** One check of recevabilité. A new one = one file and one line in the registry. */
export interface Controle {
  readonly code: string
  readonly titre: string
  /** The rule in our words, with what varies from one instruction to another. */
  readonly regle: string
  readonly source: string
  /** Asked when the data cannot tell: « oui » means conforme. */
  readonly question: string | null
  readonly evaluer: (contexte: ContexteControle) => Verdict
}

export const defineControle = (controle: Controle): Controle => controle

export const cleControle = (code: string): string => `controle:${code}`

/** Verdict of a question: « oui » conforme, « non » as given, no answer: to be asked, beside the setting that would answer it. */
export function demander(reponse: Reponse | undefined, non: Verdict, oui = 'Répondu « oui ».', champ?: Verdict['champ']): Verdict {
  if (reponse?.reponse === 'oui') return { etat: 'conforme', explication: oui }
  return reponse?.reponse === 'non' ? non : { etat: 'a-renseigner', explication: 'Une réponse est attendue.', ...(champ ? { champ } : {}) }
}

export const libelleEtablissement = (e: Etablissement): string => e.nom ?? e.finess ?? 'établissement sans nom'
export const fautif = (e: Etablissement): Fautif => ({ kind: 'etablissement', id: e.id, libelle: libelleEtablissement(e) })

/** True for a project that buys at least one solution: checks 5 and « concurrence » apply. */
export const comporteAcquisition = ({ dossier }: Pick<ContexteControle, 'dossier'>): boolean =>
  dossier.grappe.typeProjet === 'acquisition' || dossier.grappe.typeProjet === 'mixte'

/** Builds what is common to every check but the answer. */
export const contexteControles = (dossier: Dossier): Omit<ContexteControle, 'reponse'> => ({
  dossier,
  instruction: parametresDe(dossier.grappe),
  conserves: etablissementsConserves(dossier)
})
