import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { examinerTout } from './axe.ts'
import { allerA, attendreEnregistre, cellule, coller, etatEnregistrement, montrerColonne, ouvrirExemple, sePresenter } from './gestes.ts'

/** First row of establishments and first column of figures in a collection workbook. */
const [premiereLigne, premiereColonne] = [6, 3]

async function remplir(chemin: string, faire: (feuille: ExcelJS.Worksheet) => void): Promise<void> {
  const classeur = new ExcelJS.Workbook()
  await classeur.xlsx.readFile(chemin)
  const feuille = classeur.getWorksheet('Relevés')
  if (!feuille) throw new Error('feuille absente')
  faire(feuille)
  await classeur.xlsx.writeFile(chemin)
}
const classeursDe = (dossier: string) => {
  const ecrit = readdirSync(dossier)
    .map((nom) => join(dossier, nom))
    .find((chemin) => statSync(chemin).isDirectory())
  if (ecrit === undefined) throw new Error('aucun dossier écrit')
  return readdirSync(ecrit)
    .filter((nom) => nom.endsWith('.xlsx'))
    .sort()
    .map((nom) => join(ecrit, nom))
}
/** Number of pixels of the page's picture that are not white. */
const encre = (page: Page) =>
  page.locator('.feuille-pdf canvas').evaluate((toile: HTMLCanvasElement) => {
    const { data } = toile.getContext('2d')?.getImageData(0, 0, toile.width, toile.height) ?? { data: [] }
    let noirs = 0
    for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 128) noirs++
    return noirs
  })

