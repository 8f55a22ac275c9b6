import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { allerA, attendreDossier, attendrePublie, creerGrappe, redimensionner, saisirCellule, sePresenter } from './gestes.ts'

/** What a person does about personal data, about what stays on the computer, and in front of a damaged file. */

test('a person is found, erased to the last byte; what the application keeps is shown and forgotten; a damaged file has a way out', async ({
  lancer,
  dossier,
  profil,
  capture
}) => {
  const premiere = await lancer()
  const { app, page, plaintes } = premiere
  const fichier = join(dossier, 'protegee.db')
  await redimensionner(app, page, 1366, 768)
  await sePresenter(page)
  await creerGrappe(premiere, 'Grappe protégée', fichier)
  await allerA(page, 'Ma grappe', 'Personnes')
  await page.getByRole('button', { name: 'Ajouter une personne' }).first().click()
  await saisirCellule(page, 0, 'nom', 'Vantardière')
  await saisirCellule(page, 0, 'telephone', '06 12 34 98 76')
  await attendrePublie(page)
  expect(readFileSync(fichier).includes('Vantardière')).toBe(true)

  await allerA(page, 'Ressources', 'Données personnelles')
  await capture(page, 'donnees-personnelles')
  await page.getByLabel('Nom de la personne').fill('vantardiere')
  await page.getByRole('button', { name: 'Chercher', exact: true }).click()
  await expect(page.getByRole('checkbox')).toHaveCount(2)
  await page.getByRole('button', { name: 'Effacer définitivement…' }).scrollIntoViewIfNeeded()
  await capture(page, 'effacer-une-personne')
  await page.getByRole('button', { name: 'Effacer définitivement…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Effacer définitivement', exact: true }).click()
  await expect(page.getByText('La personne est effacée du dossier')).toBeVisible()
  for (const trace of ['Vantardière', '06 12 34 98 76']) expect(readFileSync(fichier).includes(trace)).toBe(false)

  await page.getByRole('tab', { name: 'Cette application' }).click()
  await expect(page.getByRole('rowheader', { name: /^Copies de travail/u })).toBeVisible()
  await capture(page, 'cette-application')
  await redimensionner(app, page, 1920, 1080)
  await capture(page, 'cette-application-1920')
  await page.getByRole('tab', { name: 'Données personnelles' }).click()
  await capture(page, 'donnees-personnelles-1920')
  await page.getByRole('tab', { name: 'Cette application' }).click()
  await page.getByRole('button', { name: 'Lire le journal' }).click()
  const journal = page.getByRole('dialog', { name: 'Journal technique' })
  await expect(journal.getByRole('textbox')).toHaveValue(/demarrage/u)
  await expect(journal.getByRole('textbox')).not.toHaveValue(/Vantardière/u)
  await journal.getByRole('button', { name: 'Fermer', exact: true }).click()
  await page.getByRole('button', { name: 'Supprimer : Dossiers récents' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Supprimer : Dossiers récents' })).toHaveCount(0)
  expect(JSON.parse(readFileSync(join(profil, 'profil.json'), 'utf8'))).toMatchObject({ recents: [] })
  expect(await premiere.quitter()).toBe(0)

  // The file is damaged while Grappe is closed.
  const octets = readFileSync(fichier)
  octets.fill(0x5a, octets.length - 4096)
  writeFileSync(fichier, octets)
  const seconde = await lancer()
  await redimensionner(seconde.app, seconde.page, 1366, 768)
  const repare = join(dossier, 'réparée.db')
  await repondreAuxDialogues(seconde.app, [fichier, repare])
  await seconde.page.getByRole('button', { name: 'Ouvrir…' }).click()
  const dialogue = seconde.page.getByRole('dialog', { name: 'Ce fichier est abîmé' })
  await expect(dialogue.getByRole('button', { name: 'Reprendre la copie de ce poste…' })).toBeVisible()
  await capture(seconde.page, 'fichier-abime')
  await dialogue.getByRole('button', { name: 'Réparer dans un nouveau fichier…' }).click()
  const resultat = seconde.page.getByRole('dialog', { name: /retrouvé$/u })
  await expect(resultat.getByText('Éléments')).toBeVisible()
  await capture(seconde.page, 'fichier-repare')
  expect(readFileSync(fichier).equals(octets)).toBe(true)
  expect(existsSync(repare)).toBe(true)
  await resultat.getByRole('button', { name: 'Fermer', exact: true }).click()

  // What this computer kept holds everything: it goes to a new file.
  const repris = join(dossier, 'reprise.db')
  await repondreAuxDialogues(seconde.app, [fichier, repris])
  await seconde.page.getByRole('button', { name: 'Ouvrir…' }).click()
  await dialogue.getByRole('button', { name: 'Reprendre la copie de ce poste…' }).click()
  await attendreDossier(seconde.page)
  expect(existsSync(repris)).toBe(true)
  expect(readFileSync(fichier).equals(octets)).toBe(true)
  expect([...plaintes, ...seconde.plaintes]).toEqual([])
})
