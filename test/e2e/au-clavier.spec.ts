import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { attendreDossier, attendreEnregistre, auteur, cellule, ecrireExemple, enLigneDeCommande, navigation } from './gestes.ts'
import { type Mains, mains } from './mains.ts'

/** The two journeys of a director who uses the keyboard alone: no call of a mouse anywhere here, and the page heard none. */

/** Empties fields of a file from another computer: what the person will fill. */
function vider(profil: string, chemin: string, champs: readonly string[]): void {
  for (const champ of champs) enLigneDeCommande(profil, 'saisir', chemin, champ, '')
}

async function sePresenter(m: Mains): Promise<void> {
  const dialogue = m.page.getByRole('dialog', { name: 'Qui êtes-vous ?' })
  await expect(dialogue).toBeVisible()
  // The dialog keeps the focus: a whole turn of Tab never leaves it.
  for (let i = 0; i < 6; i++) {
    await m.touche('Tab')
    expect(await m.page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true)
  }
  await m.aller(dialogue.getByRole('button', { name: 'Commencer' }))
  await m.touche('Enter')
  await expect(dialogue.getByRole('alert')).toContainText('Indiquez votre nom')
  await m.aller(dialogue.getByLabel('Nom et prénom'))
  await m.taper(auteur.nom)
  await m.touche('Tab')
  await m.taper(auteur.fonction)
  await m.touche('Tab')
  await m.taper(auteur.organisation)
  await m.touche('Enter')
  await expect(dialogue).toBeHidden()
}

async function ouvrirPhase(m: Mains, phase: string): Promise<void> {
  await m.region('navigation')
  await m.aller(navigation(m.page).getByRole('button', { name: phase }))
  await m.touche('Enter')
  await expect(m.page.locator('.page-titre')).toHaveText(phase)
  await expect(m.page.getByText(/^Chargement/u)).toHaveCount(0)
}

/** Arrow keys choose a tab, Enter opens it. */
async function ouvrirOnglet(m: Mains, nom: string): Promise<void> {
  await m.region('travail')
  const liste = m.page.getByRole('tablist').first()
  await m.aller(liste.locator('[aria-selected="true"]'))
  const onglet = m.page.getByRole('tab', { name: nom })
  for (let i = 0; i < 10 && !(await onglet.evaluate((e) => e === document.activeElement)); i++) await m.touche('ArrowRight')
  await m.touche('Enter')
  await expect(onglet).toHaveAttribute('aria-selected', 'true')
}

/** « Générer… » of a bundle, to the files on the disk; the dialogs give the focus back where it was. */
async function generer(m: Mains, bouton: string, destination: string): Promise<string> {
  const { page } = m
  const ouvre = page.getByRole('button', { name: bouton }).first()
  await m.region('travail')
  await m.aller(ouvre)
  await m.touche('Enter')
  const dialogue = page.getByRole('dialog', { name: /^Générer/u })
  const ecrire = dialogue.getByRole('button', { name: 'Choisir où l’écrire…' })
  await expect(ecrire).toBeVisible()
  await m.touche('Escape')
  await expect(dialogue).toBeHidden()
  await expect(ouvre).toBeFocused()
  await m.touche('Enter')
  await m.aller(ecrire)
  await m.touche('Enter')
  const resultat = page.getByRole('dialog', { name: 'Le dossier est prêt' })
  await expect(resultat).toBeVisible({ timeout: 30_000 })
  const nom = await resultat.locator('p strong').first().innerText()
  await m.aller(resultat.getByRole('button', { name: 'Ouvrir le dossier' }))
  await m.touche('Escape')
  await expect(resultat).toBeHidden()
  await expect(ouvre).toBeFocused()
  return join(destination, nom)
}

async function ouvrirFichier(m: Mains): Promise<void> {
  await m.aller(m.page.getByRole('button', { name: 'Ouvrir…' }))
  await m.touche('Enter')
  await attendreDossier(m.page)
}

const enPanneau = (page: Page) => page.getByRole('complementary', { name: 'Ce qui manque' })

