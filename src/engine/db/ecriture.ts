import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { partDe } from '#domain/cle-naturelle.ts'
import { nomDe } from '#domain/noms.ts'
import { celluleToSql } from './cellule-sql.ts'
import type { Horloge } from './horloge.ts'
import { uuidAuteur, uuidToBytes } from './identifiant.ts'
import { champVie, type EntiteLue, type Lecture, type Tete } from './lecture.ts'
import { isNomDeChamp, isNomDeKind } from './nom-de-champ.ts'

export interface Auteur {
  readonly uuid: string
  readonly nom: string
  readonly fonction: string
  readonly organisation: string
}

export interface OptionsJournal {
  /** Who is typing; null refuses any edit with `auteur-inconnu`. */
  readonly auteur: () => Auteur | null
  /** UUID of this computer's profile; names no machine. */
  readonly machine: string
  readonly version: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** A fresh random UUID. */
  readonly newId: () => string
  /** Minutes east of UTC. */
  readonly fuseauMin?: number
  /** Called after each committed change. */
  readonly apresEcriture?: () => void
}

export interface OpRef {
  readonly session: number
  readonly seq: number
}

/** What an edit replaced, for undo. `avant` is null when the cell had never been written. */
export interface Trace {
  readonly entite: EntiteLue
  readonly champ: string
  readonly avant: readonly OpRef[]
  readonly valeurAvant: Cellule
  readonly apres: OpRef
  readonly valeurApres: Cellule
}

const isMemeAuteur = (a: Auteur, b: Auteur): boolean => a.uuid === b.uuid && a.nom === b.nom && a.fonction === b.fonction && a.organisation === b.organisation

/**
 * Writes one op at a time, inside a transaction opened by the caller. A session row is written with the first op,
 * so a file that was only read does not change.
 */
