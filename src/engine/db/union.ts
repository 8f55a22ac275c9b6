import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { nomDe } from '#domain/noms.ts'
import { auteurEfface } from './effacement.ts'
import { bytesToUuid } from './identifiant.ts'
import type { SourceJournal } from './source.ts'
import type { AreteNouvelle, TeteNouvelle, TeteTouchee } from './tetes.ts'

type Sql = string | number | bigint | null

export interface Unies {
  /** Number of a session in the copy → its number here. */
  readonly sessions: ReadonlyMap<number, number>
  /** Numbers here of the entities that were not there. */
  readonly nouvelles: readonly number[]
  readonly ops: number
  readonly tetes: readonly TeteNouvelle[]
  readonly aretes: readonly AreteNouvelle[]
  readonly touchees: readonly TeteTouchee[]
}

/** Looks up a number of the copy; a reference to nothing refuses the copy. */
const local = (numeros: ReadonlyMap<number, number>, no: number): number => {
  const ici = numeros.get(no)
  if (ici === undefined) throw new GrappeError('contenu-invalide')
  return ici
}

/** A stored uuid row: inserted when missing, its number here either way. */
function numeroter<T extends { no: number; uuid: Buffer }>(db: Database, table: string, colonne: string, lignes: Iterable<T>, inserer: (ligne: T) => void) {
  const numero = db.prepare<[Buffer], number>(`SELECT ${colonne} FROM ${table} WHERE uuid = ?`).pluck()
  const numeros = new Map<number, number>()
  const nouveaux: number[] = []
  for (const ligne of lignes) {
    let no = numero.get(ligne.uuid)
    if (no === undefined) {
      inserer(ligne)
      no = numero.get(ligne.uuid) as number
      nouveaux.push(no)
    }
    numeros.set(ligne.no, no)
  }
  return { numeros, nouveaux }
}

function unirEntites(db: Database, source: SourceJournal) {
  const ajout = db.prepare('INSERT INTO entity(uuid, kind, part, hlc) VALUES (?, ?, ?, ?)')
  const lue = db.prepare<[Buffer], { kind: string; part: Buffer; hlc: number }>('SELECT kind, part, hlc FROM entity WHERE uuid = ?')
  const maj = db.prepare('UPDATE entity SET part = ?, hlc = ? WHERE uuid = ?')
  return numeroter(
    db,
    'entity',
    'entity_no',
    (function* () {
      for (const e of source.entites()) {
        const ici = lue.get(e.uuid)
        if (ici && ici.kind !== e.kind) throw new GrappeError('contenu-invalide', `élément ${bytesToUuid(e.uuid)}`)
        // A part that this version cannot derive: any choice does, as long as every copy makes the same.
        const part = ici && nomDe(e.kind) === undefined && Buffer.compare(e.part, ici.part) > 0 ? e.part : ici?.part
        if (ici && (e.hlc < ici.hlc || part !== ici.part)) maj.run(part, Math.min(e.hlc, ici.hlc), e.uuid)
        yield e
      }
    })(),
    (e) => ajout.run(e.uuid, e.kind, e.part, e.hlc)
  )
}

function unirChamps(db: Database, source: SourceJournal): Map<number, number> {
  const ajout = db.prepare('INSERT OR IGNORE INTO field(key) VALUES (?)')
  const numero = db.prepare<[string], number>('SELECT field_no FROM field WHERE key = ?').pluck()
  const numeros = new Map<number, number>()
  for (const { no, cle } of source.champs()) {
    ajout.run(cle)
    numeros.set(no, numero.get(cle) as number)
  }
  return numeros
}

type Op = readonly [session: number, seq: number, hlc: number, entite: number, champ: number, valeur: Cellule]

/**
 * Ops of the copy that are not here, with our numbers. One pass over each session of both sides, in order of `seq`:
 * an op known on both sides must be the same, unless one of them was erased.
 */
function opsManquantes(
  db: Database,
  source: SourceJournal,
  sessions: ReadonlyMap<number, number>,
  entites: ReadonlyMap<number, number>,
  champs: ReadonlyMap<number, number>
): Op[] {
  const lireSession = db
    .prepare<[number], [number, number, number, number, Cellule]>('SELECT seq, hlc, entity_no, field_no, value FROM op WHERE session_no = ? ORDER BY seq')
    .raw()
  const effacees = new Set([...source.redactions()].map(([s, seq]) => `${local(sessions, s)}/${seq}`))
  for (const [s, seq] of db.prepare<[], [number, number]>('SELECT session_no, seq FROM redaction').raw().iterate()) effacees.add(`${s}/${seq}`)
  const manquantes: Op[] = []
  let enCours = -1
  let ici: Iterator<[number, number, number, number, Cellule]> | null = null
  let connue: [number, number, number, number, Cellule] | undefined
  const avancer = () => {
    const suite = ici?.next()
    connue = suite && !suite.done ? suite.value : undefined
  }
  try {
    for (const [s, seq, hlc, e, f, valeur] of source.ops()) {
      const session = local(sessions, s)
      if (session !== enCours) {
        ici?.return?.()
        enCours = session
        ici = lireSession.iterate(session)
        avancer()
      }
      while (connue && connue[0] < seq) avancer()
      const entite = local(entites, e)
      const champ = local(champs, f)
      if (connue?.[0] !== seq) manquantes.push([session, seq, hlc, entite, champ, valeur])
      else if (connue[1] !== hlc || connue[2] !== entite || connue[3] !== champ || (connue[4] !== valeur && !effacees.has(`${session}/${seq}`)))
        throw new GrappeError('contenu-invalide', 'une saisie déjà connue y est différente')
    }
  } finally {
    // A statement left open would forbid the rollback.
    ici?.return?.()
  }
  return manquantes
}

