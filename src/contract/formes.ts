import { z } from 'zod'
import { celluleMax } from '#domain/champs/champ.ts'

/** Shapes that the calls share. */

export const cellule = z.union([z.string().max(celluleMax), z.number(), z.null()])
export const id = z.uuid()
export const kind = z.string().min(1).max(40)
export const name = z.string().min(1).max(60)
/** Opaque handle of a file or folder chosen in a native dialog; the page never sees a path. */
export const ref = z.string().min(1).max(80)

export const ligne = z.object({
  id: z.string(),
  kind: z.string(),
  part: z.string(),
  cree: z.number(),
  vivant: z.boolean(),
  cellules: z.record(z.string(), cellule)
})
export const conflit = z.object({ kind: z.string(), id: z.string().nullable(), champ: z.string().nullable(), valeurs: z.array(cellule) })
export const adresse = z.object({ kind: z.string(), id: z.string().nullable(), champ: z.string().nullable() })

export const call = <T extends 'query' | 'command', I extends z.ZodType, O extends z.ZodType>(type: T, input: I, output: O) => ({ type, input, output })
export const rien = z.object({}).strict()
