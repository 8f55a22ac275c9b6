import { type ChampLot, champsDuLot, fichiersMax, plateformeDuLot } from '#documents/lot/champs.ts'
import { piecesACorriger } from '#documents/pieces/note-complement.ts'
import type { Production } from '#documents/production.ts'
import type { ProductionDuLot } from '#documents/registre.ts'
import { pieceDe } from '#domain/catalogue/pieces.ts'
import { checkExtension, extensionOf, type Plateforme } from '#domain/catalogue/plateformes.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import type { Lot } from '#domain/lot.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { ascii, nomFichier, nomsUniques } from './nom-fichier.ts'
import { paquets } from './paquets.ts'

/** Where the bytes of a planned file come from. */
export type Source =
  | { readonly s: 'genere'; readonly production: Production }
  /** An attached file, copied byte for byte; `signe` when it replaces a generated draft. */
  | { readonly s: 'joint'; readonly piece: PieceJointe; readonly signe: boolean }
  /** Several attached PDFs put one after the other, for reading. */
  | { readonly s: 'fusion'; readonly pieces: readonly PieceJointe[]; readonly titre: string }
  /** Attached files as they are, in one ZIP. */
  | { readonly s: 'archive'; readonly pieces: readonly PieceJointe[] }

export interface FichierPrevu {
  readonly champ: ChampLot
  readonly titre: string
  readonly nom: string
  readonly source: Source
}

export interface PlanLot {
  readonly lot: Lot
  readonly plateforme: Plateforme | null
  /** In upload order, bordereau and manifest left out. */
  readonly fichiers: readonly FichierPrevu[]
  /** What the platform would refuse, one French sentence each. Empty in a bundle ready to upload. */
  readonly refus: readonly string[]
}

type Prevu = Omit<FichierPrevu, 'nom'> & { readonly base: string; readonly extension: string }

/** The field of a production; one the form does not have goes last, and is not uploaded. */
const champDe = (champs: readonly ChampLot[], { champ }: ProductionDuLot): ChampLot =>
  champs.find((c) => c.code === champ) ?? { code: champ, titre: champ, numero: '90', depose: false }

const nomDOrganisme = (dossier: Dossier, id: string | null) => dossier.organismes.find((o) => o.id === id)?.raisonSociale ?? null
const extensionDe = (piece: PieceJointe) => extensionOf(piece.nom ?? '') || (piece.type === 'application/pdf' ? 'pdf' : '')

const joint = (champ: ChampLot, piece: PieceJointe, titre: string, base: string, signe: boolean): Prevu => ({
  champ,
  titre,
  base,
  extension: extensionDe(piece),
  source: { s: 'joint', piece, signe }
})

/** Attached files of one GALIS pièce: the signed copy or the user's own file, with the delegations that go with it. */
function jointsDePiece(dossier: Dossier, champ: ChampLot, numero: number, remplace: boolean): Prevu[] {
  const piece = pieceDe(numero)
  const deLa = dossier.piecesJointes.filter((p) => p.piece === numero && (p.role === 'piece' || p.role === 'delegation'))
  return deLa.map((p) => {
    const og = nomDOrganisme(dossier, p.organisme)
    const delegation = p.role === 'delegation'
    const signe = !delegation && remplace && piece?.aSigner === true
    const base = `${delegation ? 'Delegation' : (piece?.slug ?? 'Piece')}${signe ? '_signee' : ''}${og ? `_${ascii(og)}` : ''}`
    const quoi = delegation ? 'Délégation de signature' : `${piece?.titre ?? champ.titre}${signe ? ' – exemplaire signé' : ''}`
    return joint(champ, p, og ? `${quoi} – ${og}` : quoi, base, signe)
  })
}

