import { z } from 'zod'
import { celluleMax } from '#domain/champs/champ.ts'
import type { Ligne } from '#domain/dossier.ts'

/** Shapes that the calls share. */

export const cellule = z.union([z.string().max(celluleMax), z.number(), z.null()])
export const id = z.uuid()
export const kind = z.string().min(1).max(40)
export const name = z.string().min(1).max(60)
/** Opaque handle of a file or folder chosen in a native dialog; the page never sees a path. */
export const ref = z.string().min(1).max(80)

const estCellule = (v: unknown): boolean => (typeof v === 'string' ? v.length <= celluleMax : Number.isFinite(v) || v === null)
function estLigne(v: unknown): v is Ligne {
  if (typeof v !== 'object' || v === null) return false
  const { id, kind, part, cree, vivant, cellules } = v as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || typeof kind !== 'string' || typeof part !== 'string' || !Number.isFinite(cree) || typeof vivant !== 'boolean') return false
  if (typeof cellules !== 'object' || cellules === null || Array.isArray(cellules)) return false
  for (const champ in cellules) if (!estCellule((cellules as Readonly<Record<string, unknown>>)[champ])) return false
  return true
}
/**
 * One entity of the journal. Looked at and handed over as it is: a schema of objects would copy every cell at both ends of the
 * channel, which at 2,000 ESSMS was the longest task of the page.
 */
export const ligne = z.custom<Ligne>(estLigne)
export const conflit = z.object({ kind: z.string(), id: z.string().nullable(), champ: z.string().nullable(), valeurs: z.array(cellule) })
export const adresse = z.object({ kind: z.string(), id: z.string().nullable(), champ: z.string().nullable() })

export const call = <T extends 'query' | 'command' | 'background', I extends z.ZodType, O extends z.ZodType>(type: T, input: I, output: O) => ({
  type,
  input,
  output
})
export const rien = z.object({}).strict()
