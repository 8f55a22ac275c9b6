import { pieces, piecesComplementaires } from '#domain/catalogue/pieces.ts'
import { demarcheNumerique, galis, type Limites, type LimitesSaisies, limitesDe, type Plateforme } from '#domain/catalogue/plateformes.ts'
import type { Lot } from '#domain/lot.ts'

/** One place where files go: a pièce of GALIS, a field of the closure form, a part of a mailing. */
export interface ChampLot {
  readonly code: string
  readonly titre: string
  /** First part of its files' names: keeps them in upload order. */
  readonly numero: string
  /** False for what is not uploaded: the sheet one copies from. */
  readonly depose: boolean
}

const champ = (code: string, titre: string, numero: string, depose = true): ChampLot => ({ code, titre, numero, depose })
const va = (n: string) => champ('va', 'Vérification d’aptitude (VA)', n)
const vsr = (n: string) => champ('vsr', 'Vérification de service régulier (VSR)', n)
const indicateurs = (n: string) => champ('indicateurs', 'Indicateurs d’usage', n)
const preuves = (n: string) => champ('preuves', 'Preuves conformes', n)
const depenses = (n: string) => champ('depenses', 'État récapitulatif des dépenses', n)
/** Text to copy into the mailing: stays with the sender. */
const message = champ('message', 'Message à envoyer', '00', false)
/** Goes with every bundle and is never uploaded. */
export const champBordereau = champ('bordereau', 'Bordereau', '00', false)

const champsGalis = [
  ...pieces.map((p) => champ(`piece-${p.numero}`, `Pièce ${p.numero} : ${p.titre}`, String(p.numero).padStart(2, '0'), p.deposee)),
  ...piecesComplementaires.map((p) => champ(`piece-${p.numero}`, p.titre, String(p.numero), p.deposee))
]

/** Fields of each bundle, in upload order. The closure form's own names are not published: these are the five documents it asks for. */
export const champsDuLot: Readonly<Record<Lot, readonly ChampLot[]>> = {
  galis: champsGalis,
  complement: champsGalis,
  va: [message, va('01')],
  'etat-des-lieux': [message, indicateurs('01')],
  vsr: [message, vsr('01')],
  cloture: [va('01'), vsr('02'), indicateurs('03'), preuves('04'), depenses('05')]
}

/** Where a bundle is deposited; null for a mailing. */
export const plateformeDuLot: Readonly<Record<Lot, Plateforme | null>> = {
  galis,
  complement: galis,
  va: null,
  'etat-des-lieux': null,
  vsr: null,
  cloture: demarcheNumerique
}

const champRib = 'piece-9'

/** The limits of the platform of a bundle, with those entered for the grappe; null for a mailing. */
export function limitesDuLot(lot: Lot, saisies: LimitesSaisies): Limites | null {
  const plateforme = plateformeDuLot[lot]
  return plateforme && limitesDe(plateforme, saisies)
}

/** Most files a field takes under these limits; null when nobody says. */
export const fichiersMax = (lot: Lot, code: string, limites: Limites | null): number | null =>
  (code === champRib ? plateformeDuLot[lot]?.fichiersParChampRib : limites?.fichiers) ?? null
