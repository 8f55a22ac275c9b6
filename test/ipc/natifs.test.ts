import { beforeEach, describe, expect, test, vi } from 'vitest'
import { entreesShell, type NomShell } from '#contract/entrees-shell.ts'
import { isMessageSimple } from '#contract/message-simple.ts'
import { tailleMaxShell } from '#contract/shell.ts'
import type { Display } from '../../electron/display.ts'
import type { EngineHost } from '../../electron/engine-host.ts'
import { argumentsHostiles } from './arguments-hostiles.ts'

/** Every native call, enumerated from the contract, against what a page taken over could send: refused, and nothing was done. */

type Handler = (event: unknown, ...sent: unknown[]) => Promise<unknown>
const fakes = vi.hoisted(() => ({ handlers: new Map<string, unknown>(), done: [] as string[] }))
vi.mock('electron', () => {
  const does = (name: string, value?: unknown) => () => {
    fakes.done.push(name)
    return value
  }
  return {
    app: { getPath: () => '/nowhere', getVersion: () => '1.2.3', addRecentDocument: does('addRecentDocument'), isPackaged: true },
    clipboard: { writeText: does('clipboard') },
    dialog: {
      showOpenDialog: does('showOpenDialog', { filePaths: ['/chosen/file.db'] }),
      showSaveDialog: does('showSaveDialog', { filePath: '/chosen/new.db' }),
      showMessageBox: does('showMessageBox', { response: 2 })
    },
    ipcMain: { handle: (channel: string, handler: unknown) => void fakes.handlers.set(channel, handler) },
    shell: { showItemInFolder: does('showItemInFolder'), openPath: does('openPath', ''), openExternal: does('openExternal') },
    protocol: {},
    session: {}
  }
})
const { registerShellCalls } = await import('../../electron/shell-calls.ts')

/** Arguments that each call accepts, and what it then does. A call that is not here fails the first test. */
const accepted: { readonly [N in NomShell]: { readonly args: readonly unknown[]; readonly does: readonly string[] } } = {
  choisirFichier: { args: [[{ nom: 'Dossier Grappe', extensions: ['db'] }]], does: ['showOpenDialog', 'grant'] },
  choisirFichiers: { args: [[{ nom: 'Preuves (PDF)', extensions: ['pdf'] }]], does: ['showOpenDialog', 'grant'] },
  choisirDossier: { args: [], does: ['showOpenDialog', 'grant'] },
  choisirEnregistrement: { args: ['Grappe.db'], does: ['showSaveDialog', 'grant'] },
  deposer: { args: [import.meta.filename], does: ['grant'] },
  montrer: { args: ['known'], does: ['locate', 'showItemInFolder'] },
  ouvrir: { args: ['known'], does: ['locate', 'openPath'] },
  copier: { args: ['texte'], does: ['clipboard'] },
  ouvrirAdresse: { args: ['https://example.org/'], does: ['showMessageBox'] },
  infos: { args: [], does: [] },
  menu: { args: [{ isOuvert: true, recents: [{ ref: 'known', nom: 'Grappe.db' }] }], does: ['showMenu', 'locate', 'addRecentDocument'] },
  theme: { args: ['clair'], does: ['setTheme'] },
  imprimer: { args: [], does: ['print'] },
  connecter: { args: [], does: ['connect', 'postMessage'] },
  vide: { args: [], does: [] }
}
const names = Object.keys(accepted) as NomShell[]

let ask: Handler
let page: { readonly sender: unknown; readonly senderFrame: unknown }
/** What the engine answers to `locate`. */
let located: () => Promise<{ path: string; isWritten: boolean } | null>

beforeEach(() => {
  const note = (name: string) => void fakes.done.push(name)
  fakes.done.length = 0
  located = async () => ({ path: import.meta.dirname, isWritten: true })
  const contents = {
    send: () => note('send'),
    postMessage: () => note('postMessage'),
    print: (_options: unknown, end: (isPrinted: boolean) => void) => {
      note('print')
      end(true)
    }
  }
  const engine = {
    grant: () => note('grant'),
    locate: () => {
      note('locate')
      return located()
    },
    connect: () => note('connect'),
    onRestart: () => undefined
  }
  const shell = registerShellCalls({
    engine: engine as unknown as EngineHost,
    moteur: 'Electron d’essai',
    display: { theme: () => 'clair', setTheme: () => note('setTheme') } as unknown as Display,
    showMenu: () => note('showMenu')
  })
  shell.attach({ isDestroyed: () => false, webContents: contents } as never)
  ask = fakes.handlers.get('grappe:appel') as Handler
  page = { sender: contents, senderFrame: { parent: null, origin: 'app://grappe' } }
})

