import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { empreinteSchema } from './empreinte.ts'
import { creerDossier, ecrireAtomique } from './fichier-atomique.ts'
import { isUuid } from './identifiant.ts'

/**
 * What this computer remembers of one working copy: where its file is and what it published there last.
 * Losing it costs one full check at the next opening, nothing else.
 */
const schema = z.object({
  projet: z.string().refine(isUuid),
  nom: z.string(),
  /** Null while the dossier was never given a place. */
  chemin: z.string().nullable(),
  empreinte: empreinteSchema.nullable(),
  /** State of the journal in the user's file, as `etatJournal` gives it. */
  etat: z.string().nullable(),
  publieLe: z.number().nullable()
})
export type Registre = z.infer<typeof schema>

export const dossierTravail = (profil: string): string => {
  const dossier = join(profil, 'travail')
  creerDossier(dossier)
  return dossier
}
const fichierDe = (profil: string, projet: string) => join(dossierTravail(profil), `${projet}.json`)

export function lireRegistre(profil: string, projet: string): Registre | null {
  try {
    const lu = schema.safeParse(JSON.parse(readFileSync(fichierDe(profil, projet), 'utf8')))
    return lu.success && lu.data.projet === projet ? lu.data : null
  } catch {
    return null
  }
}

export const ecrireRegistre = (profil: string, registre: Registre): void => ecrireAtomique(fichierDe(profil, registre.projet), JSON.stringify(registre))

/** Every dossier this computer knows. */
export function listerRegistres(profil: string): Registre[] {
  return readdirSync(dossierTravail(profil))
    .filter((nom) => nom.endsWith('.json') && isUuid(nom.slice(0, -5)))
    .flatMap((nom) => lireRegistre(profil, nom.slice(0, -5)) ?? [])
}
