import { type Action, action } from '../action.ts'
import { actionsPour, checklistDe } from '../catalogue/checklists.ts'
import { entiteDe } from '../entite-de.ts'
import type { Etablissement } from '../etablissement.ts'
import type { Grappe } from '../grappe.ts'
import type { Organisme } from '../organisme.ts'
import { type Prevision, prevision } from '../prevision.ts'
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

/** Days foreseen, invented like the rest of the example. */
const durees: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  occitanie: {
    A1: 5,
    A2: 30,
    A3: 10,
    MIE1: 30,
    MIE2: 10,
    MIE3: 10,
    MIE4: 15,
    MIE5: 10,
    MIE6: 20,
    IV3: 15,
    IV4: 5,
    MSS1: 5,
    MSS2: 20,
    MSS3: 10,
    MSS4: 15,
    MSS5: 15,
    DMP1: 15,
    DMP2: 5,
    DMP3: 5
  },
  nationale: { N1: 40, N2: 90, N3: 10 }
}

export function previsionsExemple(grappe: Grappe): readonly Prevision[] {
  const checklist = checklistDe(grappe.checklist)
  return checklist.actions.flatMap(({ code }) => {
    const duree = durees[checklist.code]?.[code]
    return duree === undefined ? [] : [entiteDe(prevision, `prevision-${code}`, { catalogue: checklist.code, code, duree })]
  })
}