/** What the page learns of a call, and what main did for it. */
async function outcome(event: unknown, ...sent: unknown[]) {
  fakes.done.length = 0
  const answer = await ask(event, ...sent).then(
    () => 'answered',
    (error: unknown) => String(error)
  )
  return `${answer} [${fakes.done.join(' ')}]`
}
const refused = 'Error: appel-refuse []'

test('no call escapes the enumeration, and each of them answers its own page', async () => {
  expect(names).toEqual(Object.keys(entreesShell))
  expect([...fakes.handlers.keys()]).toEqual(['grappe:appel'])
  for (const name of names) expect(await outcome(page, name, accepted[name].args), name).toBe(`answered [${accepted[name].does.join(' ')}]`)
})

describe('each call refuses, and does nothing', () => {
  const strangers: readonly [string, () => unknown][] = [
    ['another window', () => ({ ...page, sender: {} })],
    ['a frame inside the page', () => ({ ...page, senderFrame: { parent: {}, origin: 'app://grappe' } })],
    ['a page that went elsewhere', () => ({ ...page, senderFrame: { parent: null, origin: 'https://example.org' } })],
    ['an empty page', () => ({ ...page, senderFrame: { parent: null, origin: 'null' } })],
    ['a page whose name begins as ours', () => ({ ...page, senderFrame: { parent: null, origin: 'app://grappe.example.org' } })],
    ['a frame that is gone', () => ({ ...page, senderFrame: null })],
    [
      'a frame that Electron has let go',
      () => ({
        ...page,
        get senderFrame() {
          throw new Error('Render frame was disposed')
        }
      })
    ]
  ]
  test.each(strangers)('the demands of %s', async (_title, event) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (const name of names) expect(await outcome(event(), name, accepted[name].args), name).toBe(refused)
    said.mockRestore()
  })

  test('what is no list of arguments, or comes with more', async () => {
    for (const name of names) {
      const { args } = accepted[name]
      for (const wrong of [undefined, null, {}, 'x', 12, { ...args, length: args.length }, new Map(), () => args, Symbol('args')])
        expect(await outcome(page, name, wrong), name).toBe(refused)
      for (const sent of [[], [name], [name, args, 1], [name, args, undefined], [[name], args], [{ toString: () => name }, args]])
        expect(await outcome(page, ...sent), name).toBe(refused)
    }
  })

  const enorme = 'x'.repeat(50_000_000)
  test.each(names)('hostile arguments: %s', async (name) => {
    const hostiles = argumentsHostiles(accepted[name].args, enorme)
    let attacks = 0
    for (const { sorte, args } of [...hostiles, ...[Symbol('x'), () => 1].map((wrong) => ({ sorte: 'type', args: [wrong] }))]) {
      // A list that may be empty, the theme that is only asked for: no attack.
      if (isMessageSimple(args, tailleMaxShell) && entreesShell[name].safeParse(args).success) continue
      expect(await outcome(page, name, args), `${name} ${sorte}`).toBe(refused)
      attacks++
    }
    expect(attacks).toBeGreaterThanOrEqual(8)
    expect(await outcome(page, name, accepted[name].args)).toBe(`answered [${accepted[name].does.join(' ')}]`)
  })

  test('names of no call', async () => {
    for (const name of ['', 'toString', '__proto__', 'constructor', 'hasOwnProperty', 'grant', 'attach', 'INFOS', enorme, 12, null, ['infos']])
      expect(await outcome(page, name, [])).toBe(refused)
  })
})

test('a ref that nobody knows opens, shows and remembers nothing', async () => {
  located = async () => null
  for (const ref of ['unknown', '/etc/passwd', '../x', '\0', 'file:///etc/passwd'])
    expect([
      await ask(page, 'ouvrir', [ref]),
      await ask(page, 'montrer', [ref]),
      await ask(page, 'menu', [{ isOuvert: false, recents: [{ ref, nom: 'x' }] }])
    ]).toEqual([false, undefined, undefined])
  expect(fakes.done.filter((done) => !['locate', 'showMenu'].includes(done))).toEqual([])
})

test.each([
  ['a document of somebody else', { path: import.meta.filename.replace(/ts$/u, 'pdf'), isWritten: false }],
  ['a program, even written by Grappe', { path: import.meta.filename, isWritten: true }]
])('%s is not opened', async (_title, place) => {
  located = async () => place
  expect(await ask(page, 'ouvrir', ['known'])).toBe(false)
  expect(fakes.done).toEqual(['locate'])
})

test('a failure of the system is one word for the page: no path, no reason', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  located = () => Promise.reject(new Error('EACCES: /home/somebody/secret.db'))
  expect(await outcome(page, 'ouvrir', ['known'])).toBe('Error: interne [locate]')
  expect(await outcome(page, 'deposer', ['/home/\0'])).toBe('Error: interne []')
  expect(said).toHaveBeenCalledTimes(2)
  said.mockRestore()
})
