import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import { isAvecFichier } from '#domain/fichier-joint.ts'
import { fusionner, type RapportFusion } from '../db/fusion.ts'
import { hlcToInstant } from '../db/horloge.ts'
import { uuidToBytes } from '../db/identifiant.ts'
import type { Journal } from '../db/journal.ts'
import { createLecture } from '../db/lecture.ts'
import { type SourceJournal, sourceDeBase } from '../db/source.ts'
import { jugerRetour } from './perimetre-retour.ts'
import { createLibelles, type GroupeRapport, grouper, type OpRefusee } from './rapport.ts'
import type { RetourOuvert } from './retour.ts'
import { collectesDe, type Role, roleDe } from './role.ts'
import { createSignatures } from './signatures.ts'
import { sourceFiltree } from './source-filtree.ts'

/** Who typed in a returned file what the dossier did not have. */
export interface AuteurRetour {
  readonly nom: string
  readonly fonction: string
  readonly organisation: string
  readonly saisies: number
  /** ms since 1970. */
  readonly premiere: number
  readonly derniere: number
}

/** What one file brings. Every edit it holds is counted once: already known, taken, left for later, refused. */
export interface RapportFichier {
  readonly nom: string
  readonly taille: number
  readonly role: Role
  /** Who the porteur had sent it to; null for a whole copy or a collecte that this dossier never issued. */
  readonly destinataire: string | null
  readonly saisies: { readonly connues: number; readonly retenues: number; readonly laissees: number; readonly refusees: number }
  readonly fichiersJoints: number
  readonly auteurs: readonly AuteurRetour[]
  readonly groupes: readonly GroupeRapport[]
  readonly avertissements: readonly string[]
}

/** Parts taken: all of them, or the OG and establishments named. */
export type Acceptation = 'tout' | readonly string[]

interface Preparation {
  readonly source: SourceJournal
  readonly partDe: (id: string) => string
  readonly refusees: readonly OpRefusee[]
  readonly saisies: Omit<RapportFichier['saisies'], 'retenues'>
  readonly auteurs: readonly AuteurRetour[]
  readonly destinataire: string | null
}

/** Seq of the ops that the dossier has of a session of the file. */
function createConnues(db: Database, retour: RetourOuvert): (session: number, seq: number) => boolean {
  const uuids = new Map(retour.db.prepare<[], [number, Buffer]>('SELECT session_no, uuid FROM session').raw().all())
  const lire = db.prepare<[Buffer], number>('SELECT o.seq FROM session s JOIN op o ON o.session_no = s.session_no WHERE s.uuid = ?').pluck()
  const parSession = new Map<number, ReadonlySet<number>>()
  return (session, seq) => {
    const connues = parSession.get(session) ?? new Set(lire.all(uuids.get(session) ?? Buffer.alloc(16)))
    parSession.set(session, connues)
    return connues.has(seq)
  }
}

const inconnu = { nom: '', fonction: '', organisation: '' }

/** Decides, op by op, what of a file crosses. Nothing is written. */
function preparer(db: Database, siennes: ReturnType<Journal['lireLignes']>, retour: RetourOuvert, accepter: Acceptation): Preparation {
  const { projet } = retour
  const isCollecteChezLePorteur = retour.role === 'collecte' && roleDe(db) !== 'collecte'
  const emises = collectesDe(db).filter((c) => retour.collectes.includes(c.id))
  const arrivee = jugerRetour(projet, siennes, retour.lignes, isCollecteChezLePorteur ? new Set(emises.flatMap((c) => c.parts)) : null)
  const voulues = accepter === 'tout' ? null : new Set(accepter)
  const isConnue = createConnues(db, retour)
  const auteurs = new Map(
    retour.db
      .prepare<[], [number, string, string, string]>('SELECT s.session_no, a.nom, a.fonction, a.organisation FROM session s JOIN author a USING (author_no)')
      .raw()
      .all()
      .map(([no, nom, fonction, organisation]) => [no, { nom, fonction, organisation }])
  )
  const signes = new Map<string, { nom: string; fonction: string; organisation: string; saisies: number; premiere: number; derniere: number }>()
  const refusees: OpRefusee[] = []
  const joints = new Set<string>()
  const saisies = { connues: 0, laissees: 0, refusees: 0 }

  /** Counts an edit of the file; true when the dossier already has it. */
  const compter = (session: number, seq: number, instant: number): boolean => {
    if (isConnue(session, seq)) {
      saisies.connues += 1
      return true
    }
    const auteur = auteurs.get(session) ?? inconnu
    const cle = JSON.stringify(auteur)
    const signe = signes.get(cle) ?? { ...auteur, saisies: 0, premiere: instant, derniere: instant }
    signes.set(
      cle,
      Object.assign(signe, { saisies: signe.saisies + 1, premiere: Math.min(signe.premiere, instant), derniere: Math.max(signe.derniere, instant) })
    )
    return false
  }
  function toutPrendre(): SourceJournal {
    const ops = retour.db.prepare<[], [number, number, number]>('SELECT session_no, seq, hlc FROM op').raw()
    for (const [session, seq, hlc] of ops.iterate()) compter(session, seq, hlcToInstant(hlc))
    return sourceDeBase(retour.db)
  }
  const trier = (): SourceJournal =>
    sourceFiltree(retour.db, {
      entite: () => true,
      op: (op) => {
        const instant = hlcToInstant(op.hlc)
        const connue = compter(op.session, op.seq, instant)
        const refus = arrivee.juger(op)
        if (refus !== null) {
          if (!connue) {
            saisies.refusees += 1
            refusees.push({ kind: op.kind, id: op.id, champ: op.champ, valeur: op.valeur, refus, auteur: (auteurs.get(op.session) ?? inconnu).nom, instant })
          }
          return false
        }
        if (voulues && !voulues.has(arrivee.partDe(op.id))) {
          if (!connue) saisies.laissees += 1
          return false
        }
        if (isAvecFichier(op.kind) && op.champ === 'sha256' && typeof op.valeur === 'string') joints.add(op.valeur)
        return true
      },
      blob: (sha256) => joints.has(sha256),
      // The porteur's record of what left is the porteur's alone.
      collecte: () => !isCollecteChezLePorteur,
      redactions: !isCollecteChezLePorteur
    })
  return {
    source: voulues === null && !isCollecteChezLePorteur ? toutPrendre() : trier(),
    partDe: arrivee.partDe,
    refusees,
    saisies,
    auteurs: [...signes.values()].sort((a, b) => b.saisies - a.saisies),
    destinataire: emises.at(-1)?.destinataire ?? null
  }
}

