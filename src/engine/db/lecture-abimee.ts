import Database from 'better-sqlite3'
import type { Cellule } from '#domain/champs/champ.ts'
import { blobMax, sha256 } from './blobs.ts'
import { isTexteSain } from './cellule-sql.ts'
import { hlcMax } from './horloge.ts'
import { isNomDeChamp, isNomDeKind } from './nom-de-champ.ts'
import type { SourceJournal } from './source.ts'

/** Keys tried one by one between what the two ends of a table give, at most. */
const sondesMax = 500_000
/** Keys tried beyond the last one read when the end of a table cannot be. */
const sondesAuDela = 3_000

type Ligne = readonly unknown[]

/** Runs one reading of a damaged base: null when SQLite cannot. `echecs` counts those. */
let echecs = 0
function essayer<T>(lire: () => T): T | null {
  try {
    return lire()
  } catch (error) {
    if (!(error instanceof Database.SqliteError) && !(error instanceof SyntaxError)) throw error
    echecs += 1
    return null
  }
}

/**
 * Rows of a range whose first column is an integer key: from both ends as far as each goes, then one by one between the two.
 * `choix` is a SELECT without ORDER BY that already has a WHERE; `cle` the key's column.
 */
function lirePlage(db: Database.Database, choix: string, cle: string, ...liens: readonly number[]): Ligne[] {
  const dansLOrdre = (sens: 'ASC' | 'DESC'): { readonly lignes: Ligne[]; readonly entier: boolean } => {
    const lignes: Ligne[] = []
    const entier = essayer(() => {
      for (const ligne of db
        .prepare<number[], unknown[]>(`${choix} ORDER BY ${cle} ${sens}`)
        .raw()
        .iterate(...liens))
        lignes.push(ligne)
      return true
    })
    return { lignes, entier: entier === true }
  }
  const debut = dansLOrdre('ASC')
  if (debut.entier) return debut.lignes
  const fin = dansLOrdre('DESC').lignes
  const premier = Number(debut.lignes.at(-1)?.[0] ?? 0) + 1
  const dernier = fin.length > 0 ? Number(fin.at(-1)?.[0]) - 1 : premier + sondesAuDela
  const une = essayer(() => db.prepare<number[], unknown[]>(`${choix} AND ${cle} = ?`).raw())
  const milieu: Ligne[] = []
  for (let k = premier; une && k <= dernier && k - premier < sondesMax; k++) {
    const ligne = essayer(() => une.get(...liens, k))
    if (ligne) milieu.push(ligne)
  }
  const vues = new Set(debut.lignes.map((l) => l[0]))
  return [...debut.lignes, ...[...milieu, ...fin.reverse()].filter((l) => !vues.has(l[0]))]
}

const isUuidLu = (valeur: unknown): valeur is Buffer => Buffer.isBuffer(valeur) && valeur.length === 16
const isRang = (valeur: unknown): valeur is number => typeof valeur === 'number' && Number.isSafeInteger(valeur) && valeur > 0
const isHlc = (valeur: unknown): valeur is number => isRang(valeur) && valeur <= hlcMax
const texte = (valeur: unknown): string => (typeof valeur === 'string' && isTexteSain(valeur) ? valeur.slice(0, 400) : '')
const isCellule = (valeur: unknown): valeur is Cellule =>
  valeur === null || (typeof valeur === 'string' ? isTexteSain(valeur) : typeof valeur === 'number' && Number.isFinite(valeur))

type OpLue = readonly [number, number, number, number, number, Cellule]

export interface LectureAbimee {
  readonly source: Omit<SourceJournal, 'projet'>
  /** Project of the file, from its own words or from its grappe; null when neither can be read. */
  readonly projet: Buffer | string | null
  readonly role: string | null
  readonly ops: number
  /** False when some reading failed. */
  readonly isEntiere: boolean
  /** Edits that the file certainly held and that cannot be read. */
  readonly opsPerdues: number
  readonly entites: number
  readonly blobs: readonly string[]
}

/**
 * Everything that can still be read of a damaged journal, each row checked alone: what does not hold together is left out.
 * The base is a private copy opened for reading; its schema is known to be ours.
 */
