import { coteMax, imageRendueMax } from '#contract/piece-jointe.ts'
import { createOuvrier } from '../ouvrier.ts'
import type { Session } from '../session.ts'
import type { DepuisImage, VersImage } from './image-worker.ts'

/** Time allowed to decode and draw one picture, in ms. */
const delai = 20_000

export type Geste = keyof typeof coteMax

/**
 * Turns an attached picture, makes it lighter, or makes an A4 page of it; the original stays a version. The picture is decoded and drawn in a worker that is
 * ended when it lasts. Gives the id of the file that took its place, or why nothing was done.
 */
export async function transformerImage(
  session: Session,
  id: string,
  geste: Geste
): Promise<{ readonly ok: true; readonly id: string; readonly isReduite: boolean } | { readonly ok: false; readonly message: string }> {
  await session.file.vider()
  const lue = await session.appeler('piece-jointe.image', { id })
  if (!lue.ok) return { ok: false, message: lue.error.message }
  const ouvrier = createOuvrier<Omit<VersImage, 'numero'>, DepuisImage>(
    () => new Worker(new URL('./image-worker.ts', import.meta.url), { type: 'module' }),
    delai
  )
  const { octets, type } = lue.value
  const dessinee = await ouvrier.demander({
    octets,
    type,
    pivoter: geste === 'pivoter',
    auPlusPetit: geste !== 'pivoter',
    coteMax: coteMax[geste],
    texteMax: imageRendueMax
  })
  ouvrier.arreter()
  if (!dessinee) return { ok: false, message: 'Cette image ne peut pas être dessinée. Le fichier joint n’est pas touché.' }
  if (dessinee.image === null && geste === 'reduire') return { ok: false, message: 'Cette image est déjà légère : la redessiner ne la réduirait pas.' }
  const fait = await session.appeler('piece-jointe.transformer', { id, geste, image: dessinee.image })
  if (!fait.ok) return { ok: false, message: fait.error.message }
  session.recevoir([fait.value.ligne, fait.value.ancienne], null)
  return { ok: true, id: fait.value.ligne.id, isReduite: dessinee.isReduite }
}
