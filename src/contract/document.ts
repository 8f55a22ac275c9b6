import { z } from 'zod'
import { nomsHorsLot } from '#domain/hors-lot.ts'
import { lots } from '#domain/lot.ts'
import { call, id, ligne, ref } from './formes.ts'

const ecrit = z.object({ ref, nom: z.string(), pages: z.number().nullable(), taille: z.number() })

/** Calls of documents written alone. */
export const contratDocument = {
  /** Writes one document at `ref`, a file or a folder; no other file of the folder is touched. */
  'document.ecrire': call('command', z.object({ document: z.enum(nomsHorsLot), ref }).strict(), ecrit),
  /** Writes in the folder `ref` one document of a bundle: all that has this base name (PDF and workbook), or the one of a procès-verbal. */
  'document.du-lot': call(
    'command',
    z.object({ lot: z.enum(lots), document: z.union([z.object({ base: z.string().max(80) }).strict(), z.object({ pv: id }).strict()]), ref }).strict(),
    z.object({ fichiers: z.array(ecrit) })
  ),
  /** After a deposit: a read-only copy of the whole dossier and of the deposited bundle (`lot`), in a new folder of `ref`, then verified. */
  'archive.creer': call(
    'command',
    z.object({ lot: ref, depot: id.nullable(), ref }).strict(),
    z.object({ dossier: z.string(), ref, fichiers: z.array(z.object({ nom: z.string(), taille: z.number() })), lignes: z.array(ligne) })
  ),
  'archive.verifier': call(
    'query',
    z.object({ ref }).strict(),
    z.object({ ok: z.boolean(), fichiers: z.number(), date: z.string(), ecarts: z.array(z.string()) })
  ),
  /** What changed since a file was signed: the signed data are found again in the history by their code. */
  'signature.differences': call(
    'query',
    z.object({ id }).strict(),
    z.object({
      code: z.string(),
      aujourdhui: z.string(),
      modifie: z.boolean(),
      /** Last instant (ms since 1970) at which the data were those signed; null when the history does not hold them. */
      instant: z.number().nullable(),
      differences: z.array(z.object({ quoi: z.string(), signe: z.string(), maintenant: z.string() }))
    })
  )
} as const
