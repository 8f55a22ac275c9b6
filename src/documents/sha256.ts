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
const constantes: readonly number[] = racines(64, 1 / 3)

function octetsUtf8(texte: string): number[] {
  const octets: number[] = []
  for (const signe of texte.toWellFormed()) {
    const c = signe.codePointAt(0) ?? 0
    if (c < 0x80) octets.push(c)
    else if (c < 0x800) octets.push(0xc0 | (c >> 6), 0x80 | (c & 63))
    else if (c < 0x10000) octets.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63))
    else octets.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63))
  }
  return octets
}

const tourne = (x: number, n: number) => (x >>> n) | (x << (32 - n))

/** 32 bytes. */
export function sha256(texte: string): readonly number[] {
  const octets = octetsUtf8(texte)
  const bits = octets.length * 8
  octets.push(0x80)
  while (octets.length % 64 !== 56) octets.push(0)
  for (let rang = 7; rang >= 0; rang--) octets.push(Math.floor(bits / 2 ** (8 * rang)) & 255)

  const h = Int32Array.from(departs)
  const w = new Int32Array(64)
  const lu = (t: Int32Array | readonly number[], i: number) => t[i] ?? 0
  for (let bloc = 0; bloc < octets.length; bloc += 64) {
    for (let i = 0; i < 16; i++) {
      const p = bloc + 4 * i
      w[i] = (lu(octets, p) << 24) | (lu(octets, p + 1) << 16) | (lu(octets, p + 2) << 8) | lu(octets, p + 3)
    }
    for (let i = 16; i < 64; i++) {
      const a = lu(w, i - 15)
      const b = lu(w, i - 2)
      const s0 = tourne(a, 7) ^ tourne(a, 18) ^ (a >>> 3)
      const s1 = tourne(b, 17) ^ tourne(b, 19) ^ (b >>> 10)
      w[i] = lu(w, i - 16) + s0 + lu(w, i - 7) + s1
    }
    const v = Int32Array.from(h)
    for (let i = 0; i < 64; i++) {
      const e = lu(v, 4)
      const a = lu(v, 0)
      const t1 = lu(v, 7) + (tourne(e, 6) ^ tourne(e, 11) ^ tourne(e, 25)) + ((e & lu(v, 5)) ^ (~e & lu(v, 6))) + lu(constantes, i) + lu(w, i)
      const t2 = (tourne(a, 2) ^ tourne(a, 13) ^ tourne(a, 22)) + ((a & lu(v, 1)) ^ (a & lu(v, 2)) ^ (lu(v, 1) & lu(v, 2)))
      v.copyWithin(1, 0, 7)
      v[4] = lu(v, 4) + t1
      v[0] = t1 + t2
    }
    for (let i = 0; i < 8; i++) h[i] = lu(h, i) + lu(v, i)
  }
  return [...h].flatMap((mot) => [mot >>> 24, (mot >>> 16) & 255, (mot >>> 8) & 255, mot & 255])
}
