import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import { exemple } from '#domain/exemple/exemple.ts'
import { formatDateCourte } from '#domain/format.ts'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { allerA, attendreEnregistre, cellule, navigation, ouvrirFichier, sePresenter } from './gestes.ts'
import { ecrireGrappeDuPorteur } from './grappe-du-porteur.ts'

/** From scattered figures to a package ready to upload: a porteur of 26 establishments under nine OG. */

/** Messages, DMP, active files, with project, with event, persons, persons who may have a project: every target but the DMP's is reached. */
const chiffres = [40, 20, 38, 36, 36, 40, 40]
/** First row of establishments and first column of figures in a collection workbook. */
const [premiereLigne, premiereColonne] = [6, 3]

const repondreParPlusieurs = (app: ElectronApplication, chemins: readonly string[]) =>
  app.evaluate(({ dialog }, filePaths) => Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths }) }), [...chemins])

/** What an OG does with its workbook. `faute`: what it types in the first cell instead of a number. */
async function remplirClasseur(chemin: string, faute: string | null): Promise<void> {
  const classeur = new ExcelJS.Workbook()
  await classeur.xlsx.readFile(chemin)
  const feuille = classeur.getWorksheet('Relevés')
  if (!feuille) throw new Error(`pas de feuille « Relevés » dans ${chemin}`)
  for (let l = premiereLigne; /^\d{9}$/u.test(String(feuille.getRow(l).getCell(1).value)); l++)
    for (const [i, n] of chiffres.entries()) feuille.getRow(l).getCell(premiereColonne + i).value = faute !== null && l === premiereLigne && i === 0 ? faute : n
  await classeur.xlsx.writeFile(chemin)
}

/** The accountant's list, as a spreadsheet; the first invoice has a day that does not exist. */
async function ecrireDepenses(chemin: string, organisme: string): Promise<number> {
  const { depenses } = exemple({ essms: 26, graine: 5 }).dossier
  const lignes = depenses.filter((d) => d.nature !== 'rh')
  const classeur = new ExcelJS.Workbook()
  const feuille = classeur.addWorksheet('Comptabilité')
  feuille.addRow([
    'Organisme',
    'Poste',
    'Nature',
    'Imputation',
    'Libellé',
    'Fournisseur',
    'SIRET fournisseur',
    'N° facture',
    'Date facture',
    'Payée le',
    'HT',
    'Taux TVA',
    'TVA',
    'TTC',
    'Éligible'
  ])
  const jour = (iso: string | null) => (iso === null ? '' : formatDateCourte(iso))
  for (const [i, d] of lignes.entries())
    feuille.addRow([
      organisme,
      d.poste,
      d.nature,
      d.imputation,
      d.libelle,
      d.fournisseur,
      d.siretFournisseur,
      d.facture,
      i === 0 ? '31/02/2024' : jour(d.dateFacture),
      jour(d.dateAcquittement),
      (d.ht ?? 0) / 100,
      d.tauxTva,
      (d.tva ?? 0) / 100,
      (d.ttc ?? 0) / 100,
      (d.eligible ?? 0) / 100
    ])
  await classeur.xlsx.writeFile(chemin)
  return lignes.length
}

/** The form of one procès-verbal, filled as its director would. */
async function remplirPv(page: Page, debut: string, fin: string): Promise<void> {
  const fiche = page.locator('.fiche')
  await fiche.getByLabel('Début des vérifications').fill(debut)
  await fiche.getByLabel('Fin des vérifications').fill(fin)
  for (const point of [
    'DUI opérationnel',
    'Téléservice INSi',
    'Alimentation du DMP',
    'MSSanté',
    'Pro Santé Connect',
    'Reprise de données',
    'Profils et droits',
    'Formation des utilisateurs'
  ])
    await fiche.getByLabel(point).selectOption('conforme')
  await fiche.getByRole('combobox', { name: 'Décision', exact: true }).selectOption('prononcee')
  await fiche.getByLabel('Date de la décision').fill(fin)
  await fiche.getByLabel('Signataire pour l’éditeur').fill('Swann Castelvieil')
  await fiche.getByLabel('Qualité pour l’éditeur').fill('Directrice des projets')
  await fiche.getByLabel('Qualité pour l’éditeur').blur()
}

