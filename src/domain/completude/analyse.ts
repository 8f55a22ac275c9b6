import type { Dossier } from '../dossier.ts'
import { type Lot, type Manque, type Phase, phases } from '../lot.ts'
import { verifierChamps, verifierFinessDoubles } from './champs.ts'
import { createCollecte, type OptionsCompletude, type Verification } from './collecteur.ts'
import { verifierComplement } from './complement.ts'
import { verifierConflits } from './conflits.ts'
import { verifierDates } from './dates.ts'
import { verifierDepenses } from './depenses.ts'
import { verifierFichiersCloture } from './fichiers-cloture.ts'
import { verifierFinancement } from './financement.ts'
import { verifierRaci } from './gouvernance.ts'
import { verifierIndicateursPropres } from './indicateurs-propres.ts'
import { verifierNombres } from './nombres.ts'
import { verifierPieces } from './pieces.ts'
import { verifierPreuves } from './preuves.ts'
import { verifierPvs } from './pvs.ts'
import { verifierRecevabilite } from './recevabilite.ts'
import { verifierRetraits } from './retraits.ts'
import { verifierUsages } from './usages.ts'

/** Every check of completeness. Each reports the bundles it holds back: none of them blocks a phase. */
const verifications: readonly Verification[] = [
  verifierNombres,
  verifierDates,
  verifierChamps,
  verifierFinessDoubles,
  verifierConflits,
  verifierRecevabilite,
  verifierRaci,
  verifierFinancement,
  verifierPieces,
  verifierComplement,
  verifierUsages,
  verifierIndicateursPropres,
  verifierPreuves,
  verifierDepenses,
  verifierPvs,
  verifierRetraits,
  verifierFichiersCloture
]

/** What is missing, worst first then by phase, and how many things were found right in each phase. */
export interface Analyse {
  readonly manques: readonly Manque[]
  readonly enRegle: ReadonlyMap<Phase, number>
  readonly enAttente: ReadonlyMap<Phase, number>
}

const rangGravite = { bloquant: 0, 'a-justifier': 1, information: 2 } as const
const rangPhase = new Map<Phase, number>(phases.map((p, i) => [p.code, i]))

/** Stable order in one pass: gravity, then phase. */
function ordonner(manques: readonly Manque[]): readonly Manque[] {
  const buckets: Manque[][] = Array.from({ length: 3 * phases.length }, () => [])
  for (const manque of manques) buckets[rangGravite[manque.gravite] * phases.length + (rangPhase.get(manque.phase) ?? 0)]?.push(manque)
  const ordered: Manque[] = []
  for (const bucket of buckets) for (const manque of bucket) ordered.push(manque)
  return ordered
}

/**
 * A pièce « fournie » by the user needs no data of its own; what a pièce « à corriger » lacks holds the complement back too.
 */
function affecter(dossier: Dossier, manques: readonly Manque[], exclusifs: ReadonlySet<Manque>): readonly Manque[] {
  const joined = new Set(dossier.piecesJointes.flatMap((p) => (p.role === 'piece' && p.piece !== null ? [p.piece] : [])))
  const fournies = new Set(dossier.pieces.flatMap((p) => (p.mode === 'fournie' && p.numero !== null && joined.has(p.numero) ? [p.numero] : [])))
  const aCorriger = new Set(dossier.pieces.flatMap((p) => (p.suite === 'a-corriger' && p.numero !== null ? [p.numero] : [])))
  if (fournies.size === 0 && aCorriger.size === 0) return manques
  const kept: Manque[] = []
  for (const manque of manques) {
    let held: readonly Lot[] = manque.lots
    if (manque.piece !== undefined) {
      if (exclusifs.has(manque) && fournies.has(manque.piece)) held = held.filter((lot) => lot !== 'galis' && lot !== 'complement')
      else if (aCorriger.has(manque.piece) && held.includes('galis') && !held.includes('complement')) held = [...held, 'complement']
    }
    if (held.length > 0) kept.push(held === manque.lots ? manque : { ...manque, lots: held })
  }
  return kept
}

export function analyser(dossier: Dossier, options: OptionsCompletude): Analyse {
  const { contexte, manques, exclusifs, enRegle, enAttente } = createCollecte(dossier, options)
  for (const verifier of verifications) verifier(contexte)
  return { manques: ordonner(affecter(dossier, manques, exclusifs)), enRegle, enAttente }
}
