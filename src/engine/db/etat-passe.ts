import type { Cellule } from '#domain/champs/champ.ts'
import { type Dossier, foldDossier, type Ligne } from '#domain/dossier.ts'
import { hlcToInstant } from './horloge.ts'
import { bytesToUuid } from './identifiant.ts'
import type { Journal } from './journal.ts'
import { champVie } from './lecture.ts'

/** Kinds that no document to sign prints, by far the most numerous: neither read nor gone back over. */
const sansSignature: ReadonlySet<string> = new Set(
  'releve depense piece-jointe reponse action envoi modele tache risque communication formation raci depot cible cout cout-rh materiel vague'.split(' ')
)

/** Past the last edits, those made within this time are one step back, in ms: a paste, an import, a form filled in a row. */
const pas = 1000
const etapesFines = 100

/** Most steps gone back over, and longest time spent, in ms. */
const etapesMax = 2000
const dureeMax = 8000

type Op = readonly [hlc: number, entite: Buffer, champ: string, valeur: Cellule]

/**
 * The latest past state of the dossier, what documents to sign print of it, that satisfies `convient`, going back edit by edit from now; null when none does. The edits of
 * a merged journal are taken in the order of their clocks: what proves the state found is `convient` itself, a data code for instance.
 */
export function retrouverEtat(journal: Journal, convient: (dossier: Dossier) => boolean): { readonly dossier: Dossier; readonly instant: number } | null {
  const ops = journal.db
    .prepare<[string], Op>(
      `SELECT o.hlc, e.uuid, f.key, o.value FROM op o JOIN entity e ON e.entity_no = o.entity_no JOIN field f ON f.field_no = o.field_no
       JOIN session s ON s.session_no = o.session_no WHERE e.kind NOT IN (SELECT value FROM json_each(?)) ORDER BY o.hlc, s.uuid, o.seq`
    )
    .raw()
    .all(JSON.stringify([...sansSignature]))
  const lignes = new Map(
    journal
      .lireLignes()
      .filter((l) => !sansSignature.has(l.kind))
      .map((l) => [l.id, { ...l, cellules: { ...l.cellules } as Record<string, Cellule> }])
  )
  /** Earlier values of each cell, oldest first. */
  const passes = new Map<string, Cellule[]>()
  const etapes: { readonly hlc: number; readonly id: string; readonly champ: string }[] = []
  for (const [hlc, uuid, champ, valeur] of ops) {
    const id = bytesToUuid(uuid)
    const cle = `${id} ${champ}`
    const connues = passes.get(cle)
    if (connues) connues.push(valeur)
    else passes.set(cle, [valeur])
    etapes.push({ hlc, id, champ })
  }
  const fin = Date.now() + dureeMax
  let etapesFaites = 0
  for (let i = etapes.length - 1; i >= 0; i--) {
    const etape = etapes[i]
    if (!etape) continue
    const valeurs = passes.get(`${etape.id} ${etape.champ}`)
    valeurs?.pop()
    const avant = valeurs?.at(-1)
    const ligne = lignes.get(etape.id)
    if (ligne && etape.champ === champVie) lignes.set(etape.id, { ...ligne, vivant: avant === 1 })
    else if (ligne) ligne.cellules[etape.champ] = avant ?? null
    const precedente = etapes[i - 1]
    const instant = precedente === undefined ? 0 : hlcToInstant(precedente.hlc)
    if (precedente === undefined || hlcToInstant(etape.hlc) - instant < (etapesFaites < etapesFines ? 1 : pas)) continue
    if (++etapesFaites > etapesMax || Date.now() > fin) return null
    const dossier = foldDossier(journal.projet, lignes.values() as Iterable<Ligne>)
    if (convient(dossier)) return { dossier, instant }
  }
  return null
}
