import { z } from 'zod'
import type { Depot } from '#domain/depot.ts'
import type { Dossier } from '#domain/dossier.ts'

export const nomManifesteArchive = 'archive.json'
const format = 'grappe-archive-1'

const fichier = z.object({
  nom: z.string().min(1).max(200),
  quoi: z.string(),
  taille: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u)
})
export type FichierArchive = z.infer<typeof fichier>

/** What an archive says of itself, and what verifying it checks. */
export const manifesteArchive = z.object({
  format: z.literal(format),
  generateur: z.object({ nom: z.literal('Grappe'), version: z.string() }),
  date: z.string(),
  grappe: z.object({ projet: z.string(), nom: z.string().nullable() }),
  depot: z.object({ date: z.string().nullable(), reference: z.string().nullable() }).nullable(),
  /** SHA-256 of the Dossier that the copy folds to. */
  dossier: z.string(),
  fichiers: z.array(fichier).min(1).max(20)
})

interface Contenu {
  readonly dossier: Dossier
  readonly empreinte: string
  readonly depot: Depot | null
  readonly contexte: { readonly date: string; readonly version: string }
  readonly fichiers: readonly FichierArchive[]
}

export const ecrireManifesteArchive = ({ dossier, empreinte, depot, contexte, fichiers }: Contenu): Uint8Array =>
  Buffer.from(
    `${JSON.stringify(
      manifesteArchive.parse({
        format,
        generateur: { nom: 'Grappe', version: contexte.version },
        date: contexte.date,
        grappe: { projet: dossier.projet, nom: dossier.grappe.nom },
        depot: depot && { date: depot.date, reference: depot.reference },
        dossier: empreinte,
        fichiers
      }),
      null,
      2
    )}\n`
  )
