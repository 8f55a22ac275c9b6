import { z } from 'zod'
import { sujets, usagesModele } from '#domain/modeles/usage.ts'
import { call, id, ligne, ref } from './formes.ts'

/** Calls of official models: an empty XLSX, XLTX or PDF form is kept in the grappe, and copies of it are filled. */

const usage = z.enum(usagesModele)
const place = z.string().min(1).max(400)
/** Key of a datum, with its period: `releve.dmpAlimentes@cloture.m2`. */
const donnee = z
  .string()
  .max(100)
  .regex(/^[A-Za-z]+(?:\.[A-Za-z0-9]+){1,2}(?:@[a-z0-9.-]{1,20})?$/u)

const proposition = z.object({
  place: z.string(),
  /** What its address does not say: its sheet when the model has several, where a field of a form is. */
  ou: z.string().nullable(),
  /** Headings or label as written in the model, widest first. */
  entetes: z.array(z.string()),
  donnee: z.string().nullable(),
  libelle: z.string().nullable(),
  /** 0 to 1. */
  confiance: z.number(),
  par: z.enum(['grappe', 'personne']),
  /** Filled as it stands: sure enough, or decided by a person. */
  remplir: z.boolean(),
  autres: z.array(z.object({ donnee: z.string(), libelle: z.string() })),
  /** First value that would be written there; null when the dossier has none. */
  exemple: z.string().nullable(),
  /** Computed by the model, or locked by it: never written. */
  calculee: z.boolean(),
  verrouillee: z.boolean(),
  /** Pointed at by a person: can be taken away. */
  ajoutee: z.boolean()
})

const etat = z.object({
  id: z.string(),
  nom: z.string(),
  format: z.enum(['xlsx', 'xltx', 'pdf']),
  usage,
  /** Sheets where a place can be added; none for a PDF form, whose fields are all listed. */
  feuilles: z.array(z.string()),
  tables: z.array(
    z.object({
      feuille: z.string(),
      /** Texts just above it; empty when there is none. */
      titre: z.string(),
      /** Place of its first column: names the table in `sujets`. */
      place: z.string(),
      sujet: z.enum(sujets),
      /** Free rows of the model. */
      lignes: z.number(),
      /** Rows that the grappe would write. */
      aEcrire: z.number(),
      colonnes: z.array(proposition)
    })
  ),
  cases: z.array(proposition),
  champs: z.array(proposition),
  /** What can be chosen for each kind of row; `periode` says which suffix it takes. */
  donnees: z.array(
    z.object({
      sujet: z.enum(sujets),
      donnees: z.array(z.object({ donnee: z.string(), libelle: z.string(), periode: z.enum(['fenetre', 'annee']).nullable() }))
    })
  ),
  avertissements: z.array(z.string())
})

export const contratModele = {
  /** Reads a model, keeps it in the grappe with what it recognises. `usage` null: guessed from what it holds. */
  'modele.lire': call('command', z.object({ ref, usage: usage.nullable() }).strict(), z.object({ ligne, etat })),
  /** What would go in each place of a model of the grappe, decisions of a person first. */
  'modele.proposer': call('query', z.object({ id }).strict(), etat),
  /** Decisions of a person: a datum for a place, or null to leave it; the kind of the rows of a table; what the model is for. */
  'modele.corriger': call(
    'command',
    z
      .object({
        id,
        usage: usage.nullable().default(null),
        corrections: z.array(z.object({ place, donnee: donnee.nullable() }).strict()).max(2000),
        sujets: z.record(place, z.enum(sujets)).default({})
      })
      .strict(),
    z.object({ ligne, etat })
  ),
  /**
   * Adds a place that was not recognised: a cell for one value (`sujet` « grappe »), or the first cell of a column that takes one line a row.
   * Refused with `saisie-invalide` and one sentence in its details.
   */
  'modele.ajouterPlace': call(
    'command',
    z.object({ id, feuille: z.string().max(100), cellule: z.string().max(20), sujet: z.enum(sujets), donnee: z.string().max(100) }).strict(),
    /** `place`: where it is, the first cell of a merge when the one asked is inside. */
    z.object({ ligne, etat, place: z.string() })
  ),
  /** Takes away a place that a person added. */
  'modele.retirerPlace': call('command', z.object({ id, place }).strict(), z.object({ ligne, etat })),
  /** Fills a copy at `ref`, a file or a folder; the model is never changed, nor another file of the folder. */
  'modele.remplir': call(
    'command',
    z.object({ id, ref }).strict(),
    z.object({
      nom: z.string(),
      ref,
      taille: z.number(),
      rapport: z.array(
        z.object({
          place: z.string(),
          entetes: z.array(z.string()),
          donnee: z.string().nullable(),
          etat: z.enum(['rempli', 'partiel', 'laisse']),
          remplies: z.number(),
          total: z.number(),
          motif: z.string().nullable()
        })
      ),
      remarques: z.array(z.string())
    })
  ),
  /** The mapping as JSON; also written at `ref`, a file or a folder, when there is one. */
  'modele.exporterCorrespondance': call(
    'command',
    z.object({ id, ref: ref.nullable().default(null) }).strict(),
    z.object({ nom: z.string(), json: z.string(), ref: ref.nullable() })
  ),
  /** Takes the decisions of another copy of the model, as text or from a file; `perdues`: those whose place is not found here. */
  'modele.importerCorrespondance': call(
    'command',
    z.object({ id, json: z.string().max(1_000_000).nullable().default(null), ref: ref.nullable().default(null) }).strict(),
    z.object({ ligne, etat, perdues: z.array(z.string()) })
  )
} as const
