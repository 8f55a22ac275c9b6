import { z } from 'zod'
import { call, id, kind, name, ref, rien } from './formes.ts'

/** Calls of repair, of personal data, and of what the application keeps on this computer. */

const motif = z.enum(['avant-reunion', 'avant-migration', 'avant-restauration', 'horaire'])
const quoi = z.enum(['copies', 'versions', 'recents', 'auteur', 'journal', 'mises-de-cote', 'restes'])

/** What can be forgotten on this computer; `fenetre` is only shown. */
const donnees = z.object({
  elements: z.array(
    z.object({
      cle: z.union([quoi, z.literal('fenetre')]),
      /** Place on this computer, as the system writes it; `ref` shows it in the file manager. */
      lieu: z.string(),
      ref,
      fichiers: z.number(),
      /** Bytes. */
      taille: z.number(),
      /** Why it cannot be deleted now; null when it can. */
      retenu: z.string().nullable()
    })
  )
})
const mention = z.object({
  kind: z.string(),
  id: z.string(),
  champ: z.string(),
  /** What holds it and under which name, in French. */
  libelle: z.string(),
  champLibelle: z.string(),
  /** The value now in the dossier; null when only the history still holds it. */
  valeur: z.string().nullable(),
  /** Values of the past that name the person. */
  anciennes: z.number()
})
const auteurLu = z.object({ auteur: z.string(), nom: z.string(), fonction: z.string(), organisation: z.string(), saisies: z.number() })

export const contratConfidentialite = {
  /** What this computer still holds of a damaged or lost file: its working copy, the versions kept. */
  'dossier.secours': call(
    'query',
    z.object({ ref }).strict(),
    z.object({
      projet: z.string().nullable(),
      /** The working copy of this computer, which holds every edit made here; give `projet` to `dossier.rouvrir`. */
      copieDeTravail: z.boolean(),
      versions: z.array(z.object({ nom: z.string(), instant: z.number(), motif, taille: z.number() }))
    })
  ),
  /** Imports what can be read of a damaged file into a new one at `vers`. The damaged file is never written. */
  'dossier.reparer': call(
    'command',
    z.object({ ref, vers: ref }).strict(),
    z.object({ projet: z.string(), ops: z.number(), entites: z.number(), fichiersJoints: z.number(), pertes: z.array(z.string()) })
  ),
  /** Writes a version kept on this computer as a file of its own at `vers`. */
  'dossier.extraireVersion': call('command', z.object({ projet: id, nom: z.string().min(1).max(120), vers: ref }).strict(), rien),

  /** Where a person is named: cells now, values of the past, and authors of edits. */
  'personne.chercher': call(
    'query',
    z.object({ texte: z.string().trim().min(2).max(200) }).strict(),
    z.object({ mentions: z.array(mention), auteurs: z.array(auteurLu) })
  ),
  /** Erases cells with all their history, and the names of authors: here, in the kept versions, and in every copy united later. */
  'personne.effacer': call(
    'command',
    z
      .object({ cellules: z.array(z.object({ kind, id, champ: name }).strict()).max(2000), auteurs: z.array(id).max(200) })
      .strict()
      .refine((e) => e.cellules.length + e.auteurs.length > 0),
    z.object({ effacees: z.number(), versions: z.number() })
  ),

  'application.donnees': call('query', rien, donnees),
  /** Deletes one kind of what the application keeps on this computer. Never the open dossier, nor an edit that no file holds. */
  'application.oublier': call('command', z.object({ quoi }).strict(), donnees),
  /** The log of this computer: what was done and what failed, never a value. Latest last. */
  'application.journal': call('query', rien, z.object({ texte: z.string(), taille: z.number() }))
} as const
