import type { ChampLot } from '#documents/lot/champs.ts'
import type { ProductionDuLot } from '#documents/production.ts'
import { createDelegations } from '#domain/delegation-pv.ts'
import type { Dossier } from '#domain/dossier.ts'
import { formatEntier } from '#domain/format.ts'
import type { PieceJointe } from '#domain/piece-jointe.ts'
import { preuvesParFichier } from '#domain/preuves/couverture.ts'
import { lieuPv } from '#domain/regles-pv.ts'
import { ascii } from './nom-fichier.ts'
import { paquets } from './paquets.ts'
import { createRattachements, extensionDe, genere, joint, nomDOrganisme, type Prevu } from './prevu.ts'

/** VA or VSR: each signed procès-verbal replaces its draft; beyond what the field takes, copies by OG and one ZIP of the originals. */
export function prevusPv(dossier: Dossier, productions: readonly ProductionDuLot[], champ: ChampLot, limites: Limites): Prevu[] {
  const pvs = dossier.pvs.filter((p) => p.type === champ.code)
  const delegationsDe = createDelegations(dossier)
  const deleguees = new Set<string>()
  // One delegation stands for all that the person signs: it is there once for its organisation.
  const signes = pvs.flatMap((pv) => {
    const cle = (p: PieceJointe) => `${pv.organisme} ${p.sha256 ?? p.id}`
    const nouvelles = delegationsDe(pv).filter((p) => !deleguees.has(cle(p)))
    for (const p of nouvelles) deleguees.add(cle(p))
    return dossier.piecesJointes.filter((p) => (p.role === 'pv' && p.cible === pv.id) || nouvelles.includes(p)).map((p) => ({ pv, p }))
  })
  const remplaces = new Set(signes.filter(({ p }) => p.role === 'pv').map(({ pv }) => pv.id))
  const brouillons = productions.filter(({ pv }) => pv === undefined || !remplaces.has(pv))
  const sigle = champ.code.toUpperCase()
  const organismes = new Map(dossier.organismes.map((o) => [o.id, o]))
  const etablissements = new Map(dossier.etablissements.map((e) => [e.id, e]))
  const originaux = signes.map(({ pv, p }) => {
    const delegation = p.role === 'delegation'
    // Who signs, or what is signed for.
    const pour = delegation ? nomDOrganisme(dossier, pv.organisme) : lieuPv(pv, organismes, etablissements)
    const quoi = delegation ? 'Délégation de signature' : `Procès-verbal de ${sigle} – exemplaire signé`
    return joint(
      champ,
      p,
      pour ? `${quoi} – ${pour}` : quoi,
      `${delegation ? 'Delegation' : 'PV'}_${sigle}${delegation ? '' : '_signe'}${pour ? `_${ascii(pour)}` : ''}`,
      !delegation
    )
  })
  const generes = brouillons.map((p) => genere(champ, p))
  if (limites.fichiers === null || signes.length === 0 || originaux.length + generes.length <= limites.fichiers) return [...generes, ...originaux]
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

/** What a field takes: files (null: no limit) and bytes by file. */
export interface Limites {
  readonly fichiers: number | null
  readonly octets: number
}

/** `communs`: files whose summary is needed even when they are alone, to say what they are for. */
function consolides(
  groupes: readonly Groupe[],
  champ: ChampLot,
  titre: string,
  base: string,
  limites: Limites,
  communs: ReadonlySet<PieceJointe> = new Set()
): Prevu[] {
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
    if (elements.length === 1 && seule && !communs.has(seule)) return joint(champ, seule, intitule, suite, false)
    return { champ, titre: intitule, base: suite, extension: 'pdf', source: { s: 'fusion', pieces: elements, titre: intitule } }
  })
}

/** Closure proofs: PDFs put together by OG, each file once; a file that is not a PDF stays alone. One place is kept for a ZIP of those that cannot be put together. */
export function prevusPreuves(dossier: Dossier, champ: ChampLot, limites: Limites): Prevu[] {
  const rang = new Map(dossier.etablissements.map((e, i) => [e.id, i]))
  const ogDe = new Map(dossier.etablissements.map((e) => [e.id, e.organisme]))
  const organismes = new Set(dossier.organismes.map((o) => o.id))
  const organismeDe = (p: PieceJointe) => ogDe.get(p.cible ?? '') ?? p.organisme ?? (organismes.has(p.cible ?? '') ? p.cible : null)
  // A file attached for several establishments is there once, where the first of them stands; with the grappe when they are of several OG.
  const preuves = [...preuvesParFichier(dossier, 'cloture').values()]
    .flatMap((memes, i) => {
      const [piece] = memes
      const ogs = new Set(memes.map(organismeDe))
      const ordre = Math.min(...memes.map((p) => rang.get(p.cible ?? '') ?? -1))
      return piece ? [{ piece, organisme: ogs.size === 1 ? organismeDe(piece) : null, ordre, i }] : []
    })
    .sort((a, b) => a.ordre - b.ordre || a.i - b.i)
  const rattachementsDe = createRattachements(dossier)
  const communs = new Set(preuves.flatMap(({ piece }) => (rattachementsDe(piece).length > 1 ? [piece] : [])))
  const pdfs = preuves.filter((p) => p.piece.type === 'application/pdf' || extensionDe(p.piece) === 'pdf')
  const autres = preuves.filter((p) => !pdfs.includes(p))
  const fichiers = limites.fichiers === null ? null : Math.max(1, limites.fichiers - 1 - autres.length)
  return [
    ...consolides(groupesParOrganisme(dossier, pdfs), champ, 'Preuves conformes', 'Preuves', { ...limites, fichiers }, communs),
    ...autres.map((p) => joint(champ, p.piece, `Preuve – ${p.piece.nom ?? 'sans nom'}`, `Preuve_${ascii(p.piece.nom ?? '')}`, false))
  ]
}
