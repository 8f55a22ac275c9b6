import type { Action } from '#domain/action.ts'
import type { Portee } from '#domain/catalogue/checklist.ts'
import type { ActionSuivie } from '#domain/catalogue/checklists.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'

export interface PorteeNommee {
  /** `grappe`, or the id of an organisme or establishment. */
  readonly cle: string
  readonly nom: string
}

/** Where an action is followed: once, per OG, or per establishment. */
export function porteesDe(dossier: Dossier, portee: Portee): readonly PorteeNommee[] {
  if (portee === 'grappe') return [{ cle: 'grappe', nom: 'Grappe' }]
  if (portee === 'og') return dossier.organismes.map((o) => ({ cle: o.id, nom: o.raisonSociale ?? 'Organisme sans nom' }))
  return etablissementsConserves(dossier).map((e) => ({ cle: e.id, nom: e.nom ?? e.finess ?? 'Établissement sans nom' }))
}

export type Suivis = ReadonlyMap<string, Action>
const cle = (code: string, portee: string) => `${code}|${portee}`

export const indexSuivis = (dossier: Dossier, catalogue: string): Suivis =>
  new Map(dossier.actions.flatMap((a) => (a.catalogue === catalogue && a.code && a.portee ? [[cle(a.code, a.portee), a] as const] : [])))

export const suiviDe = (suivis: Suivis, code: string, portee: string): Action | undefined => suivis.get(cle(code, portee))

export interface Bilan {
  readonly total: number
  readonly faits: number
  readonly enCours: number
  readonly sansObjet: number
}

/** How far an action is over its scopes. */
export function bilanDe(action: ActionSuivie, portees: readonly PorteeNommee[], suivis: Suivis): Bilan {
  if (action.sansObjet !== null) return { total: portees.length, faits: 0, enCours: 0, sansObjet: portees.length }
  let faits = 0
  let enCours = 0
  let sansObjet = 0
  for (const p of portees) {
    const etat = suiviDe(suivis, action.code, p.cle)?.etat
    if (etat === 'fait') faits++
    else if (etat === 'en-cours') enCours++
    else if (etat === 'sans-objet') sansObjet++
  }
  return { total: portees.length, faits, enCours, sansObjet }
}

export const estAchevee = ({ total, faits, sansObjet }: Bilan): boolean => total > 0 && faits + sansObjet === total

/** Actions that can be done now: not finished, and what they follow is finished. The links are soft: nothing is forbidden. */
export function possiblesMaintenant(actions: readonly ActionSuivie[], bilans: ReadonlyMap<string, Bilan>): readonly ActionSuivie[] {
  const achevee = (code: string) => {
    const bilan = bilans.get(code)
    return bilan === undefined || estAchevee(bilan)
  }
  const commencee = (code: string) => {
    const bilan = bilans.get(code)
    return bilan === undefined || bilan.faits + bilan.enCours + bilan.sansObjet > 0
  }
  return actions.filter((a) => !achevee(a.code) && a.apres.every((l) => (l.pendant ? commencee(l.code) : achevee(l.code))))
}
