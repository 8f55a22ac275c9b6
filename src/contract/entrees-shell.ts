import { z } from 'zod'
import { type AppelsShell, tailleMaxShell, themes } from './shell.ts'

const ref = z.string().min(1).max(80)
const filtres = z
  .array(
    z
      .object({
        nom: z.string().max(80),
        extensions: z
          .array(z.string().regex(/^[a-z0-9]{1,8}$/i))
          .min(1)
          .max(20)
      })
      .strict()
  )
  .max(10)

/** What the preload sends besides: the page is ready for its port; its pending edits are handed over. */
interface AppelsDuPreload {
  readonly connecter: () => void
  readonly vide: () => void
}
type Appels = AppelsShell & AppelsDuPreload

/** Arguments of every native call, in order. A dropped file is a path by then: the preload alone can tell it. */
export const entreesShell = {
  choisirFichier: z.tuple([filtres]),
  choisirFichiers: z.tuple([filtres]),
  choisirDossier: z.tuple([]),
  choisirEnregistrement: z.tuple([z.string().max(200)]),
  deposer: z.tuple([z.string().min(1).max(4096)]),
  montrer: z.tuple([ref]),
  ouvrir: z.tuple([ref]),
  copier: z.tuple([z.string().max(tailleMaxShell)]),
  ouvrirAdresse: z.tuple([z.string().min(1).max(4096)]),
  infos: z.tuple([]),
  menu: z.tuple([z.object({ isOuvert: z.boolean(), recents: z.array(z.object({ ref, nom: z.string().max(300) }).strict()).max(20) }).strict()]),
  theme: z.tuple([z.enum(themes).optional()]),
  imprimer: z.tuple([]),
  connecter: z.tuple([]),
  vide: z.tuple([])
} satisfies { readonly [N in keyof Appels]: z.ZodType<Parameters<Appels[N]>> }
export type NomShell = keyof typeof entreesShell
