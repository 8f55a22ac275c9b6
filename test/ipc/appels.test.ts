import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract, type NomAppel } from '#contract/contract.ts'
import { messages } from '#contract/errors.ts'
import { type Canal, serve } from '#contract/rpc.ts'
import { createEngine, type Engine } from '#engine/engine.ts'
import { entreeType } from './entree-type.ts'

/** Every call of the contract, enumerated from the contract itself, against inputs that a page taken over could send. */

const noms = Object.keys(contract) as NomAppel[]

let dossier: string
let engine: Engine
let envoyer: (message: unknown) => void
const attentes = new Map<number, (outcome: { readonly ok: boolean; readonly error?: { readonly code: string } }) => void>()
let dernier = 0

/** Sends as a page does: through structured clone, whatever the message (the clone of 50 MB, the same, is spared). */
const appeler = (call: unknown, input: unknown, cloner = true) =>
  new Promise<{ readonly ok: boolean; readonly error?: { readonly code: string } }>((resolve) => {
    const id = ++dernier
    attentes.set(id, resolve)
    envoyer(cloner ? structuredClone({ id, call, input }) : { id, call, input })
  })

async function digest(): Promise<string> {
  const lu = engine.handlers['dossier.lire'] as (input: object) => unknown
  const histoire = engine.handlers['historique.dossier'] as (input: object) => unknown
  const sessions = engine.handlers['historique.sessions'] as (input: object) => unknown
  const tout = [await lu({}), await histoire({ page: 0, taille: 500 }), await sessions({})]
  return createHash('sha256').update(JSON.stringify(tout)).digest('hex')
}

beforeAll(async () => {
  dossier = mkdtempSync(join(tmpdir(), 'grappe-ipc-'))
  engine = createEngine({ profil: join(dossier, 'profil'), version: '0.0.0', ressources: join(process.cwd(), 'resources') })
  const canal: Canal = {
    send: (message) => {
      const { id, outcome } = message as { id: number; outcome: { ok: boolean } }
      attentes.get(id)?.(outcome)
    },
    onMessage: (listener) => {
      envoyer = listener
    },
    onClose: () => undefined
  }
  serve(engine.server, canal)
  engine.accorder('ici', join(dossier, 'ipc.db'))
  expect(await appeler('app.auteur', { nom: 'Essai', fonction: 'x', organisation: 'x' })).toMatchObject({ ok: true })
  expect(await appeler('dossier.exemple', { ref: 'ici', incomplet: false })).toMatchObject({ ok: true })
})
afterAll(async () => {
  await engine.fermer()
  rmSync(dossier, { recursive: true, force: true })
})

test('the contract and the handlers name the same calls, and nothing else is answered', async () => {
  expect(Object.keys(engine.handlers).sort()).toEqual([...noms].sort())
  for (const inconnu of ['', 'toString', '__proto__', 'constructor', 'dossier.tout', 'hasOwnProperty'])
    expect(await appeler(inconnu, {})).toMatchObject({ ok: false, error: { code: 'appel-refuse' } })
})

const enorme = 'x'.repeat(50_000_000)
const boucle: { soi?: unknown } = {}
boucle.soi = boucle

/** Hostile shapes, from an input that the call would accept. */
const hostiles: Readonly<Record<string, (valide: unknown) => readonly unknown[]>> = {
  'an extra key': (v) => [{ ...(v as object), enPlus: 1 }],
  ['__proto__']: (v) =>
    ['{"__proto__":{"isAdmin":true}', ',"constructor":{"prototype":{}}'].map((_, rang, m) =>
      JSON.parse(
        `${m.slice(0, rang + 1).join('')}${JSON.stringify(v)
          .replace(/^\{(?=.)/u, ',')
          .replace(/^,\}/u, '}')}`
      )
    ),
  '50 MB': (v) => [
    enorme,
    new Uint8Array(50_000_000),
    { ...(v as object), enPlus: enorme },
    ...Object.keys(v as object).map((k) => ({ ...(v as object), [k]: enorme }))
  ],
  'the wrong type': (v) => [
    null,
    12,
    'x',
    true,
    [],
    [v],
    boucle,
    { ...(v as object), enPlus: boucle },
    new Map([['a', 1]]),
    new Date(0),
    12n,
    new Uint8Array(1_000),
    ...Object.keys(v as object).flatMap((k) => [{}, [[[]]], 1.5e300, 12n, /x/u].map((faux) => ({ ...(v as object), [k]: faux })))
  ]
}

