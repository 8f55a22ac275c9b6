import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { enginePid, expect, test } from './application.ts'
import { allerA, attendreDossier, attendreEnregistre, attendrePublie, creerGrappe, etatEnregistrement, sePresenter } from './gestes.ts'

/** Faults: what was acknowledged is never lost, what was not is sent again, and the save state never lies. */

test('the engine dies during edits: the state says so, the edits are sent again, nothing is lost', async ({ lancer, dossier }) => {
  const premiere = await lancer()
  const { app, page, plaintes } = premiere
  const nom = page.getByLabel('Nom de la grappe')
  const etat = etatEnregistrement(page)
  await sePresenter(page)
  await creerGrappe(premiere, 'Avant la panne', join(dossier, 'panne.db'))
  await allerA(page, 'Ma grappe')

  for (let tour = 1; tour <= 2; tour++) {
    const moteur = enginePid({ app })
    await nom.fill(`Acquitté ${tour}`)
    await nom.blur()
    await attendreEnregistre(page)
    // Stopped first: the edit is on its way, no answer can come.
    process.kill(moteur, 'SIGSTOP')
    await nom.fill(`Pendant la panne ${tour}`)
    await nom.blur()
    await expect(etat).toContainText('Enregistrement…')
    await page.waitForTimeout(600)
    await expect(etat).toContainText('Enregistrement…')
    process.kill(moteur, 'SIGKILL')
    await nom.fill(`Après la panne ${tour}`)
    await nom.blur()
    await attendreEnregistre(page)
    await expect(nom).toHaveValue(`Après la panne ${tour}`)
    expect(enginePid({ app })).not.toBe(moteur)
  }

  // A line added while there is no engine.
  await page.getByRole('tab', { name: 'Organismes' }).click()
  process.kill(enginePid({ app }), 'SIGKILL')
  await page.getByRole('button', { name: 'Ajouter un organisme' }).click()
  await page.getByLabel(/^Raison sociale/u).fill('Ajouté sans moteur')
  await attendrePublie(page)
  await expect(page.getByRole('tab', { name: 'Organismes' })).toContainText('1')
  // The engine's own message on its death is the only complaint.
  expect(plaintes.filter((p) => !p.includes('engine stopped'))).toEqual([])
  expect(await premiere.quitter()).toBe(0)

  const seconde = await lancer()
  await seconde.page.getByRole('button', { name: /panne\.db/u }).click()
  await attendreDossier(seconde.page)
  await allerA(seconde.page, 'Ma grappe')
  await expect(seconde.page.getByLabel('Nom de la grappe')).toHaveValue('Après la panne 2')
  await seconde.page.getByRole('tab', { name: 'Organismes' }).click()
  await expect(seconde.page.getByLabel(/^Raison sociale/u)).toHaveValue('Ajouté sans moteur')
})

test('the whole application is killed: what was shown as saved is found at the next start', async ({ lancer, dossier }) => {
  const premiere = await lancer()
  const { app, page } = premiere
  await sePresenter(page)
  await creerGrappe(premiere, 'Coupure', join(dossier, 'coupure.db'))
  await attendrePublie(page)
  await allerA(page, 'Ma grappe')
  await page.getByLabel('Nom de la grappe').fill('Saisi juste avant la coupure')
  await page.getByLabel('Nom de la grappe').blur()
  await attendreEnregistre(page)
  const moteur = enginePid({ app })
  app.process().kill('SIGKILL')
  process.kill(moteur, 'SIGKILL')
  await expect.poll(() => spawnSync('ps', ['-p', String(moteur)]).status).toBe(1)

  const seconde = await lancer()
  await seconde.page.getByRole('button', { name: /coupure\.db/u }).click()
  await attendreDossier(seconde.page)
  await allerA(seconde.page, 'Ma grappe')
  await expect(seconde.page.getByLabel('Nom de la grappe')).toHaveValue('Saisi juste avant la coupure')
  expect(seconde.plaintes).toEqual([])
})
