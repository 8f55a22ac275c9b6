import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
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
const seqMax = 2 ** 32

/** One number for each op of a journal: much faster to look up than a text. */
function createCles(): (session: number, seq: number) => number {
  const rangs = new Map<number, number>()
  return (session, seq) => {
    let rang = rangs.get(session)
    if (rang === undefined) {
      rang = rangs.size
      rangs.set(session, rang)
    }
    if (seq >= seqMax || rang >= 2 ** 20) throw new GrappeError('contenu-invalide')
    return rang * seqMax + seq
  }
}

interface OpBrute {
  readonly ligne: readonly [number, number, number, number, number, Cellule]
  /** Number of its cell, one for each entity and field. */
  readonly cellule: number
  garde: boolean
}

/**
 * Links of an op that crosses. The ops it replaces that stay behind are still named, with those they replaced themselves:
 * a copy that holds an older value never takes it for a concurrent one.
 */
function liensDe(
  op: OpBrute,
  directs: readonly Ref[],
  ops: ReadonlyMap<number, OpBrute>,
  parents: ReadonlyMap<number, readonly Ref[]>,
  cleDe: (session: number, seq: number) => number
): readonly Ref[] {
  if (directs.every((r) => ops.get(cleDe(...r))?.garde === true)) return directs
  const trouves = new Map<number, Ref>()
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
  const cleDe = createCles()
  const entites = new Map([...base.entites()].map((e) => [e.no, { ...e, id: bytesToUuid(e.uuid) }]))
  const gardees = new Set([...entites.values()].flatMap((e) => (filtre.entite(e.kind, e.id) ? [e.no] : [])))
  const champs = new Map([...base.champs()].map((c) => [c.no, c.cle]))
  const numeros = JSON.stringify([...gardees])
  const lire = <T>(sql: string) => db.prepare<[string], T>(sql).raw().iterate(numeros) as IterableIterator<T>
  const tetes = new Set<number>()
  for (const t of lire<[number, number]>('SELECT session_no, seq FROM head WHERE entity_no IN (SELECT value FROM json_each(?))')) tetes.add(cleDe(...t))

  const ops = new Map<number, OpBrute>()
  for (const ligne of lire<OpBrute['ligne']>(
    `SELECT session_no, seq, hlc, entity_no, field_no, value FROM op WHERE entity_no IN (SELECT value FROM json_each(?)) ORDER BY session_no, seq`
  )) {
    const [session, seq, hlc, no, champ, valeur] = ligne
    const entite = entites.get(no)
    const cle = cleDe(session, seq)
    const garde =
      entite !== undefined && filtre.op({ kind: entite.kind, id: entite.id, champ: champs.get(champ) ?? '', valeur, isTete: tetes.has(cle), session, seq, hlc })
    ops.set(cle, { ligne, cellule: no * 65_536 + champ, garde })
  }

  const directs = new Map<number, Ref[]>()
  for (const [s, seq, ps, pSeq] of lire<[number, number, number, number]>(
    `SELECT p.session_no, p.seq, p.p_session_no, p.p_seq FROM op_parent p JOIN op o ON o.session_no = p.session_no AND o.seq = p.seq
     WHERE o.entity_no IN (SELECT value FROM json_each(?))`
  )) {
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
    for (const [ps, pSeq] of liensDe(op, directs.get(cle) ?? [], ops, directs, cleDe)) {
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
