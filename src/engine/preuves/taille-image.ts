/** What a picture says of itself in its first bytes: nothing is decoded. */
interface TailleImage<T extends string = 'image/png' | 'image/jpeg'> {
  readonly type: T
  /** In pixels, as stored: before any turn that the picture asks for. */
  readonly largeur: number
  readonly hauteur: number
}

const signaturePng = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Markers that open a JPEG frame, where its size stands: C0 to CF but the tables C4, C8 and CC. */
const isTrame = (marque: number) => marque >= 0xc0 && marque <= 0xcf && marque !== 0xc4 && marque !== 0xc8 && marque !== 0xcc

/** Size of a PNG or JPEG; null for anything else, or when it is cut before saying it. */
export function tailleImage(bytes: Uint8Array): TailleImage | null {
  const vue = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length >= 24 && signaturePng.every((octet, i) => bytes[i] === octet))
    return { type: 'image/png', largeur: vue.getUint32(16), hauteur: vue.getUint32(20) }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marque = bytes[at + 1] ?? 0
    if (marque === 0xff) at += 1
    else if (isTrame(marque)) return { type: 'image/jpeg', largeur: vue.getUint16(at + 7), hauteur: vue.getUint16(at + 5) }
    else at += 2 + vue.getUint16(at + 2)
  }
  return null
}

/** Size of a GIF, which no PDF page can hold as it is: drawn again by the page first. Null for anything else. */
export function tailleGif(bytes: Uint8Array): TailleImage<'image/gif'> | null {
  if (bytes.length < 10 || !/^GIF8[79]a$/u.test(String.fromCharCode(...bytes.subarray(0, 6)))) return null
  const vue = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { type: 'image/gif', largeur: vue.getUint16(6, true), hauteur: vue.getUint16(8, true) }
}
