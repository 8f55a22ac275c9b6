import type { Database } from 'better-sqlite3'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Conflit, Ligne } from '#domain/dossier.ts'
import { hlcToInstant } from './horloge.ts'
import { bytesToUuid, uuidToBytes } from './identifiant.ts'

/** The cell that says whether an entity is in the dossier: 1, or 0 once removed. */
export const champVie = '_alive'

export interface EntiteLue {
  readonly no: number
  readonly id: string
  readonly kind: string
  readonly part: string
  readonly hlc: number
}

/** One head of a cell, most recent first: this order decides which value of a conflict is displayed. */
export interface Tete {
  readonly session: number
  readonly seq: number
  readonly valeur: Cellule
}

type LigneEntite = [number, Buffer, string, Buffer, number]
const toEntite = ([no, uuid, kind, part, hlc]: LigneEntite): EntiteLue => ({ no, id: bytesToUuid(uuid), kind, part: bytesToUuid(part), hlc })
/** Entities read at once. */
const tranche = 500
const distinctes = (valeurs: readonly Cellule[]): Cellule[] => [...new Set(valeurs)]

/** `retire` is out of the dossier; `conteste` is kept: someone removed it, someone else changed it without knowing. */
type Vie = 'vivant' | 'retire' | 'conteste'

/** Reads of the journal's current state. Every statement is prepared once. */
export function createLecture(db: Database) {
  const entiteColonnes = 'SELECT entity_no, uuid, kind, part, hlc FROM entity'
  const entiteParUuid = db.prepare<[Buffer], LigneEntite>(`${entiteColonnes} WHERE uuid = ?`).raw()
  const entiteParNo = db.prepare<[number], LigneEntite>(`${entiteColonnes} WHERE entity_no = ?`).raw()
  const entites = db.prepare<[], LigneEntite>(`${entiteColonnes} ORDER BY entity_no`).raw()
  const champParCle = db.prepare<[string], number>('SELECT field_no FROM field WHERE key = ?').pluck()
  const champsConnus = new Map<string, number>()
  const clesConnues = new Map<number, string>()
  const cleParChamp = db.prepare<[number], string>('SELECT key FROM field WHERE field_no = ?').pluck()
  const champs = db.prepare<[], [number, string]>('SELECT field_no, key FROM field').raw()
  const tetesSansOrdre = db
    .prepare<[number, number], [number, number, Cellule]>(
      `SELECT h.session_no, h.seq, o.value FROM head h JOIN op o ON o.session_no = h.session_no AND o.seq = h.seq WHERE h.entity_no = ? AND h.field_no = ?`
    )
    .raw()
  const tetesDeCellule = db
    .prepare<[number, number], [number, number, Cellule]>(
      `SELECT h.session_no, h.seq, o.value FROM head h JOIN op o ON o.session_no = h.session_no AND o.seq = h.seq JOIN session s ON s.session_no = h.session_no
       WHERE h.entity_no = ? AND h.field_no = ? ORDER BY o.hlc DESC, s.uuid DESC, h.seq DESC`
    )
    .raw()
  const lireTetes = 'SELECT h.entity_no, h.field_no, o.value FROM head h JOIN op o ON o.session_no = h.session_no AND o.seq = h.seq'
  const tetesEntre = db.prepare<[number, number], [number, number, Cellule]>(`${lireTetes} WHERE h.entity_no BETWEEN ? AND ?`).raw()
  const tetesDeEntite = db.prepare<[number], [number, number, Cellule]>(`${lireTetes} WHERE h.entity_no = ? ORDER BY h.field_no`).raw()
  const multiples = db.prepare<[], [number, number]>('SELECT entity_no, field_no FROM head GROUP BY entity_no, field_no HAVING count(*) > 1').raw()
  const retirees = db
    .prepare<[], LigneEntite>(
      `${entiteColonnes} WHERE entity_no IN (SELECT h.entity_no FROM field f JOIN head h ON h.field_no = f.field_no
       JOIN op o ON o.session_no = h.session_no AND o.seq = h.seq WHERE f.key = '${champVie}' AND o.value = 0)`
    )
    .raw()
  // A head of the entity or of what it holds, that neither knew the removal nor was known by it.
  const nonVue = db
    .prepare<{ e: number; u: Buffer; v: number }, number>(
      `SELECT 1 FROM (SELECT :e AS entity_no UNION ALL SELECT entity_no FROM entity WHERE part = :u AND entity_no <> :e) s
       JOIN head h ON h.entity_no = s.entity_no
       WHERE NOT (h.field_no = :v AND (h.entity_no = :e OR (SELECT o.value FROM op o WHERE o.session_no = h.session_no AND o.seq = h.seq) = 0))
       AND NOT EXISTS (SELECT 1 FROM head r JOIN op_parent p ON p.session_no = r.session_no AND p.seq = r.seq AND p.p_session_no = h.session_no AND p.p_seq = h.seq
         WHERE r.entity_no = :e AND r.field_no = :v)
       AND NOT EXISTS (SELECT 1 FROM head r JOIN op_parent p ON p.session_no = h.session_no AND p.seq = h.seq AND p.p_session_no = r.session_no AND p.p_seq = r.seq
         WHERE r.entity_no = :e AND r.field_no = :v)
       LIMIT 1`
    )
    .pluck()
  const editions = db
    .prepare<{ e: number; f: number }, [Cellule, string, number]>(
      `WITH RECURSIVE passe(session_no, seq) AS (
         SELECT session_no, seq FROM head WHERE entity_no = :e AND field_no = :f
         UNION SELECT p.p_session_no, p.p_seq FROM passe c JOIN op_parent p ON p.session_no = c.session_no AND p.seq = c.seq
         JOIN op o ON o.session_no = p.p_session_no AND o.seq = p.p_seq WHERE o.entity_no = :e AND o.field_no = :f)
       SELECT o.value, a.nom, o.hlc FROM passe c JOIN op o ON o.session_no = c.session_no AND o.seq = c.seq
       JOIN session s ON s.session_no = o.session_no JOIN author a ON a.author_no = s.author_no ORDER BY o.hlc DESC, s.uuid DESC, o.seq DESC`
    )
    .raw()

  const entite = (id: string): EntiteLue | undefined => {
    const row = entiteParUuid.get(uuidToBytes(id))
    return row && toEntite(row)
  }
  /** Number of a field, undefined while no cell of it was written. */
  function champNo(champ: string): number | undefined {
    const connu = champsConnus.get(champ)
    if (connu !== undefined) return connu
    const lu = champParCle.get(champ)
    if (lu !== undefined) champsConnus.set(champ, lu)
    return lu
  }
  function champCle(fieldNo: number): string {
    const connue = clesConnues.get(fieldNo)
    if (connue !== undefined) return connue
    const lue = cleParChamp.get(fieldNo) ?? ''
    clesConnues.set(fieldNo, lue)
    return lue
  }
  /** Heads of a cell, displayed one first. The order only costs something when there are several. */
  function tetesDe(entityNo: number, fieldNo: number): Tete[] {
    const lues = tetesSansOrdre.all(entityNo, fieldNo)
    return (lues.length > 1 ? tetesDeCellule.all(entityNo, fieldNo) : lues).map(([session, seq, valeur]) => ({ session, seq, valeur }))
  }

  /** Whether an entity is in the dossier; one without any life cell (partial copy) is. */
  function vie(e: EntiteLue): Vie {
    const champ = champNo(champVie)
    if (champ === undefined) return 'vivant'
    const valeurs = tetesDe(e.no, champ).map((t) => t.valeur)
    if (!valeurs.includes(0)) return 'vivant'
    if (valeurs.some((v) => v !== 0)) return 'conteste'
    return nonVue.get({ e: e.no, u: uuidToBytes(e.id), v: champ }) === undefined ? 'retire' : 'conteste'
  }

  /** Entities that are out of the dossier. */
  const mortes = (): EntiteLue[] =>
    retirees
      .all()
      .map(toEntite)
      .filter((e) => vie(e) === 'retire')

  /** Displayed value of a cell, undefined when it was never written. */
  const valeur = (entityNo: number, champ: string): Cellule | undefined => {
    const fieldNo = champNo(champ)
    return fieldNo === undefined ? undefined : tetesDe(entityNo, fieldNo)[0]?.valeur
  }

  function ligneDe(e: EntiteLue): Ligne {
    const cellules: Record<string, Cellule> = {}
    const vus = new Set<number>()
    for (const [, fieldNo, valeurLue] of tetesDeEntite.all(e.no)) {
      const nom = champCle(fieldNo)
      if (nom === champVie) continue
      cellules[nom] = vus.has(fieldNo) ? (tetesDe(e.no, fieldNo)[0]?.valeur ?? null) : valeurLue
      vus.add(fieldNo)
    }
    return { id: e.id, kind: e.kind, part: e.part, cree: e.hlc, vivant: vie(e) !== 'retire', cellules }
  }

  /**
   * Every entity with its displayed cells, removed ones included (`vivant: false`). One pass over the heads, some entities at a time:
   * at 2,000 ESSMS a list of them all would weigh more than the dossier, and a row at a time costs more calls than reading.
   */
  function lireLignes(): Ligne[] {
    const noms: string[] = []
    for (const [fieldNo, cle] of champs.all()) noms[fieldNo] = cle
    const vie0 = champNo(champVie)
    const morts = new Set(mortes().map((e) => e.no))
    const parEntite: Record<string, Cellule>[] = []
    const lignes: Ligne[] = []
    const nos: number[] = []
    for (const row of entites.iterate()) {
      const e = toEntite(row)
      nos.push(e.no)
      const cellules: Record<string, Cellule> = {}
      parEntite[e.no] = cellules
      lignes.push({ id: e.id, kind: e.kind, part: e.part, cree: e.hlc, vivant: !morts.has(e.no), cellules })
    }
    // By the numbers that exist: those of a received file may be far apart.
    for (let i = 0; i < nos.length; i += tranche)
      for (const [entityNo, fieldNo, valeurLue] of tetesEntre.all(nos[i] ?? 0, nos[Math.min(i + tranche, nos.length) - 1] ?? 0)) {
        const cellules = fieldNo === vie0 ? undefined : parEntite[entityNo]
        if (cellules) cellules[noms[fieldNo] ?? ''] = valeurLue
      }
    for (const [entityNo, fieldNo] of multiples.all()) {
      const cellules = fieldNo === vie0 ? undefined : parEntite[entityNo]
      if (cellules) cellules[noms[fieldNo] ?? ''] = tetesDe(entityNo, fieldNo)[0]?.valeur ?? null
    }
    return lignes
  }

  /** Cells with several different current values, displayed one first; none for a removed entity. */
  function lireConflits(): Conflit[] {
    const noms = new Map(champs.all())
    const trouves: Conflit[] = []
    const parNo = new Map<number, EntiteLue>()
    const plusieurs = multiples.all()
    if (plusieurs.length > 0) for (const row of entites.iterate()) parNo.set(row[0], toEntite(row))
    for (const [entityNo, fieldNo] of plusieurs) {
      const champ = noms.get(fieldNo) ?? ''
      const e = parNo.get(entityNo)
      const valeurs = distinctes(tetesDe(entityNo, fieldNo).map((t) => t.valeur))
      if (e && champ !== champVie && valeurs.length > 1 && vie(e) !== 'retire') trouves.push({ kind: e.kind, id: e.id, champ, valeurs })
    }
    for (const row of retirees.all()) {
      const e = toEntite(row)
      if (vie(e) === 'conteste') trouves.push({ kind: e.kind, id: e.id, champ: champVie, valeurs: [1, 0] })
    }
    return trouves.sort((a, b) => (`${a.id}|${a.champ}` < `${b.id}|${b.champ}` ? -1 : 1))
  }

  return {
    entite,
    entiteParNo: (no: number): EntiteLue | undefined => {
      const row = entiteParNo.get(no)
      return row && toEntite(row)
    },
    mortes,
    vie,
    valeur,
    tetesDe,
    ligneDe,
    lireLignes,
    lireConflits,
    champNo,
    /** After a rollback: fields just added may be gone. */
    oublier: (): void => {
      champsConnus.clear()
      clesConnues.clear()
    },
    /** Every value a cell ever had, latest first; `instant` in ms since 1970; erased values are null. */
    historique: (entityNo: number, champ: string) => {
      const fieldNo = champNo(champ)
      if (fieldNo === undefined) return []
      return editions.all({ e: entityNo, f: fieldNo }).map(([v, auteur, hlc]) => ({ valeur: v, auteur, instant: hlcToInstant(hlc) }))
    },
    champCle,
    /** Clock of the latest op of the file, 0 when empty. */
    hlcMaximum: (): number => db.prepare<[], number | null>('SELECT max(hlc) FROM op').pluck().get() ?? 0
  }
}
export type Lecture = ReturnType<typeof createLecture>
