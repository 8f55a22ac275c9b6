import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ecrireZip } from '../lot/archive-zip.ts'
import { chiffrer, dechiffrer, isAge } from './chiffrement.ts'
import { deballer } from './deballer.ts'
import { genererPhrase, lirePhrase } from './phrase.ts'

let dossier = ''
let rang = 0
const nouveau = () => join(dossier, `f${rang++}`)
/** Enough work to prove the format, not to slow the test. */
const leger = 4

beforeAll(() => {
  dossier = mkdtempSync(join(tmpdir(), 'grappe-age-'))
})
afterAll(() => rmSync(dossier, { recursive: true }))

const codeDe = (p: Promise<unknown>) =>
  p.then(
    () => 'accepté',
    (e: { code?: string }) => e.code ?? String(e)
  )

describe('the six words', () => {
  it('are six of 2,048, without accents, all different once read', () => {
    const lus = new Set<string>()
    for (let i = 0; i < 2048; i++) lus.add(genererPhrase(() => i).split(' ')[0]!)
    expect(lus.size).toBe(2048)
    expect([...lus].every((m) => /^[a-z]{5,8}$/u.test(m))).toBe(true)
    expect(genererPhrase()).toMatch(/^(?:[a-z]+ ){5}[a-z]+$/u)
    expect(new Set(Array.from({ length: 200 }, () => genererPhrase())).size).toBe(200)
  })
  it.each([
    ['Éléphant chaton', 'elephant chaton'],
    ['  ÉLE\u0301PHANT-Chaton ', 'elephant chaton'],
    ['elephant, chaton', 'elephant chaton'],
    ['Ma propre phrase à moi !', 'Ma propre phrase à moi !']
  ])('%s is read %s', (saisie, attendue) => expect(lirePhrase(saisie)).toBe(attendue))
})

