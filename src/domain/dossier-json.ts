import { z } from 'zod'
import { type Champ, texteMax } from './champs/champ.ts'
import { noms } from './noms.ts'

/**
 * The whole dossier as JSON: decoded values, the collections of a Dossier, and the attached files in base64.
 * Amounts are integer cents, dates `AAAA-MM-JJ`, months `AAAA-MM`. Ids are free text: the engine gives real ones.
 */
export const formatDossierJson = 'grappe-dossier-1'

// biome-ignore lint/suspicious/noExplicitAny: fields of every value type
type ChampQuelconque = Champ<any>

const texteLisible = (s: string): boolean => s.isWellFormed() && !s.includes('\0')

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
      return z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/u)
        .refine((v) => champ.decode(v) !== undefined)
    case 'mois':
      return z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u)
    case 'choix':
      return z.enum((champ.options ?? []).map((o) => o.value))
    case 'references':
      return z.array(z.string().min(1))
    case 'nombres':
      return z.array(z.number().int().nonnegative().nullable()).length(champ.noms?.length ?? 0)
    default:
      return z.string().max(texteMax).refine(texteLisible)
  }
}

const schemaEntite = (nom: (typeof noms)[number]) =>
  z
    .object({
      id: z.string().min(1).max(200).refine(texteLisible),
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
    fichiers: z.record(z.string().regex(/^[0-9a-f]{64}$/u), z.string()).optional(),
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

type Issue = z.core.$ZodIssue

/** `etablissements[3].finess` */
const cheminDe = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((place, part) => (typeof part === 'number' ? `${place}[${part}]` : place === '' ? String(part) : `${place}.${String(part)}`), '')

function raison(issue: Issue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `clé inconnue ${issue.keys.map((k) => `« ${k} »`).join(', ')}`
    case 'invalid_type':
      return issue.input === undefined ? 'valeur absente' : 'ce n’est pas le type de valeur attendu'
    case 'invalid_value':
      return `valeurs possibles : ${issue.values.map(String).join(', ')}`
    case 'too_big':
      return issue.origin === 'string' ? `texte trop long (${issue.maximum} caractères au plus)` : `${issue.maximum} au plus`
    case 'too_small':
      return issue.origin === 'string' ? 'texte vide' : issue.origin === 'array' ? `${issue.minimum} valeurs attendues` : 'un nombre positif est attendu'
    case 'invalid_format':
      return 'cette forme n’est pas celle attendue (dates AAAA-MM-JJ, mois AAAA-MM)'
    default:
      return 'cette valeur n’est pas possible'
  }
}

/** The faults found in a file, each with its place, in French. */
export const fautesJson = (issues: readonly Issue[]): readonly string[] =>
  issues.map((issue) => {
    const place = cheminDe(issue.path)
    return place === '' ? raison(issue) : `${place} : ${raison(issue)}`
  })
