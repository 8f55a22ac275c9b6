import { coteMax, imageRendueMax } from '#contract/piece-jointe.ts'
import { createOuvrier } from '../ouvrier.ts'
import type { Session } from '../session.ts'
import type { DepuisImage, VersImage } from './image-worker.ts'

/** Time allowed to decode and draw one picture, in ms. */
const delai = 20_000

export type Geste = keyof typeof coteMax

type Demande = Pick<VersImage, 'pivoter' | 'auPlusPetit' | 'coteMax'> & { readonly toujours: (type: VersImage['type']) => boolean }
type Refus = { readonly ok: false; readonly message: string }

/** The attached picture, decoded and drawn in a worker that is ended when it lasts. */
async function dessiner(session: Session, id: string, { toujours, ...demande }: Demande): Promise<Extract<DepuisImage, { readonly ok: true }> | Refus> {
  const lue = await session.appeler('piece-jointe.image', { id })
  if (!lue.ok) return { ok: false, message: lue.error.message }
  const ouvrier = createOuvrier<Omit<VersImage, 'numero'>, DepuisImage>(
    () => new Worker(new URL('./image-worker.ts', import.meta.url), { type: 'module' }),
    delai
  )
  const { octets, type } = lue.value
  const dessinee = await ouvrier.demander({ octets, type, ...demande, toujours: toujours(type), texteMax: imageRendueMax })
  ouvrier.arreter()
  return dessinee ?? { ok: false, message: 'Cette image ne peut pas être dessinée. Le fichier joint n’est pas touché.' }
}

/** The picture to look at, as the address of an image; nothing is kept. `isAnimee`: only its first image is there. */
export async function voirImage(session: Session, id: string): Promise<{ readonly ok: true; readonly source: string; readonly isAnimee: boolean } | Refus> {
  const vue = await dessiner(session, id, { pivoter: false, auPlusPetit: false, coteMax: coteMax.reduire, toujours: () => true })
  return vue.ok ? { ok: true, source: `data:${vue.type};base64,${vue.image}`, isAnimee: vue.isAnimee } : vue
}

/**
 * Turns an attached picture, makes it lighter, or makes an A4 page of it; the original stays a version. Gives the id of the file that took its place, or why nothing was done.
 */
export async function transformerImage(
  session: Session,
  id: string,
  geste: Geste
): Promise<{ readonly ok: true; readonly id: string; readonly isReduite: boolean; readonly isAnimee: boolean } | Refus> {
  await session.file.vider()
  const dessinee = await dessiner(session, id, {
    pivoter: geste === 'pivoter',
    auPlusPetit: geste !== 'pivoter',
    coteMax: coteMax[geste],
    // No PDF holds a GIF as it is.
    toujours: (type) => geste === 'pdf' && type === 'image/gif'
  })
  if (!dessinee.ok) return dessinee
  if (dessinee.image === null && geste === 'reduire') return { ok: false, message: 'Cette image est déjà légère : la redessiner ne la réduirait pas.' }
  const fait = await session.appeler('piece-jointe.transformer', { id, geste, image: dessinee.image })
  if (!fait.ok) return { ok: false, message: fait.error.message }
  session.recevoir([fait.value.ligne, fait.value.ancienne], null)
  return { ok: true, id: fait.value.ligne.id, isReduite: dessinee.isReduite, isAnimee: dessinee.isAnimee }
}
