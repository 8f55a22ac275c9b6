import { type Envoi, isEnvoi, messageEnvoi } from '#documents/cloture/message.ts'
import { type ChampLot, champsDuLot, fichiersMax, limitesDuLot, plateformeDuLot } from '#documents/lot/champs.ts'
import { piecesACorriger } from '#documents/pieces/note-complement.ts'
import type { ProductionDuLot } from '#documents/production.ts'
import { pieceDe } from '#domain/catalogue/pieces.ts'
import { checkExtension, formatLimite, type Limites, type Plateforme } from '#domain/catalogue/plateformes.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatEntier, formatTaille } from '#domain/format.ts'
import type { Lot } from '#domain/lot.ts'
import { ascii, nomFichier, nomsUniques } from './nom-fichier.ts'
import { prevusPreuves, prevusPv } from './plan-cloture.ts'
import { type FichierPrevu, genere, joint, modelesDuChamp, nomDOrganisme, type Prevu } from './prevu.ts'

export interface PlanLot {
  readonly lot: Lot
  readonly plateforme: Plateforme | null
  /** Null for a mailing. */
  readonly limites: Limites | null
  /** In upload order, bordereau and manifest left out. */
  readonly fichiers: readonly FichierPrevu[]
  /** What the platform would refuse, one French sentence each. Empty in a bundle ready to upload. */
  readonly refus: readonly string[]
}

/** The field of a production; one the form does not have goes last, and is not uploaded. */
const champDe = (champs: readonly ChampLot[], { champ }: ProductionDuLot): ChampLot =>
  champs.find((c) => c.code === champ) ?? { code: champ, titre: champ, numero: '90', depose: false }

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
    return [...generes, ...modelesDuChamp(dossier, 'galis', champ), ...jointsDePiece(dossier, champ, numero, remplace)]
  })
}

/** The mailing as a draft that a mail program opens. */
const courriel = (dossier: Dossier, envoi: Envoi, champ: ChampLot): Prevu => ({
  champ,
  titre: 'Message à envoyer – brouillon d’e-mail',
  base: 'Message_a_envoyer',
  extension: 'eml',
  source: { s: 'courriel', message: messageEnvoi(dossier, envoi), limiteMo: dossier.grappe.limiteCourrielMo }
})

/** The answer to the ARS goes with every complement. */
const numeroReponse = 18

function prevus(dossier: Dossier, lot: Lot, productions: readonly ProductionDuLot[]): Prevu[] {
  const champs = champsDuLot[lot]
  if (lot === 'galis') return prevusGalis(dossier, productions, champs, null)
  if (lot === 'complement') return prevusGalis(dossier, productions, champs, new Set([numeroReponse, ...piecesACorriger(dossier).map((p) => p.numero ?? 0)]))
  const connus = champs.flatMap((champ) => {
    const duChamp = productions.filter((p) => champDe(champs, p).code === champ.code)
    const limites = limitesDuLot(lot, dossier.grappe) ?? { fichiers: null, octets: Number.POSITIVE_INFINITY }
    if (champ.code === 'va' || champ.code === 'vsr') return prevusPv(dossier, duChamp, champ, limites)
    if (champ.code === 'preuves') return [...duChamp.map((p) => genere(champ, p)), ...prevusPreuves(dossier, champ, limites)]
    if (champ.code === 'message' && isEnvoi(lot)) return [...duChamp.map((p) => genere(champ, p)), courriel(dossier, lot, champ)]
    const certifies = champ.code === 'depenses' ? dossier.piecesJointes.filter((p) => p.role === 'etat-depenses') : []
    return [
      ...duChamp.map((p) => genere(champ, p)),
      ...modelesDuChamp(dossier, lot, champ),
      ...certifies.map((p) => joint(champ, p, 'État récapitulatif des dépenses – exemplaire certifié', 'Etat_des_depenses_certifie', true))
    ]
  })
  const inconnus = productions.filter((p) => !champs.includes(champDe(champs, p)))
  return [...connus, ...inconnus.map((p) => genere(champDe(champs, p), p))]
}

/** What the platform would refuse of the planned files: format, number by field, announced size. */
function refusDe(lot: Lot, limites: Limites | null, fichiers: readonly FichierPrevu[]): string[] {
  const plateforme = plateformeDuLot[lot]
  if (!plateforme) return []
  const refus: string[] = []
  const parChamp = new Map<ChampLot, number>()
  for (const { champ, nom, source } of fichiers) {
    if (!champ.depose) continue
    parChamp.set(champ, (parChamp.get(champ) ?? 0) + 1)
    const accepte = checkExtension(plateforme, nom)
    if (!accepte.ok) refus.push(`${champ.titre} : ${source.s === 'joint' ? `« ${source.piece.nom ?? nom} ». ` : ''}${accepte.message}`)
    const max = limites?.refusOctets ?? null
    if (max !== null && source.s === 'joint' && (source.piece.taille ?? 0) >= max)
      refus.push(
        `${champ.titre} : « ${source.piece.nom ?? nom} » pèse ${formatTaille(source.piece.taille ?? 0)}, la limite est ${formatLimite(max, { comparee: true })}.`
      )
  }
  for (const [champ, n] of parChamp) {
    const max = fichiersMax(lot, champ.code, limites)
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
  const limites = limitesDuLot(lot, dossier.grappe)
  return { lot, plateforme: plateformeDuLot[lot], limites, fichiers, refus: refusDe(lot, limites, fichiers) }
}
