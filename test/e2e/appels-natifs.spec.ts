import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { entreesShell, type NomShell } from '#contract/entrees-shell.ts'
import { isMessageSimple } from '#contract/message-simple.ts'
import { tailleMaxShell } from '#contract/shell.ts'
import { argumentsHostiles } from '../ipc/arguments-hostiles.ts'
import { enginePid, expect, test } from './application.ts'
import { attendrePublie, creerGrappe, sePresenter } from './gestes.ts'

/** Every native call, through the real channel: a page taken over, another window, a page gone elsewhere. test/ipc holds the same for main alone. */

type DeLaPage = Exclude<NomShell, 'connecter' | 'vide'>
const valides: { readonly [N in DeLaPage]: readonly unknown[] } = {
  choisirFichier: [[{ nom: 'Dossier Grappe', extensions: ['db'] }]],
  choisirFichiers: [[{ nom: 'Preuves', extensions: ['pdf'] }]],
  choisirDossier: [],
  choisirEnregistrement: ['Grappe.db'],
  deposer: ['/etc/hostname'],
  montrer: ['ref-inconnue'],
  ouvrir: ['ref-inconnue'],
  copier: ['texte'],
  ouvrirAdresse: ['https://example.org/'],
  infos: [],
  menu: [{ isOuvert: true, recents: [{ ref: 'ref-inconnue', nom: 'Grappe.db' }] }],
  theme: ['sombre'],
  imprimer: []
}
const noms = Object.keys(valides) as DeLaPage[]
const enorme = 50_000_000

/** What main does for the page outside itself is noted instead of done. */
const noter = (app: ElectronApplication) =>
  app.evaluate(({ app: main, clipboard, dialog, shell, webContents }) => {
    const faits: string[] = []
    Object.assign(globalThis, { faits })
    const fait =
      (nom: string, rend?: unknown) =>
      (...args: unknown[]) => {
        faits.push(`${nom} ${JSON.stringify(args).slice(0, 80)}`)
        return rend
      }
    const rien = Promise.resolve({ filePaths: [], filePath: '', response: 2 })
    Object.assign(dialog, { showOpenDialog: fait('dialogue', rien), showSaveDialog: fait('dialogue', rien), showMessageBox: fait('question', rien) })
    Object.assign(shell, { openPath: fait('ouvrir', Promise.resolve('')), showItemInFolder: fait('montrer'), openExternal: fait('navigateur') })
    Object.assign(clipboard, { writeText: fait('copier') })
    Object.assign(main, { addRecentDocument: fait('recents') })
    for (const contents of webContents.getAllWebContents())
      Object.assign(contents, { print: (_options: unknown, fin: (isFaite: boolean) => void) => fin(fait('imprimer', true)() as boolean) })
  })
const faits = (app: ElectronApplication) => app.evaluate(() => (globalThis as unknown as { faits: string[] }).faits)

/** Files of the document folder, and those of the profile that are Grappe's own and not Chromium's. */
function empreintes(...dossiers: readonly string[]): Record<string, string> {
  const fichiers = dossiers.flatMap((d) => readdirSync(d, { recursive: true, withFileTypes: true })).filter((e) => e.isFile())
  return Object.fromEntries(
    fichiers
      .map((e) => join(e.parentPath, e.name))
      .filter((chemin) => /\.(?:db|json|tmp)$/u.test(chemin))
      .map((chemin) => [chemin, createHash('sha256').update(readFileSync(chemin)).digest('hex')])
  )
}

/** Which of the hostile arguments are attacks: not what happens to be accepted, and few enough of those that are slow to copy. */
function rangsHostiles(nom: DeLaPage): readonly number[] {
  let gros = 0
  return argumentsHostiles(valides[nom], 'x'.repeat(enorme)).flatMap(({ sorte, args }, rang) => {
    if (isMessageSimple(args, tailleMaxShell) && entreesShell[nom].safeParse(args).success) return []
    return sorte === 'enorme' && ++gros > 2 ? [] : [rang]
  })
}

/** Tries each list of arguments, or with `null` the right one; gives what was not refused with the word of the closed list. */
const essayer = (page: Page, nom: string, rangs: readonly number[] | null): Promise<readonly string[]> =>
  page.evaluate(`(async () => {
    const fabriquer = ${argumentsHostiles.toString()}
    const [nom, rangs, valide] = ${JSON.stringify([nom, rangs, valides[nom as DeLaPage]])}
    const tous = rangs === null ? [] : fabriquer(valide, 'x'.repeat(${enorme}))
    const passes = []
    for (const { sorte, args } of rangs === null ? [{ sorte: 'right', args: valide }] : rangs.map((rang) => tous[rang])) {
      const dit = await (async () => window.grappe[nom](...args))().then((valeur) => 'ANSWERED ' + valeur, String)
      if (!dit.endsWith('appel-refuse')) passes.push(nom + ' ' + sorte + ': ' + dit.slice(0, 150))
    }
    return passes
  })()`)

test('hostile native calls are refused: nothing is shown, opened, copied or written, and the good ones still answer', async ({ lancer, profil, dossier }) => {
  const application = await lancer()
  const { app, page } = application
  await sePresenter(page)
  await creerGrappe(application, 'Assiégée', join(dossier, 'assiegee.db'))
  await attendrePublie(page)
  await noter(app)
  const moteur = enginePid({ app })
  const avant = empreintes(dossier, profil)
  expect(Object.keys(avant).length).toBeGreaterThan(2)
  const memoire = () => app.evaluate(() => process.memoryUsage().rss)
  const poids = await memoire()

  for (const nom of noms) {
    const rangs = rangsHostiles(nom)
    expect(rangs.length, nom).toBeGreaterThan(8)
    expect(await essayer(page, nom, rangs)).toEqual([])
  }
  expect((await memoire()) - poids).toBeLessThan(300_000_000)

  // Right arguments from somebody else: a frame inside the page holds nothing to call with, another window is heard by nobody.
  expect(await page.evaluate(() => typeof document.body.appendChild(document.createElement('iframe')).contentWindow?.grappe)).toBe('undefined')
  const [etrangere] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ app: main, BrowserWindow, session }) => {
      const preload = `${main.getAppPath()}/out/preload/preload.cjs`
      void new BrowserWindow({ show: false, webPreferences: { preload, session: session.fromPartition('grappe'), sandbox: true } }).loadURL(
        'app://grappe/index.html'
      )
    })
  ])
  await etrangere.waitForLoadState('load')
  for (const nom of noms) expect(await essayer(etrangere, nom, null)).toEqual([])
  await etrangere.close()
  // Our own window once it shows something else.
  const allerVers = (adresse: string) => app.evaluate(({ BrowserWindow }, url) => BrowserWindow.getAllWindows()[0]?.webContents.loadURL(url), adresse)
  await allerVers('about:blank')
  for (const nom of noms) expect(await essayer(page, nom, null)).toEqual([])

  expect(await faits(app)).toEqual([])
  expect(empreintes(dossier, profil)).toEqual(avant)
  expect(enginePid({ app })).toBe(moteur)

  await allerVers('app://grappe/index.html')
  await expect(page.locator('#racine')).not.toBeEmpty()
  const reponses = await Promise.all(noms.filter((nom) => nom !== 'deposer').map((nom) => essayer(page, nom, null)))
  expect(reponses.flat().filter((dit) => !dit.includes(' right: ANSWERED '))).toEqual([])
  expect((await faits(app)).map((fait) => fait.split(' ')[0]).sort()).toEqual([
    'copier',
    'dialogue',
    'dialogue',
    'dialogue',
    'dialogue',
    'imprimer',
    'question'
  ])
})
