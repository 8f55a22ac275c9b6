import type { Aide } from '#contract/rpc.ts'
import type { Contexte } from '#documents/production.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Manque } from '#domain/lot.ts'
import type { LecteurIsole } from '../preuves/lecteur-isole.ts'
import type { Fonts } from '../render/pdf/faces.ts'
import type { PlanLot } from './plan.ts'

/** Everything the making of a bundle needs. */
export interface DemandeProduction {
  readonly dossier: Dossier
  readonly plan: PlanLot
  readonly etat: 'pret' | 'brouillon'
  /** Printed in the bordereau: what is missing in a draft, what was justified. */
  readonly manques: readonly Manque[]
  /** Existing folder that receives the bundle's folder and its ZIP. */
  readonly destination: string
  readonly contexte: Contexte
  /** Bytes of an attached file by its SHA-256, or null when the file holds none. */
  readonly lireBlob: (sha256: string) => Uint8Array | null | Promise<Uint8Array | null>
  readonly rendu: { readonly fonts: Fonts }
  /** Opens attached PDFs in a thread of its own: what they hold cannot hang the engine. */
  readonly lecteur: LecteurIsole
  readonly aide: Aide
}
