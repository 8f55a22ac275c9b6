import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Courriel } from '#domain/partage/courriels.ts'
import { erreurPublication } from '../db/publication.ts'

/** Bytes read at a time: a multiple of 57, so that each line of base64 is full (76 characters). */
const morceau = 57 * 16_384
const lignes = (base64: string) => base64.replace(/.{76}/gu, '$&\r\n')
/** One header value: never a second header. */
const unSeul = (texte: string) => texte.replace(/[\r\n]+/gu, ' ').trim()

/** Text of a header in UTF-8, in words of at most 75 characters (RFC 2047). */
function enTete(texte: string): string {
  const net = unSeul(texte)
  if (/^[\x20-\x7e]*$/u.test(net)) return net
  const mots: string[] = []
  let mot = ''
  for (const c of net) {
    if (Buffer.byteLength(mot + c) > 42) {
      mots.push(mot)
      mot = ''
    }
    mot += c
  }
  return [...mots, mot].map((m) => `=?UTF-8?B?${Buffer.from(m).toString('base64')}?=`).join('\r\n ')
}

const nomAttache = (nom: string) =>
  `filename="${nom.replace(/[^\x20-\x7e]|["\\]/gu, '_')}"; filename*=UTF-8''${encodeURIComponent(nom).replace(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`

/**
 * Writes an e-mail draft that mail programs open ready to send (`X-Unsent`), with at most one attachment, read piece by piece.
 * The file is whole or absent. Returns its size in bytes.
 */
export async function ecrireEml(chemin: string, { a, objet, texte }: Courriel, joint: string | null): Promise<number> {
  const limite = `grappe-${randomBytes(12).toString('hex')}`
  const temporaire = `${chemin}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const sortie = await open(temporaire, 'wx', 0o600)
    try {
      const ecrire = (s: string) => sortie.write(s)
      await ecrire(
        [
          'X-Unsent: 1',
          ...(a === null ? [] : [`To: ${enTete(a)}`]),
          `Subject: ${enTete(objet)}`,
          'MIME-Version: 1.0',
          `Content-Type: multipart/mixed; boundary="${limite}"`,
          '',
          `--${limite}`,
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: base64',
          '',
          lignes(Buffer.from(texte.replace(/\r?\n/gu, '\r\n')).toString('base64')),
          ''
        ].join('\r\n')
      )
      if (joint !== null) {
        await ecrire(
          [
            `--${limite}`,
            'Content-Type: application/octet-stream',
            `Content-Disposition: attachment; ${nomAttache(basename(joint))}`,
            'Content-Transfer-Encoding: base64',
            '',
            ''
          ].join('\r\n')
        )
        for await (const bloc of createReadStream(joint, { highWaterMark: morceau }))
          await ecrire(`${lignes((bloc as Buffer).toString('base64')).trimEnd()}\r\n`)
      }
      await ecrire(`--${limite}--\r\n`)
      await sortie.sync()
    } finally {
      await sortie.close()
    }
    await rename(temporaire, chemin)
    return (await stat(chemin)).size
  } catch (error) {
    await rm(temporaire, { force: true }).catch(() => undefined)
    throw erreurPublication(error)
  }
}
