import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { withFinessKey } from '#domain/identifiants.ts'
import { expect, test } from './application.ts'
import { allerA, attendreEnregistre, attendrePublie, cellule, coller, creerGrappe, montrerColonne, navigation, ouvrirExemple, sePresenter } from './gestes.ts'

/** Name of the region that holds the focus. */
const region = (page: Page) =>
  page.evaluate(() => {
    const cadre = document.activeElement?.closest<HTMLElement>('[data-region]')
    return cadre ? cadre.className.split(' ')[0] : null
  })

test('without a mouse: regions, tabs, a field, undo, save', async ({ lancer, dossier }) => {
  const application = await lancer()
  const { page, plaintes } = application
  await sePresenter(page)
  await creerGrappe(application, 'Au clavier', join(dossier, 'clavier.db'))

  await page.locator('.navigation button').first().focus()
  const regions = []
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('F6')
    regions.push(await region(page))
  }
  expect(new Set(regions)).toEqual(new Set(['barre-haut', 'travail', 'navigation']))
  await page.keyboard.press('Shift+F6')
  expect(regions).toContain(await region(page))

  await navigation(page).getByRole('button', { name: 'Ma grappe' }).focus()
  await page.keyboard.press('Enter')
  const nom = page.getByLabel('Nom de la grappe')
  await nom.focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Tapé au clavier')
  await page.keyboard.press('Tab')
  await attendreEnregistre(page)
  await page.keyboard.press('ControlOrMeta+Z')
  await expect(nom).toHaveValue('Au clavier')
  await page.keyboard.press('ControlOrMeta+Y')
  await expect(nom).toHaveValue('Tapé au clavier')
  await page.keyboard.press('ControlOrMeta+S')
  await expect(page.getByText('Tout est enregistré et le fichier est à jour.')).toBeVisible()

  await page.getByRole('tab', { name: 'Grappe' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Organismes' })).toHaveAttribute('aria-selected', 'true')
  expect(plaintes).toEqual([])
})

test('a block pasted from a spreadsheet fills the grid and adds the rows it needs; an action is pasted on several establishments', async ({
  lancer,
  dossier
}) => {
  const application = await lancer()
  const { app, page, plaintes } = application
  await sePresenter(page)
  await creerGrappe(application, 'Par collage', join(dossier, 'collage.db'))
  await allerA(page, 'Ma grappe', 'Établissements')
  await page.getByRole('button', { name: 'Ajouter un établissement' }).click()
  await cellule(page, 0, 'nom').click()
  const lignes = ['Un', 'Deux', 'Trois'].map((nom, i) => `EHPAD ${nom}\t${withFinessKey(`3400000${i + 1}`)}`)
  await coller(app, `${lignes.join('\r\n')}\r\n`)
  await expect(page.getByText(/2 cellules collées · 2 lignes ajoutées/u)).toBeVisible()
  await expect(cellule(page, 2, 'finess')).toHaveText(withFinessKey('34000003'))

  // Ctrl+D copies the cell above; with rows chosen, the focused cell into all of them.
  await montrerColonne(page, 'commune')
  await cellule(page, 0, 'commune').click()
  await page.keyboard.type('Sète')
  await page.keyboard.press('Enter')
  await cellule(page, 1, 'commune').click()
  await page.keyboard.press('ControlOrMeta+D')
  await expect(cellule(page, 1, 'commune')).toHaveText('Sète')
  await expect(cellule(page, 2, 'commune')).toHaveText('')
  await page.getByRole('checkbox', { name: 'Colonne avec choix de lignes' }).press('Space')
  await cellule(page, 0, 'commune').click()
  await page.keyboard.press('ControlOrMeta+D')
  await expect(cellule(page, 2, 'commune')).toHaveText('Sète')

  await allerA(page, 'Déploiement', 'Matrice')
  // « Déployer le DUI » of the national list: followed per establishment.
  const colonne = 'N2'
  await expect(page.locator(`.ag-row-pinned [col-id="${colonne}"]`)).toHaveText('0 sur 3')
  await cellule(page, 0, colonne).click()
  await expect(cellule(page, 0, colonne)).toBeFocused()
  await coller(app, 'Fait\nEn cours\nSans objet\n')
  await expect(page.locator(`.ag-row-pinned [col-id="${colonne}"]`)).toHaveText('2 sur 3')
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await expect(page.locator(`.ag-row-pinned [col-id="${colonne}"]`)).not.toHaveText('2 sur 3')
  await attendrePublie(page)
  expect(plaintes).toEqual([])
})

test('« Ce qui manque » opens the very cell of a grid', async ({ lancer }) => {
  const { page } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page, 'Exemple à compléter')
  await allerA(page, 'Ma grappe')
  await page
    .getByRole('complementary', { name: 'Ce qui manque' })
    .getByRole('button', { name: /^FINESS géographique/u })
    .click()
  await montrerColonne(page, 'finess')
  await expect(page.locator('.ag-cell-focus[col-id="finess"]')).toBeFocused()
  await page.keyboard.type(withFinessKey('34900103'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Ce qui manque' }).getByRole('button', { name: /^FINESS géographique/u })).toHaveCount(0)

  await test.step('a figure that is missing opens its period and its cell, whatever period is shown', async () => {
    await allerA(page, 'Usages', 'Relevés')
    const periode = page.getByLabel('Période')
    await periode.selectOption('va')
    await cellule(page, 1, 'dossiersActifs').click()
    await page.keyboard.press('Delete')
    await expect(cellule(page, 1, 'dossiersActifs')).toHaveText('')
    await periode.selectOption('cloture')
    const panneau = page.getByRole('complementary', { name: 'Ce qui manque' })
    await panneau.getByRole('button', { name: /^Relevé incomplet pour l’état des lieux/u }).click()
    await expect(periode).toHaveValue('va')
    await expect(page.locator('.ag-row[row-index="1"] .ag-cell-focus[col-id="dossiersActifs"]')).toBeFocused()
  })

  await test.step('from any screen, the top bar leads to what cannot be read', async () => {
    await page.keyboard.type('vingt')
    await page.keyboard.press('Enter')
    await allerA(page, 'Dépôt')
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^1\ssaisie illisible/u })
      .click()
    await expect(page.locator('.ag-row[row-index="1"] .ag-cell-focus[col-id="dossiersActifs"]')).toBeFocused()
    await expect(page.getByLabel('Période')).toHaveValue('va')
  })
})

