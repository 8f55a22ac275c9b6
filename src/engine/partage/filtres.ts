import type { Ligne } from '#domain/dossier.ts'
import { isAvecFichier } from '#domain/fichier-joint.ts'
import type { Adresse } from '#domain/lot.ts'
import { createAppartenance, partsDeCollecte } from '#domain/partage/appartenance.ts'
import { isBanque, isExtrait, isKindExtrait, isRib } from '#domain/partage/extrait.ts'
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
    const sha256 = isAvecFichier(ligne.kind) ? ligne.cellules['sha256'] : null
    return typeof sha256 === 'string' ? [{ sha256, ligne }] : []
  })

/** Hashes of the living attached files among `lignes` that go. */
const quiPartent = (lignes: readonly Ligne[], fichiers: FichiersJoints): ReadonlySet<string> =>
  new Set(
    fichiersJoints(lignes).flatMap(({ sha256, ligne }) =>
      ligne.vivant && fichiers !== 'aucun' && (fichiers === 'tous' || ligne.cree > fichiers.depuis) ? [sha256] : []
    )
  )

/** What is taken out of an otherwise whole copy. */
export interface Elagage {
  /** Bank cells: all of them, or those that are no longer current. */
  readonly banque: 'toute' | 'passee'
  /** Removed lines, whose bank cells are past even when current. */
  readonly mortes: readonly string[]
  /** Lines that do not leave. */
  readonly exclues: readonly string[]
  /** Attached bytes that leave, by SHA-256 in hexadecimal. */
  readonly blob: (sha256: string) => boolean
}

/**
 * The whole dossier, but past bank data: a replaced or emptied IBAN, that of a removed organisation, a removed RIB.
 * They stay in the porteur's history and do not travel with every e-mail.
 */
export function elagageComplet(lignes: readonly Ligne[]): Elagage {
  const joints = fichiersJoints(lignes)
  const presents = new Set(joints.flatMap(({ sha256, ligne }) => (ligne.vivant ? [sha256] : [])))
  const ribRetires = new Set(joints.flatMap(({ sha256, ligne }) => (isRib(ligne) && !presents.has(sha256) ? [sha256] : [])))
  return { banque: 'passee', mortes: lignes.flatMap((l) => (l.vivant ? [] : [l.id])), exclues: [], blob: (sha256) => !ribRetires.has(sha256) }
}

/** Everything but bank data, present and past, and the attached files that the recipient has or does not need. */
export function elagageLeger(lignes: readonly Ligne[], fichiers: FichiersJoints): Elagage {
  const joints = quiPartent(
    lignes.filter((l) => !isRib(l)),
    fichiers
  )
  return { banque: 'toute', mortes: [], exclues: lignes.flatMap((l) => (isRib(l) ? [l.id] : [])), blob: (sha256) => joints.has(sha256) }
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
  const extraites = new Set(lignes.flatMap((l) => (l.vivant && isKindExtrait(l.kind) ? [l.id] : [])))
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
