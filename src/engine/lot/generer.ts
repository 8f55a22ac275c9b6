import { GrappeError } from '#contract/errors.ts'
import type { Aide } from '#contract/rpc.ts'
import { optionsCompletude } from '#documents/code-donnees.ts'
import type { Contexte } from '#documents/production.ts'
import { productionsDuLot } from '#documents/registre.ts'
import { etatLot, retient } from '#domain/completude.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Lot } from '#domain/lot.ts'
import type { DemandeProduction } from './demande.ts'
import { planLot } from './plan.ts'
import { produireLot, type ResultatProduction } from './produire.ts'

export interface DemandeLot extends Pick<DemandeProduction, 'lireBlob' | 'rendu' | 'lecteur'> {
  readonly dossier: Dossier
  readonly lot: Lot
  /** True: written whatever is missing, watermarked, never called ready. */
  readonly brouillon: boolean
  /** Existing folder that receives the bundle's folder and its ZIP. */
  readonly destination: string
  readonly contexte: Contexte
  readonly aide: Aide
}

/**
 * Makes a bundle: state, plan, files, re-reading, then only the final names. Not ready and not a draft:
 * throws `lot-pas-pret` with the exact list, nothing is written. Cancelled or failed: nothing is left.
 */
export async function genererLot({ dossier, lot, brouillon, contexte, aide, ...reste }: DemandeLot): Promise<ResultatProduction> {
  const { manques } = etatLot(dossier, lot, optionsCompletude(dossier, contexte.date))
  const plan = planLot(dossier, lot, productionsDuLot(dossier, lot, contexte))
  const retenus = [...manques.filter(retient).map((m) => m.texte), ...plan.refus]
  if (retenus.length && !brouillon) throw new GrappeError('lot-pas-pret', '', retenus)
  return produireLot({ dossier, plan, etat: brouillon ? 'brouillon' : 'pret', manques, contexte, aide, ...reste })
}
