import type { Database } from 'better-sqlite3'
import type { Cellule } from '#domain/champs/champ.ts'
import { createAppartenance } from '#domain/partage/appartenance.ts'
import { hlcToInstant } from '../db/horloge.ts'
import { bytesToUuid, uuidToBytes } from '../db/identifiant.ts'
import type { Journal } from '../db/journal.ts'
import { champVie } from '../db/lecture.ts'

/** One opening of the dossier by someone. Instants in ms since 1970. */
export interface SessionPassee {
  readonly session: string
  readonly auteur: string
  readonly fonction: string
  readonly organisation: string
  readonly debut: number
  readonly fin: number
  readonly saisies: number
}

export interface EditionPassee {
  readonly session: string
  readonly auteur: string
  readonly organisation: string
  readonly instant: number
  readonly kind: string
  readonly id: string
  /** `_alive`: added or put back (1), removed (0). */
  readonly champ: string
  readonly valeur: Cellule
  /** What it replaced; null for a first value. */
  readonly ancienne: Cellule
}

/** Which edits: of one opening, of one OG or establishment and what is theirs, of one line. */
export interface FiltreHistorique {
  readonly session?: string | undefined
  readonly part?: string | undefined
  readonly id?: string | undefined
}

export interface PageHistorique {
  readonly total: number
  readonly editions: readonly EditionPassee[]
}

/** What a file is made of: noted with it, in the same instant, and told by the file itself. The history shows the file, not these. */
const technique = `NOT (e.kind = 'piece-jointe' AND f.key IN ('sha256', 'taille', 'type', 'pages', 'texteLisible', 'codeDonnees', 'analyse', 'remplace'))`

/** Every opening that changed something, latest first. */
export const listerSessions = (db: Database): SessionPassee[] =>
  db
    .prepare<[], [Buffer, string, string, string, number, number, number]>(
      `SELECT s.uuid, a.nom, a.fonction, a.organisation, min(o.hlc), max(o.hlc), count(*) FROM op o JOIN session s ON s.session_no = o.session_no
       JOIN author a ON a.author_no = s.author_no JOIN entity e ON e.entity_no = o.entity_no JOIN field f ON f.field_no = o.field_no
       WHERE ${technique} GROUP BY o.session_no ORDER BY max(o.hlc) DESC`
    )
    .raw()
    .all()
    .map(([uuid, auteur, fonction, organisation, debut, fin, saisies]) => ({
      session: bytesToUuid(uuid),
      auteur,
      fonction,
      organisation,
      debut: hlcToInstant(debut),
      fin: hlcToInstant(fin),
      saisies
    }))

type Rangee = [Buffer, string, string, number, Buffer, string, string, Cellule, Cellule]

/** Ids of the lines of an OG (its establishments included), an establishment, or the grappe itself. */
function lignesDePart(journal: Journal, part: string): string[] {
  const lignes = journal.lireLignes()
  const parId = new Map(lignes.map((l) => [l.id, l]))
  const partDe = createAppartenance(journal.projet, (id) => parId.get(id))
  const parts = new Set([part, ...lignes.flatMap((l) => (l.kind === 'etablissement' && l.cellules['organisme'] === part ? [l.id] : []))])
  return lignes.filter((l) => parts.has(partDe(l))).map((l) => l.id)
}

/** Edits of the dossier, latest first, `taille` a page from 0. */
export function pageHistorique(journal: Journal, filtre: FiltreHistorique, page: number, taille: number): PageHistorique {
  const { db } = journal
  const conditions: string[] = [technique]
  const valeurs: (string | Buffer)[] = []
  if (filtre.session !== undefined) {
    conditions.push('s.uuid = ?')
    valeurs.push(uuidToBytes(filtre.session))
  }
  if (filtre.id !== undefined) {
    conditions.push('e.uuid = ?')
    valeurs.push(uuidToBytes(filtre.id))
  }
  if (filtre.part !== undefined) {
    conditions.push('e.uuid IN (SELECT unhex(value) FROM json_each(?))')
    valeurs.push(JSON.stringify(lignesDePart(journal, filtre.part).map((id) => id.replaceAll('-', ''))))
  }
  const ou = `WHERE ${conditions.join(' AND ')}`
  const de =
    'FROM op o JOIN session s ON s.session_no = o.session_no JOIN author a ON a.author_no = s.author_no JOIN entity e ON e.entity_no = o.entity_no JOIN field f ON f.field_no = o.field_no'
  const total =
    db
      .prepare<(string | Buffer)[], number>(`SELECT count(*) ${de} ${ou}`)
      .pluck()
      .get(...valeurs) ?? 0
  const rangees = db
    .prepare<(string | Buffer | number)[], Rangee>(
      `SELECT s.uuid, a.nom, a.organisation, o.hlc, e.uuid, e.kind, f.key, o.value,
       (SELECT po.value FROM op_parent p JOIN op po ON po.session_no = p.p_session_no AND po.seq = p.p_seq
        WHERE p.session_no = o.session_no AND p.seq = o.seq AND po.entity_no = o.entity_no AND po.field_no = o.field_no ORDER BY po.hlc DESC LIMIT 1)
       ${de} ${ou} ORDER BY o.hlc DESC, s.uuid DESC, o.seq DESC LIMIT ? OFFSET ?`
    )
    .raw()
    .all(...valeurs, taille, page * taille)
  return {
    total,
    editions: rangees.map(([session, auteur, organisation, hlc, id, kind, champ, valeur, ancienne]) => ({
      session: bytesToUuid(session),
      auteur,
      organisation,
      instant: hlcToInstant(hlc),
      kind,
      id: bytesToUuid(id),
      champ,
      valeur,
      ancienne
    }))
  }
}

/** Puts an earlier value back, and the line itself when it was removed. One step of undo. */
export function restaurerValeur(journal: Journal, { kind, id, champ, valeur }: { kind: string; id: string; champ: string; valeur: Cellule }) {
  return journal.groupe(() => {
    const ligne = journal.ligne(id)
    if (champ === champVie) return valeur === 0 ? journal.retirer(kind, id) : journal.retablir(kind, id)
    if (ligne && !ligne.vivant) journal.retablir(kind, id)
    return journal.ecrire([{ kind, id, champ, valeur }])[0] ?? journal.retablir(kind, id)
  })
}
