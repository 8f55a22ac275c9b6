import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './application.ts'
import { allerA, attendreEnregistre, cellule, coller, creerGrappe, montrerColonne, sePresenter } from './gestes.ts'

test('what is missing of many is one line, unfolded by the keyboard; what the type of the project says is written for all at once', async ({
  lancer,
  dossier,
  capture
}) => {
  const application = await lancer()
  const { app, page, plaintes } = application
  await sePresenter(page)
  await creerGrappe(application, 'Grappe du Nombre', join(dossier, 'nombre.db'))
  await allerA(page, 'Ma grappe')
  await page.locator('[data-champ$="typeProjet"]').getByRole('radio', { name: 'Mise en conformité' }).check()
  await page.getByRole('tab', { name: 'Établissements' }).click()
  await page.getByRole('button', { name: 'Ajouter un établissement' }).click()
  await cellule(page, 0, 'nom').click()
  await coller(app, Array.from({ length: 5 }, (_, i) => `EHPAD ${i + 1}`).join('\n'))
  await expect(cellule(page, 4, 'nom')).toHaveText('EHPAD 5')
  await attendreEnregistre(page)

  const panneau = page.getByRole('complementary', { name: 'Ce qui manque' })
  const situations = panneau.getByText(/^Situation DUI manquante\s: 5\sétablissements$/u)
  await expect(situations).toBeVisible()
  const communes = panneau.getByText(/^Commune manquante\s: 5\sétablissements$/u)
  await communes.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const premier = panneau.getByRole('button', { name: /^Commune manquante\s: EHPAD 1$/u })
  await expect(premier).toBeFocused()
  await expect(premier).toHaveText('EHPAD 1')
  await capture(page, 'manques-en-famille')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('.panneau').analyze()
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(' ')}`)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.locator('.ag-cell-focus[col-id="commune"]')).toBeFocused()
  // The line stays unfolded while one goes through it.
  await expect(premier).toBeVisible()

  await page.getByRole('button', { name: /^Inscrire « Mise en conformité » pour les 5 établissements$/u }).click()
  await expect(situations).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Inscrire/u })).toHaveCount(0)
  await montrerColonne(page, 'situationDui')
  await expect(cellule(page, 4, 'situationDui')).toHaveText('Mise en conformité')
  await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  await expect(situations).toBeVisible()
  expect(plaintes).toEqual([])
})
