import type { Database } from 'better-sqlite3'
import type { Cellule } from '#domain/champs/champ.ts'
import { bytesToUuid } from '../db/identifiant.ts'
import { type SourceJournal, sourceDeBase } from '../db/source.ts'

export interface Declaration {
  readonly nom: string
  readonly fonction: string
  readonly organisation: string
}

/** One op, named by what it changes. */
export interface OpLue {
  readonly kind: string
  readonly id: string
  readonly champ: string
  readonly valeur: Cellule
  /** A current value of its cell. */
  readonly isTete: boolean
  /** Numbers of the copy that is read. */
  readonly session: number
  readonly seq: number
  readonly hlc: number
}

/** What crosses, when only part of a journal does. */
export interface Filtre {
  readonly entite: (kind: string, id: string) => boolean
  /** Asked for the ops of entities that cross. */
  readonly op: (op: OpLue) => boolean
  /** SHA-256 in hexadecimal. */
  readonly blob: (sha256: string) => boolean
  readonly collecte: (id: string) => boolean
  /** Erasures of ops that do not cross are told too. */
  readonly redactions: boolean
  /** What is told of an author; `isAuteur` when an op of theirs crosses, else only a link to one does. */
  readonly auteur?: (declaration: Declaration, isAuteur: boolean) => Declaration
}

type Ref = readonly [session: number, seq: number]
const cleDe = (session: number, seq: number) => `${session}/${seq}`

interface OpBrute {
  readonly ligne: readonly [number, number, number, number, number, Cellule]
  readonly cellule: string
  garde: boolean
}

/**
 * Links of an op that crosses. The ops it replaces that stay behind are still named, with those they replaced themselves:
 * a copy that holds an older value never takes it for a concurrent one.
 */
function liensDe(op: OpBrute, directs: readonly Ref[], ops: ReadonlyMap<string, OpBrute>, parents: ReadonlyMap<string, readonly Ref[]>): Ref[] {
  const trouves = new Map<string, Ref>()
  const aVoir = [...directs]
  for (let ref = aVoir.pop(); ref; ref = aVoir.pop()) {
    const cle = cleDe(...ref)
    if (trouves.has(cle)) continue
    const parent = ops.get(cle)
    trouves.set(cle, ref)
    if (!parent || parent.garde || parent.cellule !== op.cellule) continue
    aVoir.push(...(parents.get(cle) ?? []).filter((r) => (ops.get(cleDe(...r))?.cellule ?? op.cellule) === op.cellule))
  }
  return [...trouves.values()]
}

/** Part of a journal as a copy of its own. Entities without any op left, authors and sessions that nothing names are left out. */
export function sourceFiltree(db: Database, filtre: Filtre): SourceJournal {
  const base = sourceDeBase(db)
  const entites = new Map([...base.entites()].map((e) => [e.no, { ...e, id: bytesToUuid(e.uuid) }]))
  const gardees = new Set([...entites.values()].flatMap((e) => (filtre.entite(e.kind, e.id) ? [e.no] : [])))
  const champs = new Map([...base.champs()].map((c) => [c.no, c.cle]))
  const tetes = new Set(
    db
      .prepare<[], [number, number]>('SELECT session_no, seq FROM head')
      .raw()
      .all()
      .map((t) => cleDe(...t))
  )

  const ops = new Map<string, OpBrute>()
  for (const ligne of base.ops()) {
    const [session, seq, hlc, no, champ, valeur] = ligne
    const entite = entites.get(no)
    const cle = cleDe(session, seq)
    const garde =
      entite !== undefined &&
      gardees.has(no) &&
      filtre.op({ kind: entite.kind, id: entite.id, champ: champs.get(champ) ?? '', valeur, isTete: tetes.has(cle), session, seq, hlc })
    ops.set(cle, { ligne, cellule: `${no}/${champ}`, garde })
  }

  const directs = new Map<string, Ref[]>()
  for (const [s, seq, ps, pSeq] of base.parents()) {
    const cle = cleDe(s, seq)
    const liste = directs.get(cle)
    if (liste) liste.push([ps, pSeq])
    else directs.set(cle, [[ps, pSeq]])
  }
  const parents: (readonly [number, number, number, number])[] = []
  const premiers = new Map<number, number>()
  const champsUtiles = new Set<number>()
  const auteursDOps = new Set<number>()
  const sessionsUtiles = new Set<number>()
  for (const [cle, op] of ops) {
    if (!op.garde) continue
    const [session, seq, hlc, no, champ] = op.ligne
    premiers.set(no, Math.min(premiers.get(no) ?? hlc, hlc))
    champsUtiles.add(champ)
    sessionsUtiles.add(session)
    auteursDOps.add(session)
    for (const [ps, pSeq] of liensDe(op, directs.get(cle) ?? [], ops, directs)) {
      parents.push([session, seq, ps, pSeq])
      sessionsUtiles.add(ps)
    }
  }
  const redactions = [...base.redactions()].filter(([s, seq]) => filtre.redactions || ops.get(cleDe(s, seq))?.garde === true)
  for (const [s] of redactions) sessionsUtiles.add(s)
  const sessions = [...base.sessions()].filter((s) => sessionsUtiles.has(s.no))
  const auteursUtiles = new Set(sessions.map((s) => s.auteur))
  const isAuteur = new Set(sessions.flatMap((s) => (auteursDOps.has(s.no) ? [s.auteur] : [])))
  return {
    projet: base.projet,
    auteurs: () => [...base.auteurs()].filter((a) => auteursUtiles.has(a.no)).map((a) => ({ ...a, ...filtre.auteur?.(a, isAuteur.has(a.no)) })),
    sessions: () => sessions,
    entites: () =>
      [...entites.values()].flatMap(({ no, uuid, kind, part }) => (premiers.has(no) ? [{ no, uuid, kind, part, hlc: premiers.get(no) ?? 0 }] : [])),
    champs: () => [...base.champs()].filter((c) => champsUtiles.has(c.no)),
    ops: () => [...ops.values()].flatMap((op) => (op.garde ? [op.ligne] : [])),
    parents: () => parents,
    redactions: () => redactions,
    collectes: () => [...base.collectes()].filter((c) => filtre.collecte(bytesToUuid(c.id))),
    blobs: () => [...base.blobs()].filter((b) => filtre.blob(b.sha256.toString('hex'))),
    lireBlob: base.lireBlob
  }
}
