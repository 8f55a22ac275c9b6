import { type Action, action } from '../action.ts'
import { actionsPour, checklistDe } from '../catalogue/checklists.ts'
import { entiteDe } from '../entite-de.ts'
import type { Etablissement } from '../etablissement.ts'
import type { Grappe } from '../grappe.ts'
import type { Organisme } from '../organisme.ts'
import type { Solution } from '../solution.ts'

/** Everything done but the deposit of the closure, which is under way. */
export function actionsExemple(
  grappe: Grappe,
  solution: Solution,
  etablissements: readonly Etablissement[],
  organismes: readonly Organisme[]
): readonly Action[] {
  const checklist = checklistDe(grappe.checklist)
  const portees = { grappe: ['grappe'], og: organismes.map((o) => o.id), essms: etablissements.map((e) => e.id) }
  return actionsPour(checklist, solution.appelInsi).flatMap((a) =>
    portees[a.portee].map((portee) =>
      entiteDe(action, `action-${a.code}-${portee}`, {
        catalogue: checklist.code,
        code: a.code,
        portee,
        etat: a.code === 'A6' ? 'en-cours' : 'fait',
        date: a.code === 'A6' ? null : '2026-06-19',
        personne: 'Cheffe de projet'
      })
    )
  )
}
