import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './application.ts'
import { allerA, cellule, ouvrirExemple, redimensionner, sePresenter } from './gestes.ts'

test('the preview follows what is typed, and shows each pièce that Grappe writes', async ({ lancer, capture }) => {
  const { app, page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  await redimensionner(app, page, 1920, 1080)
  await allerA(page, 'Dossier GALIS', 'Présentation')
  const apercu = page.getByRole('article', { name: /^Aperçu/u })
  await page.getByLabel('Contexte').fill('Un contexte tapé à l’instant.')
  await expect(apercu).toContainText('Un contexte tapé à l’instant.')
  await capture(page, 'apercu-presentation')

  await allerA(page, 'Recevabilité')
  await page.getByText('Paramètres de l’instruction', { exact: true }).click()
  await page.getByLabel('Nombre minimum d’établissements').fill('12')
  await page.keyboard.press('Tab')
  await expect(apercu).toContainText('12 – saisi (instruction : 15)')
  await expect(page.getByText('18 établissements pour un minimum de 12 (saisi).').first()).toBeVisible()
  await page.getByLabel('Nombre minimum d’organismes').fill('4')
  await page.keyboard.press('Tab')
  await expect(apercu).toContainText('4 – saisi (instruction : aucun)')
  await page.locator('[data-champ$="|regleSegur"]').getByLabel('Aucun').check()
  await expect(apercu).toContainText('Aucun – saisi (instruction : Solution référencée ou en cours)')
  await capture(page, 'parametres-instruction')

  await allerA(page, 'Ma grappe', 'Établissements')
  await cellule(page, 0, 'nom').click()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Ouvrir la fiche' }).click()
  await expect(page.getByRole('heading', { name: 'Activité' })).toBeVisible()
  await expect(apercu).toHaveCount(0)
  await page.locator('[data-champ$="|saadMixte"]').getByLabel('Oui').check()
  await page.getByLabel('Heures d’aide éligibles').fill('1200')
  await page.keyboard.press('Tab')
  await expect(apercu).toContainText('1 200,00')
  await capture(page, 'apercu-heures')

  await allerA(page, 'Dossier GALIS', 'Pièces')
  for (const numero of [1, 2, 3, 4, 5, 7, 8]) {
    await page.getByRole('button', { name: `Aperçu de la pièce ${numero}`, exact: true }).click()
    await expect(apercu.locator('h1')).toHaveText(/\S/u)
    await capture(page, `apercu-piece-${numero}`)
    if (numero === 2) {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('dialog').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(' ')}`)).toEqual([])
    }
    await page.keyboard.press('Escape')
  }
  expect(plaintes).toEqual([])
})
