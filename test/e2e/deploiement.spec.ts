import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { relireXlsx } from '#engine/render/xlsx/relire-xlsx.ts'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { examinerTout } from './axe.ts'
import { allerA, attendreDossier, attendreEnregistre, cellule, creerGrappe, ouvrirExemple, saisirCellule, sePresenter } from './gestes.ts'

test('deployment: durations give the earliest VA, steps advance, many rows change together, the list prints', async ({ lancer, dossier }) => {
  const application = await lancer()
  const { app, page, plaintes } = application
  await sePresenter(page)
  await creerGrappe(application, 'Grappe en déploiement', join(dossier, 'deploiement.db'))

  await test.step('two establishments', async () => {
    await allerA(page, 'Ma grappe', 'Établissements')
    for (const [rang, nom] of ['EHPAD des Essais', 'MAS du Parcours'].entries()) {
      await page.getByRole('button', { name: 'Ajouter un établissement' }).click()
      await saisirCellule(page, rang, 'nom', nom)
    }
  })

  await test.step('the earliest VA follows the durations typed', async () => {
    await allerA(page, 'Déploiement', 'Actions')
    const va = page.getByRole('region', { name: 'VA au plus tôt' })
    const avant = await va.getByRole('heading').innerText()
    expect(avant).toMatch(/^VA possible au plus tôt le /u)
    await expect(va).toContainText('n’ont pas de durée')
    const duree = page.getByLabel('Durée prévue de N2, en jours').last()
    await duree.fill('beaucoup')
    await duree.blur()
    await expect(page.getByRole('alert')).toContainText('nombre entier')
    await duree.fill('45')
    await duree.blur()
    await expect(va.getByRole('heading')).not.toHaveText(avant)
    await expect(page.getByText('N1 déduit').first()).toBeVisible()
  })

  await test.step('an action done early is allowed and said', async () => {
    await page.getByLabel('État : Préparer le PV de VSR et l’envoyer à l’ARS').selectOption('fait')
    await expect(page.getByText(/Commencée ou faite avant N3\s: c’est permis\./u)).toBeVisible()
  })

  await test.step('the matrix: one state on the chosen rows', async () => {
    await page.getByRole('tab', { name: 'Matrice' }).click()
    for (const rang of [0, 1]) await page.locator(`.ag-row[row-index="${rang}"] input[type="checkbox"]`).check({ force: true })
    await page.getByLabel('Action à changer').selectOption('N2')
    await page.getByLabel('Nouvel état').selectOption('en-cours')
    await page.getByRole('button', { name: 'Appliquer à 2 lignes' }).click()
    for (const rang of [0, 1]) await expect(cellule(page, rang, 'N2')).toHaveText('… En cours')
  })

  await test.step('what can be done now', async () => {
    await page.getByRole('tab', { name: 'Possible maintenant' }).click()
    await page.getByLabel('Pour qui').selectOption({ label: 'Éditeur (1)' })
    await expect(page.getByRole('heading', { name: 'N2 Déployer le DUI' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'N5 Suivre' })).toHaveCount(0)
  })

  await test.step('on paper', async () => {
    const pdf = join(dossier, 'checklist.pdf')
    await repondreAuxDialogues(app, [pdf])
    await page.getByRole('button', { name: 'Imprimer / PDF…' }).click()
    await expect(page.getByText(/^Checklist écrite\s: checklist\.pdf, \d+ pages\./u)).toBeVisible()
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  })
  await attendreEnregistre(page)
  expect(plaintes).toEqual([])
})

test('a model is dropped in the dossier, corrected with the keyboard, and its copy filled', async ({ lancer, dossier }) => {
  const { app, page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  await attendreDossier(page)
  await allerA(page, 'Clôture', 'Modèles à remplir')
  await repondreAuxDialogues(app, [join(process.cwd(), 'test', 'modeles', 'fixtures', 'depenses-lo.xlsx')])
  await page.getByRole('button', { name: 'Choisir un modèle…' }).click()
  const fiche = page.getByRole('region', { name: 'Modèle depenses-lo.xlsx' })
  await expect(fiche).toContainText(/ira dans «\sDossier de clôture\s», avec «\sÉtat récapitulatif des dépenses\s»/u)
  const compte = fiche.getByText(/ places sur \d+ seront remplies/u)
  const avant = await compte.innerText()

  const premiere = fiche.getByLabel(/^Donnée pour /u).first()
  await premiere.focus()
  await page.keyboard.press('Home')
  await expect(fiche.getByText('✓ Décidé par vous')).toHaveCount(1)
  await expect(compte).not.toHaveText(avant)

  await test.step('a place that was not recognised is pointed at', async () => {
    await fiche.getByText('Ajouter une place que Grappe n’a pas vue').focus()
    await page.keyboard.press('Enter')
    const cellule = fiche.getByLabel('Cellule', { exact: true })
    await fiche.getByLabel('Ce que Grappe y met').selectOption({ label: 'Nom de la grappe' })
    await cellule.fill('L19')
    await page.keyboard.press('Enter')
    await expect(fiche.getByRole('alert')).toContainText('L19')
    await expect(cellule).toBeFocused()
    await cellule.fill('r3')
    await page.keyboard.press('Enter')
    await expect(fiche.getByText('Ajoutée à la liste : R3.')).toBeVisible()
    await expect(fiche.getByText('✓ Ajoutée par vous')).toHaveCount(1)
    expect(await examinerTout(page)).toEqual([])
  })

  const copie = join(dossier, 'depenses.xlsx')
  await repondreAuxDialogues(app, [copie])
  await fiche.getByRole('button', { name: 'Remplir une copie…' }).click()
  const rapport = page.getByRole('status', { name: 'Rapport de remplissage' })
  await expect(rapport).toContainText('Copie remplie : depenses.xlsx')
  await expect(rapport).toContainText('Laissé vide à votre demande.')
  const ecrites = new Map(relireXlsx(readFileSync(copie)).feuilles[0]?.cellules.map((c) => [c.ref, c.value]))
  expect([typeof ecrites.get('R3'), ecrites.get('R3')]).toEqual(['string', ecrites.get('D3')])

  const json = join(dossier, 'correspondance.json')
  await repondreAuxDialogues(app, [json])
  await fiche.getByRole('button', { name: 'Exporter la correspondance…' }).click()
  await expect(page.getByText(/Correspondance écrite\s: correspondance\.json\./u)).toBeVisible()
  expect(JSON.parse(readFileSync(json, 'utf8')).format).toBe('grappe-modele-1')
  await repondreAuxDialogues(app, [json])
  await fiche.getByRole('button', { name: 'Importer…' }).click()
  await expect(fiche.getByText('✓ Décidé par vous')).toHaveCount(1)
  await expect(fiche.getByText('✓ Ajoutée par vous')).toHaveCount(1)
  await fiche.getByRole('button', { name: /^Retirer la place /u }).press('Enter')
  await expect(fiche.getByText('✓ Ajoutée par vous')).toHaveCount(0)
  await expect(fiche.getByText('Ajouter une place que Grappe n’a pas vue')).toBeFocused()
  expect(plaintes).toEqual([])
})
