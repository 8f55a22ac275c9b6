import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ouvrirFichier as ouvrirJournal } from '#engine/db/fichier.ts'
import type { Journal } from '#engine/db/journal.ts'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { attendrePublie, ecrireExemple, etatEnregistrement, ouvrirFichier, sePresenter } from './gestes.ts'

/** A copy changed on another computer, by somebody else. */
async function changerAilleurs(modele: string, chemin: string, nom: string, changer: (journal: Journal) => void): Promise<void> {
  const profil = `${chemin}.poste`
  mkdirSync(profil)
  copyFileSync(modele, chemin)
  const auteur = { uuid: crypto.randomUUID(), nom, fonction: 'Directrice', organisation: 'Association des Essais' }
  const ouvert = await ouvrirJournal(chemin, { profil, auteur: () => auteur, version: '0', clock: Date.now, newId: () => crypto.randomUUID() })
  changer(ouvert.journal)
  await ouvert.publier()
  await ouvert.fermer()
}
const lignesDe = (journal: Journal, kind: string) => journal.lireLignes().filter((l) => l.kind === kind && l.vivant)

test('several returned files at once, a twin left by a synchronisation, a double, a value and a version put back, a place that refuses', async ({
  lancer,
  dossier,
  capture
}) => {
  // Where a synchronisation leaves twins, the window says so by itself.
  const nuage = join(dossier, 'OneDrive')
  mkdirSync(nuage)
  const sien = join(nuage, 'grappe.db')
  ecrireExemple(join(dossier, 'poste du porteur'), sien, 3)
  const retours = ['retour de Léa.db', 'retour de Paul.db'].map((nom) => join(dossier, 'recus', nom)) as [string, string]
  mkdirSync(join(dossier, 'recus'))
  const capacite = (rang: number, valeur: number) => (journal: Journal) =>
    void journal.ecrire([{ kind: 'etablissement', id: lignesDe(journal, 'etablissement')[rang]?.id ?? '', champ: 'capacite', valeur }])
  await changerAilleurs(sien, retours[0], 'Léa Retour', capacite(0, 41))
  await changerAilleurs(sien, retours[1], 'Paul Retour', (journal) => {
    const [, , copie] = lignesDe(journal, 'etablissement')
    if (!copie) throw new Error('no establishment')
    journal.ajouter('etablissement', null, copie.cellules['organisme'] as string, {
      organisme: copie.cellules['organisme'] ?? null,
      nom: copie.cellules['nom'] ?? null,
      commune: copie.cellules['commune'] ?? null
    })
  })
  await changerAilleurs(sien, join(nuage, 'grappe-PC-DE-LEA.db'), 'Léa Retour', capacite(1, 52))

  const application = await lancer()
  const { app, page, plaintes } = application
  await sePresenter(page)
  await ouvrirFichier(application, sien)
  const avis = page.locator('.avis', { hasText: 'grappe-PC-DE-LEA.db' })
  await avis.getByRole('button', { name: 'Voir' }).click()
  await expect(page.getByRole('heading', { name: 'Une autre copie est dans le même dossier' })).toBeVisible()
  await capture(page, 'retours-jumeau')
  await app.evaluate(({ dialog }, filePaths) => void Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths }) }), retours)
  await page.getByRole('button', { name: 'Choisir des fichiers…' }).click()
  for (const nom of ['retour de Léa.db', 'retour de Paul.db']) await expect(page.getByRole('region', { name: nom })).toBeVisible()
  await capture(page, 'retours-plusieurs')
  await page.getByRole('button', { name: 'Tout réunir' }).click()
  await expect(page.getByRole('button', { name: 'Annuler cette réunion' })).toBeVisible()
  await capture(page, 'retours-reunis')
  await page.getByRole('button', { name: 'Voir ce qu’elle apporte' }).click()
  await expect(page.getByRole('region', { name: 'grappe-PC-DE-LEA.db' })).toBeVisible()
  await page.getByRole('button', { name: 'Tout réunir' }).click()
  await expect(page.getByText(/grappe-PC-DE-LEA.*reçu/u).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Une autre copie est dans le même dossier' })).toHaveCount(0)

  await page.getByRole('tab', { name: /^À régler/u }).click()
  const double = page.getByRole('region', { name: 'Même établissement ?' })
  await capture(page, 'retours-double')
  await expect(page.getByText('Aucune valeur différente')).toHaveCount(0)
  await double.getByRole('button', { name: 'C’est le même : garder le premier' }).click()
  await expect(double).toHaveCount(0)

  await page.getByRole('tab', { name: 'Historique' }).click()
  const remettre = page.getByRole('button', { name: /^Remettre la valeur d’avant : .*apacité/u })
  await remettre.first().click()
  await expect(page.getByText('La valeur d’avant est remise.')).toBeVisible()
  await capture(page, 'retours-historique')

  await page.getByRole('tab', { name: 'Versions' }).click()
  await capture(page, 'retours-versions')
  await page
    .getByRole('button', { name: /^Revenir à la version/u })
    .last()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revenir à cette version' }).click()
  await expect(page.getByText('Le dossier est revenu à son état du', { exact: false })).toBeVisible()
  await expect(page.getByRole('row', { name: /Avant un retour en arrière/u })).toBeVisible()
  await capture(page, 'retours-version-remise')

  const ferme = join(dossier, 'ferme')
  mkdirSync(ferme)
  chmodSync(ferme, 0o500)
  await repondreAuxDialogues(app, [join(ferme, 'grappe.db')])
  await page.keyboard.press('Control+Shift+S')
  // Nothing is lost, and the sentence says what to do.
  await expect(page.locator('.avis-erreur')).toHaveText(/Cet emplacement est en lecture seule\. Vos saisies sont en sécurité sur ce poste\./u)
  await expect(etatEnregistrement(page).getByRole('button', { name: 'Enregistrer ailleurs' })).toBeVisible()
  await capture(page, 'retours-refus')
  chmodSync(ferme, 0o700)
  await repondreAuxDialogues(app, [join(ferme, 'grappe.db')])
  await etatEnregistrement(page).getByRole('button', { name: 'Enregistrer ailleurs' }).click()
  await attendrePublie(page)
  expect(existsSync(join(ferme, 'grappe.db'))).toBe(true)
  expect(plaintes).toEqual([])
})
