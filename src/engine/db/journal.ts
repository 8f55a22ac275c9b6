import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { cleNaturelle, isEtatParCle } from '#domain/cle-naturelle.ts'
import type { Conflit, Ligne } from '#domain/dossier.ts'
import { nomDe } from '#domain/noms.ts'
import { createAnnulation } from './annulation.ts'
import { createBlobs } from './blobs.ts'
import { createEcriture, type OptionsJournal, type Trace } from './ecriture.ts'
import { effacerAuteurs } from './effacement.ts'
import { asGrappeError } from './erreur-sql.ts'
import { fusionner, type RapportFusion } from './fusion.ts'
import { createHorloge } from './horloge.ts'
import { isUuid, uuidNaturel } from './identifiant.ts'
import { exporterJson, sourceDeJson } from './journal-json.ts'
import { champVie, createLecture, type EntiteLue, type Tete } from './lecture.ts'
import { type SourceJournal, sourceDeBase } from './source.ts'

export interface Edition {
  readonly kind: string
  readonly id: string
  readonly champ: string
  readonly valeur: Cellule
}
export type Cellules = Readonly<Record<string, Cellule>>

/** The connection of a journal, under a name that a declaration file can give. */
export interface Base extends Database {}

/** Project of a journal: the UUID of its grappe. */
export function projetDe(db: Database): string {
  const projet = db.prepare<[], string>("SELECT v FROM meta WHERE k = 'project_uuid'").pluck().get()
  if (!isUuid(projet)) throw new GrappeError('contenu-invalide')
  return projet
}

/** Makes an empty schema the journal of a project. */
export function initialiserJournal(db: Database, projet: string): void {
  const ajout = db.prepare('INSERT INTO meta(k, v) VALUES (?, ?)')
  db.transaction(() => {
    for (const [k, v] of Object.entries({ project_uuid: projet, role: 'grappe', min_reader: '1' })) ajout.run(k, v)
  }).immediate()
}

/**
 * The journal of one open file: every edit is an op that names the ops it replaces, in one durable transaction.
 * Methods throw a `GrappeError`; when they return, the edit is on the disk.
 */