test('rows just added take every key, while the engine answers; a cell says why it cannot be read, and what it was', async ({ lancer, dossier }) => {
  const application = await lancer()
  const { page, plaintes } = application
  const ici = (rang: number, colonne: string) => page.locator(`.ag-row[row-index="${rang}"] .ag-cell-focus[col-id="${colonne}"]`)
  await sePresenter(page)
  await creerGrappe(application, 'Rangées neuves', join(dossier, 'neuves.db'))
  await allerA(page, 'Ma grappe', 'Établissements')
  const noms = ['Un', 'Deux', 'Trois'].map((n) => `EHPAD ${n} de la grappe des rangées neuves`)
  for (const [rang, nom] of noms.entries()) {
    await page.getByRole('button', { name: 'Ajouter un établissement' }).press('Enter')
    // The new row is ready to be typed in, the very first one too; nothing waits for the engine.
    await expect(ici(rang, 'nom')).toBeFocused()
    await page.keyboard.type(nom)
    await page.keyboard.press('Tab')
    await expect(ici(rang, 'finess').locator('.grille-editeur')).toBeFocused()
    await page.keyboard.type(withFinessKey(`3400000${rang + 1}`))
    await page.keyboard.press('Enter')
  }
  for (const [rang, nom] of noms.entries()) {
    await expect(cellule(page, rang, 'nom')).toHaveText(nom)
    await expect(cellule(page, rang, 'finess')).toHaveText(withFinessKey(`3400000${rang + 1}`))
  }
  // An accent typed in two keys, as « ^ » then « e »: the first one opens the cell, the letter comes to it.
  await cellule(page, 0, 'nom').click()
  await ici(0, 'nom').dispatchEvent('keydown', { key: 'Dead', bubbles: true })
  await expect(ici(0, 'nom').locator('.grille-editeur')).toBeFocused()
  await page.keyboard.insertText('Être ensemble')
  await page.keyboard.press('Enter')
  await expect(cellule(page, 0, 'nom')).toHaveText('Être ensemble')

  await allerA(page, 'Usages', 'Relevés')
  await cellule(page, 0, 'messagesEnvoyes').click()
  await page.keyboard.type('douze')
  await page.keyboard.press('Tab')
  // The relevé comes to be with its first number, under an id of the engine: what is typed meanwhile stays where it is.
  for (const n of ['41', '1234567', '38', '36']) {
    await page.keyboard.type(n)
    await page.keyboard.press('Tab')
  }
  await expect(ici(0, 'personnesAccompagnees').locator('.grille-editeur')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(cellule(page, 0, 'dossiersActifs')).toHaveText(/^1\s234\s567$/u)
  await expect(cellule(page, 0, 'actifsAvecAgenda')).toHaveText('36')
  await expect(cellule(page, 0, 'messagesEnvoyes')).toHaveText('douze')
  await expect(page.locator('.grille-etat')).toContainText('1 cellule illisible')
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft')
  await expect(ici(0, 'messagesEnvoyes')).toBeFocused()
  await expect(page.locator('.grille-etat')).toContainText(/✕ Messages MSSanté\s: Un nombre entier est attendu/u)
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await expect(page.locator('.grille-etat')).not.toContainText('illisible')
  await attendreEnregistre(page)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Alt+h')
  const historique = page.getByRole('dialog', { name: /Chiffres relevés$/u })
  await expect(historique.getByRole('row').nth(1)).toContainText(/Messages .*12/u)
  await page.keyboard.press('Escape')
  await expect(ici(0, 'messagesEnvoyes')).toBeFocused()
  expect(plaintes).toEqual([])
})
