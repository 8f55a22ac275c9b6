import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { allerA, attendreEnregistre, ouvrirExemple, sePresenter } from './gestes.ts'

/** Expenses to closure: a list imported with two cells corrected, invoices matched by name, procès-verbaux by OG, signatures, archive. */

const liste = [
  'Organisme;Établissement;Poste;Nature;Imputation;Libellé;Fournisseur;N° facture;Date facture;Payée le;HT;Taux TVA;TVA;TTC;Éligible',
  ';Mutualisé;Formation;Formation;Fonctionnement;Formation des référents;Formavie;FV-2026-07;31/02/2026;15/06/2026;1 000,00;20;200,00;1 200,00;1 200,00',
  ';Mutualisé;Formation;Formation;Fonctionnement;Support de formation;Formavie;FV-2026-08;03/06/2026;15/06/2026;500,00;20;100,00;650,00;600,00'
].join('\n')

test('dépenses importées, factures rattachées, clôture archivée', async ({ lancer, dossier, capture }) => {
  const { app, page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)

  await allerA(page, 'Dépenses')
  const onglet = page.getByRole('tab', { name: /^Lignes/u })
  const avant = Number(await onglet.locator('.onglet-marque').innerText())
  writeFileSync(join(dossier, 'compta.csv'), liste)
  await repondreAuxDialogues(app, [join(dossier, 'compta.csv')])
  await page.getByRole('button', { name: 'Importer une liste…' }).click()
  const importer = page.getByRole('dialog', { name: 'Importer une liste de dépenses' })
  await expect(importer.getByText('2 lignes à vérifier', { exact: false })).toBeVisible()
  const date = importer.getByRole('textbox', { name: 'Date facture, ligne 2' })
  await expect(importer.getByText('Une date est attendue', { exact: false })).toBeVisible()
  await date.fill('28/02/2026')
  await date.press('Enter')
  const ttc = importer.getByRole('textbox', { name: 'TTC, ligne 3' })
  await ttc.fill('600')
  await ttc.press('Enter')
  await expect(importer.getByText('Toutes les valeurs ont été comprises', { exact: false })).toBeVisible()
  await importer.getByRole('button', { name: 'Importer 2 lignes' }).click()
  await expect(onglet.locator('.onglet-marque')).toHaveText(String(avant + 2))

  await test.step('une dépense ajoutée à la main a le numéro suivant, et s’annule d’un geste', async () => {
    const numeros = page.locator('.grille .ag-row:not(.ag-row-pinned) .ag-cell[col-id="numero"]')
    await page.getByRole('button', { name: 'Ajouter une dépense' }).click()
    await expect(numeros.last()).toHaveText(String(avant + 3))
    await expect(onglet.locator('.onglet-marque')).toHaveText(String(avant + 3))
    await attendreEnregistre(page)
    await page
      .getByRole('button', { name: /^Annuler/u })
      .first()
      .click()
    await expect(onglet.locator('.onglet-marque')).toHaveText(String(avant + 2))
  })

  await test.step('les dates se filtrent en français : à partir du, jusqu’au, entre', async () => {
    const tete = page.locator('.grille .ag-header-cell[col-id="dateFacture"]')
    // A grid draws only the columns in sight.
    await page.locator('.grille .ag-grid-viewport').evaluate((e) => e.scrollTo({ left: 900 }))
    await tete.hover()
    await tete.locator('.ag-header-cell-filter-button').click()
    const filtre = page.locator('.ag-filter')
    const dates = page.locator('.grille .ag-row:not(.ag-row-pinned) .ag-cell[col-id="dateFacture"]')
    await expect(filtre).toContainText('À partir du')
    await filtre.getByRole('textbox').first().fill('1/6/2026')
    await expect.poll(async () => (await dates.allInnerTexts()).sort()).toEqual(['03/06/2026', '10/06/2026', '10/06/2026', '10/07/2026', '10/07/2026'])
    await capture(page, 'filtre-dates')
    await filtre.getByRole('combobox').click()
    await page.getByRole('option', { name: 'Entre' }).click()
    await filtre.getByRole('textbox').last().fill('9/6/2026')
    await expect(dates).toHaveText(['03/06/2026'])
    await filtre.getByRole('textbox').first().fill('')
    await page.keyboard.press('Escape')
    await expect(dates).not.toHaveCount(1)
  })

  await test.step('deux factures à la fois, dont une que son nom rattache', async () => {
    const factures = ['Formavie FV-2026-07 acquittée.pdf', 'scan0042.pdf'].map((nom) => join(dossier, nom))
    for (const f of factures) writeFileSync(f, pdfMinimal('Facture', ['Formavie']))
    await page.getByRole('tab', { name: /^Factures/u }).click()
    await app.evaluate(({ dialog }, chemins) => Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: chemins }) }), factures)
    await page.getByRole('button', { name: 'Choisir les factures…' }).click()
    await expect(page.getByText('2 factures jointes, 1 rattachée par son numéro.')).toBeVisible()
    await page
      .getByRole('combobox', { name: 'Dépense de scan0042.pdf' })
      .selectOption({ label: await page.getByRole('option', { name: /FV-2026-08/u }).innerText() })
    await expect(page.getByRole('heading', { name: /^À rattacher/u })).toHaveCount(0)
  })

  await test.step('les PV manquants sont créés par organisme, en une action', async () => {
    await allerA(page, 'Clôture', 'PV de VA')
    const liens = page.getByRole('list', { name: 'Procès-verbaux de VA' }).getByRole('button')
    const nombre = await liens.count()
    await page.getByRole('button', { name: 'Retirer', exact: true }).click()
    await expect(liens).toHaveCount(nombre - 1)
    await page.getByRole('button', { name: /^Créer le PV de VA/u }).click()
    await expect(liens).toHaveCount(nombre)
    await expect(page.getByText('Chaque établissement conservé est dans un PV de VA', { exact: false })).toBeVisible()
  })

  await test.step('signé, puis une donnée change : la liste de ce qui a changé', async () => {
    const fiche = page.locator('.fiche')
    const sortie = join(dossier, 'sortie')
    mkdirSync(sortie)
    await page.getByRole('list', { name: 'Procès-verbaux de VA' }).getByRole('button').first().click()
    await repondreAuxDialogues(app, [sortie])
    await fiche.getByRole('button', { name: 'Écrire le document à signer…' }).click()
    await expect(fiche.getByText(/^✓ PV_VA/u)).toBeVisible()
    const [pdf] = readdirSync(sortie)
    await repondreAuxDialogues(app, [join(sortie, pdf ?? '')])
    await fiche.getByRole('button', { name: 'Joindre le PV signé…' }).click()
    await expect(fiche.getByText(/est signé sur les données d’aujourd’hui/u).first()).toBeVisible()
    await fiche.getByLabel('Lieu').fill('Mende')
    await fiche.getByLabel('Lieu').press('Tab')
    await attendreEnregistre(page)
    await expect(fiche.getByText('signé sur des données modifiées depuis', { exact: false }).first()).toBeVisible()
    await expect(fiche.getByRole('row', { name: /Lieu .* Mende/u }).first()).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(fiche.getByLabel('Lieu')).not.toHaveValue('Mende')
  })

  expect(readFileSync(join(dossier, 'compta.csv'), 'utf8')).toBe(liste)
  expect(plaintes).toEqual([])
})

