import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, lancerElectron, paquetsSortis, test } from './application.ts'
import { type Attaque, attaques, type Cibles, jouer } from './attaques.ts'
import { type Oreilles, ouvrirOreilles } from './oreilles.ts'

/** A hostile script inside the page of the built application gets nothing; the same in an application left to Electron's defaults does. */

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function preparer(dossier: string): Promise<{ readonly oreilles: Oreilles; readonly cibles: Cibles; readonly env: Readonly<Record<string, string>> }> {
  const oreilles = await ouvrirOreilles()
  const place = (nom: string, contenu: string | Buffer) => {
    writeFileSync(join(dossier, nom), contenu)
    return pathToFileURL(join(dossier, nom)).href
  }
  // What the system would run to open an address with another application: it only says that it was asked.
  const bin = join(dossier, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$1" >> '${join(dossier, 'ouverts')}'\n`)
  chmodSync(join(bin, 'xdg-open'), 0o755)
  return {
    oreilles,
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    cibles: {
      http: oreilles.http,
      ws: oreilles.ws,
      ports: {
        stun: await oreilles.udp('stun'),
        'stun-cadre': await oreilles.udp('stun-cadre'),
        'turn-udp': await oreilles.udp('turn-udp'),
        'turn-tcp': await oreilles.tcp('turn-tcp'),
        preconnexion: await oreilles.tcp('preconnexion')
      },
      image: place('image.png', Buffer.from(png, 'base64')),
      script: place('script.js', 'globalThis.__joue_fichier = 1'),
      texte: place('texte.html', '<p>confidentiel')
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Plays every attack; gives the names of those that succeeded, as the page, the ears, the windows or the system saw it. */
async function attaquer(app: ElectronApplication, page: Page, toutes: readonly Attaque[], oreilles: Oreilles, dossier: string): Promise<readonly string[]> {
  const reussies = new Set<string>()
  page.on('dialog', (dialogue) => void dialogue.accept().catch(() => undefined))
  const depart = page.url()
  const isPartie = () => page.url().split('#')[0] !== depart
  for (const nom of await page.evaluate<string[]>(jouer(toutes.filter((a) => !a.depart)))) reussies.add(nom)
  const compter = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  for (const { nom, corps } of toutes.filter((a) => a.depart)) {
    const fenetres = await compter()
    if ((await page.evaluate(`(async () => { ${corps} })()`).catch(() => undefined)) === true) reussies.add(nom)
    await pause(200)
    if (isPartie() || (await compter()) > fenetres) reussies.add(nom)
    if (isPartie()) await page.goto(depart)
  }
  // A page moved on its own is a success too.
  if (isPartie()) reussies.add('page-quittee')
  const ouverts = existsSync(join(dossier, 'ouverts')) ? readFileSync(join(dossier, 'ouverts'), 'utf8') : ''
  if (/https?:/u.test(ouverts)) reussies.add('adresse-sans-accord')
  if (ouverts.includes('mailto:')) reussies.add('courrier')
  if (ouverts.includes('essai-grappe:')) reussies.add('protocole')
  for (const nom of oreilles.entendus) if (toutes.some((a) => a.nom === nom)) reussies.add(nom)
  const telecharges = await app.evaluate(() => (globalThis as { telechargements?: boolean[] }).telechargements ?? [])
  if (telecharges.includes(true)) reussies.add('telechargement')
  return [...reussies].sort()
}

/** Notes each download that nothing prevented, then cancels it: a save dialog would wait for ever. */
const surveillerTelechargements = (app: ElectronApplication, partition: string | null) =>
  app.evaluate(({ session }, nom) => {
    const vus: boolean[] = []
    Object.assign(globalThis, { telechargements: vus })
    const surveillee = nom === null ? session.defaultSession : session.fromPartition(nom)
    surveillee.on('will-download', (event, item) => {
      vus.push(!event.defaultPrevented)
      item?.cancel()
    })
  }, partition)

test('no attack from inside the page succeeds, nothing is heard outside it', async ({ lancer, dossier }) => {
  const { oreilles, cibles, env } = await preparer(dossier)
  const { app, page } = await lancer(env)
  await surveillerTelechargements(app, 'grappe')
  const toutes = attaques(cibles)
  expect(toutes.length).toBeGreaterThanOrEqual(40)
  expect(new Set(toutes.map((a) => a.nom)).size).toBe(toutes.length)
  expect(await attaquer(app, page, toutes, oreilles, dossier)).toEqual([])
  expect([...oreilles.entendus]).toEqual([])
  expect(existsSync(join(dossier, 'ouverts'))).toBe(false)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  // The page still works: its own calls are answered.
  expect(await page.evaluate(() => window.grappe?.infos().then((infos) => infos.version))).toMatch(/^\d/u)
  oreilles.fermer()
})

test('control: the same attacks succeed in an application left to Electron’s defaults', async ({ dossier }) => {
  const { oreilles, cibles, env } = await preparer(dossier)
  const temoin = join(dossier, 'temoin')
  mkdirSync(temoin)
  writeFileSync(join(temoin, 'package.json'), '{ "name": "temoin", "version": "0.0.0", "main": "main.js" }')
  writeFileSync(join(temoin, 'page.html'), '<!doctype html><title>témoin</title><body>')
  writeFileSync(
    join(temoin, 'preload.js'),
    "const { contextBridge, ipcRenderer } = require('electron'); contextBridge.exposeInMainWorld('grappe', { appeler: (canal, ...a) => ipcRenderer.invoke(canal, ...a) })"
  )
  writeFileSync(
    join(temoin, 'main.js'),
    `const { app, BrowserWindow, ipcMain } = require('electron')
     app.setPath('userData', __dirname + '/profil')
     ipcMain.handle('lire', (_e, chemin) => require('fs').readFileSync(chemin, 'utf8'))
     app.whenReady().then(() => new BrowserWindow({ webPreferences: { preload: __dirname + '/preload.js' } }).loadFile(__dirname + '/page.html'))`
  )
  const app = await lancerElectron(temoin, env)
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  await surveillerTelechargements(app, null)
  const toutes = attaques(cibles)
  const reussies = await attaquer(app, page, toutes, oreilles, dossier)
  console.log(`control: ${reussies.length} of ${toutes.length} attacks succeed: ${reussies.join(', ')}`)
  expect(reussies.length).toBeGreaterThanOrEqual(30)
  await app.close().catch(() => undefined)
  oreilles.fermer()
  // What this window sent still echoes (a multicast group left is said twice): the tests that follow count from silence.
  let compte = paquetsSortis()
  for (let calme = 0; compte !== null && calme < 8; ) {
    await new Promise((done) => setTimeout(done, 250))
    const suite = paquetsSortis()
    calme = suite === compte ? calme + 1 : 0
    compte = suite
  }
})
