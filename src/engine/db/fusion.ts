import type { Database } from 'better-sqlite3'
import { GrappeError } from '#contract/errors.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import { partDe } from '#domain/cle-naturelle.ts'
import type { Conflit } from '#domain/dossier.ts'
import { nomDe } from '#domain/noms.ts'
import { celluleToSql } from './cellule-sql.ts'
import { uuidToBytes } from './identifiant.ts'
import { champVie, createLecture, type EntiteLue, type Lecture } from './lecture.ts'
import type { SourceJournal } from './source.ts'
import { posterTetes, type TeteTouchee } from './tetes.ts'
import { unirLignes, unirReste } from './union.ts'

interface Designation {
  readonly kind: string
  readonly id: string
}

/** What uniting a copy changed in what this journal shows. */
export interface RapportFusion {
  /** Ops that this journal did not have. */
  readonly ops: number
  readonly blobs: number
  readonly ajouts: readonly Designation[]
  readonly modifications: readonly (Designation & { readonly champ: string; readonly ancienne: Cellule; readonly nouvelle: Cellule })[]
  readonly suppressions: readonly Designation[]
  readonly retablis: readonly Designation[]
  /** Conflicts that were not there before. */
  readonly conflits: readonly Conflit[]
}

const designer = ({ kind, id }: EntiteLue): Designation => ({ kind, id })
const cleConflit = (c: Conflit) => `${c.id}|${c.champ}`

/** Displayed value of each touched cell, for cells of entities that were there before. */
function valeursDe(lecture: Lecture, cellules: Iterable<TeteTouchee>, connues: (entityNo: number) => boolean): Map<string, Cellule> {
  const valeurs = new Map<string, Cellule>()
  for (const { entite, champ } of cellules) {
    const cle = `${entite}/${champ}`
    if (connues(entite) && !valeurs.has(cle)) valeurs.set(cle, lecture.tetesDe(entite, champ)[0]?.valeur ?? null)
  }
  return valeurs
}

/** Puts `entity.part` back in line with the cells that were touched. */
function rangerParts(db: Database, projet: string, lecture: Lecture, cellules: Iterable<TeteTouchee>): void {
  const maj = db.prepare('UPDATE entity SET part = ? WHERE entity_no = ?')
  const vues = new Set<number>()
  for (const { entite: no } of cellules) {
    if (vues.has(no)) continue
    vues.add(no)
    const entite = lecture.entiteParNo(no)
    const nom = entite && nomDe(entite.kind)
    if (!entite || !nom || nom.part === 'grappe' || nom.part === 'soi') continue
    const part = partDe(projet, entite.kind, entite.id, (champ) => lecture.valeur(no, champ), entite.part)
    if (part !== entite.part) maj.run(uuidToBytes(part), no)
  }
}

/**
 * Union of two journals of one project: inserts what is missing, then recomputes the heads of the touched cells.
 * Order-independent and repeatable. Runs inside the caller's transaction.
 * Throws `import-impossible` for another project, `contenu-invalide` when the copy contradicts an op already known.
 */
export function fusionner(db: Database, source: SourceJournal, lecture: Lecture = createLecture(db)): RapportFusion {
  const projet = db.prepare<[], string>("SELECT v FROM meta WHERE k = 'project_uuid'").pluck().get()
  if (projet !== source.projet) throw new GrappeError('import-impossible', 'ce fichier est celui d’une autre grappe')
  const derniere = db.prepare<[], number | null>('SELECT max(entity_no) FROM entity').pluck().get() ?? 0
  const connue = (no: number) => no <= derniere
  const mortesAvant = new Map(lecture.mortes().map((e) => [e.no, e]))
  const conflitsAvant = new Set(derniere > 0 ? lecture.lireConflits().map(cleConflit) : [])

  const unies = unirLignes(db, source, celluleToSql)
  const touchees = unies.touchees
  const avant = valeursDe(lecture, touchees, connue)
  posterTetes(db, unies)
  const blobs = unirReste(db, source, unies.sessions)
  rangerParts(db, projet, lecture, touchees)

  const apres = valeursDe(lecture, touchees, connue)
  const champVieNo = lecture.champNo(champVie)
  const mortesApres = new Map(lecture.mortes().map((e) => [e.no, e]))
  const modifications = [...avant].flatMap(([cle, ancienne]) => {
    const nouvelle = apres.get(cle) ?? null
    const [entityNo = 0, fieldNo = 0] = cle.split('/').map(Number)
    const entite = lecture.entiteParNo(entityNo)
    if (nouvelle === ancienne || fieldNo === champVieNo || !entite || mortesApres.has(entityNo)) return []
    return [{ ...designer(entite), champ: lecture.champCle(fieldNo), ancienne, nouvelle }]
  })
  const ajouts = unies.nouvelles.flatMap((no) => {
    const entite = lecture.entiteParNo(no)
    return entite && !mortesApres.has(no) ? [designer(entite)] : []
  })
  return {
    ops: unies.ops,
    blobs,
    ajouts,
    modifications,
    suppressions: [...mortesApres.values()].filter((e) => connue(e.no) && !mortesAvant.has(e.no)).map(designer),
    retablis: [...mortesAvant.values()].filter((e) => !mortesApres.has(e.no)).map(designer),
    conflits: lecture.lireConflits().filter((c) => !conflitsAvant.has(cleConflit(c)))
  }
}
