import { GrappeError } from '#contract/errors.ts'

/** A draft read back, by rules of its own: it shares no word with the writer. */
export interface EmlLu {
  readonly entetes: ReadonlyMap<string, string>
  readonly texte: string
  readonly pieces: readonly { readonly nom: string; readonly type: string; readonly octets: Uint8Array }[]
}

const abime = (cause: string) => new GrappeError('fichier-abime', `le message ${cause}`)

/** Headers unfolded, their encoded words decoded; names in lower case. */
function lireEntetes(bloc: string): Map<string, string> {
  const entetes = new Map<string, string>()
  for (const ligne of bloc.replace(/\r\n[ \t]+/gu, ' ').split('\r\n')) {
    const found = /^([!-9;-~]+): ?(.*)$/u.exec(ligne)
    if (!found) throw abime('a un en-tête illisible')
    entetes.set((found[1] ?? '').toLowerCase(), decoderMots(found[2] ?? ''))
  }
  return entetes
}

/** Blanks between two encoded words are not part of the text. */
const decoderMots = (texte: string): string =>
  texte.replace(/(\?=)\s+(?==\?)/gu, '$1').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/giu, (_, sorte: string, code: string) =>
    Buffer.from(
      sorte.toUpperCase() === 'B'
        ? code
        : Buffer.from(
            code.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gu, (_m, h: string) => String.fromCharCode(Number.parseInt(h, 16))),
            'latin1'
          ).toString('base64'),
      'base64'
    ).toString('utf8')
  )

function parametre(valeur: string, cle: string): string | null {
  const code = new RegExp(`;\\s*${cle}\\*=UTF-8''([^;\\s]+)`, 'iu').exec(valeur)?.[1]
  if (code !== undefined) return decodeURIComponent(code)
  const cite = new RegExp(`;\\s*${cle}="((?:[^"\\\\]|\\\\.)*)"`, 'iu').exec(valeur)?.[1]
  return cite?.replace(/\\(.)/gu, '$1') ?? null
}

const couper = (message: string): readonly [string, string] => {
  const at = message.indexOf('\r\n\r\n')
  if (at < 0) throw abime('n’a pas de corps')
  return [message.slice(0, at), message.slice(at + 4)]
}

const deQuotedPrintable = (texte: string): string =>
  Buffer.from(
    texte.replace(/=\r\n/gu, '').replace(/=([0-9A-F]{2})/gu, (_, h: string) => String.fromCharCode(Number.parseInt(h, 16))),
    'latin1'
  ).toString('utf8')

/** Reads a draft of one text and its attachments. Throws `fichier-abime` for anything else. */
export function relireEml(octets: Uint8Array): EmlLu {
  const source = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1')
  if (/[^\t\r\n\x20-\x7e]/u.test(source.slice(0, 100_000))) throw abime('contient autre chose que de l’ASCII')
  const [tete, corps] = couper(source)
  const entetes = lireEntetes(tete)
  const frontiere = parametre(entetes.get('content-type') ?? '', 'boundary')
  if (frontiere === null || !corps.endsWith(`--${frontiere}--\r\n`)) throw abime('est incomplet')
  const parties = `\r\n${corps}`.split(`\r\n--${frontiere}`).slice(1, -1)
  const lues = parties.map((partie) => {
    const [entete, contenu] = couper(partie.replace(/^\r\n/u, ''))
    return { entetes: lireEntetes(entete), contenu }
  })
  const [premiere, ...jointes] = lues
  if (premiere?.entetes.get('content-transfer-encoding') !== 'quoted-printable') throw abime('n’a pas de texte')
  return {
    entetes,
    texte: deQuotedPrintable(premiere.contenu),
    pieces: jointes.map(({ entetes: e, contenu }) => {
      const nom = parametre(e.get('content-disposition') ?? '', 'filename')
      if (nom === null || !/^[A-Za-z0-9+/=\r\n]*$/u.test(contenu)) throw abime('a une pièce jointe illisible')
      return { nom, type: (e.get('content-type') ?? '').split(';')[0] ?? '', octets: new Uint8Array(Buffer.from(contenu, 'base64')) }
    })
  }
}
