import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Canal, serve } from '#contract/rpc.ts'
import { createEngine, type Engine } from '#engine/engine.ts'

/** The port itself, a real one: floods, messages of no envelope, and a page that goes away in the middle. */

let dossier: string
let engine: Engine
beforeAll(() => {
  dossier = mkdtempSync(join(tmpdir(), 'grappe-deluge-'))
  engine = createEngine({ profil: join(dossier, 'profil'), version: '0.0.0', ressources: join(process.cwd(), 'resources') })
})
afterAll(async () => {
  await engine.fermer()
  rmSync(dossier, { recursive: true, force: true })
})

/** A page on a port of its own, as electron/engine-parent.ts connects one. */
function connecter(serveur = engine.server) {
  const { port1, port2 } = new MessageChannel()
  const canal: Canal = {
    send: (message) => port1.postMessage(message),
    onMessage: (listener) => void port1.on('message', listener),
    onClose: (listener) => void port1.on('close', listener)
  }
  const emettre = serve(serveur, canal)
  const recus: { readonly id?: unknown; readonly outcome?: { readonly ok: boolean; readonly error?: { readonly code: string } } }[] = []
  port2.on('message', (message) => void recus.push(message))
  return { page: port2 as MessagePort, recus, emettre }
}
const attendre = async (fini: () => boolean) => {
  for (const fin = Date.now() + 20_000; !fini(); ) {
    if (Date.now() > fin) throw new Error('no end in 20 s')
    await new Promise((done) => setTimeout(done, 10))
  }
}

test('20,000 messages at once, half of no envelope: each demand is answered once, and the next one too', async () => {
  const { page, recus } = connecter()
  const sansForme = [
    null,
    'x',
    [],
    { id: 'x', call: 'app.etat', input: {} },
    { id: 1.5, call: 'app.etat' },
    { annuler: 12 },
    { t: 'close' },
    { id: 1, call: 'x', input: {}, plus: 1 }
  ]
  for (let id = 0; id < 10_000; id++) {
    page.postMessage({ id, call: id % 2 ? 'app.etat' : 'dossier.tout', input: {} })
    page.postMessage(sansForme[id % sansForme.length])
  }
  page.postMessage({ id: 10_000, call: 'app.etat', input: {} })
  await attendre(() => recus.some(({ id }) => id === 10_000))
  expect(recus.map(({ id }) => id).sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 10_001 }, (_, id) => id))
  expect(recus.filter(({ outcome }) => outcome?.ok).length).toBe(5001)
  page.close()
})

test('what waits is bounded: beyond 500 demands in flight the others are refused, then all is as before', async () => {
  const attentes: ((outcome: { readonly ok: true; readonly value: unknown }) => void)[] = []
  const serveur = { run: () => new Promise((finir) => attentes.push(finir)), cancel: () => undefined, idle: async () => undefined }
  const { page, recus } = connecter(serveur as never)
  for (let id = 0; id < 10_000; id++) page.postMessage({ id, call: 'entite.ajouter', input: {} })
  await attendre(() => recus.length === 9500)
  expect(attentes.length).toBe(500)
  expect(recus.every(({ outcome }) => outcome?.ok === false && outcome.error?.code === 'appel-refuse')).toBe(true)
  for (const finir of attentes.splice(0)) finir({ ok: true, value: null })
  await attendre(() => recus.length === 10_000)
  page.postMessage({ id: 10_000, call: 'app.etat', input: {} })
  await attendre(() => attentes.length === 1)
  page.close()
})

test('a page that goes away in the middle leaves the engine to the next one', async () => {
  const partie = connecter()
  for (let id = 0; id < 200; id++) partie.page.postMessage({ id, call: 'app.etat', input: {} })
  partie.page.close()
  const { page, recus } = connecter()
  page.postMessage({ id: 1, call: 'app.etat', input: {} })
  await attendre(() => recus.length === 1)
  expect(recus[0]).toMatchObject({ id: 1, outcome: { ok: true } })
  expect(() => partie.emettre({ e: 'enregistrement' } as never)).not.toThrow()
  page.close()
})
