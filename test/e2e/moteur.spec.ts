import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { enginePid, expect, repondreAuxDialogues, test } from './application.ts'
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

test('files that hold the engine for ever or swell it: it is ended in time, the window says why, the dossier is back', async ({ lancer, dossier }) => {
  const recus = join(dossier, 'recus')
  const [sien, bloque, gonfle] = [join(dossier, 'veille.db'), join(recus, 'bloque.db'), join(recus, 'gonfle.csv')]
  const essai = { fige: 'bloque.db', gonfle: 'gonfle.csv', silence: 3000, memoire: 500_000_000 }
  const premiere = await lancer({ GRAPPE_ESSAI_LECTURE: JSON.stringify(essai) })
  const { app, page, plaintes } = premiere
  const moteur = () => enginePid({ app })
  const nom = page.getByLabel('Nom de la grappe')
  await sePresenter(page)
  await creerGrappe(premiere, 'Avant la lecture', sien)
  await allerA(page, 'Ma grappe')
  await nom.fill('Saisi avant la lecture')
  await nom.blur()
  await attendrePublie(page)
  mkdirSync(recus)
  copyFileSync(sien, bloque)
  writeFileSync(gonfle, 'FINESS;Nom\n')
  const empreintes = () => [bloque, gonfle].map((chemin) => createHash('sha256').update(readFileSync(chemin)).digest('hex'))
  const avant = empreintes()
  let ancien = moteur()

  await allerA(page, 'Partage', 'Recevoir')
  await repondreAuxDialogues(app, [bloque])
  await page.getByRole('button', { name: 'Choisir des fichiers…' }).click()
  await expect(page.getByRole('alert')).toContainText('n’a pas pu être lu dans le temps permis', { timeout: 8000 })
  await expect.poll(moteur).not.toBe(ancien)
  ancien = moteur()
  // It is out of the list: another file can be chosen, and this one is not read again.
  await expect(page.getByRole('button', { name: 'Choisir des fichiers…' })).toBeVisible()

  await allerA(page, 'Ma grappe', 'Établissements')
  await repondreAuxDialogues(app, [gonfle])
  await page.getByRole('button', { name: 'Importer une liste…' }).first().click()
  const liste = page.getByRole('dialog', { name: 'Importer une liste d’établissements' })
  await expect(liste.getByRole('alert')).toContainText('demandait trop de mémoire', { timeout: 8000 })
  await expect.poll(moteur).not.toBe(ancien)
  await page.keyboard.press('Escape')

  await allerA(page, 'Ma grappe')
  await expect(nom).toHaveValue('Saisi avant la lecture')
  await nom.fill('Saisi après les deux')
  await nom.blur()
  await attendrePublie(page)
  expect(empreintes()).toEqual(avant)
  const dits = plaintes.filter((p) => p.includes('engine stopped')).map((p) => /\((.*?)\)/u.exec(p)?.[1])
  expect(dits).toEqual(['lecture-trop-longue', 'lecture-interrompue'])
  expect(await premiere.quitter()).toBe(0)
})
