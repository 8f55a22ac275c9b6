import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { entreesShell } from '#contract/entrees-shell.ts'
import { fuseProblems } from '../../scripts/package-checks.mjs'
import { expect, paquet, test } from './application.ts'

/** The settings of the shell, each read back from the running application. */

test('every window has the frozen preferences, every answer the frozen policy', async ({ lancer, profil }) => {
  const { app, page } = await lancer()
  const vus = await app.evaluate(async ({ app: main, BrowserWindow, session, webContents }) => {
    const notre = session.fromPartition('grappe')
    return {
      preferences: webContents
        .getAllWebContents()
        .map((c) => (c as typeof c & { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences()),
      webrtc: BrowserWindow.getAllWindows().map((w) => w.webContents.getWebRTCIPHandlingPolicy()),
      proxys: await Promise.all([notre, session.defaultSession].map((s) => s.resolveProxy('https://example.org/'))),
      orthographe: [notre, session.defaultSession].map((s) => s.isSpellCheckerEnabled()),
      persistante: [notre.isPersistent(), notre.storagePath],
      commutateurs: ['disable-background-networking', 'dns-prefetch-disable'].map((c) => main.commandLine.hasSwitch(c)),
      resolution: main.commandLine.getSwitchValue('host-resolver-rules')
    }
  })
  expect(vus.preferences.length).toBeGreaterThan(0)
  for (const preferences of vus.preferences)
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      experimentalFeatures: false
    })
  // Electron does not tell the others: they are read where every window takes them.
  const ecrites = readFileSync(join(process.cwd(), 'electron', 'security.ts'), 'utf8')
  for (const ligne of [
    'nodeIntegrationInWorker: false',
    'allowRunningInsecureContent: false',
    'plugins: false',
    'navigateOnDragDrop: false',
    'spellcheck: false',
    'disableDialogs: true',
    'devTools: !app.isPackaged'
  ])
    expect(ecrites).toContain(`\n  ${ligne}`)
  expect(new Set(vus.webrtc)).toEqual(new Set(['disable_non_proxied_udp']))
  for (const proxy of vus.proxys) expect(proxy).toMatch(/^(?:PROXY|HTTPS) 127\.0\.0\.1:1$/u)
  expect(vus.orthographe).toEqual([false, false])
  expect(vus.persistante[0]).toBe(false)
  expect(vus.commutateurs).toEqual([true, true])
  expect(vus.resolution).toBe('MAP * ~NOTFOUND')

  const reponses = await page.evaluate(async () => {
    const adresses = ['/index.html', ...[...document.querySelectorAll<HTMLScriptElement>('script[src]')].map((s) => s.src)]
    return Promise.all(adresses.map(async (a) => Object.fromEntries((await fetch(a)).headers)))
  })
  for (const entetes of reponses) {
    expect((entetes['content-security-policy'] ?? '').replace(/'nonce-[^']+'/u, "'nonce-…'")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-…'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
    )
    expect(entetes).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin'
    })
    expect(entetes['permissions-policy']?.split(', ').every((f) => /^[a-z-]+=\(\)$/u.test(f))).toBe(true)
  }

  // Nothing that the page stores reaches the disk.
  await page.evaluate(() => localStorage.setItem('trace', 'jamais-sur-le-disque'))
  await page.waitForTimeout(300)
  const { readdirSync } = await import('node:fs')
  const ecrits = readdirSync(profil, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
  expect(ecrits.filter((e) => readFileSync(join(e.parentPath, e.name)).includes('jamais-sur-le-disque')).map((e) => e.name)).toEqual([])
})

test('main hears one channel only, and the page holds no other way out', async ({ lancer }) => {
  const { app, page } = await lancer()
  const canaux = await app.evaluate(({ ipcMain }) => {
    const interne = ipcMain as typeof ipcMain & { readonly _invokeHandlers?: ReadonlyMap<string, unknown> }
    return {
      invoque: [...(interne._invokeHandlers?.keys() ?? [])],
      ecoute: ipcMain
        .eventNames()
        .filter((nom) => nom !== 'error')
        .map(String)
    }
  })
  expect(canaux).toEqual({ invoque: ['grappe:appel'], ecoute: [] })
  const noms = await page.evaluate(() => Object.keys(window.grappe ?? {}).sort())
  const ecouteurs = ['avantFermeture', 'surCommande', 'surFichiers']
  const duPreload = ['connecter', 'vide']
  expect(noms).toEqual([...Object.keys(entreesShell).filter((nom) => !duPreload.includes(nom)), ...ecouteurs].sort())
})

test('the executables are packaged with every fuse of the list', async () => {
  const reglages = readFileSync(join(process.cwd(), 'electron-builder.yml'), 'utf8')
  const fusibles = Object.fromEntries(
    [...(/electronFuses:\n((?: {2}\w+: \w+\n)+)/u.exec(reglages)?.[1] ?? '').matchAll(/ {2}(\w+): (\w+)/gu)].map((m) => [m[1], m[2] === 'true'])
  )
  expect(fusibles).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false
  })
  if (paquet === null) return
  // The executable under test is the one packed, but for the fuse that lets the tests in.
  const fuses = { ...fusibles, enableNodeCliInspectArguments: true }
  const isTrial = process.env['GRAPPE_ELECTRON'] === 'remplacement'
  expect(await fuseProblems({ folder: dirname(paquet), platform: 'linux', arch: 'x64', isTrial, fuses })).toEqual([])
})