/** Inserts the missing authors, sessions, entities, fields, ops and parents; says what the heads must be told. */
export function unirLignes(db: Database, source: SourceJournal, toSql: (valeur: Cellule) => Sql): Unies {
  const ajoutAuteur = db.prepare('INSERT INTO author(uuid, nom, fonction, organisation) VALUES (?, ?, ?, ?)')
  const sansNom = db.prepare("UPDATE author SET nom = ?, fonction = '', organisation = '' WHERE uuid = ?")
  const auteurs = numeroter(db, 'author', 'author_no', source.auteurs(), (a) => ajoutAuteur.run(a.uuid, a.nom, a.fonction, a.organisation)).numeros
  const ajoutSession = db.prepare('INSERT INTO session(uuid, author_no, machine, app_version, started_hlc, tz_min) VALUES (?, ?, ?, ?, ?, ?)')
  const sessions = numeroter(db, 'session', 'session_no', source.sessions(), (s) =>
    ajoutSession.run(s.uuid, local(auteurs, s.auteur), s.machine, s.version, s.debut, s.fuseau)
  ).numeros
  const { numeros: entites, nouveaux: nouvelles } = unirEntites(db, source)
  // An author erased in one copy is erased in all.
  for (const a of source.auteurs()) if (a.nom === auteurEfface) sansNom.run(auteurEfface, a.uuid)
  const champs = unirChamps(db, source)

  const manquantes = opsManquantes(db, source, sessions, entites, champs)
  const ajoutOp = db.prepare('INSERT INTO op(session_no, seq, hlc, entity_no, field_no, value) VALUES (?, ?, ?, ?, ?, ?)')
  const parSession = new Map<number, Map<number, TeteNouvelle>>()
  const tetes: TeteNouvelle[] = []
  for (const [session, seq, hlc, entite, champ, valeur] of manquantes) {
    ajoutOp.run(session, seq, hlc, entite, champ, toSql(valeur))
    const tete = { session, seq, entite, champ }
    tetes.push(tete)
    const deSession = parSession.get(session) ?? new Map<number, TeteNouvelle>()
    parSession.set(session, deSession.set(seq, tete))
  }

  // The links of an op never change and travel with it: only those of new ops are missing.
  const ajoutParent = db.prepare('INSERT INTO op_parent(session_no, seq, p_session_no, p_seq) VALUES (?, ?, ?, ?)')
  const aretes: AreteNouvelle[] = []
  if (tetes.length > 0) {
    for (const [s, seq, ps, pSeq] of source.parents()) {
      const enfant = parSession.get(local(sessions, s))?.get(seq)
      if (!enfant) continue
      const session = local(sessions, ps)
      ajoutParent.run(enfant.session, seq, session, pSeq)
      aretes.push({ session, seq: pSeq, entite: enfant.entite, champ: enfant.champ })
    }
  }
  return { sessions, nouvelles, ops: tetes.length, tetes, aretes, touchees: [...tetes, ...aretes] }
}

/** Unites attachments, collectes and erasures. Returns the number of attachments received. */
export function unirReste(db: Database, source: SourceJournal, sessions: ReadonlyMap<number, number>): number {
  const connu = db.prepare<[Buffer], string>('SELECT mime FROM blob WHERE sha256 = ?').pluck()
  const ajoutBlob = db.prepare('INSERT INTO blob(sha256, size, mime, data) VALUES (?, ?, ?, ?)')
  const majMime = db.prepare('UPDATE blob SET mime = ? WHERE sha256 = ?')
  let recus = 0
  for (const { sha256, mime } of source.blobs()) {
    const ici = connu.get(sha256)
    if (ici === undefined) {
      const data = source.lireBlob(sha256)
      ajoutBlob.run(sha256, data.byteLength, mime, data)
      recus += 1
    } else if (mime < ici) majMime.run(mime, sha256)
  }
  const ajoutCollecte = db.prepare(
    `INSERT INTO collecte(id, issued_hlc, recipient, parts, demande, returned_hlc) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT(id) DO UPDATE SET returned_hlc = max(coalesce(returned_hlc, excluded.returned_hlc), coalesce(excluded.returned_hlc, returned_hlc))
     WHERE excluded.returned_hlc > coalesce(returned_hlc, 0)`
  )
  for (const c of source.collectes()) ajoutCollecte.run(c.id, c.emise, c.destinataire, c.parts, c.demande, c.revenue)
  const ajoutRedaction = db.prepare('INSERT OR IGNORE INTO redaction(session_no, seq) VALUES (?, ?)')
  for (const [s, seq] of source.redactions()) ajoutRedaction.run(local(sessions, s), seq)
  db.exec('UPDATE op SET value = NULL WHERE value IS NOT NULL AND (session_no, seq) IN (SELECT session_no, seq FROM redaction)')
  return recus
}