test('a porteur of 26 establishments under nine OG goes from scattered figures to the package', async ({ lancer, dossier }) => {
  test.setTimeout(240_000)
  const chemin = join(dossier, 'porteur.db')
  mkdirSync(join(dossier, 'ailleurs'))
  const { organismes, etablissements } = ecrireGrappeDuPorteur(join(dossier, 'ailleurs'), chemin)
  const application = await lancer()
  const { app, page } = application
  await sePresenter(page)
  await ouvrirFichier(application, chemin)

  await test.step('workbooks out, filled by nine OG, two with mistakes, and back', async () => {
    await allerA(page, 'Usages', 'Relevés')
    const collecte = join(dossier, 'collecte')
    mkdirSync(collecte)
    await page.getByRole('button', { name: 'Préparer les classeurs de collecte…' }).click()
    await repondreAuxDialogues(app, [collecte])
    await page.getByRole('button', { name: 'Choisir le dossier…' }).click()
    await expect(page.getByRole('dialog', { name: '9 classeurs sont prêts' })).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click()
    const ecrit =
      readdirSync(collecte)
        .map((nom) => join(collecte, nom))
        .find((c) => statSync(c).isDirectory()) ?? ''
    const classeurs = readdirSync(ecrit)
      .filter((nom) => nom.endsWith('.xlsx'))
      .sort()
    expect(classeurs).toHaveLength(9)
    for (const [i, nom] of classeurs.entries()) await remplirClasseur(join(ecrit, nom), i === 1 ? 'quarante' : i === 4 ? '-3' : null)
    await page.getByRole('button', { name: 'Reprendre les classeurs revenus…' }).click()
    await repondreAuxDialogues(app, [ecrit])
    await page.getByRole('button', { name: 'Choisir un dossier entier…' }).click()
    const reprise = page.getByRole('dialog', { name: 'Reprendre les classeurs revenus' })
    await expect(reprise).toContainText('« quarante » n’est pas un nombre entier')
    await reprise.getByRole('button', { name: /^Accepter \d+ relevés$/u }).click()
    await expect(reprise).toBeHidden()
  })

  await test.step('the two figures that were refused are typed in the grid, by the keyboard', async () => {
    await page.locator('.ag-header-cell[col-id="messagesEnvoyes"]').focus()
    await page.keyboard.press('ArrowDown')
    const courante = page.locator('.ag-cell-focus')
    let tapees = 0
    for (let i = 0; i < 26; i++) {
      await expect(page.locator(`.ag-row[row-index="${i}"] .ag-cell-focus`)).toHaveCount(1)
      if ((await courante.innerText()) === '') {
        await page.keyboard.type('40')
        // Enter writes the cell and goes down.
        await page.keyboard.press('Enter')
        await expect(cellule(page, i, 'messagesEnvoyes')).toHaveText('40')
        tapees++
      } else if (i < 25) await page.keyboard.press('ArrowDown')
    }
    expect(tapees).toBe(2)
    await attendreEnregistre(page)
  })

  await test.step('a proof for each establishment, all at once', async () => {
    await page.getByRole('tab', { name: 'Preuves' }).click()
    const preuves = etablissements.map(({ finess }) => {
      const preuve = join(dossier, `export-${finess}.pdf`)
      writeFileSync(
        preuve,
        pdfMinimal('Indicateurs', [
          `FINESS ${finess}`,
          'Trois mois jusqu’au 30 septembre 2026',
          'Extrait le 6 octobre 2026',
          ...chiffres.map((n) => `Valeur : ${n}`)
        ])
      )
      return preuve
    })
    await repondreParPlusieurs(app, preuves)
    await page.getByRole('button', { name: 'Joindre des preuves…' }).click()
    const joindre = page.getByRole('dialog', { name: /^Joindre des preuves/u })
    await joindre.getByRole('button', { name: 'Joindre 26 preuves' }).click({ timeout: 30_000 })
    await expect(joindre).toBeHidden({ timeout: 30_000 })
    await expect(page.getByRole('button', { name: 'Conformes (26)' })).toBeVisible()
  })

  await test.step('expenses from the accountant’s list, one date corrected in the preview', async () => {
    await allerA(page, 'Dépenses')
    const liste = join(dossier, 'compta.xlsx')
    const nombre = await ecrireDepenses(liste, organismes[0]?.raisonSociale ?? '')
    await repondreAuxDialogues(app, [liste])
    await page.getByRole('button', { name: 'Importer une liste…' }).first().click()
    const importer = page.getByRole('dialog', { name: 'Importer une liste de dépenses' })
    const date = importer.getByRole('textbox', { name: 'Date facture, ligne 2' })
    await date.fill('10/02/2024')
    await date.press('Enter')
    await importer.getByRole('button', { name: `Importer ${nombre} lignes` }).click()
    await expect(page.getByRole('tab', { name: /^Lignes/u }).locator('.onglet-marque')).toHaveText(String(nombre))
    await page.getByRole('tab', { name: 'État à certifier' }).click()
    const certifie = join(dossier, 'etat-certifie.pdf')
    writeFileSync(certifie, pdfMinimal('État récapitulatif certifié', ['Signé']))
    await repondreAuxDialogues(app, [certifie])
    await page.getByRole('button', { name: 'Joindre l’état certifié…' }).click()
    await expect(page.getByText('etat-certifie.pdf')).toBeVisible()
  })

  for (const [type, debut, fin] of [
    ['VA', '1/10/25', '21/11/25'],
    ['VSR', '1/3/26', '19/6/26']
  ] as const)
    await test.step(`procès-verbaux of ${type}, one for each OG, filled once, signed nine times`, async () => {
      await allerA(page, 'Clôture', `PV de ${type}`)
      await page.locator('.niveau-pv').getByRole('radio', { name: 'Organisme' }).check({ force: true })
      await page.getByRole('button', { name: `Créer les 9 PV de ${type} par organisme` }).click()
      const liste = page.getByRole('list', { name: `Procès-verbaux de ${type}` }).getByRole('button')
      await expect(liste).toHaveCount(9)
      await liste.first().click()
      await remplirPv(page, debut, fin)
      await page.getByRole('button', { name: `Reporter sur les 8 autres PV de ${type}` }).click()
      const sortie = join(dossier, `a-signer-${type}`)
      mkdirSync(sortie)
      for (let i = 0; i < 9; i++) {
        await liste.nth(i).click()
        const fiche = page.locator('.fiche')
        await repondreAuxDialogues(app, [sortie])
        await fiche.getByRole('button', { name: 'Écrire le document à signer…' }).click()
        const ecrit = fiche.getByText(/^✓ PV_/u)
        await expect(ecrit).toBeVisible()
        const pdf = join(sortie, /PV_\w+\.pdf/u.exec(await ecrit.innerText())?.[0] ?? '')
        await repondreAuxDialogues(app, [pdf])
        await fiche.getByRole('button', { name: 'Joindre le PV signé…' }).click()
        await expect(fiche.getByText(/est signé sur les données d’aujourd’hui/u).first()).toBeVisible()
      }
    })

  await test.step('the target missed has its reason', async () => {
    await page.getByRole('tab', { name: 'À justifier' }).click()
    const lignes = page.locator('.justifications .manque')
    await expect(lignes.filter({ hasText: 'DMP' })).not.toHaveCount(0)
    for (let i = 0; i < (await lignes.count()); i++) {
      await lignes.nth(i).getByRole('button', { name: 'Écrire un motif' }).click()
      await lignes.nth(i).getByLabel('Motif').fill('Le connecteur DMP a été livré en juin 2026 : alimentation en cours, cible attendue en décembre.')
      await lignes.nth(i).getByRole('button', { name: 'Terminé' }).click()
    }
    await attendreEnregistre(page)
  })

  await test.step('the package is ready and is written', async () => {
    await expect(navigation(page).getByRole('button', { name: 'Clôture' })).toContainText('Complet')
    await page.getByRole('button', { name: 'Générer la clôture…' }).click()
    const destination = join(dossier, 'cloture')
    mkdirSync(destination)
    await repondreAuxDialogues(app, [destination])
    await page.getByRole('button', { name: 'Choisir où l’écrire…' }).click()
    await expect(page.getByRole('dialog', { name: 'Le dossier est prêt' })).toBeVisible({ timeout: 60_000 })
    const lot =
      readdirSync(destination)
        .map((nom) => join(destination, nom))
        .find((c) => statSync(c).isDirectory()) ?? ''
    const manifeste = readdirSync(lot).find((nom) => nom.endsWith('.json')) ?? ''
    const { fichiers } = JSON.parse(readFileSync(join(lot, manifeste), 'utf8')) as { fichiers: { champ: string }[] }
    expect(new Set(fichiers.map((f) => f.champ))).toEqual(new Set(['va', 'vsr', 'indicateurs', 'preuves', 'depenses', 'bordereau']))
  })
  expect(application.plaintes).toEqual([])
})
