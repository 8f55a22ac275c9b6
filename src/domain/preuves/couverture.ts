import type { Dossier } from '../dossier.ts'
import { etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import type { Fenetre } from '../indicateurs/fenetre.ts'
import type { PieceJointe } from '../piece-jointe.ts'

/** Which proofs speak of which establishments, for one window. */
export interface Couverture {
  readonly preuves: readonly PieceJointe[]
  readonly preuvesDe: (etablissement: Etablissement) => readonly PieceJointe[]
  /** Kept establishments a proof speaks of: its own, those of its OG, or all. */
  readonly etablissementsDe: (preuve: PieceJointe) => readonly Etablissement[]
  /** True when a proof is attached to this very establishment. */
  readonly aLaSienne: (etablissement: Etablissement) => boolean
}

function parCle<T>(liste: readonly T[], cleDe: (un: T) => string): ReadonlyMap<string, readonly T[]> {
  const groupes = new Map<string, T[]>()
  for (const un of liste) {
    const groupe = groupes.get(cleDe(un))
    if (groupe) groupe.push(un)
    else groupes.set(cleDe(un), [un])
  }
  return groupes
}

/** A proof is attached to an establishment, to an OG, or to the whole grappe; `deja`: the attached proofs, when at hand. */
export function couvertureDe(dossier: Dossier, fenetre: Fenetre, deja?: readonly PieceJointe[]): Couverture {
  const preuves = (deja ?? dossier.piecesJointes.filter((p) => p.role === 'preuve')).filter((p) => p.releve === fenetre)
  const conserves = etablissementsConserves(dossier)
  const parCible = parCle(preuves, (p) => p.cible ?? p.organisme ?? '')
  const parId = new Map(conserves.map((e) => [e.id, e]))
  const parOrganisme = parCle(conserves, (e) => e.organisme ?? '')
  const pour = (cible: string | null) => (cible === null ? [] : (parCible.get(cible) ?? []))
  const communes = [...pour(dossier.projet), ...(dossier.projet === 'grappe' ? [] : pour('grappe'))]
  return {
    preuves,
    aLaSienne: (e) => pour(e.id).length > 0,
    preuvesDe: (e) => [...pour(e.id), ...pour(e.organisme), ...communes],
    etablissementsDe: (preuve) => {
      const cible = preuve.cible ?? preuve.organisme ?? ''
      if (cible === dossier.projet || cible === 'grappe') return conserves
      const seul = parId.get(cible)
      return seul ? [seul] : cible === '' ? [] : (parOrganisme.get(cible) ?? [])
    }
  }
}
