import { type Action, action } from '../action.ts'
import { actionsPour, checklistDe } from '../catalogue/checklists.ts'
import { listesPreparation } from '../catalogue/preparation.ts'
import { entiteDe } from '../entite-de.ts'
import type { Etablissement } from '../etablissement.ts'
import type { Grappe } from '../grappe.ts'
import type { Organisme } from '../organisme.ts'
import { type Prevision, prevision } from '../prevision.ts'
import type { Solution } from '../solution.ts'

/** Day each action was done, invented, in the order of the example's own dates: convention, services, VA, VSR. By code, else by theme. */
const dates: Readonly<Record<string, string>> = {
  A1: '2024-01-08',
  A2: '2023-12-04',
  A3: '2025-11-28',
  A4: '2025-12-12',
  A5: '2026-06-19',
  MIE: '2024-06-14',
  MIE1: '2024-02-12',
  MIE6: '2024-11-29',
  IV: '2024-10-11',
  IV3: '2024-09-06',
  IV4: '2025-02-14',
  MSS: '2024-12-13',
  MSS5: '2025-06-27',
  DMP: '2025-03-21',
  DMP2: '2025-02-21',
  DMP3: '2024-01-19',
  MES: '2026-07-10',
  MES1: '2024-01-19',
  N1: '2024-02-12',
  N2: '2025-09-26',
  N3: '2025-11-28',
  N4: '2026-06-19',
  N5: '2026-03-16',
  N6: '2026-10-09'
}
const dateDe = (code: string): string | null => dates[code] ?? dates[code.replace(/\d+$/u, '')] ?? null

/** The candidature was deposited a fortnight later: nothing of its preparation is left. */
const preparation = (): readonly Action[] =>
  listesPreparation.flatMap((liste) =>
    liste.actions.map(({ code }) =>
      entiteDe(action, `action-${liste.code}-${code}`, {
        catalogue: liste.code,
        code,
        portee: 'grappe',
        etat: 'fait',
        date: '2023-05-26',
        personne: 'Cheffe de projet'
      })
    )
  )

/** Everything done but the deposit of the closure, which is under way. */
export function actionsExemple(
  grappe: Grappe,
  solution: Solution,
  etablissements: readonly Etablissement[],
  organismes: readonly Organisme[]
): readonly Action[] {
  const checklist = checklistDe(grappe.checklist)
  const portees = { grappe: ['grappe'], og: organismes.map((o) => o.id), essms: etablissements.map((e) => e.id) }
  const suivies = actionsPour(checklist, solution.appelInsi).flatMap((a) =>
    portees[a.portee].map((portee) =>
      entiteDe(action, `action-${a.code}-${portee}`, {
        catalogue: checklist.code,
        code: a.code,
        portee,
        etat: a.code === 'A6' ? 'en-cours' : 'fait',
        date: a.code === 'A6' ? null : dateDe(a.code),
        personne: 'Cheffe de projet'
      })
    )
  )
  return [...preparation(), ...suivies]
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