export function createJournal(db: Database, options: OptionsJournal) {
  const projet = projetDe(db)
  const lecture = createLecture(db)
  const horloge = createHorloge(options.clock, lecture.hlcMaximum())
  const ecriture = createEcriture(db, projet, lecture, horloge, options)
  const annulation = createAnnulation(lecture)
  const blobs = createBlobs(db)
  const changements = db.prepare<[], number>('SELECT total_changes()').pluck()
  let traces: Trace[] = []
  let conflits: readonly Conflit[] | null = null

  /**
   * One transaction for everything `fn` writes, and one step of undo. Nested calls join the outer one;
   * one that failed condemns the whole, even if its error was caught on the way.
   */
  let condamne: unknown = null
  function groupe<T>(fn: () => T, retenir = true): T {
    if (db.inTransaction) {
      try {
        return fn()
      } catch (error) {
        condamne ??= error
        throw error
      }
    }
    traces = []
    condamne = null
    const avant = changements.get()
    let resultat: T
    try {
      db.exec('BEGIN IMMEDIATE')
      ecriture.commencer()
      resultat = fn()
      if (condamne) throw condamne
      db.exec('COMMIT')
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      ecriture.oublier()
      conflits = null
      throw asGrappeError(error)
    }
    if (retenir) annulation.retenir(traces)
    // An ordinary edit can settle a conflict, never raise one.
    if (conflits?.some((c) => traces.some((t) => t.entite.id === c.id)) || traces.some((t) => t.champ === champVie)) conflits = null
    if (changements.get() !== avant) options.apresEcriture?.()
    return resultat
  }

  const ecrireOp = (entite: EntiteLue, champ: string, valeur: Cellule, tetes?: readonly Tete[]): Trace => {
    const trace = ecriture.ecrireOp(entite, champ, valeur, tetes)
    traces.push(trace)
    return trace
  }
  /** Writes a cell unless it already holds this value alone. */
  function poser(entite: EntiteLue, champ: string, valeur: Cellule): void {
    const champNo = lecture.champNo(champ)
    const tetes = champNo === undefined ? [] : lecture.tetesDe(entite.no, champNo)
    if (tetes.length === 0 ? valeur === null : tetes.length === 1 && tetes[0]?.valeur === valeur) return
    ecrireOp(entite, champ, valeur, tetes)
  }
  function connue(kind: string, id: string): EntiteLue {
    const entite = isUuid(id) ? lecture.entite(id) : undefined
    if (!entite || entite.kind !== kind) throw new GrappeError('entite-inconnue')
    return entite
  }
  function champLibre(champ: string): string {
    if (champ.startsWith('_')) throw new GrappeError('champ-inconnu')
    return champ
  }
  const lignesDe = (ids: Iterable<string>): Ligne[] =>
    [...new Set(ids)].flatMap((id) => {
      const entite = lecture.entite(id)
      return entite ? [lecture.ligneDe(entite)] : []
    })

  /** The entity that an addition completes, if any, else the id of the new one. */
  function destination(kind: string, id: string | null, cellules: Cellules): EntiteLue | string {
    if (id !== null) {
      if (!isUuid(id)) throw new GrappeError('saisie-invalide')
      return lecture.entite(id) ?? id
    }
    if (kind === 'grappe') return lecture.entite(projet) ?? projet
    const cle = cleNaturelle(kind, cellules)
    if (cle === null) return options.newId()
    const naturel = uuidNaturel(projet, kind, cle)
    const trouve = lecture.entite(naturel)
    if (!trouve) return naturel
    const isMemeCle = cleNaturelle(kind, lecture.ligneDe(trouve).cellules) === cle
    if (isMemeCle && (lecture.vie(trouve) === 'retire' || isEtatParCle(kind) || nomDe(kind)?.unique)) return trouve
    return options.newId()
  }

  function ajouter(kind: string, id: string | null, part: string | null, cellules: Cellules): Ligne {
    return groupe(() => {
      const cible = destination(kind, id, cellules)
      if (typeof cible === 'string') {
        const trace = ecriture.creerEntite(kind, cible, part !== null && isUuid(part) ? part : projet, cellules)
        traces.push(trace)
        for (const [champ, valeur] of Object.entries(cellules)) if (valeur !== null) ecrireOp(trace.entite, champLibre(champ), valeur, [])
        return lecture.ligneDe(connue(kind, cible))
      }
      if (cible.kind !== kind) throw new GrappeError('saisie-invalide')
      if (lecture.vie(cible) === 'retire') ecrireOp(cible, champVie, 1)
      for (const [champ, valeur] of Object.entries(cellules)) poser(connue(kind, cible.id), champLibre(champ), valeur)
      return lecture.ligneDe(connue(kind, cible.id))
    })
  }

  function defaireOuRefaire(sens: 'annuler' | 'refaire'): { readonly lignes: Ligne[]; readonly fait: boolean } {
    const touchees = groupe(() => annulation[sens](ecrireOp), false)
    return { lignes: lignesDe((touchees ?? []).map((e) => e.id)), fait: touchees !== null }
  }

  const absorber = (source: SourceJournal): RapportFusion => {
    const rapport = groupe(() => fusionner(db, source, lecture), false)
    horloge.voir(lecture.hlcMaximum())
    conflits = null
    return rapport
  }

  return {
    projet,
    db: db as Base,
    /** Several calls in one transaction and one step of undo (imports, an attachment and its line); `retenir: false`, none. */
    groupe: <T>(fn: () => T, retenir = true): T => groupe(fn, retenir),
    /** Writes cells of living entities; a cell that already holds its value is left alone. Returns the lines touched, as they are now. */
    ecrire: (editions: readonly Edition[]): Ligne[] =>
      groupe(() => {
        for (const { kind, id, champ, valeur } of editions) {
          const entite = connue(kind, id)
          if (lecture.vie(entite) === 'retire') throw new GrappeError('entite-inconnue')
          poser(entite, champLibre(champ), valeur)
        }
        return lignesDe(editions.map((e) => e.id))
      }),
    /**
     * Adds an entity, or completes the one that `id` or its natural key designates. With `id` null the id comes from
     * the key (FINESS…) when it is free, else it is random. `part` serves kinds unknown to this version.
     */
    ajouter,
    /** Takes an entity out of the dossier; its history stays. */
    retirer: (kind: string, id: string): Ligne =>
      groupe(() => {
        const entite = connue(kind, id)
        if (nomDe(kind)?.unique) throw new GrappeError('saisie-invalide')
        if (lecture.vie(entite) !== 'retire') ecrireOp(entite, champVie, 0)
        return lecture.ligneDe(entite)
      }),
    /**
     * Erases cells and all their history (personal data, on request): nothing of it stays in the file, and copies
     * that are united later lose it too. Cannot be undone. Returns the line and the number of values erased.
     */
    effacer: (kind: string, id: string, champs: readonly string[]): { readonly ligne: Ligne; readonly effacees: number } => {
      const resultat = groupe(() => {
        const entite = connue(kind, id)
        for (const champ of champs) poser(entite, champLibre(champ), null)
        return { effacees: ecriture.caviarder(entite, champs), ligne: lecture.ligneDe(entite) }
      }, false)
      annulation.oublier()
      return resultat
    },
    /** Takes the name away from the edits of authors, here and in copies united later. Returns how many were named. */
    effacerAuteurs: (auteurs: readonly string[]): number => groupe(() => effacerAuteurs(db, auteurs), false),
    /** Puts a removed entity back, or settles « removed by one, changed by another » by keeping it. */
    retablir: (kind: string, id: string): Ligne =>
      groupe(() => {
        const entite = connue(kind, id)
        if (lecture.vie(entite) !== 'vivant') ecrireOp(entite, champVie, 1)
        return lecture.ligneDe(entite)
      }),
    /** Every line, removed ones included. */
    lireLignes: lecture.lireLignes,
    lireConflits: (): readonly Conflit[] => {
      conflits ??= lecture.lireConflits()
      return conflits
    },
    ligne: (id: string): Ligne | null => lignesDe(isUuid(id) ? [id] : [])[0] ?? null,
    historique: (kind: string, id: string, champ: string) => lecture.historique(connue(kind, id).no, champ),
    annuler: () => defaireOuRefaire('annuler'),
    refaire: () => defaireOuRefaire('refaire'),
    /** What was done so far can no longer be undone (creation of a dossier). */
    oublierAnnulation: (): void => annulation.oublier(),
    ajouterBlob: (bytes: Uint8Array, mime: string): string => groupe(() => blobs.ajouter(bytes, mime), false),
    lireBlob: blobs.lire,
    listerBlobs: blobs.lister,
    /** Edits kept since the beginning. */
    nombreOps: (): number => db.prepare<[], number>('SELECT count(*) FROM op').pluck().get() ?? 0,
    /** The whole journal as JSON, lossless; `blobs: false` leaves the attached bytes out. */
    exporterJson: (reglages?: { readonly blobs?: boolean }): string => exporterJson(db, reglages),
    /** Unites an exported journal of the same project with this one. */
    importerJson: (json: string): RapportFusion => absorber(sourceDeJson(json)),
    /** Unites another copy of the same project with this one. */
    fusionner: (autre: Database): RapportFusion => absorber(sourceDeBase(autre)),
    /** Unites part of a copy, or a copy rewritten on the way. */
    unir: (source: SourceJournal): RapportFusion => absorber(source)
  }
}
export type Journal = ReturnType<typeof createJournal>