test('collection workbooks out and back, two mistakes seen, a proof attached and its figures highlighted, another one for two', async ({
  lancer,
  dossier,
  capture
}) => {
  const application = await lancer()
  const { app, page } = application
  await sePresenter(page)
  await ouvrirExemple(page)
  await allerA(page, 'Usages', 'Relevés')

  const sortie = join(dossier, 'collecte')
  mkdirSync(sortie)
  await page.getByRole('button', { name: 'Préparer les classeurs de collecte…' }).click()
  await repondreAuxDialogues(app, [sortie])
  await page.getByRole('button', { name: 'Choisir le dossier…' }).click()
  await expect(page.getByRole('dialog', { name: /classeurs sont prêts$/u })).toBeVisible()
  const [premier = '', second = ''] = classeursDe(sortie)
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click()

  let finess = ''
  let nom = ''
  let voisin = { finess: '', nom: '' }
  await remplir(premier, (feuille) => {
    const ligne = feuille.getRow(premiereLigne)
    finess = String(ligne.getCell(1).value)
    nom = String(ligne.getCell(2).value)
    const suivante = feuille.getRow(premiereLigne + 1)
    voisin = { finess: String(suivante.getCell(1).value), nom: String(suivante.getCell(2).value) }
    for (const [i, n] of [123, 41, 44, 42, 43, 47, 45].entries()) ligne.getCell(premiereColonne + i).value = n
  })
  await remplir(second, (feuille) => {
    feuille.getRow(premiereLigne).getCell(premiereColonne).value = 'douze'
    // More active files than persons.
    feuille.getRow(premiereLigne).getCell(premiereColonne + 2).value = 9999
  })
  await page.getByRole('button', { name: 'Reprendre les classeurs revenus…' }).click()
  await repondreAuxDialogues(app, [join(premier, '..')])
  await page.getByRole('button', { name: 'Choisir un dossier entier…' }).click()
  const reprise = page.getByRole('dialog', { name: 'Reprendre les classeurs revenus' })
  await expect(reprise).toContainText('2 relevés à reprendre')
  await expect(reprise.getByRole('rowgroup').filter({ hasText: nom })).toContainText('123')
  await expect(reprise).toContainText('« douze » n’est pas un nombre entier')
  await expect(reprise).toContainText('Ce taux ne peut pas dépasser 100')
  await reprise.getByRole('button', { name: /^Refusé/u }).click()
  await expect(reprise).not.toContainText('123')
  await reprise.getByRole('button', { name: 'Accepter 2 relevés' }).click()
  await expect(reprise).toBeHidden()
  await page.getByLabel('Chercher un établissement').fill(nom)
  await expect(cellule(page, 0, 'messagesEnvoyes')).toHaveText('123')

  // A row pasted from a spreadsheet is one step of undo, in a period that had no relevé.
  await page.getByLabel('Période').selectOption({ index: 2 })
  await page.getByLabel('Chercher un établissement').fill('')
  await montrerColonne(page, 'messagesEnvoyes')
  await cellule(page, 0, 'messagesEnvoyes').click()
  await coller(app, '1\t2\t3\t3\t3\t4\t4\n5\t6\t7\t7\t7\t8\t8')
  await expect(cellule(page, 1, 'personnesProjet')).toHaveText('8')
  await attendreEnregistre(page)
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await expect(cellule(page, 0, 'messagesEnvoyes')).toHaveText('')
  await expect(cellule(page, 1, 'personnesProjet')).toHaveText('')

  await page.getByRole('tab', { name: 'Preuves' }).click()
  await page.getByLabel('Chercher un établissement').fill(nom)
  await expect(page.locator('.preuves-etat').first()).toContainText('À vérifier')
  const preuve = join(dossier, 'export.pdf')
  const lignes = ['Trois mois jusqu’au 30 septembre 2026', 'Extrait le 6 octobre 2026', ...[123, 41, 44, 42, 43, 47, 45].map((n) => `Valeur : ${n}`)]
  writeFileSync(preuve, pdfMinimal('Indicateurs', [`FINESS ${finess}`, ...lignes]))
  await repondreAuxDialogues(app, [preuve])
  await page.getByRole('button', { name: 'Joindre des preuves…' }).click()
  const joindre = page.getByRole('dialog', { name: /^Joindre des preuves/u })
  await expect(joindre.getByRole('combobox')).toHaveText(new RegExp(finess, 'u'))
  await expect(joindre).toContainText('son FINESS est dans le texte')
  await expect(joindre.getByLabel('Remplacer la preuve déjà jointe')).toBeChecked()
  await joindre.getByRole('button', { name: 'Joindre la preuve' }).click()
  await expect(page.locator('.preuves-etat').first()).toContainText('Conforme · 7 chiffres sur 7')
  await expect(page.locator('.feuille-pdf-places .place-trouve')).toHaveCount(7)
  await expect.poll(() => encre(page)).toBeGreaterThan(500)
  await page.getByRole('button', { name: /DMP alimentés 41/u }).click()
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await expect(page.locator('.preuves-etat').first()).toContainText('À vérifier')

  // One PDF for two establishments: proposed from its text, attached at once, removed for one of them only.
  const tableau = join(dossier, 'tableau.pdf')
  writeFileSync(tableau, pdfMinimal('Indicateurs', [`FINESS ${finess}`, `FINESS ${voisin.finess}`, ...lignes]))
  await repondreAuxDialogues(app, [tableau])
  await page.getByRole('button', { name: 'Joindre des preuves…' }).click()
  await expect(joindre).toContainText('leurs FINESS ou leurs noms sont dans le texte')
  await expect(joindre.getByRole('checkbox', { name: new RegExp(voisin.finess, 'u') })).toBeChecked()
  expect(await examinerTout(page)).toEqual([])
  await capture(page, 'usages-preuve-pour-plusieurs')
  await joindre.getByRole('button', { name: 'Joindre la preuve à 2 établissements' }).click()
  const detail = page.getByRole('region', { name: `Preuves de ${nom}` })
  await expect(detail).toContainText(`Sert aussi à ${voisin.nom}`)
  await expect(page.locator('.preuves-etat').first()).toContainText('Conforme')
  await capture(page, 'usages-preuve-servie')
  await detail.getByRole('button', { name: 'Retirer d’ici seulement' }).click()
  await expect(page.locator('.preuves-etat').first()).toContainText('Sans preuve')
  await page.getByLabel('Chercher un établissement').fill(voisin.nom)
  await expect(page.getByRole('region', { name: `Preuves de ${voisin.nom}` })).toContainText('tableau.pdf')

  // « Ce qui manque » opens the establishment without proof, whatever was searched, on the button that joins it.
  await attendreEnregistre(page)
  await page.getByRole('tab', { name: 'Relevés' }).click()
  const panneau = page.getByRole('complementary', { name: 'Ce qui manque' })
  if (!(await panneau.isVisible())) await page.getByRole('button', { name: /^Ce qui manque/u }).click()
  await panneau.getByRole('button', { name: new RegExp(`^Preuve d’usage absente.: ${nom}`, 'u') }).click()
  await expect(detail.getByRole('button', { name: 'Joindre la preuve…' })).toBeFocused()
  await expect(page.getByLabel('Chercher un établissement')).toHaveValue('')
  await page.getByLabel('Chercher un établissement').fill(nom)
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await expect(detail).toContainText('tableau.pdf')
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await expect(detail).not.toContainText('tableau.pdf')
  expect(application.plaintes).toEqual([])
})

