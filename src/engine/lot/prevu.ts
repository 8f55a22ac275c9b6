import type { MessageEnvoi } from '#documents/cloture/message.ts'
import type { ChampLot } from '#documents/lot/champs.ts'
import type { Production, ProductionDuLot } from '#documents/production.ts'
import { extensionOf } from '#domain/catalogue/plateformes.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'

/** Where the bytes of a planned file come from. */
export type Source =
  | { readonly s: 'genere'; readonly production: Production }
  /** An attached file, copied byte for byte; `signe` when it replaces a generated draft. */
  | { readonly s: 'joint'; readonly piece: PieceJointe; readonly signe: boolean }
  /** Several attached PDFs put one after the other, for reading. */
  | { readonly s: 'fusion'; readonly pieces: readonly PieceJointe[]; readonly titre: string }
  /** Attached files as they are, in one ZIP. */
  | { readonly s: 'archive'; readonly pieces: readonly PieceJointe[] }
  /** Drafts of the mailing, with the other files attached: made last, several when one would be too big (`limiteMo`, null for no limit). */
  | { readonly s: 'courriel'; readonly message: MessageEnvoi; readonly limiteMo: number | null }

export interface FichierPrevu {
  readonly champ: ChampLot
  readonly titre: string
  readonly nom: string
  readonly source: Source
}

/** A planned file before it is named. */
export type Prevu = Omit<FichierPrevu, 'nom'> & { readonly base: string; readonly extension: string }

export const nomDOrganisme = (dossier: Dossier, id: string | null) => dossier.organismes.find((o) => o.id === id)?.raisonSociale ?? null
export const extensionDe = (piece: PieceJointe) => extensionOf(piece.nom ?? '') || (piece.type === 'application/pdf' ? 'pdf' : '')

/** An attached file as it is. */
export const joint = (champ: ChampLot, piece: PieceJointe, titre: string, base: string, signe: boolean): Prevu => ({
  champ,
  titre,
  base,
  extension: extensionDe(piece),
  source: { s: 'joint', piece, signe }
})

/** A document Grappe makes. */
export const genere = (champ: ChampLot, { production }: ProductionDuLot): Prevu => ({
  champ,
  titre: production.sorte === 'pdf' ? production.doc.titre : production.classeur.titre,
  base: production.base.replace(/^\d+[_-]/u, ''),
  extension: production.sorte,
  source: { s: 'genere', production }
})