test('la clôture est produite, son dépôt noté, une copie d’archive faite et vérifiée', async ({ lancer, dossier }) => {
  const { app, page, plaintes } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  const [sortie, archives] = ['sortie', 'archives'].map((nom) => join(dossier, nom)) as [string, string]
  for (const place of [sortie, archives]) mkdirSync(place)
  await allerA(page, 'Clôture')
  await expect(page.getByRole('region', { name: 'Contrôles croisés' }).getByText('Conforme')).not.toHaveCount(0)
  await page.getByRole('tab', { name: 'Dépôt et archive' }).click()
  await page.getByRole('button', { name: 'Générer…' }).click()
  await repondreAuxDialogues(app, [sortie])
  await page.getByRole('dialog').getByRole('button', { name: 'Choisir où l’écrire…' }).click()
  const produit = page.getByRole('dialog', { name: 'Le dossier est prêt' })
  await produit.waitFor({ timeout: 60_000 })
  await produit.getByRole('button', { name: 'Fermer', exact: true }).last().click()
  if ((await page.getByRole('button', { name: 'J’ai déposé la clôture' }).count()) > 0)
    await page.getByRole('button', { name: 'J’ai déposé la clôture' }).click()
  const zip = readdirSync(sortie).find((nom) => nom.endsWith('.zip')) ?? ''
  await repondreAuxDialogues(app, [join(sortie, zip), archives])
  await page.getByRole('button', { name: 'Faire une copie d’archive…' }).click()
  await expect(page.getByText(/est écrit et vérifié/u)).toBeVisible({ timeout: 30_000 })
  const [archive = ''] = readdirSync(archives)
  expect(readFileSync(join(archives, archive, 'Cloture_deposee.zip'))).toEqual(readFileSync(join(sortie, zip)))
  await repondreAuxDialogues(app, [join(archives, archive)])
  await page.getByRole('button', { name: 'Vérifier une archive…' }).click()
  await expect(page.getByText(/Archive intacte/u)).toBeVisible({ timeout: 30_000 })
  expect(plaintes).toEqual([])
})