/** Files of the GALIS bundle and of the complements (`seulement`: numbers asked again). */
function prevusGalis(dossier: Dossier, productions: readonly ProductionDuLot[], champs: readonly ChampLot[], seulement: ReadonlySet<number> | null): Prevu[] {
  return champs.flatMap((champ) => {
    const numero = Number(champ.code.replace('piece-', ''))
    if (seulement && !seulement.has(numero)) return []
    const fournie = dossier.pieces.some((p) => p.numero === numero && p.mode === 'fournie')
    const attachee = dossier.piecesJointes.some((p) => p.piece === numero && p.role === 'piece')
    const remplace = attachee && (fournie || pieceDe(numero)?.aSigner === true)
    const generes = remplace ? [] : productions.filter((p) => champDe(champs, p).code === champ.code).map((p) => genere(champ, p))
    return [...generes, ...jointsDePiece(dossier, champ, numero, remplace)]
  })
}

const genere = (champ: ChampLot, { production }: ProductionDuLot): Prevu => ({
  champ,
  titre: production.sorte === 'pdf' ? production.doc.titre : production.classeur.titre,
  base: production.base.replace(/^\d+[_-]/u, ''),
  extension: production.sorte,
  source: { s: 'genere', production }
})

/** VA or VSR: each signed procès-verbal replaces its draft; beyond what the field takes, copies by OG and one ZIP of the originals. */
function prevusPv(dossier: Dossier, productions: readonly ProductionDuLot[], champ: ChampLot, limites: Limites): Prevu[] {
  const pvs = dossier.pvs.filter((p) => p.type === champ.code)
  const signes = pvs.flatMap((pv) =>
    dossier.piecesJointes.filter((p) => p.cible === pv.id && (p.role === 'pv' || p.role === 'delegation')).map((p) => ({ pv, p }))
  )
  const remplaces = new Set(signes.filter(({ p }) => p.role === 'pv').map(({ pv }) => pv.id))
  const brouillons = productions.filter(({ pv }) => pv === undefined || !remplaces.has(pv))
  const sigle = champ.code.toUpperCase()
  const originaux = signes.map(({ pv, p }) => {
    const og = nomDOrganisme(dossier, pv.organisme)
    const delegation = p.role === 'delegation'
    const quoi = delegation ? 'Délégation de signature' : `Procès-verbal de ${sigle} – exemplaire signé`
    return joint(
      champ,
      p,
      og ? `${quoi} – ${og}` : quoi,
      `${delegation ? 'Delegation' : 'PV'}_${sigle}${delegation ? '' : '_signe'}${og ? `_${ascii(og)}` : ''}`,
      !delegation
    )
  })
  const generes = brouillons.map((p) => genere(champ, p))
  if (limites.fichiers === null || originaux.length + generes.length <= limites.fichiers) return [...generes, ...originaux]
  const parOg = groupesParOrganisme(
    dossier,
    signes.map(({ pv, p }) => ({ piece: p, organisme: pv.organisme }))
  )
  const archive: Prevu = {
    champ,
    titre: `Procès-verbaux de ${sigle} signés – originaux`,
    base: `PV_${sigle}_signes_originaux`,
    extension: 'zip',
    source: { s: 'archive', pieces: signes.map(({ p }) => p) }
  }
  const copies = consolides(parOg, champ, `Procès-verbaux de ${sigle} signés`, `PV_${sigle}_copies`, {
    ...limites,
    fichiers: limites.fichiers - 1 - generes.length
  })
  return [...generes, ...copies, archive]
}

interface Groupe {
  readonly nom: string
  readonly pieces: readonly PieceJointe[]
}

/** Files by OG, in the order of the Dossier; those of no OG come first, under the name of the grappe. */
function groupesParOrganisme(dossier: Dossier, fichiers: readonly { readonly piece: PieceJointe; readonly organisme: string | null }[]): readonly Groupe[] {
  const groupes = new Map<string | null, PieceJointe[]>([[null, []], ...dossier.organismes.map((o) => [o.id, []] as [string, PieceJointe[]])])
  for (const { piece, organisme } of fichiers) (groupes.get(organisme) ?? groupes.get(null))?.push(piece)
  return [...groupes].filter(([, pieces]) => pieces.length).map(([id, pieces]) => ({ nom: nomDOrganisme(dossier, id) ?? 'Grappe', pieces }))
}

