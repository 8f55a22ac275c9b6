import type { MessageEnvoi } from '#documents/cloture/message.ts'
import type { Doc } from '#documents/doc.ts'
import type { ChampLot } from '#documents/lot/champs.ts'
import type { Production, ProductionDuLot } from '#documents/production.ts'
import { extensionOf } from '#domain/catalogue/plateformes.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import type { Lot } from '#domain/lot.ts'
import type { Modele } from '#domain/modele.ts'
import { placeDuModele } from '#domain/modeles/place.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { couvertureDe } from '#domain/preuves/couverture.ts'
import { ascii } from './nom-fichier.ts'

/** Where the bytes of a planned file come from. */
export type Source =
  | { readonly s: 'genere'; readonly production: Production }
  /** An attached file, copied byte for byte; `signe` when it replaces a generated draft. */
  | { readonly s: 'joint'; readonly piece: PieceJointe; readonly signe: boolean }
  /** Several attached PDFs put one after the other, for reading. */
  | { readonly s: 'fusion'; readonly pieces: readonly PieceJointe[]; readonly titre: string }
  /** A copy of a model of the teleservice, with the data in place. */
  | { readonly s: 'modele'; readonly modele: Modele }
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

/** What an attached file belongs to, as its reader names it. */
interface Rattachement {
  readonly nom: string
  readonly finess: string | null
}

const etablissementNomme = (e: Etablissement): Rattachement => ({ nom: e.nom ?? e.finess ?? 'Établissement sans nom', finess: e.finess })

function rattachementDe(dossier: Dossier, piece: PieceJointe): Rattachement {
  const essms = dossier.etablissements.find((e) => e.id === piece.cible)
  if (essms) return etablissementNomme(essms)
  const pv = dossier.pvs.find((p) => p.id === piece.cible)
  const og = dossier.organismes.find((o) => o.id === (pv?.organisme ?? piece.organisme ?? piece.cible))
  return { nom: og?.raisonSociale ?? 'Toute la grappe', finess: og?.finessEj ?? null }
}

/**
 * What each attached file belongs to; a file that serves several establishments, all of them in the order of the Dossier. That of an
 * organisation or of the grappe serves those that have no proof of their own.
 */
export function createRattachements(dossier: Dossier): (piece: PieceJointe) => readonly Rattachement[] {
  const couvertures = { va: couvertureDe(dossier, 'va'), cloture: couvertureDe(dossier, 'cloture') }
  const rang = new Map(dossier.etablissements.map((e, i) => [e.id, i]))
  return (piece) => {
    if (piece.role !== 'preuve' || piece.releve === null) return [rattachementDe(dossier, piece)]
    const { memeFichier, servisPar, aLaSienne } = couvertures[piece.releve]
    const cibles = new Set(memeFichier(piece).map((p) => p.cible))
    const servis = servisPar(piece).filter((e) => cibles.has(e.id) || !aLaSienne(e))
    if (servis.length < 2) return [rattachementDe(dossier, piece)]
    return servis.toSorted((a, b) => (rang.get(a.id) ?? 0) - (rang.get(b.id) ?? 0)).map(etablissementNomme)
  }
}

/** An attached file as it is. */
export const joint = (champ: ChampLot, piece: PieceJointe, titre: string, base: string, signe: boolean): Prevu => ({
  champ,
  titre,
  base,
  extension: extensionDe(piece),
  source: { s: 'joint', piece, signe }
})

/** Models of a field, under the name that their author gave them. */
export const modelesDuChamp = (dossier: Dossier, lot: Lot, champ: ChampLot): Prevu[] =>
  dossier.modeles.flatMap((modele): Prevu[] => {
    const place = placeDuModele(modele.usage)
    if (place?.champ !== champ.code || place.lot !== lot || modele.sha256 === null) return []
    const nom = modele.nom ?? 'modele'
    const extension = modele.type === 'application/pdf' ? 'pdf' : 'xlsx'
    return [{ champ, titre: nom, base: ascii(nom.replace(/\.[^.]*$/u, '')), extension, source: { s: 'modele', modele } }]
  })

/** Nine minutes of nine organisations are told apart by whom they are of. */
const titreDe = ({ titre, pour }: Doc): string => (pour === undefined ? titre : `${titre} – ${pour}`)

/** A document Grappe makes. */
export const genere = (champ: ChampLot, { production }: ProductionDuLot): Prevu => ({
  champ,
  // A document often comes twice, to read and to reuse: the name says which is the workbook.
  titre: production.sorte === 'pdf' ? titreDe(production.doc) : `${production.classeur.titre} – classeur`,
  base: production.base.replace(/^\d+[_-]/u, ''),
  extension: production.sorte,
  source: { s: 'genere', production }
})
