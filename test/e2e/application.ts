import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type ElectronApplication, _electron as electron, errors, expect, type Page } from '@playwright/test'
import type {} from '#ui/shell.ts'
import { notOnPackages } from '../../scripts/package-scope.mjs'

/** The checkout: tests always run from its root. */
const root = process.cwd()
const output = process.env['GRAPPE_E2E_SORTIE'] ?? join(root, 'test-results')

/** The packaged application under test (`npm run test:e2e -- --paquet`); null when it is the build. */
export const paquet = process.env['GRAPPE_PAQUET_EXECUTABLE'] ?? null

/** Packets that left through the wire of scripts/wire.mjs, the only way out of the tests' network; null when there is no such wire. */
export function paquetsSortis(): number | null {
  const ligne = process.platform === 'linux' ? /^\s*grappe-fil:(.*)$/mu.exec(readFileSync('/proc/self/net/dev', 'utf8'))?.[1] : undefined
  return ligne === undefined ? null : Number(ligne.trim().split(/\s+/u)[9])
}

/** One running application, with what its page complained about. */
export interface Application {
  readonly app: ElectronApplication
  readonly page: Page
  /** Uncaught errors, console errors and refusals of the content security policy, in order. */
  readonly plaintes: readonly string[]
  /** Asks the window to close as its user would, and waits until the process has ended; gives its exit code. */
  readonly quitter: () => Promise<number | null>
}

interface Fixtures {
  /** On a package, leaves out with its reason what says nothing of it: scripts/package-scope.mjs. */
  readonly portee: undefined
  /** User data folder of this test, deleted after it. Start the application twice with it to find everything again. */
  readonly profil: string
  /** Folder where this test may write the user's files, deleted after it. */
  readonly dossier: string
  /**
   * Starts the built application: real Electron, own profile, sandbox on; `env` is added to its environment (`GRAPPE_PROFIL`: another computer),
   * `mots` to its command line, as the system does with a file that is opened.
   */
  readonly lancer: (env?: Readonly<Record<string, string>>, mots?: readonly string[]) => Promise<Application>
  /** Image of the window under test-results/captures/. */
  readonly capture: (page: Page, nom: string) => Promise<void>
}

/** How long a start may take until the page has answered and drawn, in ms; the longest seen, on a computer eight times too busy, took 8 s. */
const startLimit = 20_000

function temporaryFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `grappe-e2e-${name}-`))
  // A process of the application that ends may still write there. The synchronous form does not wait between two tries.
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 20 }) }
}

/** Executable and arguments that start Grappe on a profile, the build or the package, and the environment that goes with them. */
export function commandeDeGrappe(profil: string): { readonly commande: readonly [string, ...string[]]; readonly env: Readonly<Record<string, string>> } {
  if (paquet === null) return { commande: [executableElectron(), root], env: { GRAPPE_PROFIL: profil } }
  // A packaged application ignores the variable, which would lead it astray; this switch is Chromium's own.
  return { commande: [paquet, `--user-data-dir=${profil}`], env: { GRAPPE_PROFIL: join(profil, 'ignore') } }
}

function executableElectron(): string {
  const executable = process.env['GRAPPE_ELECTRON_EXECUTABLE']
  if (!executable) throw new Error('Lancez les essais par « npm run test:e2e » : il choisit Electron et l’utilisateur.')
  return executable
}

/** Starts Electron on the application of a folder, sandbox on. */
export const lancerElectron = (folder: string, env: Readonly<Record<string, string>>) => demarrer([executableElectron(), folder], folder, env)

function demarrer([executablePath, ...args]: readonly [string, ...string[]], cwd: string, env: Readonly<Record<string, string>>): Promise<ElectronApplication> {
  return electron.launch({
    executablePath,
    args,
    cwd,
    // The colours are those that the application asks for, not Playwright's own.
    colorScheme: null,
    // Without it Playwright starts Electron with --no-sandbox.
    chromiumSandbox: true,
    timeout: startLimit,
    env: { ...(process.env as Record<string, string>), ...env }
  })
}