interface Limites {
  readonly fichiers: number | null
  readonly octets: number
}

function consolides(groupes: readonly Groupe[], champ: ChampLot, titre: string, base: string, limites: Limites): Prevu[] {
  const lots = paquets(
    groupes.flatMap((g) => g.pieces.map((piece) => ({ groupe: g.nom, element: piece, octets: piece.taille ?? 0 }))),
    limites.octets,
    limites.fichiers ?? Number.POSITIVE_INFINITY
  )
  return lots.map(({ groupes: noms, elements }, i) => {
    const [seule] = elements
    const parties = lots.length > groupes.length || noms.length > 1
    const partie = `partie ${formatEntier(i + 1)} sur ${formatEntier(lots.length)}`
    const quoi = noms.length === 1 ? (noms[0] ?? '') : `de ${noms[0] ?? ''} à ${noms.at(-1) ?? ''}`
    const intitule = `${titre} – ${parties ? `${partie} – ${quoi}` : quoi}`
    const suite = `${base}_${noms.length === 1 ? ascii(quoi).slice(0, 50) : 'plusieurs_OG'}${parties ? `_${i + 1}_sur_${lots.length}` : ''}`
    if (elements.length === 1 && seule) return joint(champ, seule, intitule, suite, false)
    return { champ, titre: intitule, base: suite, extension: 'pdf', source: { s: 'fusion', pieces: elements, titre: intitule } }
  })
}

/** Closure proofs: PDFs put together by OG; a file that is not a PDF stays alone. One place is kept for a ZIP of those that cannot be put together. */
function prevusPreuves(dossier: Dossier, champ: ChampLot, limites: Limites): Prevu[] {
  const rang = new Map(dossier.etablissements.map((e, i) => [e.id, i]))
  const ogDe = new Map(dossier.etablissements.map((e) => [e.id, e.organisme]))
  const organismes = new Set(dossier.organismes.map((o) => o.id))
  const preuves = dossier.piecesJointes
    .filter((p) => p.role === 'preuve' && p.releve === 'cloture')
    .map((piece, i) => ({
      piece,
      organisme: ogDe.get(piece.cible ?? '') ?? piece.organisme ?? (organismes.has(piece.cible ?? '') ? piece.cible : null),
      ordre: rang.get(piece.cible ?? '') ?? -1,
      i
    }))
    .sort((a, b) => a.ordre - b.ordre || a.i - b.i)
  const pdfs = preuves.filter((p) => p.piece.type === 'application/pdf' || extensionDe(p.piece) === 'pdf')
  const autres = preuves.filter((p) => !pdfs.includes(p))
  const fichiers = limites.fichiers === null ? null : Math.max(1, limites.fichiers - 1 - autres.length)
  return [
    ...consolides(groupesParOrganisme(dossier, pdfs), champ, 'Preuves conformes', 'Preuves', { ...limites, fichiers }),
    ...autres.map((p) => joint(champ, p.piece, `Preuve – ${p.piece.nom ?? 'sans nom'}`, `Preuve_${ascii(p.piece.nom ?? '')}`, false))
  ]
}

/** The answer to the ARS goes with every complement. */
const numeroReponse = 18

function prevus(dossier: Dossier, lot: Lot, productions: readonly ProductionDuLot[]): Prevu[] {
  const champs = champsDuLot[lot]
  if (lot === 'galis') return prevusGalis(dossier, productions, champs, null)
  if (lot === 'complement') return prevusGalis(dossier, productions, champs, new Set([numeroReponse, ...piecesACorriger(dossier).map((p) => p.numero ?? 0)]))
  const connus = champs.flatMap((champ) => {
    const duChamp = productions.filter((p) => champDe(champs, p).code === champ.code)
    const limites = { fichiers: fichiersMax(lot, champ.code), octets: plateformeDuLot[lot]?.tailleAlerteOctets ?? Number.POSITIVE_INFINITY }
    if (champ.code === 'va' || champ.code === 'vsr') return prevusPv(dossier, duChamp, champ, limites)
    if (champ.code === 'preuves') return [...duChamp.map((p) => genere(champ, p)), ...prevusPreuves(dossier, champ, limites)]
    const certifies = champ.code === 'depenses' ? dossier.piecesJointes.filter((p) => p.role === 'etat-depenses') : []
    return [
      ...duChamp.map((p) => genere(champ, p)),
      ...certifies.map((p) => joint(champ, p, 'État récapitulatif des dépenses – exemplaire certifié', 'Etat_des_depenses_certifie', true))
    ]
  })
  const inconnus = productions.filter((p) => !champs.includes(champDe(champs, p)))
  return [...connus, ...inconnus.map((p) => genere(champDe(champs, p), p))]
}

