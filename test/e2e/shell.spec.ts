import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandeDeGrappe, enginePid, expect, repondreAuxDialogues, seccompMode, test } from './application.ts'

test('the window opens, sandboxed and isolated, without a complaint', async ({ lancer, capture }) => {
  const { app, page, plaintes, quitter } = await lancer()
  await expect(page.locator('#racine')).not.toBeEmpty()
  await capture(page, 'ouverture')

  const browserWindow = await app.browserWindow(page)
  const { preferences, pid } = await browserWindow.evaluate(({ webContents }) => {
    const contents = webContents as typeof webContents & { getLastWebPreferences: () => Record<string, unknown> }
    return { preferences: contents.getLastWebPreferences(), pid: contents.getOSProcessId() }
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    experimentalFeatures: false
  })
  expect(process.getuid?.()).not.toBe(0)
  expect(await app.evaluate(({ app: main }) => main.commandLine.hasSwitch('no-sandbox'))).toBe(false)
  if (process.platform === 'linux') expect(seccompMode(pid)).toBe('2')

  expect(await page.evaluate(() => [typeof globalThis.process, typeof require, Object.isFrozen(window.grappe)])).toEqual(['undefined', 'undefined', true])
  expect(page.url()).toBe('app://grappe/index.html')
  expect(plaintes).toEqual([])
  expect(await quitter()).toBe(0)
})

test('the page says which Electron runs', async ({ lancer }) => {
  const { page } = await lancer()
  const infos = await page.evaluate(() => window.grappe?.infos())
  expect(infos?.moteur).toContain('Electron ')
  expect(infos?.moteur.includes('remplacement')).toBe(process.env['GRAPPE_ELECTRON'] === 'remplacement')
  expect(infos?.plateforme).toBe(process.platform)
})

test('main refuses what the preload would never send', async ({ lancer }) => {
  const { page } = await lancer()
  const answers = await page.evaluate(async () => {
    const shell = window.grappe as unknown as Record<string, (input: unknown) => Promise<unknown>>
    const hostile: [string, unknown][] = [
      ['choisirFichier', [{ nom: 'x', extensions: ['../../etc'] }]],
      ['choisirEnregistrement', { path: '/etc/passwd' }],
      ['montrer', 12],
      ['montrer', 'x'.repeat(500)],
      ['ouvrir', '/etc/passwd'],
      ['copier', { toString: 'x' }]
    ]
    return Promise.all(
      hostile.map(([name, input]) =>
        shell[name]?.(input).then(
          (value) => value ?? null,
          () => 'refused'
        )
      )
    )
  })
  expect(answers).toEqual(['refused', 'refused', 'refused', 'refused', false, 'refused'])
})

test('the profile stays in its own folder', async ({ lancer, profil }) => {
  const { app } = await lancer()
  expect(await app.evaluate(({ app: main }) => main.getPath('userData'))).toBe(profil)
})

test('a dropped file reaches the engine as a ref, never as a path', async ({ lancer, dossier }) => {
  const { page } = await lancer()
  const path = join(dossier, 'liste déposée.csv')
  writeFileSync(path, 'nom;finess\n')
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'depot' })))
  await page.locator('#depot').setInputFiles(path)
  const [dropped, invented] = await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('#depot')
    const file = input?.files?.[0]
    return [file ? await window.grappe?.deposer(file) : null, await window.grappe?.deposer(new File(['x'], '/etc/passwd'))]
  })
  expect(dropped).toMatch(/^[0-9a-f-]{36}$/)
  expect(invented).toBeNull()
})

test('a file chosen in the native dialog is a ref too; giving up is null', async ({ lancer, dossier }) => {
  const { app, page } = await lancer()
  await repondreAuxDialogues(app, [join(dossier, 'a.db'), dossier, join(dossier, 'b.db')])
  const refs = await page.evaluate(async () => [
    await window.grappe?.choisirFichier([{ nom: 'Dossier Grappe', extensions: ['db'] }]),
    await window.grappe?.choisirDossier(),
    await window.grappe?.choisirEnregistrement('b.db'),
    await window.grappe?.choisirEnregistrement('c.db')
  ])
  for (const ref of refs.slice(0, 3)) expect(ref).toMatch(/^[0-9a-f-]{36}$/)
  expect(refs[3]).toBeNull()
})

test('an engine that dies is started again and the page gets a new port', async ({ lancer }) => {
  const { app, page } = await lancer()
  const first = enginePid({ app })
  // The first port has come: the engine has answered that nobody is known yet.
  await page.getByRole('dialog', { name: 'Qui êtes-vous ?' }).waitFor()
  await page.evaluate(() => {
    const state = window as unknown as { recus: number }
    state.recus = 0
    window.addEventListener('message', (event) => {
      if (event.data?.type === 'grappe:port') state.recus += event.ports.length
    })
  })
  process.kill(first, 'SIGKILL')
  await expect.poll(() => page.evaluate(() => (window as unknown as { recus: number }).recus)).toBe(1)
  const second = enginePid({ app })
  expect(second).not.toBe(first)
  // The stand-in's engine is a child that main forks by itself: beside its streams and its line to main, it holds no end of Chromium's channels,
  // which would hide from Chromium that a process has died. Electron's own utility processes have channels of their own.
  const held = `/proc/${second}/fd`
  const sockets = () => readdirSync(held).filter((fd) => Number(fd) > 3 && readlinkSync(join(held, fd)).startsWith('socket:'))
  if (process.env['GRAPPE_ELECTRON'] === 'remplacement') await expect.poll(sockets).toEqual([])
})

test('a second start shows the first window and ends', async ({ lancer, profil }) => {
  const { app } = await lancer()
  const { commande, env } = commandeDeGrappe(profil)
  const [executable, ...args] = commande
  const second = spawnSync(executable, args, { env: { ...process.env, ...env }, timeout: 20_000, stdio: 'ignore' })
  expect(second.status).toBe(0)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('closing the window ends every process', async ({ lancer }) => {
  const { app, quitter } = await lancer()
  const engine = enginePid({ app })
  expect(engine).not.toBeNull()
  expect(await quitter()).toBe(0)
  await expect.poll(() => existsSync(`/proc/${engine}`)).toBe(false)
})
