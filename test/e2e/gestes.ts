import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { type Application, expect, repondreAuxDialogues } from './application.ts'

/** What a person does in the window, in their words. */

export const auteur = { nom: 'Claire Essai', fonction: 'Cheffe de projet DUI', organisation: 'Association des Essais' }

/** First launch: the window asks who is working before anything else. */
export async function sePresenter(page: Page, qui: Readonly<typeof auteur> = auteur): Promise<void> {
  const dialogue = page.getByRole('dialog', { name: 'Qui êtes-vous ?' })
  await dialogue.getByLabel('Nom et prénom').fill(qui.nom)
  await dialogue.getByLabel('Fonction').fill(qui.fonction)
  await dialogue.getByLabel('Organisme').fill(qui.organisation)
  await dialogue.getByRole('button', { name: 'Commencer' }).click()
  await expect(dialogue).toBeHidden()
}

/** The dashboard of an open dossier, with what is missing computed. A large file is checked first: on a busy machine that takes its time. */
export async function attendreDossier(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Tableau de bord', level: 2 })).toBeVisible({ timeout: 40_000 })
  await expect(navigation(page).getByRole('button', { name: 'Ma grappe' })).toContainText(/Complet|à compléter|à justifier|Rien d’exigé/)
}

export async function ouvrirExemple(page: Page, nom: 'Exemple complet' | 'Exemple à compléter' = 'Exemple complet'): Promise<void> {
  await page.getByRole('button', { name: nom }).click()
  await attendreDossier(page)
}

export async function creerGrappe({ app, page }: Application, nom: string, chemin: string): Promise<void> {
  await repondreAuxDialogues(app, [chemin])
  await page.getByLabel('Nom de la grappe').fill(nom)
  await page.getByRole('button', { name: 'Créer…' }).click()
  await attendreDossier(page)
}

export async function ouvrirFichier({ app, page }: Application, chemin: string): Promise<void> {
  await repondreAuxDialogues(app, [chemin])
  await page.getByRole('button', { name: 'Ouvrir…' }).click()
  await attendreDossier(page)
}

export const navigation = (page: Page): Locator => page.getByRole('navigation', { name: 'Phases' })

/** Opens a phase, and one of its tabs. */
export async function allerA(page: Page, phase: string, onglet?: string): Promise<void> {
  await navigation(page).getByRole('button', { name: phase }).click()
  await expect(page.locator('.page-titre')).toHaveText(phase)
  if (onglet !== undefined) await page.getByRole('tab', { name: onglet, exact: false }).click()
}

/** The state shown in the top bar, once every edit has been acknowledged by the engine. */
export const etatEnregistrement = (page: Page): Locator => page.getByRole('banner').getByRole('status')
export const attendreEnregistre = (page: Page) => expect(etatEnregistrement(page)).toHaveText(/Enregistré sur ce poste|Fichier à jour à/)
export const attendrePublie = (page: Page) => expect(etatEnregistrement(page)).toHaveText(/Fichier à jour à/, { timeout: 15_000 })

/** The screen and its grid are loaded and drawn. */
const attendreEcran = (page: Page) => expect(page.getByText(/^Chargement/u)).toHaveCount(0)

/** Every screen and tab of the open dossier, in the order of the navigation; `visiter` looks at each once it is drawn. */
export async function visiterTout(page: Page, visiter: (nom: string) => Promise<void>): Promise<void> {
  // What a real click does is seen elsewhere: here it would cost as much as the screens.
  const presser = (e: HTMLElement) => e.click()
  const entrees = navigation(page).getByRole('button')
  const phases = await entrees.count()
  for (let i = 0; i < phases; i++) {
    await entrees.nth(i).evaluate(presser)
    await attendreEcran(page)
    const titre = (await page.locator('.page-titre').innerText()).trim()
    const onglets = page.getByRole('tab')
    const libelles = await onglets.evaluateAll((tous) => tous.map((t) => [...t.childNodes].flatMap((n) => (n instanceof Text ? [n.data] : [])).join('')))
    if (libelles.length === 0) await visiter(titre)
    for (const [o, libelle] of libelles.entries()) {
      await onglets.nth(o).evaluate(presser)
      await expect(onglets.nth(o)).toHaveAttribute('aria-selected', 'true')
      await attendreEcran(page)
      await visiter(`${titre} · ${libelle.trim()}`)
    }
  }
}

export const cellule = (page: Page, rang: number, colonne: string) => page.locator(`.ag-row[row-index="${rang}"] [col-id="${colonne}"]`).first()

/** Scrolls the grid until a column is drawn: those out of sight do not exist in the page. */
export async function montrerColonne(page: Page, colonne: string): Promise<void> {
  const entete = page.locator(`.ag-header-cell[col-id="${colonne}"]`)
  const corps = page.locator('.ag-grid-viewport')
  await corps.waitFor()
  for (let i = 0; i < 12 && (await entete.count()) === 0; i++) await corps.evaluate((e) => e.scrollBy(300, 0))
  // The grid draws its headings again when it scrolls: the one that was found may be gone.
  await expect(() => entete.scrollIntoViewIfNeeded({ timeout: 2000 })).toPass({ timeout: 10_000 })
}

/** Types in a cell of the grid like in a spreadsheet, and leaves it with Enter. */
export async function saisirCellule(page: Page, rang: number, colonne: string, texte: string): Promise<void> {
  await montrerColonne(page, colonne)
  await cellule(page, rang, colonne).click()
  await page.keyboard.press('F2')
  const editeur = page.locator('.grille-editeur')
  await editeur.fill(texte)
  await editeur.press('Enter')
  await expect(editeur).toHaveCount(0)
}

/** Size of the page itself, in CSS pixels. */
export async function redimensionner(app: ElectronApplication, page: Page, largeur: number, hauteur: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [l, h]) => {
      const window = BrowserWindow.getAllWindows()[0]
      window?.setMinimumSize(200, 200)
      window?.setContentSize(l ?? 0, h ?? 0)
    },
    [largeur, hauteur]
  )
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([largeur, hauteur])
}

/** The command line, on another computer whose profile is `profil`; its modules are compiled once for all the tests. */
export function enLigneDeCommande(profil: string, ...mots: readonly string[]): void {
  const compiles = process.env['PLAYWRIGHT_TRANSFORM_CACHE_DIR']
  const env = compiles === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: join(compiles, 'node') }
  const grappe = join(process.cwd(), 'src', 'cli', 'grappe.ts')
  execFileSync(process.execPath, [grappe, ...mots, '--profil', profil, '--auteur', auteur.nom], { stdio: 'pipe', env })
}

/** An example of any size, written as a user's file; `profil` is another computer's. */
export const ecrireExemple = (profil: string, chemin: string, essms: number): void => enLigneDeCommande(profil, 'exemple', chemin, '--essms', String(essms))

/** Pastes a text where the focus is, as the menu and Ctrl+V do, once the clipboard holds it: X11 may refuse it when two writings are close. */
export const coller = (app: ElectronApplication, texte: string) =>
  app.evaluate(async ({ BrowserWindow, clipboard }, copie) => {
    for (let i = 0; i < 100 && (await clipboard.readText()) !== copie; i++) {
      clipboard.writeText(copie)
      await new Promise((done) => setTimeout(done, 50))
    }
    BrowserWindow.getAllWindows()[0]?.webContents.paste()
  }, texte)
