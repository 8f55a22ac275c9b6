import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import type { FinMoteur } from '#contract/lectures.ts'
import type { EngineHost } from '../../electron/engine-host.ts'
import { expect, lancerElectron, test } from './application.ts'

/** The watch over Electron's own utilityProcess, which the stand-in has too: the engine in it is only a script, since SQLite does not load there. */

/** Says who it is; a ref of one of these names holds it up, swells it or makes it fall while it reads. */
const moteur = `
const { parentPort } = process
let lues = 0
parentPort.on('message', ({ data, ports }) => {
  if (ports.length > 0) return void ports[0].postMessage('là')
  if (data.t === 'close') return parentPort.postMessage({ t: 'closed' }), process.exit(0)
  if (data.t !== 'locate') return
  if (data.ref === 'qui') return parentPort.postMessage({ t: 'located', id: data.id, path: String(process.pid) })
  parentPort.postMessage({ t: 'reading', id: ++lues, call: 'dossier.verifier', patience: 0 })
  const garde = []
  setInterval(() => {
    if (data.ref === 'fige') for (;;);
    if (data.ref === 'tombe') process.exit(7)
    if (garde.length < 8) garde.push(Buffer.alloc(100_000_000, 1))
    parentPort.postMessage({ t: 'beat' })
  }, 50)
})`

const principal = (profil: string) => `
const { app } = require('electron')
app.setPath('userData', ${JSON.stringify(profil)})
Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '45.0.0' } })
const { createEngineHost } = require('./hote.cjs')
app.on('window-all-closed', () => undefined)
app.whenReady().then(() => {
  const essai = { fige: '', gonfle: '', silence: 2000, memoire: 500_000_000 }
  const hote = createEngineHost({ profil: '', version: '', ressources: '', essai })
  globalThis.veille = { hote, fins: [] }
  hote.onRestart((fin) => globalThis.veille.fins.push(fin))
})`

test('an engine in a real utilityProcess is heard, ended when it holds on or swells, started again, and closed', async ({ dossier }) => {
  mkdirSync(join(dossier, 'out', 'engine'), { recursive: true })
  writeFileSync(join(dossier, 'package.json'), '{ "name": "veille", "version": "0.0.0", "main": "main.js" }')
  writeFileSync(join(dossier, 'main.js'), principal(join(dossier, 'profil')))
  writeFileSync(join(dossier, 'out', 'engine', 'engine.cjs'), moteur)
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(process.cwd(), 'electron', 'engine-host.ts'),
      outDir: dossier,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'hote.cjs' } }
    }
  })
  const app = await lancerElectron(dossier, {})
  type Veille = { readonly hote: EngineHost; readonly fins: (FinMoteur | null)[] }
  const localiser = (ref: string) =>
    app.evaluate(async (_electron, r) => (await (globalThis as unknown as { veille: Veille }).veille.hote.locate(r))?.path ?? null, ref)
  const fins = () => app.evaluate(() => (globalThis as unknown as { veille?: Veille }).veille?.fins ?? null)
  /** Electron's own list: an engine that is a plain child process is not there. */
  const enService = () => app.evaluate(({ app: main }) => main.getAppMetrics().filter(({ type, name }) => type === 'Utility' && name === 'Grappe').length)
  await expect.poll(fins).toEqual([])

  const attendus: FinMoteur[] = []
  for (const [ref, code] of [
    ['fige', 'lecture-trop-longue'],
    ['gonfle', 'lecture-interrompue'],
    ['tombe', 'lecture-interrompue']
  ] as const) {
    const pid = Number(await localiser('qui'))
    expect(pid).toBeGreaterThan(0)
    // What main asked of it is settled when it ends.
    expect(await localiser(ref)).toBeNull()
    attendus.push({ code, appels: ['dossier.verifier'] })
    await expect.poll(fins).toEqual(attendus)
    expect(() => process.kill(pid, 0)).toThrow()
    expect(Number(await localiser('qui'))).not.toBe(pid)
  }
  expect(await enService()).toBe(1)
  const recu = await app.evaluate(async () => {
    const { hote } = (globalThis as unknown as { veille: Veille }).veille
    const port = hote.connect()
    const dit = new Promise((entendre) => port.on('message', ({ data }) => entendre(data)))
    port.start()
    await dit
    await hote.close()
    return dit
  })
  expect(recu).toBe('là')
  await expect.poll(enService).toBe(0)
  expect(await fins()).toEqual(attendus)
  await app.close()
})
