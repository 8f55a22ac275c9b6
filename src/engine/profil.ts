import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { creerDossier, ecrireAtomique } from './db/fichier-atomique.ts'

/** What this computer remembers, outside any dossier: who is typing, and the files opened lately. */
const schema = z.object({
  auteur: z.object({ uuid: z.uuid(), nom: z.string(), fonction: z.string(), organisation: z.string() }).nullable(),
  recents: z.array(z.object({ chemin: z.string(), ouvertLe: z.number() }))
})
export type ContenuProfil = z.infer<typeof schema>

const vide: ContenuProfil = { auteur: null, recents: [] }
const recentsMax = 12

export interface Profil {
  readonly lire: () => ContenuProfil
  readonly definirAuteur: (auteur: ContenuProfil['auteur']) => void
  readonly retenir: (chemin: string, instant: number) => void
  readonly oublierRecents: () => void
}

/** A damaged profile is not an error: it is forgotten, no dossier depends on it. */
export function openProfil(dossier: string): Profil {
  creerDossier(dossier)
  const file = join(dossier, 'profil.json')
  let contenu = vide
  try {
    const read = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (read.success) contenu = read.data
  } catch {
    contenu = vide
  }
  const save = (next: ContenuProfil) => {
    contenu = next
    ecrireAtomique(file, JSON.stringify(next, null, 2))
  }
  return {
    lire: () => contenu,
    definirAuteur: (auteur) => save({ ...contenu, auteur }),
    oublierRecents: () => save({ ...contenu, recents: [] }),
    retenir: (chemin, instant) =>
      save({ ...contenu, recents: [{ chemin, ouvertLe: instant }, ...contenu.recents.filter((r) => r.chemin !== chemin)].slice(0, recentsMax) })
  }
}
