import type { Grappe } from '../grappe.ts'
import type { Solution } from '../solution.ts'
import type { ActionCatalogue, Checklist, Lien } from './checklist.ts'
import { checklistNationale } from './checklist-nationale.ts'
import { checklistOccitanie } from './checklist-occitanie.ts'

/** Every deployment list. A new region = one data file, one line here, one choice of `grappe.checklist`. */
export const checklists: Readonly<Record<NonNullable<Grappe['checklist']>, Checklist>> = {
  occitanie: checklistOccitanie,
  nationale: checklistNationale
}

/** The list a grappe follows; the national one while none is chosen. */
export const checklistDe = (code: Grappe['checklist']): Checklist => checklists[code ?? 'nationale']

/** The list that fits the regions of a grappe: Occitanie when it is alone, else the national one. */
export const checklistProposee = (codesRegion: readonly string[]): NonNullable<Grappe['checklist']> =>
  codesRegion.length > 0 && codesRegion.every((c) => c === '76') ? 'occitanie' : 'nationale'

export interface ActionSuivie extends ActionCatalogue {
  /** Why it is « sans objet » whatever the user says; null when it is to be done. */
  readonly sansObjet: string | null
}

/**
 * The actions of a list for a solution. When the DUI does not call INSi by certificate, the certificate actions are
 * « sans objet », the card order appears after them, and what came after the certificates comes after the cards.
 */
export function actionsPour(checklist: Checklist, appelInsi: Solution['appelInsi']): readonly ActionSuivie[] {
  const rule = appelInsi === 'non' ? checklist.sansCertificatInsi : undefined
  if (!rule) return checklist.actions.map((a) => ({ ...a, sansObjet: null }))
  const relinked = (a: ActionCatalogue): readonly Lien[] => {
    const kept = a.apres.filter((l) => !rule.sansObjet.includes(l.code))
    return rule.pour.includes(a.code) ? [...kept, { code: rule.remplacante.code, origine: 'deduite' }] : kept
  }
  return checklist.actions.flatMap((a): readonly ActionSuivie[] => {
    const suivie = { ...a, apres: relinked(a), sansObjet: rule.sansObjet.includes(a.code) ? 'Le DUI n’appelle pas INSi par certificat.' : null }
    return a.code === rule.sansObjet.at(-1) ? [suivie, { ...rule.remplacante, sansObjet: null }] : [suivie]
  })
}
