import { z } from 'zod'
import { call, id, ligne, ref } from './formes.ts'

/** Calls of attached files: replaced, put back, turned, made into a page. */

/** Largest picture that the page sends back, in base 64 characters: below what one request may weigh. */
export const imageRendueMax = 7_500_000
/** Longest side of a picture put in an A4 page, of one that was only turned, and of one made lighter, in pixels. */
export const coteMax = { pdf: 2000, pivoter: 4000, reduire: 2000 } as const

/** The file as it is now and the one that it took the place of, which stays among its versions. */
const remplacement = z.object({ ligne, ancienne: ligne })

export const contratPieceJointe = {
  /** Puts a file in the place of another, which is kept as a version. One step of undo. */
  'piece-jointe.remplacer': call('command', z.object({ id, ref }).strict(), remplacement),
  /** Earlier versions of a file, the latest first. */
  'piece-jointe.versions': call(
    'query',
    z.object({ id }).strict(),
    z.object({
      versions: z.array(
        z.object({
          id,
          nom: z.string(),
          taille: z.number().nullable(),
          pages: z.number().nullable(),
          auteur: z.string(),
          /** When it was attached, in ms since 1970. */
          instant: z.number(),
          /** False when this copy of the dossier does not carry its bytes. */
          presente: z.boolean()
        })
      )
    })
  ),
  /** Puts an earlier version back; the present one becomes a version. */
  'piece-jointe.revenir': call('command', z.object({ id, version: id }).strict(), remplacement),
  /** The bytes of an attached PNG, JPEG or GIF, of reasonable size, for the page to draw. */
  'piece-jointe.image': call(
    'query',
    z.object({ id }).strict(),
    z.object({ type: z.enum(['image/png', 'image/jpeg', 'image/gif']), largeur: z.number(), hauteur: z.number(), octets: z.instanceof(Uint8Array) })
  ),
  /**
   * A picture drawn again by the page takes the place of the attached one, as it is or as an A4 page. `image`: PNG or JPEG in base 64;
   * null: the attached picture itself, when it is small enough.
   */
  'piece-jointe.transformer': call(
    'command',
    z
      .object({
        id,
        geste: z.enum(['pivoter', 'pdf', 'reduire']),
        image: z.string().min(1).max(imageRendueMax).nullable()
      })
      .strict(),
    remplacement
  )
} as const
