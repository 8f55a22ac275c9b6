import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import { GrappeError } from '#contract/errors.ts'
import { fichierMax } from '../db/entete.ts'
import { destinatairePhrase, identitePhrase } from './age-phrase.ts'
import { lirePhrase } from './phrase.ts'

/** scrypt 2^18, the value of the age specification: 256 MB and about half a second for each try. */
const travailNormal = 18
const enteteMax = 2048
const magie = 'age-encryption.org/v1\n'

const flux = (chemin: string) => Readable.toWeb(createReadStream(chemin, { highWaterMark: 1_048_576 })) as ReadableStream<Uint8Array>

/** True when the file says it is an age file. */
export const isAge = (debut: Uint8Array): boolean => Buffer.from(debut.subarray(0, magie.length)).toString('latin1') === magie

/** Encrypts a file with a phrase, in the public age v1 format: any tool that reads age opens it. */
export async function chiffrer(source: string, destination: string, phrase: string, travail = travailNormal): Promise<void> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(destinatairePhrase(lirePhrase(phrase), travail))
  const chiffre = await encrypter.encrypt(flux(source))
  await pipeline(Readable.fromWeb(chiffre as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(destination, { flags: 'wx', mode: 0o600 }))
}

/** The header is read before the library sees the file: short, one phrase, and no more work than age itself asks. */
async function verifierEntete(chemin: string): Promise<void> {
  const fichier = await open(chemin, 'r')
  try {
    const { buffer, bytesRead } = await fichier.read(Buffer.alloc(enteteMax), 0, enteteMax, 0)
    const lignes = buffer.subarray(0, bytesRead).toString('latin1').split('\n')
    const fin = lignes.findIndex((l) => l.startsWith('--- '))
    const travail = /^-> scrypt [A-Za-z0-9+/]+ ([1-9]\d?)$/u.exec(lignes[1] ?? '')?.[1]
    if (fin < 0 || lignes.slice(1, fin).filter((l) => l.startsWith('-> ')).length !== 1) throw new GrappeError('fichier-abime')
    if (lignes[1]?.startsWith('-> ') && !lignes[1].startsWith('-> scrypt '))
      throw new GrappeError('format-refuse', 'il est chiffré avec une clé, pas avec une phrase')
    if (travail === undefined || Number(travail) > travailNormal) throw new GrappeError('fichier-abime')
  } finally {
    await fichier.close()
  }
}

const phrasesPossibles = (phrase: string): string[] => [...new Set([lirePhrase(phrase), phrase.normalize('NFC').trim(), phrase])]

async function essayer(source: string, destination: string, phrase: string, max: number): Promise<boolean> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identitePhrase(phrase))
  let clair: ReadableStream<Uint8Array>
  try {
    clair = await decrypter.decrypt(flux(source))
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched')) return false
    throw error
  }
  let ecrits = 0
  const borne = new Transform({
    transform(bloc: Buffer, _, suite) {
      ecrits += bloc.length
      suite(ecrits > max ? new GrappeError('fichier-trop-grand') : null, bloc)
    }
  })
  await pipeline(Readable.fromWeb(clair as Parameters<typeof Readable.fromWeb>[0]), borne, createWriteStream(destination, { flags: 'wx', mode: 0o600 }))
  return true
}

/**
 * Decrypts a received file. What is written is only kept once its last byte is authenticated.
 * Throws `phrase-incorrecte`, or `fichier-abime` when a single bit was changed, `fichier-trop-grand` beyond `max` bytes.
 */
export async function dechiffrer(source: string, destination: string, phrase: string, max = fichierMax): Promise<void> {
  await verifierEntete(source)
  try {
    for (const essai of phrasesPossibles(phrase)) if (await essayer(source, destination, essai, max)) return
  } catch (error) {
    rmSync(destination, { force: true })
    if (error instanceof GrappeError) throw error
    const code = (error as NodeJS.ErrnoException | null)?.code
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new GrappeError('disque-plein')
    throw new GrappeError('fichier-abime')
  }
  throw new GrappeError('phrase-incorrecte')
}
