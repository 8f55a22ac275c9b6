import { z } from 'zod'
import { etatsLecture } from '#domain/preuves/analyse.ts'
import { call, id, ligne, ref } from './formes.ts'

/** Calls of proofs and of the pages of attached files. */

const fenetre = z.enum(['va', 'cloture'])

export const contratPreuve = {
  /** Reads PDFs before they are attached: what each is, and what it seems to be about. Nothing is written. */
  'preuve.apercu': call(
    'query',
    z.object({ refs: z.array(ref).min(1).max(500) }).strict(),
    z.object({
      fichiers: z.array(
        z.object({
          ref,
          nom: z.string(),
          taille: z.number(),
          etat: z.enum(etatsLecture),
          /** Why it cannot be attached, as a sentence; null when it can. */
          refus: z.string().nullable(),
          pages: z.number(),
          /** True for a scan: nothing in it can be compared. */
          scan: z.boolean(),
          /** Ids of the establishments, of the organisation or of the project proposed; empty when nothing says it. */
          cibles: z.array(z.string()),
          par: z.enum(['finess', 'nom', 'fichier']).nullable()
        })
      )
    })
  ),
  /**
   * Attaches proofs of one window, each for its establishment, organisation or the project; `remplace`: the proof it takes the place of.
   * A file that serves several establishments comes once for each: read once, kept once, a proof of its own for each. One step of undo.
   */
  'preuve.joindre': call(
    'command',
    z
      .object({
        releve: fenetre,
        fichiers: z
          .array(z.object({ ref, cible: id, remplace: id.nullable().default(null) }).strict())
          .min(1)
          .max(5000)
      })
      .strict(),
    z.object({ lignes: z.array(ligne), refus: z.array(z.object({ nom: z.string(), message: z.string() })) })
  ),
  /** One page of an attached PDF, or an attached picture, as a small PDF of its own, read and tried in a thread that is ended after 20 s. */
  'piece-jointe.page': call(
    'query',
    z.object({ id, page: z.number().int().min(1).max(100_000) }).strict(),
    z.object({ pages: z.number(), pdf: z.instanceof(Uint8Array) })
  )
} as const
