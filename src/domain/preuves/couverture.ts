import type { Dossier } from '../dossier.ts'
import { etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import { grouper } from '../grouper.ts'
import type { Fenetre } from '../indicateurs/fenetre.ts'
import type { PieceJointe } from '../piece-jointe.ts'

/** Which proofs speak of which establishments, for one window. */
export interface Couverture {
  readonly preuves: readonly PieceJointe[]
  readonly preuvesDe: (etablissement: Etablissement) => readonly PieceJointe[]
  /** Kept establishments a proof speaks of: its own, those of its OG, or all. */
  readonly etablissementsDe: (preuve: PieceJointe) => readonly Etablissement[]
  /** Proofs of the same file as this one, itself included: a PDF that shows several establishments is attached once for each. */
  readonly memeFichier: (preuve: PieceJointe) => readonly PieceJointe[]
  /** Kept establishments that the file of a proof is attached for, through this proof or another. */
  readonly servisPar: (preuve: PieceJointe) => readonly Etablissement[]
  /** True when a proof is attached to this very establishment. */
  readonly aLaSienne: (etablissement: Etablissement) => boolean
}

/** What makes two proofs one file: their bytes. */
const cleFichier = (preuve: PieceJointe): string => preuve.sha256 ?? preuve.id

/** Each file once, whatever the number of establishments it is attached for. */
export const unParFichier = (preuves: readonly PieceJointe[]): readonly PieceJointe[] => [...grouper(preuves, cleFichier).values()].flatMap(([p]) => p ?? [])

/** Proofs of a window by file: the same one, whatever the number of establishments it is attached for. */
export const preuvesParFichier = (dossier: Dossier, fenetre: Fenetre): ReadonlyMap<string, readonly PieceJointe[]> =>
  grouper(preuvesDe(dossier.piecesJointes, fenetre), cleFichier)
const preuvesDe = (fichiers: readonly PieceJointe[], fenetre: Fenetre) => fichiers.filter((p) => p.role === 'preuve' && p.releve === fenetre)

/** A proof is attached to an establishment, to an OG, or to the whole grappe; `deja`: the attached proofs, when at hand. */
export function couvertureDe(dossier: Dossier, fenetre: Fenetre, deja?: readonly PieceJointe[]): Couverture {
  const preuves = preuvesDe(deja ?? dossier.piecesJointes, fenetre)
  const conserves = etablissementsConserves(dossier)
  const parCible = grouper(preuves, (p) => p.cible ?? p.organisme ?? '')
  const parId = new Map(conserves.map((e) => [e.id, e]))
  const parOrganisme = grouper(conserves, (e) => e.organisme ?? '')
  const pour = (cible: string | null) => (cible === null ? [] : (parCible.get(cible) ?? []))
  const fichiers = grouper(preuves, cleFichier)
  const memeFichier = (preuve: PieceJointe) => fichiers.get(cleFichier(preuve)) ?? [preuve]
  const communes = [...pour(dossier.projet), ...(dossier.projet === 'grappe' ? [] : pour('grappe'))]
  const etablissementsDe = (preuve: PieceJointe): readonly Etablissement[] => {
    const cible = preuve.cible ?? preuve.organisme ?? ''
    if (cible === dossier.projet || cible === 'grappe') return conserves
    const seul = parId.get(cible)
    return seul ? [seul] : cible === '' ? [] : (parOrganisme.get(cible) ?? [])
  }
  const servis = new Map<string, readonly Etablissement[]>()
  return {
    preuves,
    aLaSienne: (e) => pour(e.id).length > 0,
    preuvesDe: (e) => [...pour(e.id), ...pour(e.organisme), ...communes],
    etablissementsDe,
    memeFichier,
    servisPar: (preuve) => {
      const cle = cleFichier(preuve)
      const connus = servis.get(cle) ?? [...new Set(memeFichier(preuve).flatMap(etablissementsDe))]
      servis.set(cle, connus)
      return connus
    }
  }
}