test('an indicator of the grappe’s own: added in the settings, pasted in its tab, undone, found, and gone with the last one', async ({ lancer, capture }) => {
  const { app, page } = await lancer()
  await sePresenter(page)
  await ouvrirExemple(page)
  await allerA(page, 'Usages', 'Réglages')
  await expect(page.getByRole('tab', { name: 'Autres indicateurs' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Ajouter un indicateur' }).click()
  await cellule(page, 0, 'nom').click()
  await coller(app, 'E-prescription\tOrdonnances électroniques\tOrdonnances de la période\t60')
  await expect(cellule(page, 0, 'cible')).toHaveText('60')
  await attendreEnregistre(page)
  await capture(page, 'usages-reglages-propres')

  await page.getByRole('tab', { name: 'Autres indicateurs' }).click()
  const [numerateur, denominateur, taux] = await page
    .locator('.ag-header-cell[col-id*="."]')
    .evaluateAll((tous) => tous.map((e) => e.getAttribute('col-id') ?? ''))
  if (numerateur === undefined || denominateur === undefined || taux === undefined) throw new Error('colonnes absentes')
  await cellule(page, 0, numerateur).click()
  await coller(app, '33\t52\n12\tdouze\n7\t0')
  await expect(cellule(page, 0, taux)).toHaveText(/^63,5/u)
  await expect(cellule(page, 1, denominateur)).toHaveText('douze')
  await expect(cellule(page, 2, taux)).toHaveText('Non calculable')
  await expect(page.locator('.resultats-propres')).toContainText('16 établissements sans chiffres')
  await expect(etatEnregistrement(page)).toHaveText(/1 saisie illisible/u)
  expect(await examinerTout(page)).toEqual([])
  await capture(page, 'usages-autres-indicateurs')
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await expect(cellule(page, 0, numerateur)).toHaveText('')

  // What lacks leads to the cell, from another tab and another period.
  await page.getByLabel('Période').selectOption({ index: 2 })
  await page.getByRole('tab', { name: 'Relevés' }).click()
  const panneau = page.getByRole('complementary', { name: 'Ce qui manque' })
  await page.getByRole('button', { name: /^Ce qui manque/u }).click()
  await panneau.getByText('Bon à savoir').click()
  await panneau.getByRole('button', { name: /^E-prescription : .* pour la clôture/u }).click()
  await expect(page.getByRole('tab', { name: 'Autres indicateurs' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.locator(`.ag-cell-focus[col-id="${numerateur}"]`)).toBeFocused()
  await expect(page.getByLabel('Période')).toHaveValue('cloture')

  await page.keyboard.press('ControlOrMeta+K')
  const recherche = page.getByRole('dialog', { name: 'Rechercher' })
  await expect(recherche.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('ordonnances de la')
  await expect(recherche.getByRole('menuitem').first()).toHaveText(/E-prescription/u)
  await expect(recherche.getByRole('menuitem').first()).toHaveAttribute('data-focused', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Réglages' })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
  await expect(page.getByRole('tab', { name: 'Autres indicateurs' })).toHaveCount(0)
})