export function createEcriture(db: Database, projet: string, lecture: Lecture, horloge: Horloge, options: OptionsJournal) {
  const ajoutAuteur = db.prepare('INSERT OR IGNORE INTO author(uuid, nom, fonction, organisation) VALUES (?, ?, ?, ?)')
  const auteurNo = db.prepare<[Buffer], number>('SELECT author_no FROM author WHERE uuid = ?').pluck()
  const ajoutSession = db.prepare('INSERT INTO session(uuid, author_no, machine, app_version, started_hlc, tz_min) VALUES (?, ?, ?, ?, ?, ?)')
  const ajoutChamp = db.prepare('INSERT INTO field(key) VALUES (?)')
  const ajoutEntite = db.prepare('INSERT INTO entity(uuid, kind, part, hlc) VALUES (?, ?, ?, ?)')
  const majPart = db.prepare('UPDATE entity SET part = ? WHERE entity_no = ?')
  const ajoutOp = db.prepare('INSERT INTO op(session_no, seq, hlc, entity_no, field_no, value) VALUES (?, ?, ?, ?, ?, ?)')
  const ajoutParent = db.prepare('INSERT OR IGNORE INTO op_parent(session_no, seq, p_session_no, p_seq) VALUES (?, ?, ?, ?)')
  const parentsPortee = db.prepare<{ s: number; q: number; e: number; u: Buffer }>(
    `INSERT OR IGNORE INTO op_parent(session_no, seq, p_session_no, p_seq) SELECT :s, :q, h.session_no, h.seq FROM head h
     WHERE h.entity_no = :e OR h.entity_no IN (SELECT entity_no FROM entity WHERE part = :u)`
  )
  const ajoutRedaction = db.prepare(
    'INSERT OR IGNORE INTO redaction(session_no, seq) SELECT session_no, seq FROM op WHERE entity_no = ? AND field_no = ? AND value IS NOT NULL'
  )
  const videValeurs = db.prepare('UPDATE op SET value = NULL WHERE entity_no = ? AND field_no = ? AND value IS NOT NULL')
  const videTetes = db.prepare('DELETE FROM head WHERE entity_no = ? AND field_no = ?')
  const ajoutTete = db.prepare('INSERT INTO head(entity_no, field_no, session_no, seq) VALUES (?, ?, ?, ?)')

  let session: { readonly no: number; readonly auteur: Auteur } | null = null
  let seq = 0
  /** Removals known of an entity, kept until a life cell is written. */
  const retraits = new Map<number, readonly OpRef[]>()

  function sessionNo(): number {
    const auteur = options.auteur()
    if (!auteur) throw new GrappeError('auteur-inconnu')
    if (session && isMemeAuteur(session.auteur, auteur)) return session.no
    const cle = uuidAuteur(auteur)
    ajoutAuteur.run(uuidToBytes(cle), auteur.nom, auteur.fonction, auteur.organisation)
    const no = auteurNo.get(uuidToBytes(cle))
    const uuid = uuidToBytes(options.newId())
    const { lastInsertRowid } = ajoutSession.run(uuid, no, uuidToBytes(options.machine), options.version, horloge.tick(), options.fuseauMin ?? 0)
    session = { no: Number(lastInsertRowid), auteur: { ...auteur } }
    seq = 0
    return session.no
  }

  function champNo(champ: string): number {
    const connu = lecture.champNo(champ)
    if (connu !== undefined) return connu
    if (!isNomDeChamp(champ)) throw new GrappeError('champ-inconnu')
    return Number(ajoutChamp.run(champ).lastInsertRowid)
  }

  /**
   * Removals in force on an entity or on the part that holds it: whoever writes there knows them. A contested
   * removal is not in force: what is typed meanwhile still speaks for keeping the entity.
   */
  function retraitsConnus(entite: EntiteLue): readonly OpRef[] {
    const connus = retraits.get(entite.no)
    if (connus) return connus
    const lus = lireRetraits(entite)
    retraits.set(entite.no, lus)
    return lus
  }
  function lireRetraits(entite: EntiteLue): readonly OpRef[] {
    const fieldNo = lecture.champNo(champVie)
    if (fieldNo === undefined) return []
    const tenue = entite.part !== entite.id && entite.part !== projet ? lecture.entite(entite.part) : undefined
    return [entite, ...(tenue ? [tenue] : [])].flatMap((e) => {
      const zeros = lecture.tetesDe(e.no, fieldNo).filter((t) => t.valeur === 0)
      return zeros.length > 0 && lecture.vie(e) === 'retire' ? zeros : []
    })
  }

  function poserOp(entite: EntiteLue, champ: string, valeur: Cellule, hlc: number, tetes?: readonly Tete[]): Trace {
    const stocke = celluleToSql(valeur)
    const no = sessionNo()
    const fieldNo = champNo(champ)
    const avant = tetes ?? lecture.tetesDe(entite.no, fieldNo)
    const connus = retraitsConnus(entite)
    if (champ === champVie) retraits.clear()
    seq += 1
    ajoutOp.run(no, seq, hlc, entite.no, fieldNo, stocke)
    for (const p of avant) ajoutParent.run(no, seq, p.session, p.seq)
    for (const p of connus) ajoutParent.run(no, seq, p.session, p.seq)
    if (champ === champVie && valeur === 0) parentsPortee.run({ s: no, q: seq, e: entite.no, u: uuidToBytes(entite.id) })
    if (avant.length > 0) videTetes.run(entite.no, fieldNo)
    ajoutTete.run(entite.no, fieldNo, no, seq)
    if (nomDe(entite.kind)?.part === champ) {
      majPart.run(uuidToBytes(partDe(projet, entite.kind, entite.id, () => valeur, entite.part)), entite.no)
      retraits.delete(entite.no)
    }
    return { entite, champ, avant, valeurAvant: avant[0]?.valeur ?? null, apres: { session: no, seq }, valeurApres: valeur }
  }

  return {
    /**
     * Writes one op whose parents are the current heads of its cell (and, for a removal, of everything the entity holds).
     * `tetes` spares reading these heads again.
     */
    ecrireOp: (entite: EntiteLue, champ: string, valeur: Cellule, tetes?: readonly Tete[]): Trace => {
      sessionNo()
      return poserOp(entite, champ, valeur, horloge.tick(), tetes)
    },
    /**
     * A new entity, with its life cell as first op. `part` is used for a kind unknown to this version; `cellules`,
     * written next by the caller, already decide the part, so that the first op knows whether that part was removed.
     */
    creerEntite(kind: string, id: string, part: string, cellules: Readonly<Record<string, Cellule>>): Trace {
      if (!isNomDeKind(kind)) throw new GrappeError('saisie-invalide')
      sessionNo()
      const initiale = partDe(projet, kind, id, (champ) => cellules[champ], part)
      const hlc = horloge.tick()
      const { lastInsertRowid } = ajoutEntite.run(uuidToBytes(id), kind, uuidToBytes(initiale), hlc)
      return poserOp({ no: Number(lastInsertRowid), id, kind, part: initiale, hlc }, champVie, 1, hlc)
    },
    /**
     * Nulls every value that cells of an entity ever had, here now and in every copy that is united later.
     * The cells must already be empty. Returns the number of values erased.
     */
    caviarder(entite: EntiteLue, champs: readonly string[]): number {
      let effacees = 0
      for (const champ of champs) {
        const fieldNo = lecture.champNo(champ)
        if (fieldNo === undefined) continue
        effacees += ajoutRedaction.run(entite.no, fieldNo).changes
        videValeurs.run(entite.no, fieldNo)
      }
      return effacees
    },
    /** Before each transaction: what a merge may have changed is read again. */
    commencer: (): void => retraits.clear(),
    /** After a rollback: the rows of this session may be gone, a new one is opened. */
    oublier(): void {
      session = null
      lecture.oublier()
    }
  }
}