const jour = 86_400_000

/** Unites one prepared file by `unir` and tells what it did, in the words of the dossier as it then is. */
function unirEtRaconter(
  db: Database,
  siennes: ReturnType<Journal['lireLignes']>,
  retour: RetourOuvert,
  accepter: Acceptation,
  maintenant: number,
  unir: (source: SourceJournal) => RapportFusion
): RapportFichier {
  const { source, partDe, refusees, saisies, auteurs, destinataire } = preparer(db, siennes, retour, accepter)
  const connu = db.prepare<[Buffer], number>('SELECT 1 FROM blob WHERE sha256 = ?').pluck()
  const fichiersJoints = [...source.blobs()].filter((b) => connu.get(b.sha256) === undefined).length
  const fait = unir(source)
  const lecture = createLecture(db)
  const libelle = createLibelles(retour.projet, [...retour.lignes, ...siennes])
  const enAvance = auteurs.filter((a) => a.derniere > maintenant + jour)
  return {
    nom: retour.nom,
    taille: retour.taille,
    role: retour.role,
    destinataire,
    saisies: { ...saisies, retenues: fait.ops },
    fichiersJoints,
    auteurs,
    groupes: grouper(retour.projet, fait, refusees, { partDe, libelle, signatures: createSignatures(db), lecture }),
    avertissements: [
      ...retour.avertissements,
      ...enAvance.map((a) => `L’horloge de l’ordinateur de ${a.nom} est en avance : les dates de ses saisies sont fausses, leur contenu est gardé.`)
    ]
  }
}

const sansFichiers = (source: SourceJournal): SourceJournal => ({ ...source, blobs: () => [] })

/**
 * What uniting these files, in this order, would do. Everything is tried on the journal itself, then rolled back.
 * A file that contradicts the dossier gives the error that would refuse it, and the next ones are still told.
 */
export function apercuReunion(journal: Journal, retours: readonly RetourOuvert[], maintenant: number): (RapportFichier | GrappeError)[] {
  const { db } = journal
  db.exec('BEGIN IMMEDIATE')
  try {
    return retours.map((retour) => {
      const lecture = createLecture(db)
      db.exec('SAVEPOINT fichier')
      try {
        return unirEtRaconter(db, lecture.lireLignes(), retour, 'tout', maintenant, (source) => fusionner(db, sansFichiers(source), lecture))
      } catch (error) {
        db.exec('ROLLBACK TO fichier')
        if (error instanceof GrappeError) return error
        throw error
      } finally {
        db.exec('RELEASE fichier')
      }
    })
  } finally {
    db.exec('ROLLBACK')
  }
}

/**
 * Unites these files in one transaction, and marks the collectes among them as returned on `date` (civil).
 * An error leaves the dossier as it was.
 */
export function unirRetours(journal: Journal, retours: readonly RetourOuvert[], accepter: Acceptation, maintenant: number, date: string): RapportFichier[] {
  const { db } = journal
  return journal.groupe(() => {
    const revenue = db.prepare('UPDATE collecte SET returned_hlc = max(coalesce(returned_hlc, 0), (SELECT max(hlc) FROM op)) WHERE id = ?')
    return retours.map((retour) => {
      const rapport = unirEtRaconter(db, journal.lireLignes(), retour, accepter, maintenant, journal.unir)
      if (retour.role === 'collecte' && roleDe(db) !== 'collecte')
        for (const id of retour.collectes) {
          if (revenue.run(uuidToBytes(id)).changes === 0) continue
          if (journal.ligne(id)?.vivant) journal.ecrire([{ kind: 'envoi', id, champ: 'revenuLe', valeur: date }])
        }
      return rapport
    })
  }, false)
}
