import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type Application, expect, neRienOuvrir, repondreAuxDialogues, test } from './application.ts'
import { allerA, attendreDossier, attendreEnregistre, attendrePublie, ecrireExemple, navigation, ouvrirFichier, sePresenter } from './gestes.ts'

const directrice = { nom: 'Léa Retour', fonction: 'Directrice', organisation: 'Association qui répond' }

const sansDefaut = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(' ')} ${v.nodes[0]?.failureSummary}`)).toEqual([])
}

/** As the system does when a file is double-clicked while Grappe is open. */
const doubleCliquer = ({ app }: Application, ...chemins: string[]) =>
  app.evaluate(({ app: main }, fichiers) => void main.emit('second-instance', {}, ['grappe', ...fichiers], '/', {}), chemins)

async function ouvrirOrganisme(page: Page, nom: string): Promise<void> {
  await allerA(page, 'Ma grappe', 'Organismes')
  await page.getByRole('list', { name: 'Organismes' }).getByRole('button', { name: nom }).click()
  await expect(page.locator('.fiche-tete')).toContainText(nom)
}

async function remplir(page: Page, label: RegExp, texte: string): Promise<void> {
  await page.getByLabel(label).fill(texte)
  await page.getByLabel(label).blur()
  await attendreEnregistre(page)
}

test('a porteur asks an OG, which fills in and sends back; the porteur previews, unites, settles a conflict and undoes', async ({
  lancer,
  dossier,
  profil,
  capture
}) => {
  const [sien, copie, retour] = ['grappe.db', 'demande.db', 'retour.db'].map((nom) => join(dossier, nom)) as [string, string, string]
  ecrireExemple(join(dossier, 'poste du porteur'), sien, 18)
  let organisme = ''
  const plaintes: string[] = []

  await test.step('the porteur writes a copy, its e-mail, and finds it in the register', async () => {
    const porteur = await lancer()
    const { app, page } = porteur
    await sePresenter(page)
    await ouvrirFichier(porteur, sien)
    await allerA(page, 'Partage', 'Envoyer')
    organisme = (await page.getByLabel('À quel organisme ?').locator('option').allInnerTexts())[1] ?? ''
    await ouvrirOrganisme(page, organisme)
    await remplir(page, /^Statut juridique/u, '')
    await allerA(page, 'Partage', 'Envoyer')
    await page.getByLabel('À quel organisme ?').selectOption({ label: organisme })
    await page.getByRole('checkbox', { name: /^Compléter l’identité/u }).check()
    await page.getByLabel('À renvoyer au plus tard le').fill('31/12/2030')
    await page.getByLabel('Un mot pour lui').fill('Merci de vérifier votre statut.')
    await expect(page.getByRole('list', { name: 'Limites des messageries' })).toContainText('Passe à 10 Mo')
    await capture(page, 'partage-envoyer')
    await repondreAuxDialogues(app, [copie])
    await page.getByRole('button', { name: 'Écrire la copie…' }).click()
    await expect(page.getByRole('heading', { name: /La copie est écrite/u })).toBeVisible()
    expect(existsSync(copie)).toBe(true)
    const eml = join(dossier, 'demande.eml')
    await repondreAuxDialogues(app, [eml])
    await neRienOuvrir(app)
    await page.getByRole('button', { name: 'Créer un brouillon d’e-mail…' }).click()
    await expect(page.getByText('Brouillon écrit.')).toBeVisible()
    expect(readFileSync(eml, 'latin1')).toMatch(/^X-Unsent: 1\r\n[\s\S]*filename="demande\.db"/u)
    await capture(page, 'partage-copie-ecrite')
    await page.getByRole('tab', { name: 'Suivi des envois' }).click()
    await expect(page.getByRole('row', { name: organisme })).toContainText('Envoyée')
    // Changed on the porteur's side meanwhile: the OG will change it too.
    await ouvrirOrganisme(page, organisme)
    await remplir(page, /^Fonction du représentant légal/u, 'Directeur général')
    await attendrePublie(page)
    plaintes.push(...porteur.plaintes)
    expect(await porteur.quitter()).toBe(0)
  })

  await test.step('the OG finds what is asked, fills the next field, sends back', async () => {
    const og = await lancer({ GRAPPE_PROFIL: join(profil, 'og') })
    const { app, page } = og
    await sePresenter(page, directrice)
    await repondreAuxDialogues(app, [copie])
    await page.getByRole('button', { name: 'Ouvrir…' }).click()
    await expect(page.getByRole('heading', { name: 'Ce qui vous est demandé', level: 2 })).toBeVisible()
    await expect(page.getByText('Merci de vérifier votre statut.')).toBeVisible()
    const compte = page.locator('.demande-nombre')
    const [fait = 0, total = 0] = ((await compte.innerText()).match(/\d+/gu) ?? []).map(Number)
    expect(fait).toBe(total - 1)
    await sansDefaut(page)
    await page.getByRole('button', { name: 'Champ suivant' }).click()
    await expect(page.getByLabel(/^Statut juridique/u)).toBeFocused()
    await capture(page, 'partage-demande')
    await page.keyboard.type('Fondation')
    await page.keyboard.press('Tab')
    await expect(compte).toHaveText(`${total} sur ${total}`)
    await remplir(page, /^Fonction du représentant légal/u, 'Directrice générale')
    // What is the porteur's is shown, and cannot be changed.
    await allerA(page, 'Ma grappe')
    await expect(page.getByLabel('Nom de la grappe')).toHaveAttribute('readonly', '')
    await expect(navigation(page).getByRole('button', { name: 'Recevabilité' })).toHaveCount(0)
    await navigation(page).getByRole('button', { name: 'Ce qui vous est demandé' }).click()
    await page.getByRole('button', { name: 'Renvoyer au porteur…' }).click()
    await page.getByLabel(/^Un mot pour le porteur/u).fill('Statut vérifié.')
    await repondreAuxDialogues(app, [retour])
    await page.getByRole('button', { name: 'Préparer le renvoi…' }).click()
    await expect(page.getByRole('heading', { name: /prête à renvoyer/u })).toBeVisible()
    await capture(page, 'partage-renvoi')
    expect(existsSync(retour)).toBe(true)
    plaintes.push(...og.plaintes)
    expect(await og.quitter()).toBe(0)
  })

  const porteur = await lancer()
  const { page } = porteur
  await test.step('a double-click on the returned copy asks, shows, unites', async () => {
    await ouvrirFichier(porteur, sien)
    await doubleCliquer(porteur, retour)
    const question = page.getByRole('dialog', { name: /^C’est une copie de la grappe/u })
    await capture(page, 'partage-copie-connue')
    await question.getByRole('button', { name: 'Réunir (conseillé)' }).click()
    const rapport = page.getByRole('region', { name: 'retour.db' })
    await expect(rapport).toContainText(`Retour de ${organisme}`)
    await expect(rapport.getByRole('list', { name: 'Qui a saisi' })).toContainText('Léa Retour, Directrice, Association qui répond')
    const groupe = rapport.locator('.groupe').filter({ hasText: organisme }).first()
    if ((await groupe.getAttribute('open')) === null) await groupe.locator('summary').click()
    await expect(rapport.getByRole('row', { name: /Statut juridique/u })).toContainText('Fondation')
    await expect(rapport.getByRole('row', { name: /Fonction du représentant légal/u })).toContainText('Directeur général')
    await capture(page, 'partage-apercu')
    await sansDefaut(page)
    await page.getByRole('button', { name: 'Tout réunir' }).click()
    await expect(page.getByRole('button', { name: 'Régler la valeur différente' })).toBeVisible()
    await capture(page, 'partage-reuni')
  })
  await test.step('the conflict is settled side by side', async () => {
    await page.getByRole('button', { name: 'Régler la valeur différente' }).click()
    const conflit = page.getByRole('region', { name: /Fonction du représentant légal/u })
    await expect(conflit).toContainText('Directeur général')
    await capture(page, 'partage-conflit')
    await sansDefaut(page)
    await conflit.getByRole('button', { name: 'Garder cette valeur, de Léa Retour' }).click()
    await expect(page.getByText('Aucune valeur différente')).toBeVisible()
    await ouvrirOrganisme(page, organisme)
    await expect(page.getByLabel(/^Fonction du représentant légal/u)).toHaveValue('Directrice générale')
    await expect(page.getByLabel(/^Statut juridique/u)).toHaveValue('Fondation')
    await page.getByLabel(/^Statut juridique/u).focus()
    await page.keyboard.press('Alt+h')
    const historique = page.getByRole('dialog', { name: /Statut juridique$/u })
    await expect(historique.getByRole('row', { name: /Léa Retour/u })).toContainText('Fondation')
    await expect(historique.getByRole('button', { name: /^Remettre la valeur/u })).not.toHaveCount(0)
    await page.keyboard.press('Escape')
  })
  await test.step('the register says it came back; history says who typed', async () => {
    await allerA(page, 'Partage', 'Suivi des envois')
    await expect(page.getByRole('row', { name: organisme })).toContainText('Complète')
    await page.getByRole('tab', { name: 'Historique' }).click()
    const deLea = page
      .getByLabel('Qui, quand')
      .locator('option', { hasText: /^Léa Retour/u })
      .first()
    await expect(deLea).toBeAttached()
    await page.getByLabel('Qui, quand').selectOption({ label: await deLea.innerText() })
    await expect(page.getByRole('row', { name: /Claire Essai/u })).toHaveCount(0)
    await expect(page.getByRole('row', { name: /Statut juridique/u })).toContainText('Fondation')
    await capture(page, 'partage-historique')
    await page.getByRole('tab', { name: 'Versions' }).click()
    await expect(page.getByRole('row', { name: /Avant une réunion/u })).toBeVisible()
    await capture(page, 'partage-versions')
  })
  await test.step('one click undoes the union', async () => {
    await page.getByRole('tab', { name: 'Recevoir' }).click()
    await page.getByRole('button', { name: 'Annuler cette réunion' }).click()
    await expect(page.getByText('La réunion est annulée', { exact: false })).toBeVisible()
    await ouvrirOrganisme(page, organisme)
    await expect(page.getByLabel(/^Fonction du représentant légal/u)).toHaveValue('Directeur général')
    await expect(page.getByLabel(/^Statut juridique/u)).toHaveValue('')
  })
  expect([...plaintes, ...porteur.plaintes]).toEqual([])
})

test('a protected copy asks its words; one opened from an e-mail asks where it is kept', async ({ lancer, dossier }) => {
  const sien = join(dossier, 'grappe.db')
  ecrireExemple(join(dossier, 'autre poste'), sien, 3)
  const application = await lancer({ TMPDIR: dossier })
  const { app, page, plaintes } = application
  await sePresenter(page)
  await repondreAuxDialogues(app, [sien])
  await page.getByRole('button', { name: 'Ouvrir…' }).click()
  const place = page.getByRole('dialog', { name: 'Où voulez-vous garder ce dossier ?' })
  await expect(place).toContainText('e-mail ou un dossier temporaire')
  await sansDefaut(page)
  await place.getByRole('button', { name: 'Plus tard' }).click()
  await attendreDossier(page)
  await allerA(page, 'Partage', 'Envoyer')
  await page.getByRole('radio', { name: /^Toute la grappe/u }).check()
  await page.getByRole('checkbox', { name: /^Protéger par une phrase/u }).check()
  const protege = join(dossier, 'protege.db.age')
  await repondreAuxDialogues(app, [protege])
  await page.getByRole('button', { name: 'Écrire la copie…' }).click()
  const mots = await page.locator('.phrase .copiable-texte').innerText()
  expect(mots.split(' ').length).toBe(6)
  await doubleCliquer(application, protege)
  const question = page.getByRole('dialog', { name: 'Ce fichier est protégé' })
  await question.getByLabel('Phrase').fill('un deux trois quatre cinq six')
  await question.getByRole('button', { name: 'Ouvrir' }).click()
  await expect(question.getByRole('alert')).toContainText('La phrase est incorrecte')
  await question.getByLabel('Phrase').fill(mots)
  await question.getByRole('button', { name: 'Ouvrir' }).click()
  await page
    .getByRole('dialog', { name: /^C’est une copie de la grappe/u })
    .getByRole('button', { name: 'Ouvrir à part en lecture' })
    .click()
  await expect(page.getByText('Lecture seule', { exact: true })).toBeVisible()
  expect(plaintes).toEqual([])
})
