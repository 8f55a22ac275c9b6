import { type PieceCatalogue, pieces } from './catalogue/pieces.ts'
import { analyser } from './completude/analyse.ts'
import { estMotif, type OptionsCompletude } from './completude/collecteur.ts'
import { complementsDeposes } from './completude/complement.ts'
import { modeDe } from './completude/pieces.ts'
import { type Dossier, porteurDe } from './dossier.ts'
import type { Lot, Manque } from './lot.ts'

/**
 * Everything that is missing or doubtful in a grappe, for the window, the command line and the bundles alike: worst first, then by phase.
 * An `a-justifier` carries `motif` once a person wrote a reason under its key. Source: programme, « Sévérités ».
 */
export const completude = (dossier: Dossier, options: OptionsCompletude): readonly Manque[] => analyser(dossier, options).manques

/** True while this still holds a bundle back: a `bloquant`, or an `a-justifier` without reason. */
export const retient = (manque: Manque): boolean => manque.gravite === 'bloquant' || (manque.gravite === 'a-justifier' && manque.motif === undefined)

export interface EtatLot {
  /** No `bloquant` and every `a-justifier` settled. */
  readonly pret: boolean
  /** What concerns this bundle, settled reasons and information included. */
  readonly manques: readonly Manque[]
}

/** State of one bundle. `deja`: the result of `completude` on the same Dossier, when it is at hand. */
export function etatLot(dossier: Dossier, lot: Lot, options: OptionsCompletude, deja?: readonly Manque[]): EtatLot {
  const manques = (deja ?? completude(dossier, options)).filter((m) => m.lots.includes(lot))
  return { pret: !manques.some(retient), manques }
}

export const etatsPiece = ['a-faire', 'en-cours', 'a-signer', 'prete', 'deposee', 'a-corriger'] as const
export type EtatPiece = (typeof etatsPiece)[number]
export const etatPieceLabel: Readonly<Record<EtatPiece, string>> = {
  'a-faire': 'À faire',
  'en-cours': 'En cours',
  'a-signer': 'À signer',
  prete: 'Prête',
  deposee: 'Déposée',
  'a-corriger': 'À corriger'
}

/** One of the 14 pièces as it stands: what it lacks exactly, and the ids of its attached files. */
export interface PieceSuivie {
  readonly numero: number
  readonly titre: string
  readonly requise: boolean
  readonly mode: 'generee' | 'fournie'
  readonly etat: EtatPiece
  readonly fichiers: readonly string[]
  readonly manques: readonly Manque[]
}

const collections: Readonly<Record<number, readonly (keyof Dossier)[]>> = {
  2: ['instances', 'racis'],
  5: ['taches'],
  6: ['couts', 'coutsRh', 'ressources'],
  7: ['vagues'],
  8: ['communications', 'formations', 'risques'],
  11: ['materiels']
}
const textes: Readonly<Record<number, readonly (keyof Dossier['grappe'])[]>> = {
  1: ['description', 'contexte', 'objectifsGrappe', 'objectifsFeuilleDeRoute', 'objectifsUsages'],
  2: ['mutualisation'],
  7: ['strategieDeploiement', 'repriseDonnees'],
  8: ['conduiteChangement']
}

/** Something was entered for this pièce, or a file joined. */
function isCommencee(dossier: Dossier, numero: number, fichiers: readonly string[]): boolean {
  return (
    fichiers.length > 0 ||
    (collections[numero] ?? []).some((name) => (dossier[name] as readonly unknown[]).length > 0) ||
    (textes[numero] ?? []).some((name) => dossier.grappe[name] !== null)
  )
}

function etatDe(dossier: Dossier, piece: PieceCatalogue, mode: PieceSuivie['mode'], fichiers: readonly string[], held: readonly Manque[]): EtatPiece {
  const suivie = dossier.pieces.find((p) => p.numero === piece.numero)
  // Answered and sent again: it is with the ARS, whatever it asked before.
  if (suivie?.suite === 'a-corriger') return estMotif(suivie.reponse) && complementsDeposes(dossier) !== null ? 'deposee' : 'a-corriger'
  if (suivie?.suite === 'deposee') return 'deposee'
  const others = held.filter((m) => m.cle !== `piece-signee:${piece.numero}`)
  if (others.length > 0) return isCommencee(dossier, piece.numero, fichiers) ? 'en-cours' : 'a-faire'
  if (fichiers.length > 0) return 'prete'
  if (mode === 'fournie') return 'a-faire'
  if (piece.aSigner) return porteurDe(dossier) === undefined ? 'a-faire' : 'a-signer'
  return piece.requise(dossier) ? 'prete' : 'a-faire'
}

/** State of each of the 14 pièces of the GALIS file, in order. */
export function pieceEtats(dossier: Dossier, options: OptionsCompletude, deja?: readonly Manque[]): readonly PieceSuivie[] {
  const all = (deja ?? completude(dossier, options)).filter((m) => m.piece !== undefined && (m.lots.includes('galis') || m.lots.includes('complement')))
  return pieces.map((piece) => {
    const mode = modeDe({ dossier }, piece)
    const fichiers = dossier.piecesJointes.filter((p) => p.role === 'piece' && p.piece === piece.numero).map((p) => p.id)
    const manques = all.filter((m) => m.piece === piece.numero)
    return {
      numero: piece.numero,
      titre: piece.titre,
      requise: piece.requise(dossier),
      mode,
      etat: etatDe(dossier, piece, mode, fichiers, manques.filter(retient)),
      fichiers,
      manques
    }
  })
}
