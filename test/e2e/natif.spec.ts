import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { type Application, expect, test } from './application.ts'
import { allerA, attendreDossier, attendrePublie, creerGrappe, ouvrirExemple, redimensionner, sePresenter } from './gestes.ts'
import { debordements } from './mise-en-page.ts'

/** What the window remembers from one start to the next, and what its menu offers. */

interface Entree {
  readonly label: string
  readonly raccourci: string | null
  readonly active: boolean
  readonly cochee: boolean
}

/** Entries of a submenu of the menu bar, by the words shown. */
const entrees = (app: ElectronApplication, chemin: readonly string[]): Promise<readonly Entree[]> =>
  app.evaluate(({ Menu }, labels) => {
    let menu = Menu.getApplicationMenu()
    for (const label of labels) menu = menu?.items.find((item) => item.label.replace('&', '') === label)?.submenu ?? null
    return (menu?.items ?? [])
      .filter((item) => item.type !== 'separator' && item.visible)
      .map((item) => ({ label: item.label, raccourci: item.accelerator ? String(item.accelerator) : null, active: item.enabled, cochee: item.checked }))
  }, chemin)

const cliquer = (app: ElectronApplication, chemin: readonly string[]) =>
  app.evaluate(({ Menu }, labels) => {
    let items = Menu.getApplicationMenu()?.items ?? []
    for (const label of labels.slice(0, -1)) items = items.find((item) => item.label.replace('&', '') === label)?.submenu?.items ?? []
    items.find((item) => item.label === labels.at(-1))?.click()
  }, chemin)

const fenetre = ({ app }: Pick<Application, 'app'>) =>
  app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    return { place: window?.getNormalBounds(), zoom: window?.webContents.getZoomFactor() }
  })
const fond = ({ page }: Pick<Application, 'page'>) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const cochee = async (app: ElectronApplication, chemin: readonly string[]) => (await entrees(app, chemin)).find((e) => e.cochee)?.label

test('place, zoom and colours of the window are found again; a lost screen or a damaged file gives the usual ones', async ({ lancer, profil }) => {
  const premiere = await lancer()
  const { app, page } = premiere
  await sePresenter(page)
  expect(await cochee(app, ['Affichage', 'Zoom'])).toBe('100\u00a0%')
  expect(await cochee(app, ['Affichage', 'Couleurs'])).toBe('Comme le système')

  await cliquer(app, ['Affichage', 'Couleurs', 'Sombre'])
  await expect.poll(() => fond(premiere)).toBe('rgb(21, 24, 28)')
  await cliquer(app, ['Affichage', 'Couleurs', 'Clair'])
  await expect.poll(() => fond(premiere)).toBe('rgb(246, 247, 248)')
  await cliquer(app, ['Affichage', 'Couleurs', 'Sombre'])

  // Never beyond 200 % nor below 80 %, however many times it is asked.
  for (let i = 0; i < 8; i++) await cliquer(app, ['Affichage', 'Agrandir'])
  expect((await fenetre(premiere)).zoom).toBeCloseTo(2, 5)
  for (let i = 0; i < 12; i++) await cliquer(app, ['Affichage', 'Réduire'])
  expect((await fenetre(premiere)).zoom).toBeCloseTo(0.8, 5)
  // By the keys: those of the menu, and « - » where a French keyboard has it.
  const touche = (keyCode: string) =>
    app.evaluate(({ BrowserWindow }, code) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      for (const type of ['keyDown', 'keyUp'] as const) contents?.sendInputEvent({ type, keyCode: code, modifiers: ['control'] })
    }, keyCode)
  for (const [code, attendu] of [
    ['Plus', 0.9],
    ['0', 1],
    ['=', 1.1],
    ['-', 1]
  ] as const) {
    await touche(code)
    await expect.poll(async () => Math.round(((await fenetre(premiere)).zoom ?? 0) * 100)).toBe(Math.round(attendu * 100))
  }
  const clavier = await page.context().newCDPSession(page)
  for (const type of ['rawKeyDown', 'keyUp'] as const)
    await clavier.send('Input.dispatchKeyEvent', { type, modifiers: 2, key: '-', code: 'Digit6', windowsVirtualKeyCode: 54, nativeVirtualKeyCode: 54 })
  await clavier.detach()
  await expect.poll(async () => Math.round(((await fenetre(premiere)).zoom ?? 0) * 100)).toBe(90)
  await cliquer(app, ['Affichage', 'Zoom', '125\u00a0%'])
  await expect.poll(() => page.evaluate(() => Math.round(devicePixelRatio * 100))).toBe(125)

  const place = { x: 140, y: 90, width: 1100, height: 720 }
  await app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place)
  await expect.poll(async () => (await fenetre(premiere)).place).toEqual(place)
  expect(await premiere.quitter()).toBe(0)

  const fichier = join(profil, 'fenetre.json')
  expect(JSON.parse(readFileSync(fichier, 'utf8'))).toEqual({ theme: 'sombre', zoom: 1.25, place: { ...place, isMaximized: false } })
  const seconde = await lancer()
  expect(await fenetre(seconde)).toEqual({ place, zoom: 1.25 })
  expect(await cochee(seconde.app, ['Affichage', 'Zoom'])).toBe('125\u00a0%')
  expect(await cochee(seconde.app, ['Affichage', 'Couleurs'])).toBe('Sombre')
  await expect.poll(() => fond(seconde)).toBe('rgb(21, 24, 28)')
  expect(seconde.plaintes).toEqual([])
  expect(await seconde.quitter()).toBe(0)

  // The screen it was on is gone, and the rest of the file means nothing.
  writeFileSync(fichier, JSON.stringify({ theme: 'rose', zoom: 'grand', place: { ...place, x: 9000, isMaximized: false } }))
  const troisieme = await lancer()
  const { place: retrouvee, zoom } = await fenetre(troisieme)
  expect(zoom).toBe(1)
  const ecran = await troisieme.app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
  expect(retrouvee?.x).toBeGreaterThanOrEqual(ecran.x)
  expect((retrouvee?.x ?? 0) + (retrouvee?.width ?? 0)).toBeLessThanOrEqual(ecran.x + ecran.width)
  expect(await cochee(troisieme.app, ['Affichage', 'Couleurs'])).toBe('Comme le système')
})

