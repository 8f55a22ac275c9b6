import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withFinessKey } from '#domain/identifiants.ts'
import { pdfMinimal } from '#engine/exemple/pdf-minimal.ts'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { allerA, cellule, creerGrappe, montrerColonne, saisirCellule, sePresenter } from './gestes.ts'

test('a candidature begun from nothing: lists under unknown headings, planning proposed, amounts calculated, files by OG, a sheet to copy', async ({
  lancer,
  dossier,
  capture
}) => {
  const application = await lancer()
  const { app, page, plaintes } = application
  const fichier = (nom: string, contenu: string | Uint8Array) => {
    writeFileSync(join(dossier, nom), contenu)
    return join(dossier, nom)
  }
  await sePresenter(page)
  await creerGrappe(application, 'Grappe des Garrigues', join(dossier, 'candidature.db'))

  // The organismes, from the list that the porteur keeps.
  await allerA(page, 'Ma grappe', 'Organismes')
  await repondreAuxDialogues(app, [
    fichier('og.csv', 'Organisme;Porteur;Fédération;Nombre d’ESSMS\nAssociation Les Pins;oui;Réseau du Lac;12\nFondation du Vent;non;Réseau du Lac;40\n')
  ])
  await page.getByRole('button', { name: 'Importer une liste…' }).click()
  await page.getByRole('dialog', { name: 'Importer une liste d’organismes' }).getByRole('button', { name: 'Importer 2 lignes' }).click()
  await expect(page.getByRole('list', { name: 'Organismes gestionnaires' }).getByRole('button')).toHaveText([/^Association Les Pins/, /^Fondation du Vent/])

  // No heading names the FINESS: the person says which column it is.
  await page.getByRole('tab', { name: 'Établissements' }).click()
  await repondreAuxDialogues(app, [fichier('essms.csv', `Num;Structure;Gestionnaire\n${withFinessKey('34090001')};EHPAD Les Pins;Association Les Pins\n`)])
  await page.getByRole('button', { name: 'Importer une liste…' }).first().click()
  const liste = page.getByRole('dialog', { name: 'Importer une liste d’établissements' })
  await expect(liste.getByText('Aucune colonne n’est reconnue pour')).toBeVisible()
  await expect(liste.getByRole('button', { name: 'Importer 1 ligne' })).toBeDisabled()
  await capture(page, 'import-colonnes')
  await liste.getByLabel('Champ de la colonne Num').selectOption({ label: 'FINESS géographique (ET)' })
  await liste.getByRole('button', { name: 'Importer 1 ligne' }).click()
  await expect(cellule(page, 0, 'organisme')).toHaveText('Association Les Pins')

  // « Annuler » beside the message goes away with the next change.
  await expect(page.getByRole('button', { name: 'Annuler l’import' })).toBeVisible()
  await saisirCellule(page, 0, 'commune', 'Sète')
  await expect(page.getByRole('button', { name: 'Annuler l’import' })).toHaveCount(0)

  // The planning is proposed once the project has its dates.
  await allerA(page, 'Dossier GALIS', 'Planning')
  const proposer = page.getByRole('button', { name: 'Proposer les jalons' })
  await proposer.click()
  await expect(page.getByLabel('Début du projet')).toBeFocused()
  await page.keyboard.type('4/1/27')
  await page.getByLabel('Fin du projet').fill('29/12/2028')
  await page.getByLabel('Fin du projet').blur()
  await allerA(page, 'Dossier GALIS', 'Planning')
  await proposer.click()
  await expect(page.locator('.ag-row', { hasText: 'VA prononcée' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Afficher l’aperçu' }).click()
  await expect(page.getByRole('complementary', { name: 'Aperçu du document' })).toContainText('Diagramme de Gantt')

  // A cost is calculated like in a spreadsheet, and what does not agree is said in its cell.
  await page.getByRole('tab', { name: 'Coûts' }).click()
  await page.getByRole('button', { name: 'Ajouter un coût' }).click()
  await saisirCellule(page, 0, 'tauxTva', '20')
  await saisirCellule(page, 0, 'ht', '1 000,50')
  await montrerColonne(page, 'ttc')
  await expect(cellule(page, 0, 'ttc')).toHaveText(/1\s200,60/u)
  await saisirCellule(page, 0, 'ttc', '1100')
  await cellule(page, 0, 'ttc').click()
  await expect(page.locator('.grille-etat')).toContainText('Avec ce taux, le TTC serait de')

  // Two affiliated organismes: one authorisation each, and whose is awaited is said.
  await page.getByRole('tab', { name: 'Pièces' }).click()
  const autorisation = page.locator('[data-piece="12"]')
  await expect(autorisation.getByText('Il manque 2 éléments')).toBeVisible()
  for (const nom of ['premiere.pdf', 'seconde.pdf']) {
    await repondreAuxDialogues(app, [fichier(nom, pdfMinimal(nom, ['Autorisation']))])
    await autorisation.getByRole('button', { name: 'Joindre le fichier…' }).click()
    await expect(autorisation.getByText(nom)).toBeVisible()
    if (nom === 'premiere.pdf') await autorisation.getByLabel(`Organisme concerné par ${nom}`).selectOption({ label: 'Fondation du Vent' })
  }
  // The second is the one that was still awaited.
  await expect(autorisation.getByText('Reçu de 2 organismes sur 2.')).toBeVisible()
  await expect(autorisation.getByText(/Il manque/)).toHaveCount(0)
  const convention = page.locator('[data-piece="3"]')
  await repondreAuxDialogues(app, [join(dossier, 'premiere.pdf')])
  await convention.getByRole('button', { name: 'Joindre une délégation de signature…' }).click()
  await expect(convention.getByText('premiere.pdf')).toBeVisible()

  // The day of a deposit noted later is corrected.
  await autorisation.getByRole('checkbox', { name: 'Déposée' }).check()
  await autorisation.getByLabel('Déposée le').fill('3/2/27')
  await autorisation.getByLabel('Déposée le').blur()
  await expect(autorisation.getByLabel('Déposée le')).toHaveValue('03/02/2027')

  // Every value the teleservice asks is one press away.
  await allerA(page, 'Dépôt', 'Fiche de saisie')
  await capture(page, 'fiche-saisie')
  await page.getByRole('button', { name: 'Copier : Date de début' }).click()
  await expect(page.getByRole('button', { name: 'Date de début : copié' })).toBeVisible()

  // An answer leads to what it allows.
  await page.getByRole('tab', { name: 'Dépôts et réponses' }).click()
  await page.getByRole('button', { name: 'Ajouter un dépôt' }).click()
  await page.locator('[data-champ$="|resultat"] select').selectOption({ label: 'Irrecevable' })
  await page.getByRole('button', { name: 'Reprendre pour un autre appel…' }).click()
  await expect(page.getByLabel('Nom de la nouvelle grappe')).toBeVisible()

  // Ctrl+K knows the fields of the organismes.
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type('iban')
  await expect(page.getByRole('dialog', { name: 'Rechercher' }).getByRole('menuitem').first()).toHaveAttribute('data-focused', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('IBAN')).toBeFocused()
  expect(plaintes).toEqual([])
})
