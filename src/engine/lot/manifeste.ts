import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FichierEcrit } from '#documents/lot/bordereau.ts'
import { limitesDuLot } from '#documents/lot/champs.ts'
import { versionCatalogue } from '#domain/catalogue/version.ts'
import type { Dossier } from '#domain/dossier.ts'
import { type Lot, lots } from '#domain/lot.ts'

export const nomManifeste = 'manifeste.json'
export const formatManifeste = 'grappe-lot-1'

const fichier = z.object({
  nom: z.string().min(1).max(200),
  champ: z.string(),
  titreChamp: z.string(),
  titre: z.string(),
  depose: z.boolean(),
  origine: z.enum(['genere', 'joint', 'assemble', 'complete']),
  signe: z.boolean(),
  pages: z.number().int().nonnegative().nullable(),
  taille: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u)
})

/** What a bundle says of itself, and what re-reading checks. */
export const manifeste = z.object({
  format: z.literal(formatManifeste),
  generateur: z.object({ nom: z.literal('Grappe'), version: z.string() }),
  catalogue: z.string(),
  date: z.string(),
  lot: z.enum(lots),
  etat: z.enum(['pret', 'brouillon']),
  grappe: z.object({ projet: z.string(), nom: z.string().nullable() }),
  /** Limits the bundle was made under: those of the catalogue or those entered. Null for a mailing; absent from the first bundles. */
  limites: z.object({ octets: z.number(), refusOctets: z.number().nullable(), fichiers: z.number().nullable() }).nullable().optional(),
  /** SHA-256 of the Dossier the files were made from. */
  dossier: z.string(),
  pages: z.number().int(),
  cellules: z.number().int(),
  fichiers: z.array(fichier).max(5000),
  /** Field → names, in upload order. */
  champs: z.array(z.object({ champ: z.string(), titre: z.string(), fichiers: z.array(z.string()) }))
})
export type Manifeste = z.infer<typeof manifeste>

export const sha256Hex = (octets: Uint8Array | string): string => createHash('sha256').update(octets).digest('hex')

/** Digest of everything the documents may read; two equal Dossiers have equal digests. */
export const empreinteDossier = (dossier: Dossier): string => sha256Hex(JSON.stringify(dossier))

export interface ContenuManifeste {
  readonly dossier: Dossier
  /** `empreinteDossier` of it. */
  readonly empreinte: string
  readonly lot: Lot
  readonly etat: 'pret' | 'brouillon'
  readonly contexte: { readonly date: string; readonly version: string }
  readonly fichiers: readonly FichierEcrit[]
  readonly pages: number
  readonly cellules: number
}

/** The manifest's bytes: no clock, no path, keys in a fixed order. Same bundle, same bytes. */
export function ecrireManifeste({ dossier, empreinte, lot, etat, contexte, fichiers, pages, cellules }: ContenuManifeste): Uint8Array {
  const codes = [...new Set(fichiers.map((f) => f.champ))]
  const contenu: Manifeste = {
    format: formatManifeste,
    generateur: { nom: 'Grappe', version: contexte.version },
    catalogue: versionCatalogue,
    date: contexte.date,
    lot,
    etat,
    grappe: { projet: dossier.projet, nom: dossier.grappe.nom },
    limites: limitesDuLot(lot, dossier.grappe),
    dossier: empreinte,
    pages,
    cellules,
    fichiers: fichiers.map((f) => ({ ...f })),
    champs: codes.map((code) => {
      const duChamp = fichiers.filter((f) => f.champ === code)
      return { champ: code, titre: duChamp[0]?.titreChamp ?? code, fichiers: duChamp.map((f) => f.nom) }
    })
  }
  return Buffer.from(`${JSON.stringify(contenu, null, 2)}\n`)
}
