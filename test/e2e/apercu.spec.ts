import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './application.ts'
import { allerA, ouvrirExemple, redimensionner, sePresenter } from './gestes.ts'

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
  await page.getByRole('tab', { name: 'Pièces' }).click()
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