test('the menu follows the open dossier; a recent file opens from it; colours are offered in the page too', async ({ lancer, dossier }) => {
  const application = await lancer()
  const { app, page, plaintes } = application
  await sePresenter(page)
  // The whole menu, in French, each key once.
  const menu = await Promise.all(['Fichier', 'Édition', 'Affichage', 'Aide'].map((label) => entrees(app, [label])))
  const raccourcis = menu.flat().flatMap(({ label, raccourci }) => (raccourci === null ? [] : [[label, raccourci]]))
  expect(raccourcis).toEqual([
    ['Nouvelle grappe…', 'CmdOrCtrl+N'],
    ['Ouvrir…', 'CmdOrCtrl+O'],
    ['Enregistrer maintenant', 'CmdOrCtrl+S'],
    ['Enregistrer ailleurs…', 'CmdOrCtrl+Shift+S'],
    ['Imprimer…', 'CmdOrCtrl+P'],
    ['Fermer le dossier', 'CmdOrCtrl+W'],
    ['Quitter Grappe', 'CmdOrCtrl+Q'],
    ['Annuler', 'CmdOrCtrl+Z'],
    ['Rétablir', 'Ctrl+Y'],
    ['Rechercher…', 'CmdOrCtrl+K'],
    ['Agrandir', 'CmdOrCtrl+Plus'],
    ['Réduire', 'CmdOrCtrl+-'],
    ['Taille normale', 'CmdOrCtrl+0'],
    ['Plein écran', 'F11'],
    ['Guide et ressources', 'F1']
  ])
  const autres = menu.flat().flatMap(({ label, raccourci }) => (raccourci === null ? [label] : []))
  expect(autres.filter((label) => label !== 'Outils de développement')).toEqual([
    'Ouvrir un dossier récent',
    'Couper',
    'Copier',
    'Coller',
    'Tout sélectionner',
    'Zoom',
    'Couleurs',
    'À propos de Grappe'
  ])
  await cliquer(app, ['Aide', 'À propos de Grappe'])
  const apropos = page.getByRole('dialog', { name: 'À propos de Grappe' })
  await expect(apropos).toContainText(`Version${await app.evaluate(({ app: main }) => main.getVersion())}`)
  await page.keyboard.press('Escape')
  const sansDossier = ['Enregistrer maintenant', 'Enregistrer ailleurs…', 'Imprimer…', 'Fermer le dossier']
  const actives = async () => (await entrees(app, ['Fichier'])).filter((e) => sansDossier.includes(e.label)).map((e) => e.active)
  expect(await actives()).toEqual([false, false, false, false])
  expect((await entrees(app, ['Fichier', 'Ouvrir un dossier récent'])).map((e) => e.label)).toEqual(['Aucun dossier récent'])

  await creerGrappe(application, 'Première', join(dossier, 'Premiere & fils.db'))
  await attendrePublie(page)
  await expect.poll(actives).toEqual([true, true, true, true])
  await cliquer(app, ['Fichier', 'Fermer le dossier'])
  await expect(page.getByRole('heading', { name: 'Nouvelle grappe' })).toBeVisible()
  await expect.poll(actives).toEqual([false, false, false, false])
  await creerGrappe(application, 'Seconde', join(dossier, 'Seconde.db'))
  await attendrePublie(page)

  const recents = () => entrees(app, ['Fichier', 'Ouvrir un dossier récent']).then((liste) => liste.map((e) => e.label))
  await expect.poll(recents).toEqual(['Seconde.db', 'Premiere && fils.db'])
  await cliquer(app, ['Fichier', 'Ouvrir un dossier récent', 'Premiere && fils.db'])
  await expect(page.locator('.barre-nom')).toHaveText('Première')
  await attendreDossier(page)
  await expect.poll(recents).toEqual(['Premiere && fils.db', 'Seconde.db'])

  // The largest zoom on a small screen: nothing makes the window wider than it is.
  await redimensionner(app, page, 1366, 768)
  await cliquer(app, ['Affichage', 'Zoom', '200\u00a0%'])
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(683)
  for (const [phase, onglet] of [['Ma grappe', 'Établissements'], ['Dossier GALIS', 'Pièces'], ['Déploiement'], ['Partage', 'Envoyer']] as const) {
    await allerA(page, phase, onglet)
    expect([phase, ...(await debordements(page))]).toEqual([phase])
  }
  await cliquer(app, ['Affichage', 'Taille normale'])

  await page.getByRole('button', { name: 'Claire Essai' }).click()
  await page.getByRole('dialog', { name: 'Vous' }).getByLabel('Couleurs de la fenêtre').selectOption({ label: 'Sombres' })
  await expect.poll(() => fond(application)).toBe('rgb(21, 24, 28)')
  expect(await cochee(app, ['Affichage', 'Couleurs'])).toBe('Sombre')
  expect(plaintes).toEqual([])
})

