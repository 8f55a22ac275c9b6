import { z } from 'zod'
import type { Champ } from './champs/champ.ts'
import { noms } from './noms.ts'

/**
 * The whole dossier as JSON: decoded values, the collections of a Dossier, and the attached files in base64.
 * Amounts are integer cents, dates `AAAA-MM-JJ`, months `AAAA-MM`. Ids are free text: the engine gives real ones.
 */
export const formatDossierJson = 'grappe-dossier-1'

// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
type ChampQuelconque = Champ<any>

/** What a field accepts in the JSON. Identifiers keep a wrong key: it is reported, not refused. */
function schemaChamp(champ: ChampQuelconque): z.ZodType {
  switch (champ.genre) {
    case 'entier':
      return z.number().int().nonnegative()
    case 'decimal':
      return z.number().nonnegative()
    case 'montant':
      return z.number().int().describe('centimes')
    case 'date':
      return z.string().regex(/^\d{4}-\d{2}-\d{2}$/u)
    case 'mois':
      return z.string().regex(/^\d{4}-\d{2}$/u)
    case 'choix':
      return z.enum((champ.options ?? []).map((o) => o.value) as [string, ...string[]])
    case 'references':
      return z.array(z.string())
    case 'nombres':
      return z.array(z.number().int().nonnegative().nullable()).length(champ.noms?.length ?? 0)
    default:
      return z.string().max(20_000)
  }
}

const schemaEntite = (nom: (typeof noms)[number]) =>
  z
    .object({
      id: z.string().min(1),
      ...Object.fromEntries(
        Object.entries(nom.champs as Readonly<Record<string, ChampQuelconque>>).map(([name, champ]) => [
          name,
          schemaChamp(champ).nullable().optional().describe(champ.label)
        ])
      )
    })
    .strict()
    .describe(nom.label)

/** Schema of the file read by `grappe importer` and printed by `grappe schema`. */
export const schemaDossierJson = z
  .object({
    format: z.literal(formatDossierJson),
    ...Object.fromEntries(
      noms.map((nom) => [nom.collection, nom.unique ? schemaEntite(nom).partial({ id: true }).optional() : z.array(schemaEntite(nom)).optional()])
    ),
    /** Attached files: SHA-256 (hex) → bytes in base64. */
    fichiers: z.record(z.string().regex(/^[0-9a-f]{64}$/u), z.base64()).optional(),
    /** History, kept by a lossless export and ignored by an import. */
    journal: z.unknown().optional()
  })
  .strict()

/** JSON Schema of that file, for another program. */
export const schemaJson = () => z.toJSONSchema(schemaDossierJson)

export type DossierJson = {
  readonly format: typeof formatDossierJson
  readonly fichiers?: Readonly<Record<string, string>>
  readonly journal?: unknown
} & Readonly<Record<string, unknown>>
