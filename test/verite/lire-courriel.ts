/** A draft of e-mail read by the book (RFC 5322, 2045, 2047): headers, text, attached files. */
export interface CourrielLu {
  /** Names in lower case. */
  readonly entetes: Readonly<Record<string, string>>
  readonly texte: string
  readonly pieces: readonly { readonly nom: string; readonly octets: Uint8Array }[]
}

const octetsQ = (t: string) =>
  Buffer.from(
    t.replace(/=([0-9A-F]{2})/giu, (_, h: string) => String.fromCharCode(Number.parseInt(h, 16))),
    'latin1'
  )

/** `=?UTF-8?B?…?=` words, the blanks between two of them dropped. */
const motsCodes = (v: string): string =>
  v
    .replace(/\?=\s+=\?/gu, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/giu, (_, mode: string, t: string) =>
      (mode.toLowerCase() === 'b' ? Buffer.from(t, 'base64') : octetsQ(t.replaceAll('_', ' '))).toString('utf8')
    )

function partie(brut: string): { readonly entetes: Readonly<Record<string, string>>; readonly corps: string } {
  const coupe = brut.indexOf('\r\n\r\n')
  const lignes = brut
    .slice(0, coupe)
    .replace(/\r\n[ \t]+/gu, ' ')
    .split('\r\n')
  const entetes = lignes.filter(Boolean).map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), motsCodes(l.slice(l.indexOf(':') + 1).trim())] as const)
  return { entetes: Object.fromEntries(entetes), corps: brut.slice(coupe + 4) }
}

function contenu({ entetes, corps }: ReturnType<typeof partie>): Buffer {
  const mode = entetes['content-transfer-encoding']?.toLowerCase()
  if (mode === 'base64') return Buffer.from(corps, 'base64')
  if (mode === 'quoted-printable') return octetsQ(corps.replace(/=\r\n/gu, ''))
  return Buffer.from(corps, 'latin1')
}

export function lireCourriel(octets: Uint8Array): CourrielLu {
  const tout = partie(Buffer.from(octets).toString('latin1'))
  const borne = /boundary="([^"]+)"/u.exec(tout.entetes['content-type'] ?? '')?.[1]
  if (borne === undefined) return { entetes: tout.entetes, texte: contenu(tout).toString('utf8'), pieces: [] }
  const parties = tout.corps
    .split(`--${borne}`)
    .slice(1, -1)
    .map((p) => partie(p.replace(/^\r\n/u, '').replace(/\r\n$/u, '')))
  const pieces = parties.flatMap((p) => {
    const nom = /filename="([^"]+)"/u.exec(p.entetes['content-disposition'] ?? '')?.[1]
    return nom === undefined ? [] : [{ nom, octets: contenu(p) }]
  })
  const texte = parties.find((p) => p.entetes['content-type']?.startsWith('text/plain') && !p.entetes['content-disposition'])
  return { entetes: tout.entetes, texte: texte ? contenu(texte).toString('utf8') : '', pieces }
}
