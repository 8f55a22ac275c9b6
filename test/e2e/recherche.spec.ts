import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './application.ts'
import { ouvrirExemple, sePresenter } from './gestes.ts'

test('Ctrl+K leads by the keyboard to a field, an establishment, a screen', async ({ lancer, capture }) => {
  const { page, plaintes } = await lancer()
  await sePresenter(page)
  await page.keyboard.press('ControlOrMeta+K')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await ouvrirExemple(page)
  const dialogue = page.getByRole('dialog', { name: 'Rechercher' })
  const premier = dialogue.getByRole('menuitem').first()
  const aller = async (tape: string, attendu: RegExp) => {
    await page.keyboard.press('ControlOrMeta+K')
    await expect(dialogue.getByRole('textbox')).toBeFocused()
    await page.keyboard.type(tape)
    await expect(premier).toHaveText(attendu)
    await expect(premier).toHaveAttribute('data-focused', 'true')
    if (tape === 'date de notif') {
      await capture(page, 'recherche')
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('dialog').analyze()
      expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(' ')}`)).toEqual([])
    }
    await page.keyboard.press('Enter')
    await expect(dialogue).toBeHidden()
  }
  await aller('date de notif', /Date de notification/)
  await expect(page.getByLabel('Date de notification')).toBeFocused()
  await aller('déploiement', /^Écran.*Déploiement/u)
  await expect(page.locator('.page-titre')).toHaveText('Déploiement')
  await aller('petit og', /^Définition/u)
  await expect(page.locator('.page-titre')).toHaveText('Ressources')
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type('rien de tel nulle part')
  await expect(dialogue.getByText('Rien ne correspond à')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialogue).toBeHidden()
  expect(plaintes).toEqual([])
})
