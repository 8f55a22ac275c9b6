import { createHash } from 'node:crypto'

/**
 * An e-mail draft that a mail program opens ready to send (`X-Unsent: 1`). Headers: RFC 5322, encoded words of RFC 2047;
 * body and attachments: RFC 2045 and 2183, file names of RFC 2231. No sender and no date: the program that sends it puts its own.
 */
export interface PieceEml {
  readonly nom: string
  readonly octets: Uint8Array
}
export interface MessageEml {
  readonly a: readonly string[]
  readonly copie: readonly string[]
  readonly objet: string
  /** One paragraph an entry. */
  readonly texte: readonly string[]
}

const crlf = '\r\n'
/** Longest line that RFC 5322 advises, without its end. */
const largeur = 78
const isAscii = (s: string) => /^[\x20-\x7e]*$/u.test(s)
const uneLigne = (s: string) => s.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** Text of a header: as it is when it is plain ASCII, else words of base64, each whole characters, one a line. */
function motsEncodes(texte: string, deja: number): string {
  if (isAscii(texte) && !texte.includes('=?') && deja + texte.length <= largeur) return texte
  const mots: string[] = []
  let courant = ''
  // `=?UTF-8?B??=` takes 12 of the 75 characters of a word; the first one also shares its line with the name.
  const place = () => Math.floor((Math.min(75, mots.length === 0 ? largeur - deja : 75) - 12) / 4) * 3
  for (const c of texte) {
    if (Buffer.byteLength(courant + c) > place()) {
      mots.push(courant)
      courant = ''
    }
    courant += c
  }
  mots.push(courant)
  return mots.map((mot) => `=?UTF-8?B?${Buffer.from(mot).toString('base64')}?=`).join(`${crlf} `)
}

const entete = (nom: string, texte: string) => `${nom}: ${motsEncodes(uneLigne(texte), nom.length + 2)}${crlf}`

/** Addresses of a header, folded between two of them; nothing at all when there is none. */
function adresses(nom: string, liste: readonly string[]): string {
  if (liste.length === 0) return ''
  let texte = `${nom}:`
  let ligne = texte.length
  for (const [i, adresse] of liste.entries()) {
    const mot = `${adresse}${i < liste.length - 1 ? ',' : ''}`
    if (i > 0 && ligne + 1 + mot.length > largeur) {
      texte += crlf
      ligne = 0
    }
    texte += ` ${mot}`
    ligne += 1 + mot.length
  }
  return texte + crlf
}

/** Quoted-printable (RFC 2045, 6.7): lines of 76 at most, nothing but ASCII, no blank left at the end of a line. */
export function quotedPrintable(texte: string): string {
  const lignes = texte.replace(/\r\n?/gu, '\n').split('\n')
  return lignes
    .map((ligne) => {
      const codes = Array.from(Buffer.from(ligne), (octet) =>
        (octet >= 33 && octet <= 126 && octet !== 61) || octet === 32 || octet === 9
          ? String.fromCharCode(octet)
          : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
      )
      const dernier = codes.at(-1)
      if (dernier === ' ' || dernier === '\t') codes[codes.length - 1] = dernier === ' ' ? '=20' : '=09'
      let sortie = ''
      let n = 0
      for (const [i, code] of codes.entries()) {
        if (n + code.length > (i === codes.length - 1 ? 76 : 75)) {
          sortie += `=${crlf}`
          n = 0
        }
        sortie += code
        n += code.length
      }
      return sortie
    })
    .join(crlf)
}

const parLigne = 57
/** Base64 in lines of 76 characters. */
function base64(octets: Uint8Array): Buffer {
  const lignes = Math.ceil(octets.length / parLigne)
  const sortie = Buffer.allocUnsafe(Math.ceil(octets.length / 3) * 4 + 2 * lignes)
  const source = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
  let at = 0
  for (let i = 0; i < source.length; i += parLigne) {
    at += sortie.write(source.toString('base64', i, Math.min(i + parLigne, source.length)), at, 'latin1')
    at += sortie.write(crlf, at, 'latin1')
  }
  return sortie.subarray(0, at)
}

