import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GrappeError } from '#contract/errors.ts'
import { createEngine, type Engine } from '../engine.ts'
import { ouvrirRecu } from './ouverture.ts'
import { sauver } from './sauvetage.ts'

/** A published example, then the same damaged in many ways: what can be read is in the new file, the original is not touched. */

let dossier: string
let profil: string
let sain: string
let engine: Engine
let opsSaines = 0
let entitesSaines = 0
let rang = 0

const newId = () => crypto.randomUUID()
const sha = (chemin: string) => createHash('sha256').update(readFileSync(chemin)).digest('hex')

beforeAll(async () => {
  dossier = mkdtempSync(join(tmpdir(), 'grappe-sauvetage-'))
  profil = join(dossier, 'profil')
  sain = join(dossier, 'sain.db')
  engine = createEngine({ profil, version: '0.0.0', ressources: join(process.cwd(), 'resources') })
  engine.accorder('sain', sain)
  await engine.server.run('app.auteur', { nom: 'Essai', fonction: '', organisation: '' }, () => undefined)
  const fait = await engine.server.run('dossier.exemple', { ref: 'sain', incomplet: false }, () => undefined)
  expect(fait.ok).toBe(true)
  await engine.server.run('dossier.fermer', {}, () => undefined)
  const temoin = await sauver(sain, join(dossier, 'temoin.db'), profil, newId)
  expect(temoin.pertes).toEqual([])
  opsSaines = temoin.ops
  entitesSaines = temoin.entites
})
afterAll(async () => {
  await engine.fermer()
  rmSync(dossier, { recursive: true, force: true })
})

async function reparer(abimer: (chemin: string) => void) {
  const abime = join(dossier, `abime-${++rang}.db`)
  const vers = join(dossier, `repare-${rang}.db`)
  copyFileSync(sain, abime)
  abimer(abime)
  const avant = sha(abime)
  try {
    return { sauvetage: await sauver(abime, vers, profil, newId), vers }
  } finally {
    expect(sha(abime)).toBe(avant)
    expect(readdirSync(join(profil, 'reception'))).toEqual([])
    expect(readdirSync(dossier).filter((n) => n.startsWith('.~'))).toEqual([])
  }
}

const ecraser = (debut: (taille: number) => number, longueur: number) => (chemin: string) => {
  const octets = readFileSync(chemin)
  octets.fill(0x5a, debut(octets.length), Math.min(octets.length, debut(octets.length) + longueur))
  writeFileSync(chemin, octets)
}

test('a healthy file loses nothing, whatever its journal mode', async () => {
  const { sauvetage, vers } = await reparer(() => undefined)
  expect(sauvetage).toMatchObject({ ops: opsSaines, entites: entitesSaines, pertes: [] })
  const recu = await ouvrirRecu(vers, { profil })
  expect(recu.projet).toBe(sauvetage.projet)
  recu.liberer()
})

test.each([
  ['the first page is gone', ecraser(() => 0, 4096), 1],
  ['its beginning is gone', ecraser(() => 0, 16), 1],
  ['one page is overwritten', ecraser((t) => Math.floor(t / 8192) * 4096, 4096), 0.5],
  ['the last tenth is missing', (c: string) => truncateSync(c, Math.floor(statSync(c).size * 0.9)), 0.3],
  ['something was appended', (c: string) => writeFileSync(c, Buffer.concat([readFileSync(c), Buffer.alloc(1234, 1)])), 1],
  ['a transfer turned its line ends', (c: string) => writeFileSync(c, Buffer.from(readFileSync(c).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')), 0]
] as const)('%s: the new file opens by the whole protocol', async (_nom, abimer, part) => {
  const resultat = await reparer(abimer).catch((error: unknown) => error)
  if (resultat instanceof Error) {
    expect(resultat).toBeInstanceOf(GrappeError)
    expect(part).toBe(0)
    return
  }
  const { sauvetage, vers } = resultat as Awaited<ReturnType<typeof reparer>>
  expect(sauvetage.ops).toBeGreaterThanOrEqual(opsSaines * part)
  if (sauvetage.ops < opsSaines) expect(sauvetage.pertes.length).toBeGreaterThan(0)
  const recu = await ouvrirRecu(vers, { profil })
  expect(recu.db.prepare('SELECT count(*) FROM op').pluck().get()).toBe(sauvetage.ops)
  recu.liberer()
})

test('pages overwritten one at a time, all over the file: never a crash, never a file that the protocol refuses', async () => {
  const pages = statSync(sain).size / 4096
  let lues = 0
  for (let i = 0; i < 4; i++) {
    const page = Math.floor((i * pages) / 4)
    const resultat = await reparer(ecraser(() => page * 4096, 4096)).catch((error: unknown) => error)
    if (resultat instanceof Error) expect(resultat).toBeInstanceOf(GrappeError)
    else {
      const { vers, sauvetage } = resultat as Awaited<ReturnType<typeof reparer>>
      ;(await ouvrirRecu(vers, { profil })).liberer()
      lues += sauvetage.ops / opsSaines
    }
  }
  expect(lues / 4).toBeGreaterThan(0.6)
})

test.each([
  ['empty', '', 'fichier-vide'],
  ['a text', 'bonjour '.repeat(4000), 'fichier-abime'],
  ['a few bytes', 'SQLite format 3\0', 'fichier-abime']
])('%s: nothing can be read, and it is said', async (_nom, contenu, code) => {
  await expect(reparer((c) => writeFileSync(c, contenu))).rejects.toMatchObject({ code })
})

test('the damaged file is never the destination', async () => {
  await expect(sauver(sain, sain, profil, newId)).rejects.toMatchObject({ code: 'destination-refusee' })
})