describe('encryption', () => {
  const clair = randomBytes(150_000)
  const phrase = 'elephant chaton abaisser acajou zeste zoologie'

  async function fichier(): Promise<Buffer> {
    const [source, chiffre] = [nouveau(), nouveau()]
    writeFileSync(source, clair)
    await chiffrer(source, chiffre, phrase, leger)
    return readFileSync(chiffre)
  }
  async function ouvrir(octets: Uint8Array, mots = phrase, max?: number): Promise<Buffer> {
    const [source, sortie] = [nouveau(), nouveau()]
    writeFileSync(source, octets)
    await dechiffrer(source, sortie, mots, max)
    return readFileSync(sortie)
  }

  it('gives the same bytes back, whatever the case and the accents', async () => {
    const chiffre = await fichier()
    expect(isAge(chiffre)).toBe(true)
    expect(chiffre.includes(clair.subarray(0, 64))).toBe(false)
    expect((await ouvrir(chiffre)).equals(clair)).toBe(true)
    expect((await ouvrir(chiffre, 'Éléphant CHATON abaisser, acajou zeste-zoologie')).equals(clair)).toBe(true)
  })
  it('uses the work factor of the specification in real life', async () => {
    const [source, chiffre] = [nouveau(), nouveau()]
    writeFileSync(source, 'x')
    await chiffrer(source, chiffre, phrase)
    expect(readFileSync(chiffre).toString('latin1').split('\n')[1]).toMatch(/^-> scrypt \S+ 18$/u)
  })
  it('is what the reference implementation reads and writes', async () => {
    const decrypter = new Decrypter()
    decrypter.addPassphrase(phrase)
    expect(Buffer.from(await decrypter.decrypt(await fichier())).equals(clair)).toBe(true)
    const encrypter = new Encrypter()
    encrypter.setScryptWorkFactor(leger)
    encrypter.setPassphrase(phrase)
    expect((await ouvrir(await encrypter.encrypt(clair))).equals(clair)).toBe(true)
  })
  it('refuses a wrong phrase by its own error, and leaves nothing behind', async () => {
    const chiffre = await fichier()
    const avant = readdirSync(dossier).length
    for (let i = 0; i < 20; i++) expect(await codeDe(ouvrir(chiffre, genererPhrase()))).toBe('phrase-incorrecte')
    // The source written by each try, and no output.
    expect(readdirSync(dossier).length).toBe(avant + 20)
  })
  it('rejects 300 tampered files: bits, truncations, swapped pieces, appended bytes', async () => {
    const chiffre = await fichier()
    const codes = new Map<string, number>()
    for (let i = 0; i < 300; i++) {
      let octets = Buffer.from(chiffre)
      const ou = Math.floor((i / 300) * octets.length)
      if (i % 4 === 0 || i < 40) octets[i < 40 ? i * 5 : ou]! ^= 1 << (i % 8)
      else if (i % 4 === 1) octets = octets.subarray(0, octets.length - 1 - i * 3)
      else if (i % 4 === 2) {
        const bloc = Buffer.from(octets.subarray(ou, ou + 500))
        octets.copyWithin(ou, octets.length - 600 - i, octets.length - 100 - i)
        bloc.copy(octets, octets.length - 600 - i)
      } else octets = Buffer.concat([octets, randomBytes(1 + (i % 70))])
      if (octets.equals(chiffre)) throw new Error('not tampered')
      const code = await codeDe(ouvrir(octets))
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    expect([...codes.values()].reduce((a, b) => a + b)).toBe(300)
    expect([...codes.keys()].filter((c) => !['fichier-abime', 'phrase-incorrecte', 'format-refuse'].includes(c))).toEqual([])
  })
  it.each([
    ['an endless header', `age-encryption.org/v1\n-> scrypt ${'A'.repeat(5000)} 4\n`, 'fichier-abime'],
    ['too much work', 'age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\nAAAA\n--- AAAA\n', 'fichier-abime'],
    ['a key instead of a phrase', 'age-encryption.org/v1\n-> X25519 AAAA\nAAAA\n--- AAAA\n', 'format-refuse'],
    ['nothing else', 'age-encryption.org/v1\n', 'fichier-abime']
  ])('refuses %s before any work', async (_, texte, code) => {
    const debut = performance.now()
    expect(await codeDe(ouvrir(Buffer.from(texte)))).toBe(code)
    expect(performance.now() - debut).toBeLessThan(500)
  })
  it('stops at the size it was told', async () => {
    expect(await codeDe(ouvrir(await fichier(), phrase, 100_000))).toBe('fichier-trop-grand')
  })
})

describe('wrappings', () => {
  const phrase = 'chaton'
  it('opens a ZIP, an encrypted file, an encrypted ZIP, and leaves a plain one where it is', async () => {
    const profil = mkdtempSync(join(dossier, 'profil-'))
    const [base, zip, age, ageZip] = [nouveau(), nouveau(), nouveau(), nouveau()]
    writeFileSync(base, 'SQLite format 3\0 et la suite')
    await ecrireZip(zip, [{ nom: 'dossier.db', contenu: base }])
    await chiffrer(base, age, phrase, leger)
    await chiffrer(zip, ageZip, phrase, leger)
    for (const chemin of [base, zip, age, ageZip]) {
      const deballe = await deballer(chemin, phrase, profil)
      expect(readFileSync(deballe.chemin).equals(readFileSync(base))).toBe(true)
      deballe.liberer()
    }
    expect(readdirSync(join(profil, 'reception'))).toEqual([])
    expect(await codeDe(deballer(age, null, profil))).toBe('phrase-requise')
    expect(await codeDe(deballer(age, 'elephant', profil))).toBe('phrase-incorrecte')
  })
  it('refuses a ZIP without dossier, with two, or that grows beyond reason', async () => {
    const profil = mkdtempSync(join(dossier, 'profil-'))
    const contenu = Buffer.from('SQLite format 3\0')
    const cas: [string, { nom: string; contenu: Buffer }[], string][] = [
      ['none', [{ nom: 'lisez-moi.txt', contenu }], 'format-refuse'],
      ['two', ['a.db', 'b.db'].map((nom) => ({ nom, contenu })), 'format-refuse'],
      ['many', Array.from({ length: 30 }, (_, i) => ({ nom: `${i}.txt`, contenu })), 'format-refuse'],
      ['bomb', [{ nom: 'a.db', contenu: Buffer.alloc(30_000_000) }], 'fichier-trop-grand']
    ]
    for (const [nom, entrees, code] of cas) {
      const zip = nouveau()
      await ecrireZip(zip, entrees)
      expect([nom, await codeDe(deballer(zip, null, profil))]).toEqual([nom, code])
    }
    const tronque = nouveau()
    await ecrireZip(tronque, [{ nom: 'a.db', contenu: randomBytes(5000) }])
    writeFileSync(tronque, readFileSync(tronque).subarray(0, 3000))
    expect(await codeDe(deballer(tronque, null, profil))).toBe('fichier-abime')
    expect(readdirSync(join(profil, 'reception'))).toEqual([])
  })
})
