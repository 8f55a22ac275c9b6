import type { Dossier } from './dossier.ts'
import { coutRhTotal } from './plan-financement.ts'

/** What was planned and what was spent for one poste, in cents TTC; `ecartPourcent` is null when nothing was planned. */
export interface TotalPoste {
  readonly poste: string
  readonly prevu: number
  readonly realise: number
  readonly eligible: number
  /** realise − prevu. */
  readonly ecart: number
  readonly ecartPourcent: number | null
}

/** Poste of the « coûts RH » sheet, and of payroll lines whose own poste is not in the plan. */
export const posteRh = 'Ressources humaines'

const keyOf = (poste: string) => poste.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('fr')

interface PosteSomme {
  readonly poste: string
  prevu: number
  realise: number
  eligible: number
  /** Ids of the expense lines summed. */
  readonly depenses: string[]
}

/** Postes of the plan in its order, then those met only among the expenses. */
function sommerParPoste(dossier: Dossier): readonly PosteSomme[] {
  const rows = new Map<string, PosteSomme>()
  const row = (poste: string) => {
    const key = keyOf(poste)
    const known = rows.get(key)
    if (known) return known
    const created: PosteSomme = { poste, prevu: 0, realise: 0, eligible: 0, depenses: [] }
    rows.set(key, created)
    return created
  }
  for (const cout of dossier.couts) if (cout.poste !== null) row(cout.poste).prevu += cout.ttc ?? 0
  for (const cout of dossier.coutsRh) row(posteRh).prevu += coutRhTotal(cout) ?? 0
  for (const depense of dossier.depenses) {
    const named = depense.poste ?? 'Sans poste'
    const target = row(depense.nature === 'rh' && !rows.has(keyOf(named)) ? posteRh : named)
    target.realise += depense.ttc ?? 0
    target.eligible += depense.eligible ?? 0
    target.depenses.push(depense.id)
  }
  return [...rows.values()]
}

/** Postes of the plan de financement, in its order, each once: those of the costs, and of the staff when there is some. */
export const postesDuPlan = (dossier: Dossier): readonly string[] => [
  ...new Set([...dossier.couts.flatMap((c) => (c.poste === null ? [] : [c.poste])), ...(dossier.coutsRh.length > 0 ? [posteRh] : [])])
]

/** Totals per poste of the plan de financement, in the order of the plan, then the postes met only among the expenses. */
export const totauxParPoste = (dossier: Dossier): readonly TotalPoste[] =>
  sommerParPoste(dossier).map(({ depenses: _, ...r }) => ({
    ...r,
    ecart: r.realise - r.prevu,
    ecartPourcent: r.prevu === 0 ? null : ((r.realise - r.prevu) / r.prevu) * 100
  }))

/** Rank (from 1) of the poste of each expense line among `totauxParPoste`, by line id. */
export const rangPostes = (dossier: Dossier): ReadonlyMap<string, number> =>
  new Map(sommerParPoste(dossier).flatMap((p, i) => p.depenses.map((id): [string, number] => [id, i + 1])))

/** Totals of the statement, in cents. `soldeSubvention` = eligible − subsidy of the convention; null while no subsidy is entered. */
export interface TotalDepenses {
  readonly ht: number
  readonly tva: number
  readonly ttc: number
  readonly eligible: number
  readonly subvention: number | null
  readonly soldeSubvention: number | null
}

export function totalDepenses(dossier: Dossier): TotalDepenses {
  const total = { ht: 0, tva: 0, ttc: 0, eligible: 0 }
  for (const { ht, tva, ttc, eligible } of dossier.depenses) {
    total.ht += ht ?? 0
    total.tva += tva ?? 0
    total.ttc += ttc ?? 0
    total.eligible += eligible ?? 0
  }
  const subvention = dossier.grappe.montantConvention
  return { ...total, subvention, soldeSubvention: subvention === null ? null : total.eligible - subvention }
}
