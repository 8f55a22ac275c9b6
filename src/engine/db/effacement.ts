import type { Database } from 'better-sqlite3'
import { champDe } from '#domain/dossier.ts'
import { nomDe } from '#domain/noms.ts'
import { normaliser } from '#domain/normaliser.ts'
import { bytesToUuid, uuidToBytes } from './identifiant.ts'
import { openBase } from './open-base.ts'

/** Name that an erased author takes, in every copy: any other gives way to it when two copies are united. */
export const auteurEfface = 'Personne effacée'

export interface Mention {
  readonly kind: string
  readonly id: string
  readonly champ: string
  /** Null when only the history still holds it. */
  readonly valeur: string | null
  /** Values of the past that name the person. */
  readonly anciennes: number
}
export interface AuteurNomme {
  readonly auteur: string
  readonly nom: string
  readonly fonction: string
  readonly organisation: string
  readonly saisies: number
}

type Valeur = { readonly texte: string; readonly isTete: boolean }

/**
 * Cells that name a person, now or in their history, whatever the accents and the case: the whole text typed, or all its words
 * among the personal fields of one line. A line found by a personal field gives its other personal fields too (phone, e-mail…).
 */
export function chercherPersonne(db: Database, cherche: string): { readonly mentions: Mention[]; readonly auteurs: AuteurNomme[] } {
  const voulu = normaliser(cherche)
  const mots = voulu.split(' ').filter((m) => m.length > 1)
  const lignes = new Map<string, { kind: string; id: string; champs: Map<string, Valeur[]> }>()
  const lues = db
    .prepare<[], [Buffer, string, string, string, number]>(
      `SELECT e.uuid, e.kind, f.key, o.value,
         EXISTS (SELECT 1 FROM head h WHERE h.entity_no = o.entity_no AND h.field_no = o.field_no AND h.session_no = o.session_no AND h.seq = o.seq)
       FROM op o JOIN entity e ON e.entity_no = o.entity_no JOIN field f ON f.field_no = o.field_no WHERE typeof(o.value) = 'text'`
    )
    .raw()
  for (const [uuid, kind, champ, texte, isTete] of lues.iterate()) {
    if (champDe(kind, champ)?.personnel !== true && !normaliser(texte).includes(voulu)) continue
    const id = bytesToUuid(uuid)
    const ligne = lignes.get(id) ?? { kind, id, champs: new Map() }
    lignes.set(id, ligne)
    ligne.champs.set(champ, [...(ligne.champs.get(champ) ?? []), { texte, isTete: isTete === 1 }])
  }
  const mentions: Mention[] = []
  for (const { kind, id, champs } of lignes.values()) {
    const personnels = [...champs].filter(([champ]) => champDe(kind, champ)?.personnel === true)
    const ensemble = normaliser(personnels.flatMap(([, valeurs]) => valeurs.map((v) => v.texte)).join(' '))
    const isNommee = mots.length > 0 && mots.every((mot) => ensemble.includes(mot))
    const entieres = new Set(personnels.map(([champ]) => champ))
    for (const champ of nomDe(kind) ? Object.keys(nomDe(kind)?.champs ?? {}) : champs.keys()) {
      const valeurs = champs.get(champ) ?? []
      const nommantes = isNommee && entieres.has(champ) ? valeurs : valeurs.filter((v) => normaliser(v.texte).includes(voulu))
      if (nommantes.length === 0) continue
      const courante = nommantes.find((v) => v.isTete)
      mentions.push({ kind, id, champ, valeur: courante?.texte ?? null, anciennes: nommantes.length - (courante ? 1 : 0) })
    }
  }
  const auteurs = db
    .prepare<[], [Buffer, string, string, string, number]>(
      `SELECT a.uuid, a.nom, a.fonction, a.organisation, (SELECT count(*) FROM op o JOIN session s ON s.session_no = o.session_no WHERE s.author_no = a.author_no) FROM author a`
    )
    .raw()
    .all()
    .filter(([, nom]) => nom !== auteurEfface && mots.length > 0 && mots.every((mot) => normaliser(nom).includes(mot)))
    .map(([uuid, nom, fonction, organisation, saisies]) => ({ auteur: bytesToUuid(uuid), nom, fonction, organisation, saisies }))
  return { mentions, auteurs }
}

/** Takes the name away from the edits of authors. Inside the caller's transaction; returns how many were named. */
export function effacerAuteurs(db: Database, auteurs: readonly string[]): number {
  const maj = db.prepare("UPDATE author SET nom = ?, fonction = '', organisation = '' WHERE uuid = ? AND nom <> ?")
  return auteurs.reduce((total, auteur) => total + maj.run(auteurEfface, uuidToBytes(auteur), auteurEfface).changes, 0)
}

/** Leaves no page of the past beside the working copy: the log of SQLite still held what was erased. */
export const viderJournalSqlite = (db: Database): void => void db.pragma('wal_checkpoint(TRUNCATE)')

/**
 * Does to a kept version (a private file) what was erased in the dossier since: same edits emptied, same authors unnamed,
 * every page rewritten. Throws when the version cannot be opened or written.
 */
export function caviarderVersion(chemin: string, courante: Database): void {
  const effacees = courante.prepare<[], [Buffer, number]>('SELECT s.uuid, r.seq FROM redaction r JOIN session s ON s.session_no = r.session_no').raw().all()
  const sansNom = courante.prepare<[string], Buffer>('SELECT uuid FROM author WHERE nom = ?').pluck().all(auteurEfface)
  const db = openBase(chemin, 'privee')
  try {
    const session = db.prepare<[Buffer], number>('SELECT session_no FROM session WHERE uuid = ?').pluck()
    const vider = db.prepare('UPDATE op SET value = NULL WHERE session_no = ? AND seq = ?')
    const noter = db.prepare('INSERT OR IGNORE INTO redaction(session_no, seq) VALUES (?, ?)')
    db.transaction(() => {
      for (const [uuid, seq] of effacees) {
        const no = session.get(uuid)
        if (no === undefined) continue
        vider.run(no, seq)
        noter.run(no, seq)
      }
      effacerAuteurs(db, sansNom.map(bytesToUuid))
    }).immediate()
    db.exec('VACUUM')
  } finally {
    db.close()
  }
}