/** What the platform would refuse of the planned files: format, number by field, announced size. */
function refusDe(lot: Lot, fichiers: readonly FichierPrevu[]): string[] {
  const plateforme = plateformeDuLot[lot]
  if (!plateforme) return []
  const refus: string[] = []
  const parChamp = new Map<ChampLot, number>()
  for (const { champ, nom, source } of fichiers) {
    if (!champ.depose) continue
    parChamp.set(champ, (parChamp.get(champ) ?? 0) + 1)
    const accepte = checkExtension(plateforme, nom)
    if (!accepte.ok) refus.push(`${champ.titre} : ${source.s === 'joint' ? `« ${source.piece.nom ?? nom} ». ` : ''}${accepte.message}`)
    const max = plateforme.tailleMaxOctets
    if (max !== null && source.s === 'joint' && (source.piece.taille ?? 0) >= max)
      refus.push(`${champ.titre} : « ${source.piece.nom ?? nom} » pèse ${formatTaille(source.piece.taille ?? 0)}, la limite est ${formatTaille(max)}.`)
  }
  for (const [champ, n] of parChamp) {
    const max = fichiersMax(lot, champ.code)
    if (max !== null && n > max) refus.push(`${champ.titre} : ${formatEntier(n)} fichiers, ${plateforme.libelle} en accepte ${formatEntier(max)}.`)
  }
  return refus
}

/** Number, order inside the field when there are several, base: `04-02_Preuves_Association.pdf`. */
function nommer(prevus: readonly Prevu[]): FichierPrevu[] {
  const bases = new Map<string, string[]>()
  for (const { champ, base } of prevus) {
    const duChamp = bases.get(champ.code) ?? []
    bases.set(champ.code, duChamp.includes(base) ? duChamp : [...duChamp, base])
  }
  const champs = [...bases.keys()]
  const rangDe = (f: Prevu) => bases.get(f.champ.code)?.indexOf(f.base) ?? 0
  // The PDF and the XLSX of one document stand together, so that the names sort as the files are uploaded.
  const fichiers = prevus.toSorted(
    (a, b) =>
      champs.indexOf(a.champ.code) - champs.indexOf(b.champ.code) ||
      rangDe(a) - rangDe(b) ||
      (a.extension === b.extension ? 0 : a.extension < b.extension ? -1 : 1)
  )
  const noms = fichiers.map((f) => {
    const rang = (bases.get(f.champ.code)?.length ?? 0) > 1 ? `-${String(rangDe(f) + 1).padStart(2, '0')}` : ''
    return nomFichier(`${f.champ.numero}${rang}_${f.base}`, f.extension === 'jpeg' ? 'jpg' : f.extension)
  })
  const uniques = nomsUniques(noms)
  return fichiers.map(({ champ, titre, source }, i) => ({ champ, titre, source, nom: uniques[i] ?? 'document' }))
}

/**
 * The files of a bundle, in upload order, with their names and where their bytes come from. Reads nothing but the
 * Dossier: the sizes checked here are those noted when the files were attached.
 */
export function planLot(dossier: Dossier, lot: Lot, productions: readonly ProductionDuLot[]): PlanLot {
  const fichiers = nommer(prevus(dossier, lot, productions))
  return { lot, plateforme: plateformeDuLot[lot], fichiers, refus: refusDe(lot, fichiers) }
}