const texteDuPdf = (fichier: string) => execFileSync('pdftotext', ['-layout', fichier, '-'], { encoding: 'utf8' })

test('what is printed is the work alone, with every row of a grid', async ({ lancer }, info) => {
  const { app, page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  await allerA(page, 'Ma grappe', 'Établissements')
  await page.locator('.ag-row').first().waitFor()
  // The system's dialog is replaced by a PDF of the same page, taken at the same moment.
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const state = globalThis as unknown as { feuilles: Promise<string>[] }
    state.feuilles = []
    if (contents)
      contents.print = (_options, callback) => {
        const feuille = contents.printToPDF({ printBackground: true, pageSize: 'A4', preferCSSPageSize: true })
        state.feuilles.push(feuille.then((bytes) => bytes.toString('base64')))
        void feuille.then(() => callback?.(true, ''))
      }
  })
  await cliquer(app, ['Fichier', 'Imprimer…'])
  const rangees = page.locator('.grille-imprimee table').first().locator('tbody tr')
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { feuilles: unknown[] }).feuilles.length)).toBe(1)
  const pdf = Buffer.from(await app.evaluate(async () => (await (globalThis as unknown as { feuilles: Promise<string>[] }).feuilles[0]) ?? ''), 'base64')
  await expect(rangees).toHaveCount(0)
  const fichier = info.outputPath('impression.pdf')
  writeFileSync(fichier, pdf)
  const texte = texteDuPdf(fichier)
  expect(texte).toContain('Établissements')
  const noms = await page.evaluate(() => document.querySelectorAll('.grille-etat')[0]?.textContent ?? '')
  expect(noms).toContain('18 lignes')
  expect(texte.match(/\b\d{9}\b/gu)?.length).toBeGreaterThanOrEqual(18)
  // Nothing that can only be clicked.
  for (const absent of ['Fermer le dossier', 'Rechercher', 'Ce qui manque']) expect(texte).not.toContain(absent)
  expect(plaintes).toEqual([])
})