/** Bytes that a file takes in a message, its headers included. */
export const tailleEncodee = (octets: number): number => Math.ceil(octets / 3) * 4 + 2 * Math.ceil(octets / parLigne) + 500

const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  doc: 'application/msword',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  zip: 'application/zip'
}
const typeDe = (nom: string) => types[nom.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'

/** A media type too long for its line goes on the next one. */
const contentType = (type: string) => `Content-Type:${type.length > 60 ? crlf : ''} ${type}`

/** `name="a.pdf"`, or `name*=UTF-8''%C3%A9.pdf` for a name that is not plain ASCII (RFC 2231). */
function parametre(cle: string, nom: string): string {
  const propre = uneLigne(nom)
  if (isAscii(propre)) return `;${crlf} ${cle}="${propre.replace(/[\\"]/gu, '\\$&')}"`
  const code = encodeURIComponent(propre).replace(/['()*!]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `;${crlf} ${cle}*=UTF-8''${code}`
}

/** The bytes of a draft. Same message, same files: same bytes. */
export function renderEml({ a, copie, objet, texte }: MessageEml, pieces: readonly PieceEml[]): Uint8Array {
  const corps = `${quotedPrintable(texte.join('\n\n'))}${crlf}`
  const empreinte = createHash('sha256').update(JSON.stringify([a, copie, objet, texte]))
  for (const { nom, octets } of pieces) empreinte.update(nom).update(octets)
  // « =_ » cannot stand in quoted-printable nor in base64: no part can hold the boundary.
  const frontiere = `=_grappe_${empreinte.digest('hex').slice(0, 32)}`
  const tete = [
    'X-Unsent: 1',
    crlf,
    adresses('To', a),
    adresses('Cc', copie),
    entete('Subject', objet),
    `MIME-Version: 1.0${crlf}`,
    `Content-Type: multipart/mixed;${crlf} boundary="${frontiere}"${crlf}`,
    crlf,
    `--${frontiere}${crlf}`,
    `Content-Type: text/plain; charset=utf-8${crlf}`,
    `Content-Transfer-Encoding: quoted-printable${crlf}`,
    crlf,
    corps
  ]
  const blocs: Buffer[] = [Buffer.from(tete.join(''), 'latin1')]
  for (const { nom, octets } of pieces) {
    const lignes = `--${frontiere}${crlf}${contentType(typeDe(nom))}${parametre('name', nom)}${crlf}Content-Transfer-Encoding: base64${crlf}Content-Disposition: attachment${parametre('filename', nom)}${crlf}${crlf}`
    // The end of line before a boundary belongs to the boundary: an empty file needs one too.
    blocs.push(Buffer.from(lignes, 'latin1'), octets.length === 0 ? Buffer.from(crlf) : base64(octets))
  }
  blocs.push(Buffer.from(`--${frontiere}--${crlf}`, 'latin1'))
  return Buffer.concat(blocs)
}

/** « a@b.fr ; c@d.fr » → the addresses, and what is none. */
export function lireAdresses(texte: string | null): { readonly adresses: readonly string[]; readonly invalides: readonly string[] } {
  const mots = (texte ?? '').split(/[\s;,]+/u).filter((m) => m !== '')
  const isAdresse = (mot: string) =>
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/u.test(mot)
  return { adresses: [...new Set(mots.filter(isAdresse))], invalides: mots.filter((m) => !isAdresse(m)) }
}

/** Files in as few messages as a limit allows, in order; a file above the limit alone has its own. `limite`: bytes, null for none. */
export function repartirPieces<T extends { readonly octets: { readonly length: number } }>(
  pieces: readonly T[],
  limite: number | null
): readonly (readonly T[])[] {
  const paquets: T[][] = [[]]
  let taille = 0
  for (const piece of pieces) {
    const poids = tailleEncodee(piece.octets.length)
    if (limite !== null && taille > 0 && taille + poids > limite - 5000) {
      paquets.push([])
      taille = 0
    }
    paquets.at(-1)?.push(piece)
    taille += poids
  }
  return paquets
}