describe('each call refuses, with a closed code, and the dossier does not change', () => {
  for (const [sorte, fabriquer] of Object.entries(hostiles)) {
    test(sorte, async () => {
      const avant = await digest()
      let refus = 0
      for (const nom of noms) {
        const { valeur } = entreeType(contract[nom].input)
        expect(contract[nom].input.safeParse(valeur).success, `${nom}: ${JSON.stringify(valeur)}`).toBe(true)
        for (const entree of fabriquer(valeur)) {
          // A value that the schema happens to accept is no attack.
          if (sorte === 'the wrong type' && !(entree instanceof Uint8Array) && contract[nom].input.safeParse(entree).success) continue
          expect(await appeler(nom, entree, sorte !== '50 MB'), nom).toMatchObject({ ok: false, error: { code: 'appel-refuse' } })
          refus += 1
        }
      }
      expect(refus).toBeGreaterThanOrEqual(noms.length)
      expect(await digest()).toBe(avant)
    })
  }

  test('a line or a file that nobody knows', async () => {
    const avant = await digest()
    const essayes: string[] = []
    for (const nom of noms) {
      const { valeur, nomme } = entreeType(contract[nom].input)
      // An addition gives its line an id of its own: nobody has to know it.
      if (!nomme || nom === 'entite.ajouter') continue
      const outcome = await appeler(nom, valeur)
      essayes.push(`${nom} ${outcome.ok ? 'ACCEPTED' : (outcome.error?.code ?? '')}`)
      expect(outcome.ok ? nom : Object.keys(messages), essayes.join('\n')).toContain(outcome.error?.code ?? '')
    }
    expect(await digest(), essayes.join('\n')).toBe(avant)
    expect(essayes.length).toBeGreaterThan(20)
  })

  test('200 random payloads', async () => {
    const avant = await digest()
    for (const nom of noms) {
      const { input } = contract[nom]
      await fc.assert(
        fc.asyncProperty(
          fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true }),
          async (entree) => {
            if (input.safeParse(entree).success) return
            expect(await appeler(nom, entree)).toMatchObject({ ok: false, error: { code: 'appel-refuse' } })
          }
        ),
        { numRuns: 200 }
      )
    }
    expect(await digest()).toBe(avant)
  })

  test('messages that are not requests are not answered and stop nothing', async () => {
    for (const message of [
      null,
      1,
      'x',
      [],
      {},
      boucle,
      { id: 'x', call: 'app.etat', input: {} },
      { id: 1.5, call: 'app.etat' },
      { annuler: 12 },
      { annuler: '__proto__' }
    ])
      expect(() => envoyer(structuredClone(message))).not.toThrow()
    expect(await appeler('app.etat', {})).toMatchObject({ ok: true })
  })
})

test('one file alone listens to the page in main, one alone speaks to main in the page', () => {
  const lire = (nom: string) => readFileSync(join(process.cwd(), 'electron', nom), 'utf8')
  const appels = (nom: string, forme: RegExp) => [...lire(nom).matchAll(forme)].length
  for (const nom of ['main.ts', 'window.ts', 'menu.ts', 'engine-host.ts', 'security.ts', 'handed-files.ts']) expect(appels(nom, /ipcMain/gu), nom).toBe(0)
  expect(appels('shell-calls.ts', /ipcMain\.(?:handle|on)/gu)).toBe(1)
  expect(appels('preload.ts', /ipcRenderer\.(?:invoke|send|sendSync|postMessage)/gu)).toBe(1)
})
