/** SHA-256 of a text (UTF-8), in pure arithmetic: documents may not touch Node. Source: FIPS 180-4. */

/** First 32 bits of the fractional parts of the p-th root (square or cube) of the first primes. */
function racines(nombre: number, exposant: number): number[] {
  const mots: number[] = []
  for (let n = 2; mots.length < nombre; n++) {
    let premier = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) premier = false
    if (!premier) continue
    const racine = n ** exposant
    mots.push(Math.floor((racine - Math.floor(racine)) * 2 ** 32) | 0)
  }
  return mots
}

const departs: readonly number[] = racines(8, 1 / 2)
const constantes = Int32Array.from(racines(64, 1 / 3))

/** The text in UTF-8, with the padding of the algorithm: a multiple of 64 bytes. */
function blocs(texte: string): Uint8Array {
  const bienForme = texte.toWellFormed()
  const octets = new Uint8Array(3 * bienForme.length + 72)
  let n = 0
  for (let i = 0; i < bienForme.length; i++) {
    const c = bienForme.codePointAt(i) ?? 0
    if (c < 0x80) octets[n++] = c
    else {
      if (c < 0x800) octets[n++] = 0xc0 | (c >> 6)
      else {
        if (c < 0x10000) octets[n++] = 0xe0 | (c >> 12)
        else {
          octets[n++] = 0xf0 | (c >> 18)
          octets[n++] = 0x80 | ((c >> 12) & 63)
          i++
        }
        octets[n++] = 0x80 | ((c >> 6) & 63)
      }
      octets[n++] = 0x80 | (c & 63)
    }
  }
  const fin = Math.ceil((n + 9) / 64) * 64
  octets[n] = 0x80
  for (let rang = 0; rang < 8; rang++) octets[fin - 1 - rang] = Math.floor((n * 8) / 2 ** (8 * rang)) & 255
  return octets.subarray(0, fin)
}

const tourne = (x: number, n: number) => (x >>> n) | (x << (32 - n))

/** 32 bytes. */
export function sha256(texte: string): readonly number[] {
  const octets = blocs(texte)
  const etat = Int32Array.from(departs)
  const w = new Int32Array(64)
  const lu = (t: Int32Array | Uint8Array, i: number) => t[i] as number
  for (let bloc = 0; bloc < octets.length; bloc += 64) {
    for (let i = 0; i < 16; i++) {
      const p = bloc + 4 * i
      w[i] = (lu(octets, p) << 24) | (lu(octets, p + 1) << 16) | (lu(octets, p + 2) << 8) | lu(octets, p + 3)
    }
    for (let i = 16; i < 64; i++) {
      const x = lu(w, i - 15)
      const y = lu(w, i - 2)
      const s0 = tourne(x, 7) ^ tourne(x, 18) ^ (x >>> 3)
      const s1 = tourne(y, 17) ^ tourne(y, 19) ^ (y >>> 10)
      w[i] = lu(w, i - 16) + s0 + lu(w, i - 7) + s1
    }
    let [a, b, c, d, e, f, g, h] = etat as unknown as [number, number, number, number, number, number, number, number]
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (tourne(e, 6) ^ tourne(e, 11) ^ tourne(e, 25)) + ((e & f) ^ (~e & g)) + lu(constantes, i) + lu(w, i)) | 0
      const t2 = ((tourne(a, 2) ^ tourne(a, 13) ^ tourne(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    for (const [i, v] of [a, b, c, d, e, f, g, h].entries()) etat[i] = lu(etat, i) + v
  }
  return [...etat].flatMap((mot) => [mot >>> 24, (mot >>> 16) & 255, (mot >>> 8) & 255, mot & 255])
}
