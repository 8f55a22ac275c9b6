import type { Ligne } from '#domain/dossier.ts'
import type { Adresse } from '#domain/lot.ts'
import { createAppartenance, partsDeCollecte } from '#domain/partage/appartenance.ts'
import { isBanque, isExtrait, isRib } from '#domain/partage/extrait.ts'
import { champVie } from '../db/lecture.ts'
import { identifiantsEtrangers } from './identifiants-etrangers.ts'
import type { Filtre } from './source-filtree.ts'

/** Attached files that go: all, those added since a clock value (the last sending to the same person), or none. */
export type FichiersJoints = { readonly depuis: number } | 'tous' | 'aucun'

interface FichierJoint {
  readonly sha256: string
  readonly ligne: Ligne
}
const fichiersJoints = (lignes: readonly Ligne[]): FichierJoint[] =>
  lignes.flatMap((ligne) => {
    const sha256 = ligne.kind === 'piece-jointe' ? ligne.cellules['sha256'] : null
    return typeof sha256 === 'string' ? [{ sha256, ligne }] : []
  })

/** Hashes of the living attached files among `lignes` that go. */
const quiPartent = (lignes: readonly Ligne[], fichiers: FichiersJoints): ReadonlySet<string> =>
  new Set(
    fichiersJoints(lignes).flatMap(({ sha256, ligne }) =>
      ligne.vivant && fichiers !== 'aucun' && (fichiers === 'tous' || ligne.cree > fichiers.depuis) ? [sha256] : []
    )
  )

/**
 * The whole dossier, but past bank data: a replaced or emptied IBAN, that of a removed organisation, a removed RIB.
 * They stay in the porteur's history and do not travel with every e-mail.
 */
export function filtreComplet(lignes: readonly Ligne[]): Filtre {
  const vivantes = new Set(lignes.flatMap((l) => (l.vivant ? [l.id] : [])))
  const presents = new Set(fichiersJoints(lignes).flatMap(({ sha256, ligne }) => (ligne.vivant ? [sha256] : [])))
  const ribRetires = new Set(fichiersJoints(lignes).flatMap(({ sha256, ligne }) => (isRib(ligne) && !presents.has(sha256) ? [sha256] : [])))
  return {
    entite: () => true,
    op: ({ kind, id, champ, isTete }) => !isBanque(kind, champ) || (isTete && vivantes.has(id)),
    blob: (sha256) => !ribRetires.has(sha256),
    collecte: () => true,
    redactions: true
  }
}

/** Everything but bank data, present and past, and the attached files that the recipient has or does not need. */
export function filtreLeger(lignes: readonly Ligne[], fichiers: FichiersJoints): Filtre {
  const ribs = new Set(lignes.flatMap((l) => (isRib(l) ? [l.id] : [])))
  const joints = quiPartent(
    lignes.filter((l) => !isRib(l)),
    fichiers
  )
  return {
    entite: (_, id) => !ribs.has(id),
    op: ({ kind, champ }) => !isBanque(kind, champ),
    blob: (sha256) => joints.has(sha256),
    collecte: () => true,
    redactions: true
  }
}

/** A collecte: what goes, and the texts held back because they name another organisation. */
export interface FiltreCollecte {
  readonly filtre: Filtre
  /** Ids of the OG and its establishments. */
  readonly parts: readonly string[]
  /** Filled while the copy is made. */
  readonly masquees: readonly Adresse[]
}

/**
 * The parts of one OG and the extract of the grappe, current values only: no history, no bank data, nothing that names another OG.
 * Authors keep their name and lose their organisation.
 */
export function filtreCollecte(projet: string, lignes: readonly Ligne[], envoi: string, organisme: string, fichiers: FichiersJoints): FiltreCollecte {
  const parId = new Map(lignes.map((l) => [l.id, l]))
  const partDe = createAppartenance(projet, (id) => parId.get(id))
  const parts = partsDeCollecte(lignes, organisme)
  const dedans = new Set(parts)
  const siennes = lignes.filter((l) => l.vivant && dedans.has(partDe(l)) && !isRib(l) && (l.kind !== 'envoi' || l.id === envoi))
  const gardees = new Set(siennes.map((l) => l.id))
  const extraites = new Set(lignes.flatMap((l) => (l.vivant && isExtrait(l.kind, 'nom') ? [l.id] : [])))
  const joints = quiPartent(siennes, fichiers)
  const isEtranger = identifiantsEtrangers(lignes, dedans)
  const masquees: Adresse[] = []
  return {
    parts,
    masquees,
    filtre: {
      entite: (_, id) => gardees.has(id) || extraites.has(id),
      op: ({ kind, id, champ, valeur, isTete }) => {
        if (!isTete || isBanque(kind, champ)) return false
        if (champ !== champVie && extraites.has(id) && !gardees.has(id) && !isExtrait(kind, champ)) return false
        if (typeof valeur !== 'string' || (kind === 'grappe' && champ === 'nom') || !isEtranger(valeur)) return true
        masquees.push({ kind, id, champ })
        return false
      },
      blob: (sha256) => joints.has(sha256),
      collecte: (id) => id === envoi,
      redactions: false,
      auteur: ({ nom }, isAuteur) => ({ nom: isAuteur ? nom : '', fonction: '', organisation: '' })
    }
  }
}
