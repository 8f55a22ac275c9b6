import { z } from 'zod'
import { nomsHorsLot } from '#domain/hors-lot.ts'
import { call, ref } from './formes.ts'

/** Calls of documents that belong to no bundle. */
export const contratDocument = {
  /** Writes one document at `ref`, a file or a folder; no other file of the folder is touched. */
  'document.ecrire': call(
    'command',
    z.object({ document: z.enum(nomsHorsLot), ref }).strict(),
    z.object({ ref, nom: z.string(), pages: z.number().nullable(), taille: z.number() })
  )
} as const
