/** From the page: a picture, what to do of it, and the bounds of what comes back. */
export interface VersImage {
  readonly numero: number
  readonly octets: Uint8Array
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif'
  /** Turned by 90° clockwise. */
  readonly pivoter: boolean
  /** The other kind is tried too, and the smaller kept. */
  readonly auPlusPetit: boolean
  /** Given back whatever its weight: what was read is of no use as it is. */
  readonly toujours: boolean
  /** Longest side, in pixels. */
  readonly coteMax: number
  /** Longest answer, in base 64 characters. */
  readonly texteMax: number
}
/** To the page: the picture drawn again, in base 64; a GIF becomes a PNG or a JPEG; null when it would be neither smaller nor turned. */
export type DepuisImage =
  | {
      readonly numero: number
      readonly ok: true
      readonly image: string | null
      readonly type: string
      readonly largeur: number
      readonly hauteur: number
      readonly isReduite: boolean
      /** The file held several images, of which only the first is drawn. */
      readonly isAnimee: boolean
    }
  | { readonly numero: number; readonly ok: false }

/** Of JPEG, between 0 and 1: text photographed stays sharp. */
const qualite = 0.88
/** Each try when the picture is still too heavy. */
const reduction = 0.7
const essaisMax = 6
/** Characters made at once from bytes: an argument list has a limit. */
const tranche = 0x8000

function dessiner(source: ImageBitmap, echelle: number, pivoter: boolean): OffscreenCanvas {
  const [l, h] = [Math.max(1, Math.round(source.width * echelle)), Math.max(1, Math.round(source.height * echelle))]
  const toile = pivoter ? new OffscreenCanvas(h, l) : new OffscreenCanvas(l, h)
  const dessin = toile.getContext('2d')
  if (!dessin) throw new Error('canvas')
  dessin.imageSmoothingQuality = 'high'
  if (pivoter) {
    dessin.translate(h, 0)
    dessin.rotate(Math.PI / 2)
  }
  dessin.drawImage(source, 0, 0, l, h)
  return toile
}

/** On white paper: JPEG knows no transparency. */
function surBlanc(toile: OffscreenCanvas): OffscreenCanvas {
  const fond = new OffscreenCanvas(toile.width, toile.height)
  const dessin = fond.getContext('2d', { alpha: false })
  if (!dessin) throw new Error('canvas')
  dessin.fillStyle = '#fff'
  dessin.fillRect(0, 0, fond.width, fond.height)
  dessin.drawImage(toile, 0, 0)
  return fond
}

async function encoder(toile: OffscreenCanvas, { type, auPlusPetit }: VersImage): Promise<Blob> {
  const jpeg = () => surBlanc(toile).convertToBlob({ type: 'image/jpeg', quality: qualite })
  if (type === 'image/jpeg') return jpeg()
  const png = await toile.convertToBlob({ type: 'image/png' })
  if (!auPlusPetit) return png
  const autre = await jpeg()
  return autre.size < png.size ? autre : png
}

/** A GIF, or a PNG of the web, that moves. */
async function isAnimee(octets: Uint8Array, type: string): Promise<boolean> {
  try {
    const decodeur = new ImageDecoder({ data: new Uint8Array(octets), type })
    await Promise.all([decodeur.tracks.ready, decodeur.completed])
    const images = decodeur.tracks.selectedTrack?.frameCount ?? 1
    decodeur.close()
    return images > 1
  } catch {
    // It draws none the less: what it shows is all that is known of it.
    return false
  }
}

async function base64(blob: Blob): Promise<string> {
  const octets = new Uint8Array(await blob.arrayBuffer())
  let binaire = ''
  for (let i = 0; i < octets.length; i += tranche) binaire += String.fromCharCode(...octets.subarray(i, i + tranche))
  return btoa(binaire)
}

async function transformer(demande: VersImage): Promise<DepuisImage> {
  const { numero, octets, type, pivoter, toujours, coteMax, texteMax } = demande
  try {
    const source = await createImageBitmap(new Blob([new Uint8Array(octets)], { type }))
    let echelle = Math.min(1, coteMax / Math.max(source.width, source.height))
    for (let essai = 0; essai < essaisMax; essai++, echelle *= reduction) {
      const toile = dessiner(source, echelle, pivoter)
      const blob = await encoder(toile, demande)
      if (blob.size * (4 / 3) + 4 > texteMax) continue
      const rendu = {
        numero,
        ok: true,
        type: blob.type,
        largeur: toile.width,
        hauteur: toile.height,
        isReduite: echelle < 1,
        isAnimee: await isAnimee(octets, type)
      } as const
      const isUtile = toujours || pivoter || echelle < 1 || blob.size < octets.length
      return { ...rendu, image: isUtile ? await base64(blob) : null }
    }
    return { numero, ok: false }
  } catch {
    return { numero, ok: false }
  }
}

addEventListener('message', ({ data }: MessageEvent<VersImage>) => {
  void transformer(data).then((rendu) => postMessage(rendu))
})