export function lireAbimee(db: Database.Database): LectureAbimee {
  echecs = 0
  const table = (colonnes: string, nom: string) => lirePlage(db, `SELECT ${colonnes} FROM ${nom} WHERE 1`, colonnes.split(',')[0] ?? 'rowid')
  const meta = new Map((essayer(() => db.prepare<[], [string, string]>('SELECT k, v FROM meta').raw().all()) ?? []).filter(([k, v]) => texte(k) && texte(v)))

  const auteurs = table('author_no, uuid, nom, fonction, organisation', 'author').flatMap(([no, uuid, nom, fonction, organisation]) =>
    isRang(no) && isUuidLu(uuid) ? [{ no, uuid, nom: texte(nom), fonction: texte(fonction), organisation: texte(organisation) }] : []
  )
  const auteursLus = new Set(auteurs.map((a) => a.no))
  const sessions = table('session_no, uuid, author_no, machine, app_version, started_hlc, tz_min', 'session').flatMap(
    ([no, uuid, auteur, machine, version, debut, fuseau]) =>
      isRang(no) && isUuidLu(uuid) && isRang(auteur) && auteursLus.has(auteur) && isUuidLu(machine) && isHlc(debut)
        ? [
            {
              no,
              uuid,
              auteur,
              machine,
              version: texte(version).slice(0, 60),
              debut,
              fuseau: typeof fuseau === 'number' && Math.abs(fuseau) <= 1440 ? fuseau : 0
            }
          ]
        : []
  )
  const entitesLues = table('entity_no, uuid, kind, part', 'entity').flatMap(([no, uuid, kind, part]) =>
    isRang(no) && isUuidLu(uuid) && typeof kind === 'string' && isNomDeKind(kind) && isUuidLu(part) ? [{ no, uuid, kind, part }] : []
  )
  const champs = table('field_no, key', 'field').flatMap(([no, cle]) => (isRang(no) && typeof cle === 'string' && isNomDeChamp(cle) ? [{ no, cle }] : []))
  const [entitesConnues, champsConnus] = [new Set(entitesLues.map((e) => e.no)), new Set(champs.map((c) => c.no))]

  const ops: OpLue[] = []
  const hlcs = new Map<string, number>()
  const debutEntite = new Map<number, number>()
  let opsPerdues = 0
  for (const { no } of sessions) {
    let derniere = 0
    let lues = 0
    for (const [seq, hlc, entite, champ, valeur] of lirePlage(db, 'SELECT seq, hlc, entity_no, field_no, value FROM op WHERE session_no = ?', 'seq', no)) {
      if (isRang(seq)) derniere = Math.max(derniere, seq)
      if (!isRang(seq) || !isHlc(hlc) || !isRang(entite) || !isRang(champ) || !isCellule(valeur)) continue
      if (!entitesConnues.has(entite) || !champsConnus.has(champ)) continue
      ops.push([no, seq, hlc, entite, champ, valeur])
      hlcs.set(`${no}/${seq}`, hlc)
      debutEntite.set(entite, Math.min(debutEntite.get(entite) ?? hlc, hlc))
      lues += 1
    }
    // A whole dossier numbers the edits of a session without a gap.
    if (meta.get('role') === 'grappe') opsPerdues += Math.max(0, derniere - lues)
  }
  const sessionsLues = new Set(sessions.map((s) => s.no))
  const parents: [number, number, number, number][] = []
  const noter = (ligne: Ligne) => {
    const [s, seq, ps, pSeq] = ligne as readonly number[]
    if (!isRang(s) || !isRang(seq) || !isRang(ps) || !isRang(pSeq) || !sessionsLues.has(ps)) return
    const [enfant, parent] = [hlcs.get(`${s}/${seq}`), hlcs.get(`${ps}/${pSeq}`)]
    if (enfant !== undefined && (parent === undefined || parent < enfant)) parents.push([s, seq, ps, pSeq])
  }
  const tousLesParents = essayer(() => db.prepare<[], number[]>('SELECT session_no, seq, p_session_no, p_seq FROM op_parent').raw().all())
  if (tousLesParents) tousLesParents.forEach(noter)
  else {
    const deOp = db.prepare<[number, number], number[]>('SELECT session_no, seq, p_session_no, p_seq FROM op_parent WHERE session_no = ? AND seq = ?').raw()
    for (const [s, seq] of ops) (essayer(() => deOp.all(s, seq)) ?? []).forEach(noter)
  }

  const effacees = (essayer(() => db.prepare<[], [number, number]>('SELECT session_no, seq FROM redaction').raw().all()) ?? []).filter(([s]) =>
    sessionsLues.has(s)
  )
  const donnees = essayer(() => db.prepare<[number], Buffer>('SELECT data FROM blob WHERE rowid = ?').pluck())
  const blobs = table('rowid, sha256, mime', 'blob').flatMap(([rang, cle, mime]) => {
    if (!isRang(rang) || !Buffer.isBuffer(cle) || cle.length !== 32) return []
    const lire = () => essayer(() => donnees?.get(rang)) ?? null
    const data = lire()
    const isBon = data !== null && data.byteLength > 0 && data.byteLength < blobMax && sha256(data).equals(cle)
    return isBon ? [{ sha256: cle, mime: texte(mime).slice(0, 200), rang }] : []
  })
  const rangs = new Map(blobs.map((b) => [b.sha256.toString('hex'), b.rang]))
  const collectes = essayer(() =>
    db
      .prepare<[], { id: Buffer; emise: number; destinataire: string; parts: string; demande: string; revenue: number | null }>(
        'SELECT id, issued_hlc AS emise, recipient AS destinataire, parts, demande, returned_hlc AS revenue FROM collecte'
      )
      .all()
      .filter((c) => essayer(() => [JSON.parse(c.parts), JSON.parse(c.demande)]) !== null && isUuidLu(c.id) && isHlc(c.emise))
  )
  const entites = entitesLues.flatMap((e) => (debutEntite.has(e.no) ? [{ ...e, hlc: debutEntite.get(e.no) as number }] : []))
  return {
    source: {
      auteurs: () => auteurs,
      sessions: () => sessions,
      entites: () => entites,
      champs: () => champs,
      ops: () => ops.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
      parents: () => parents,
      redactions: () => effacees,
      collectes: () => collectes ?? [],
      blobs: () => blobs,
      lireBlob: (cle) => donnees?.get(rangs.get(cle.toString('hex')) ?? 0) ?? Buffer.alloc(0)
    },
    projet: meta.get('project_uuid') ?? entitesLues.find((e) => e.kind === 'grappe')?.uuid ?? null,
    role: meta.get('role') ?? null,
    ops: ops.length,
    opsPerdues,
    isEntiere: echecs === 0,
    entites: entites.length,
    blobs: blobs.map((b) => b.sha256.toString('hex'))
  }
}