test('keyboard alone: create a grappe, correct an error, then complete a candidature up to its GALIS bundle', async ({ lancer, dossier }) => {
  const recu = join(dossier, 'recu.db')
  ecrireExemple(join(dossier, 'autre poste'), recu, 18)
  vider(join(dossier, 'autre poste'), recu, ['grappe.description', 'etablissements[1].commune'])
  const destination = join(dossier, 'galis')
  mkdirSync(destination)
  const { app, page, plaintes } = await lancer()
  const m = await mains(page)
  await sePresenter(m)

  await test.step('a new grappe: the missing name is said where the focus is', async () => {
    await repondreAuxDialogues(app, [join(dossier, 'neuve.db'), recu, destination])
    await m.aller(page.getByRole('button', { name: 'Créer…' }))
    await m.touche('Enter')
    const nom = page.getByLabel('Nom de la grappe')
    await expect(nom).toBeFocused()
    await expect(nom).toHaveAccessibleDescription(/Donnez un nom à la grappe/u)
    await m.taper('Grappe au clavier')
    await m.touche('Enter')
    await attendreDossier(page)
    await ouvrirPhase(m, 'Ma grappe')
    await m.region('travail')
    const debut = page.getByLabel(/^Début du projet/u)
    await m.aller(debut)
    await m.taper('31/02/2027')
    await m.touche('Tab')
    await expect(debut).toHaveAttribute('aria-invalid', 'true')
    await expect(debut).toHaveAccessibleDescription(/Une date est attendue/u)
    await m.touche('Shift+Tab', 'ControlOrMeta+A')
    await m.taper('1/3/2027')
    await m.touche('Tab')
    await expect(debut).toHaveValue('01/03/2027')
    await attendreEnregistre(page)
    await m.region('barre-haut')
    await m.aller(page.getByRole('button', { name: 'Fermer le dossier' }))
    await m.touche('Enter')
    await ouvrirFichier(m)
  })

  await test.step('a long text, and a cell of the grid', async () => {
    await ouvrirPhase(m, 'Dossier GALIS')
    await ouvrirOnglet(m, 'Présentation')
    await m.aller(page.getByLabel(/^Description du projet/u))
    await m.taper('Un dossier usager commun aux dix-huit établissements.')
    await ouvrirPhase(m, 'Ma grappe')
    await ouvrirOnglet(m, 'Établissements')
    await m.aller(page.locator('.ag-header-cell').first())
    await m.cellule(0, 'commune')
    await m.taper('Sète')
    await m.touche('Enter')
    await expect(cellule(page, 0, 'commune')).toHaveText('Sète')
    await attendreEnregistre(page)
  })

  await test.step('a wrong key of FINESS, confirmed with a reason in « Ce qui manque »', async () => {
    await m.cellule(0, 'finess', 'gauche')
    await m.taper('340790018')
    await m.touche('Enter')
    await m.region('panneau')
    const motif = enPanneau(page).locator('.manque', { hasText: 'clé de contrôle' })
    await m.aller(motif.getByRole('button', { name: 'Écrire un motif' }))
    await m.touche('Enter')
    await m.aller(motif.getByLabel('Motif'))
    await m.taper('Numéro lu sur l’arrêté.')
    await m.touche('Tab', 'Enter')
    await expect(motif).toContainText('✓ Motif : Numéro lu sur l’arrêté.')
  })

  await test.step('the signed convention, later: folded, opened, justified', async () => {
    await ouvrirPhase(m, 'Dossier GALIS')
    // Nothing holds the bundles under way back here: the panel is folded until it is asked for, and takes the focus.
    await m.region('travail')
    await m.aller(page.getByRole('button', { name: 'Ce qui manque', exact: true }))
    await m.touche('Enter')
    await expect(enPanneau(page)).toBeFocused()
    const tard = enPanneau(page).locator('.manques-plus-tard')
    await m.aller(tard.locator('summary'))
    await m.touche('Enter')
    await expect(tard.getByRole('heading', { name: /^Dossier GALIS/u })).toBeVisible()
    const signature = tard.locator('.manque', { hasText: 'signée sur des données modifiées' }).first()
    await m.aller(signature.getByRole('button', { name: 'Écrire un motif' }))
    await m.touche('Enter')
    await m.aller(signature.getByLabel('Motif'))
    await m.taper('Seul le numéro FINESS a changé.')
    await m.touche('Tab', 'Enter')
    await attendreEnregistre(page)
  })

  const galis = await generer(m, 'Générer le dossier…', destination)
  expect(existsSync(join(galis, 'manifeste.json')) && existsSync(`${galis}.zip`)).toBe(true)
  await m.sansSouris()
  expect(plaintes).toEqual([])
})

test('keyboard alone: open, complete and write the closure bundle', async ({ lancer, dossier }) => {
  const recu = join(dossier, 'cloture.db')
  ecrireExemple(join(dossier, 'autre poste'), recu, 18)
  vider(join(dossier, 'autre poste'), recu, ['grappe.lienCloture'])
  const destination = join(dossier, 'sortie')
  mkdirSync(destination)
  const { app, page, plaintes } = await lancer()
  const m = await mains(page)
  await sePresenter(m)
  await repondreAuxDialogues(app, [recu, destination])
  await ouvrirFichier(m)

  await ouvrirPhase(m, 'Clôture')
  await m.region('panneau')
  await m.aller(enPanneau(page).getByRole('button', { name: /^Lien de la démarche/u }))
  await m.touche('Enter')
  await expect(page.getByLabel(/^Lien de la démarche/u)).toBeFocused()
  await m.taper('https://demarche.exemple.fr/commencer/cloture')
  await m.touche('Tab')
  await attendreEnregistre(page)
  const cloture = await generer(m, 'Générer la clôture…', destination)
  expect(existsSync(join(cloture, 'manifeste.json')) && existsSync(`${cloture}.zip`)).toBe(true)
  await m.sansSouris()
  expect(plaintes).toEqual([])
})
