import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { type Application, commandeDeGrappe, expect, test } from './application.ts'
import { allerA, attendreDossier, creerGrappe, ecrireExemple, redimensionner, sePresenter } from './gestes.ts'

/** How a dossier comes into the window: handed over by the system, dropped, chosen among the recent ones. */

/** Drops files of the disk in the middle of a part of the window, as the file manager does. */
async function deposer(page: Page, sur: Locator, ...chemins: readonly string[]): Promise<void> {
  const cadre = await sur.boundingBox()
  if (!cadre) throw new Error('nothing to drop on')
  const [x, y] = [cadre.x + cadre.width / 2, cadre.y + cadre.height / 2]
  const cdp = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, x, y, data: { items: [], files: [...chemins], dragOperationsMask: 1 } })
  await cdp.detach()
}

const titre = (page: Page) => page.locator('.barre-nom')
const question = (page: Page) => page.getByRole('dialog', { name: /^C’est une copie de la grappe/u })
const choisirAuMenu = ({ app }: Pick<Application, 'app'>, id: string) =>
  app.evaluate(({ Menu }, choix) => Menu.getApplicationMenu()?.getMenuItemById(choix)?.click(), id)

test('a file of the command line opens at the first start, and the file of a second start in the window that is there', async ({ lancer, profil, dossier }) => {
  const [recu, copie] = [join(dossier, 'Reçu & ouvert.db'), join(dossier, 'copie', 'le même.db')]
  ecrireExemple(join(dossier, 'autre poste'), recu, 6)
  mkdirSync(join(dossier, 'copie'))
  copyFileSync(recu, copie)
  const { app, page, plaintes } = await lancer({}, [recu])
  // Who is working is asked first; the file waits.
  await sePresenter(page)
  await attendreDossier(page)
  await expect(titre(page)).toHaveText(/^Grappe exemple/u)

  const { commande, env } = commandeDeGrappe(profil)
  const [executable, ...mots] = commande
  const seconde = spawnSync(executable, [...mots, copie], { env: { ...process.env, ...env }, timeout: 60_000, stdio: 'ignore' })
  expect(seconde.status).toBe(0)
  await expect(question(page)).toContainText('Ce poste garde déjà cette grappe, dans le fichier « Reçu & ouvert.db »')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await page.keyboard.press('Escape')
  await expect(titre(page)).toHaveText(/^Grappe exemple/u)
  expect(plaintes).toEqual([])
})

test('dropped anywhere on the window: a dossier opens, its copy asks, anything else is refused in a sentence that the next attempt takes away', async ({
  lancer,
  dossier,
  capture
}) => {
  const [recu, copie, fiche, repertoire] = ['reçu.db', 'reçu (2).db', 'fiche.pdf', 'répertoire'].map((nom) => join(dossier, nom)) as [
    string,
    string,
    string,
    string
  ]
  ecrireExemple(join(dossier, 'autre poste'), recu, 6)
  copyFileSync(recu, copie)
  writeFileSync(fiche, pdfMinimal('Fiche', ['Texte']))
  mkdirSync(repertoire)
  const application = await lancer()
  const { app, page, plaintes } = application
  await redimensionner(app, page, 1366, 768)
  await sePresenter(page)

  const accueil = page.locator('main')
  const refus = page.getByRole('alert')
  await deposer(page, accueil, repertoire)
  await expect(refus).toContainText('Seul un fichier enregistré sur ce poste peut être déposé ici')
  await deposer(page, accueil, fiche)
  await expect(refus).toContainText('Ce fichier n’est pas un dossier Grappe')
  await capture(page, 'depot-refuse')
  await deposer(page, accueil, fiche, recu)
  await expect(refus).toContainText('Ouvrez d’abord votre dossier, puis déposez ensemble les copies')
  await deposer(page, accueil, recu)
  await attendreDossier(page)
  await expect(titre(page)).toHaveText(/^Grappe exemple/u)

  // With a dossier open.
  const travail = page.locator('#travail')
  const avis = page.locator('.avis')
  await allerA(page, 'Recevabilité')
  await deposer(page, travail, repertoire)
  await expect(avis).toContainText('Seul un fichier enregistré sur ce poste peut être déposé ici')
  await deposer(page, travail, fiche)
  await expect(avis).toHaveCount(1)
  await expect(avis).toContainText('Ce fichier n’est pas un dossier Grappe')
  await deposer(page, travail, copie)
  await expect(question(page)).toContainText('Ce poste garde déjà cette grappe, dans le fichier « reçu.db »')
  await expect(avis).toHaveCount(0)
  await capture(page, 'depot-copie')
  await page.keyboard.press('Escape')
  await expect(page.locator('.page-titre')).toHaveText('Recevabilité')
  await deposer(page, travail, fiche, copie)
  await expect(page.getByRole('tab', { name: 'Recevoir', selected: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'fiche.pdf' })).toContainText('Ce fichier n’est pas un dossier Grappe')
  await expect(page.getByText('Ce fichier ne contient rien que vous n’ayez déjà.')).toBeVisible()

  // Another dossier takes the place of the one that is open, and what was said of the last attempt goes with it.
  await deposer(page, travail.locator('.page-titre'), fiche)
  await expect(avis).toHaveCount(1)
  await choisirAuMenu(application, 'fermer')
  await expect(page.getByRole('heading', { name: 'Nouvelle grappe' })).toBeVisible()
  await expect(avis).toHaveCount(0)
  await creerGrappe(application, 'La mienne', join(dossier, 'la mienne.db'))
  await deposer(page, travail, recu)
  await expect(titre(page)).toHaveText(/^Grappe exemple/u)

  // A recent file that is no longer there.
  await choisirAuMenu(application, 'fermer')
  rmSync(join(dossier, 'la mienne.db'))
  await page.getByRole('button', { name: /^la mienne\.db/u }).click()
  await expect(refus).toContainText('Le fichier est introuvable. Rien n’a été modifié.')
  expect(plaintes).toEqual([])
})