/**
 * The page, once it has loaded and draws: two frames have come. Null when that takes longer than `limit` ms: a page may answer and never draw, or
 * the driver keep a context that is gone.
 */
async function pageChargee(app: ElectronApplication, plaintes: string[], limit: number): Promise<Page | null> {
  app.on('console', (message) => {
    if (message.type() === 'error') plaintes.push(`main: ${message.text()}`)
  })
  const prete = async () => {
    const page = await app.firstWindow({ timeout: 0 })
    page.on('pageerror', (error) => plaintes.push(`page: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') plaintes.push(`console: ${message.text()}`)
    })
    while (!page.isClosed() && !(await page.evaluate(dessine).catch(() => false))) await new Promise((r) => setTimeout(r, 50))
    return page
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limit, null)
  })
  return Promise.race([prete(), late]).finally(() => clearTimeout(timer))
}

/** In the page: whether it is loaded, asked again otherwise; true comes with its second frame. */
const dessine = (): boolean | Promise<boolean> =>
  document.readyState === 'complete' && new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))

/** Ends the application and its engine, whatever state they are in; a profile belongs to one application at a time. */
async function arreter(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const engine = descendantEngine(child.pid)
  const ended = new Promise((resolve) => void child.once('exit', resolve))
  // The engine first: as long as main has not seen it end, its number belongs to no other process.
  if (engine !== undefined) process.kill(engine, 'SIGKILL')
  child.kill('SIGKILL')
  await ended
}

interface Start {
  readonly app: ElectronApplication
  readonly page: Page
  readonly plaintes: readonly string[]
}

/** One start, its process added to `running`; ended and null when it is lost, that is when `startLimit` passes without a page that draws. */
async function essayer(start: () => Promise<ElectronApplication>, running: ChildProcess[]): Promise<Start | null> {
  const begun = Date.now()
  const plaintes: string[] = []
  try {
    const app = await start()
    running.push(app.process())
    const page = await pageChargee(app, plaintes, begun + startLimit - Date.now())
    if (page) return { app, page, plaintes }
    await arreter(app.process())
  } catch (error) {
    // The driver itself waits for the page; it ends what it could not start.
    if (!(error instanceof errors.TimeoutError)) throw error
  }
  console.log(`no page that answers and draws in ${startLimit / 1000} s: started again`)
  // What a lost start took is not the test's.
  const { timeout } = test.info()
  if (timeout > 0) test.info().setTimeout(timeout + Date.now() - begun)
  return null
}

async function launch(profil: string, env: Readonly<Record<string, string>>, mots: readonly string[], running: ChildProcess[]): Promise<Application> {
  // Its own temporary folder: the files of the tests, which live in the system's, are then in an ordinary place.
  const temporaire = join(profil, 't')
  mkdirSync(temporaire, { recursive: true })
  const { commande, env: sien } = commandeDeGrappe(env['GRAPPE_PROFIL'] ?? profil)
  const start = () => demarrer([...commande, ...mots], root, { TMPDIR: temporaire, ...env, ...sien })
  let started: Start | null = null
  for (let essai = 0; started === null && essai < 3; essai++) started = await essayer(start, running)
  if (started === null) throw new Error('three starts, and no page ever answered and drew')
  const { app, page, plaintes } = started
  return {
    app,
    page,
    plaintes,
    quitter: async () => {
      const child = app.process()
      const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve))
      await app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      })
      return ended
    }
  }
}

export const test = base.extend<Fixtures>({
  portee: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructuring to know what a fixture depends on
    async ({}, use, info) => {
      const raison = paquet === null ? undefined : notOnPackages[info.title]
      info.skip(raison !== undefined, raison ?? '')
      await use(undefined)
    },
    { auto: true }
  ],
  // biome-ignore lint/correctness/noEmptyPattern: idem
  profil: async ({}, use) => {
    const { folder, remove } = temporaryFolder('profil')
    await use(folder)
    await remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: idem
  dossier: async ({}, use) => {
    const { folder, remove } = temporaryFolder('dossier')
    await use(folder)
    await remove()
  },
  lancer: async ({ profil }, use, info) => {
    const running: ChildProcess[] = []
    let last: Page | undefined
    const avant = paquetsSortis()
    await use(async (env = {}, mots = []) => {
      const application = await launch(profil, env, mots, running)
      last = application.page
      return application
    })
    if (info.status !== info.expectedStatus) await last?.screenshot({ path: info.outputPath('echec.png'), timeout: 5000 }).catch(() => undefined)
    const apres = paquetsSortis()
    for (const child of running) await arreter(child)
    // Whatever the test did, nothing went beyond this computer.
    expect(apres).toBe(avant)
  },
  // biome-ignore lint/correctness/noEmptyPattern: idem
  capture: async ({}, use) => {
    const folder = join(output, 'captures')
    mkdirSync(folder, { recursive: true })
    await use(async (page, nom) => void (await page.screenshot({ path: join(folder, `${nom}.png`) })))
  }
})

/** Makes the native dialogs answer with these paths, in turn, instead of opening. */
export const repondreAuxDialogues = (app: ElectronApplication, chemins: readonly string[]) =>
  app.evaluate(({ dialog }, answers) => {
    const queue = [...answers]
    const next = () => queue.shift()
    Object.assign(dialog, {
      showOpenDialog: async () => ({ canceled: queue.length === 0, filePaths: [next()].filter((path) => path !== undefined) }),
      showSaveDialog: async () => ({ canceled: queue.length === 0, filePath: next() ?? '' })
    })
  }, chemins)

/** Files that the application asks the system to open or to show are not: the system says that it did. */
export const neRienOuvrir = (app: ElectronApplication) =>
  app.evaluate(({ shell }) => void Object.assign(shell, { openPath: async () => '', showItemInFolder: () => undefined }))

/** Makes the dialog that shows an address answer with these buttons, in turn; nothing is opened. Gives what was shown and what was asked of the browser. */
export async function repondreAuxAdresses(
  app: ElectronApplication,
  boutons: readonly number[]
): Promise<() => Promise<{ readonly montrees: string[]; readonly ouvertes: string[] }>> {
  await app.evaluate(({ dialog, shell }, reponses) => {
    const vues = { montrees: [] as string[], ouvertes: [] as string[] }
    const file = [...reponses]
    Object.assign(globalThis, { adresses: vues })
    Object.assign(dialog, {
      showMessageBox: async (_fenetre: unknown, { detail, defaultId }: { detail: string; defaultId: number }) => {
        vues.montrees.push(detail)
        return { response: file.shift() ?? defaultId }
      }
    })
    Object.assign(shell, { openExternal: async (adresse: string) => void vues.ouvertes.push(adresse) })
  }, boutons)
  return () => app.evaluate(() => (globalThis as unknown as { adresses: { montrees: string[]; ouvertes: string[] } }).adresses)
}

/** Linux only: mode 2 of `Seccomp` means that the process runs under Chromium's system-call filter. */
export function seccompMode(pid: number): string {
  return /^Seccomp:\s*(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'inconnu'
}

/** The engine among the children of main: the one whose command line names it, or Electron's only Node service. */
function descendantEngine(main: number | undefined): number | undefined {
  const table = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim().split(/\s+/))
  const found = table.find(
    ([, parent, ...args]) =>
      Number(parent) === main && (args.some((word) => word.endsWith('engine.cjs')) || args.includes('--utility-sub-type=node.mojom.NodeService'))
  )
  return found && Number(found[0])
}

/** Process of the engine of a running application. */
export function enginePid({ app }: Pick<Application, 'app'>): number {
  const pid = descendantEngine(app.process().pid)
  if (pid === undefined) throw new Error('engine not found')
  return pid
}

export { expect }
