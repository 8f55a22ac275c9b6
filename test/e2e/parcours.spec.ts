import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { withFinessKey } from '#domain/identifiants.ts'
import { type Application, expect, repondreAuxDialogues, test } from './application.ts'
import {
  allerA,
  attendreDossier,
  attendreEnregistre,
  attendrePublie,
  cellule,
  creerGrappe,
  ecrireExemple,
  montrerColonne,
  navigation,
  ouvrirExemple,
  ouvrirFichier,
  saisirCellule,
  sePresenter
} from './gestes.ts'

const finess = ['34000001', '34000002', '34000003'].map(withFinessKey)
const liste = [
  'N° FINESS;Nom de l’établissement;Catégorie;Adresse;Code postal;Commune;Capacité;FINESS EJ;Organisme gestionnaire',
  `${finess[0]};EHPAD des Essais;500;1 rue des Lilas;34000;Montpellier;60;${withFinessKey('34078000')};Association des Essais`,
  `${finess[1]};MAS du Parcours;255;2 rue des Lilas;34000;Montpellier;40;${withFinessKey('34078000')};Association des Essais`,
  `${finess[2]};SAVS de la Route;446;3 rue des Lilas;34000;Montpellier;vingt;${withFinessKey('34078000')};Association des Essais`
].join('\r\n')

/** What the navigation says is left to do in a phase: « 12 à compléter » is 12, « Complet » is 0. */
async function aCompleter(page: Page, phase: string): Promise<number> {
  const texte = await navigation(page).getByRole('button', { name: phase }).innerText()
  return Number(/(\d+) à (?:compléter|justifier)/u.exec(texte)?.[1] ?? 0)
}

test('from an empty folder: create, import a list, type, undo, close, find everything again', async ({ lancer, dossier, capture }) => {
  const chemin = join(dossier, 'Parcours d’essai.db')
  const premiere = await lancer()
  const { app, page } = premiere
  await sePresenter(page)
  await creerGrappe(premiere, 'Grappe du Parcours', chemin)
  expect(existsSync(chemin)).toBe(true)

  await test.step('fields of the grappe', async () => {
    await allerA(page, 'Ma grappe')
    const avant = await aCompleter(page, 'Ma grappe')
    await page.getByRole('radio', { name: 'Acquisition', exact: true }).check({ force: true })
    await page.getByLabel('Instruction de rattachement').selectOption({ label: '2023' })
    const debut = page.getByLabel(/^Début du projet/u)
    await debut.fill('5/3/26')
    await debut.blur()
    await expect(debut).toHaveValue('05/03/2026')
    await expect.poll(() => aCompleter(page, 'Ma grappe')).toBeLessThan(avant)
    await attendreEnregistre(page)
  })

  await test.step('a value that cannot be read stays shown with its reason', async () => {
    const fin = page.getByLabel(/^Fin du projet/u)
    await fin.fill('31/02/2027')
    await fin.blur()
    await expect(fin).toHaveAttribute('aria-invalid', 'true')
    await allerA(page, 'Dépôt')
    await allerA(page, 'Ma grappe')
    await expect(fin).toHaveValue('31/02/2027')
    await fin.fill('28/02/2027')
    await fin.blur()
    await expect(fin).toHaveAttribute('aria-invalid', 'false')
  })

  await test.step('import of a list', async () => {
    const csv = join(dossier, 'liste.csv')
    writeFileSync(csv, `\ufeff${liste}`)
    await navigation(page).getByRole('button', { name: 'Tableau de bord' }).click()
    await capture(page, 'bien-commencer')
    await repondreAuxDialogues(app, [csv])
    await page.getByRole('region', { name: 'Bien commencer' }).getByRole('button', { name: 'Importer une liste…' }).click()
    const dialogue = page.getByRole('dialog', { name: 'Importer une liste d’établissements' })
    // What is to be checked is shown first, then everything.
    const aCorriger = dialogue.getByRole('textbox', { name: 'Capacité, ligne 4' })
    await expect(aCorriger).toHaveValue('vingt')
    await expect(aCorriger).toBeFocused()
    await expect(dialogue.getByRole('row')).toHaveCount(2)
    await dialogue.getByLabel('Ne montrer que cette ligne').uncheck()
    await expect(dialogue.getByRole('row')).toHaveCount(4)
    await expect(dialogue.getByLabel('Champ de la colonne N° FINESS')).toHaveValue('finess')
    await dialogue.getByRole('button', { name: 'Importer 3 lignes' }).click()
    await expect(dialogue).toBeHidden()
    await expect(page.getByRole('region', { name: 'Bien commencer' })).toHaveCount(0)
    await allerA(page, 'Ma grappe', 'Établissements')
    await expect(page.getByText('3 lignes')).toBeVisible()
    await expect(page.getByRole('tab', { name: 'Organismes' })).toContainText('1')
  })

  await test.step('the grid: a number, a wrong number kept with its reason, its correction', async () => {
    await saisirCellule(page, 2, 'capacite', 'vingt')
    await expect(cellule(page, 2, 'capacite')).toHaveClass(/cellule-erreur/u)
    await saisirCellule(page, 2, 'capacite', '20')
    await expect(cellule(page, 2, 'capacite')).toHaveText('20')
    await expect(page.locator('.ag-row-pinned [col-id="capacite"]')).toHaveText('120')
  })

  await test.step('undo and redo', async () => {
    await page.getByRole('button', { name: 'Annuler la dernière modification' }).click()
    await expect(cellule(page, 2, 'capacite')).toHaveText('')
    await page.getByRole('button', { name: 'Rétablir la modification annulée' }).click()
    await expect(cellule(page, 2, 'capacite')).toHaveText('20')
  })

  await test.step('« Ce qui manque » goes to the field, and the number goes down once it is filled', async () => {
    await page.getByRole('tab', { name: 'Organismes' }).click()
    const panneau = page.getByRole('button', { name: /^Ce qui manque/u })
    if (await panneau.isVisible()) await panneau.click()
    const avant = await aCompleter(page, 'Ma grappe')
    await page
      .getByRole('complementary', { name: 'Ce qui manque' })
      .getByRole('button', { name: /^Statut juridique/u })
      .click()
    const statut = page.getByLabel(/^Statut juridique/u)
    await expect(statut).toBeFocused()
    await statut.fill('Association loi 1901')
    await statut.blur()
    await expect.poll(() => aCompleter(page, 'Ma grappe')).toBeLessThan(avant)
  })

  await attendrePublie(page)
  expect(premiere.plaintes).toEqual([])
  expect(await premiere.quitter()).toBe(0)

  const seconde = await lancer()
  await seconde.page.getByRole('button', { name: /Parcours d’essai\.db/u }).click()
  await attendreDossier(seconde.page)
  await allerA(seconde.page, 'Ma grappe')
  await expect(seconde.page.getByLabel('Nom de la grappe')).toHaveValue('Grappe du Parcours')
  await expect(seconde.page.getByLabel(/^Fin du projet/u)).toHaveValue('28/02/2027')
  await seconde.page.getByRole('tab', { name: 'Organismes' }).click()
  await expect(seconde.page.getByLabel(/^Raison sociale/u)).toHaveValue('Association des Essais')
  await expect(seconde.page.getByLabel(/^Statut juridique/u)).toHaveValue('Association loi 1901')
  await seconde.page.getByRole('tab', { name: 'Établissements' }).click()
  await expect(cellule(seconde.page, 0, 'finess')).toHaveText(finess[0] ?? '')
  await montrerColonne(seconde.page, 'capacite')
  await expect(cellule(seconde.page, 2, 'capacite')).toHaveText('20')
  await expect(seconde.page.getByRole('dialog')).toHaveCount(0)
  expect(await seconde.quitter()).toBe(0)
})

/** Asks for a bundle in the window and waits for the result; gives the folder written. */
async function generer({ app, page }: Application, phase: string, bouton: string, choix: string, destination: string): Promise<string> {
  mkdirSync(destination)
  await allerA(page, phase)
  await page.getByRole('button', { name: bouton }).click()
  await repondreAuxDialogues(app, [destination])
  await page.getByRole('button', { name: choix }).click()
  const resultat = page.getByRole('dialog', { name: /^Le (?:dossier est prêt|brouillon est écrit)$/u })
  await expect(resultat).toBeVisible({ timeout: 30_000 })
  const nom = await resultat.locator('p strong').first().innerText()
  await expect(resultat.getByRole('row').nth(3)).toBeVisible()
  await resultat.getByRole('button', { name: 'Fermer', exact: true }).last().click()
  return join(destination, nom)
}

/** Reads the manifest with nothing but Node: every file is there, with its size and its SHA-256. Gives their number. */
function verifierManifeste(dossier: string): number {
  const nom = readdirSync(dossier).find((n) => n.endsWith('.json'))
  const { fichiers } = JSON.parse(readFileSync(join(dossier, nom ?? ''), 'utf8')) as { fichiers: { nom: string; taille: number; sha256: string }[] }
  for (const f of fichiers) {
    const bytes = readFileSync(join(dossier, f.nom))
    expect([f.nom, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([f.nom, f.taille, f.sha256])
  }
  return fichiers.length
}

test('the complete example gives both bundles from the window', async ({ lancer, dossier }) => {
  const application = await lancer()
  await sePresenter(application.page)
  await ouvrirExemple(application.page)
  const galis = await generer(application, 'Dossier GALIS', 'Générer le dossier…', 'Choisir où l’écrire…', join(dossier, 'galis'))
  expect(verifierManifeste(galis)).toBeGreaterThan(14)
  const cloture = await generer(application, 'Clôture', 'Générer la clôture…', 'Choisir où l’écrire…', join(dossier, 'cloture'))
  expect(verifierManifeste(cloture)).toBeGreaterThan(5)
  for (const folder of [galis, cloture]) expect(existsSync(`${folder}.zip`)).toBe(true)
  expect(application.plaintes).toEqual([])
})

test('an incomplete dossier says what holds it back and gives a draft', async ({ lancer, dossier }) => {
  const application = await lancer()
  const { page } = application
  await sePresenter(page)
  await ouvrirExemple(page, 'Exemple à compléter')
  await allerA(page, 'Dossier GALIS')
  await page.getByRole('button', { name: 'Générer le dossier…' }).click()
  const dialogue = page.getByRole('dialog', { name: /^Générer/u })
  await expect(dialogue.getByRole('heading', { name: /^À compléter/u })).toBeVisible()
  await expect(dialogue.getByRole('button', { name: 'Choisir où l’écrire…' })).toHaveCount(0)
  await dialogue.getByRole('button', { name: 'Fermer' }).click()
  const brouillon = await generer(application, 'Dossier GALIS', 'Générer le dossier…', 'Produire un brouillon…', join(dossier, 'brouillon'))
  expect(brouillon).toMatch(/brouillon/iu)
  expect(verifierManifeste(brouillon)).toBeGreaterThan(10)
})

/** Time in the page, in ms, from the next click to a text: the driver looks only after longer and longer pauses. NaN when one did not come. */
async function chronometrer(page: Page, texte: string): Promise<() => Promise<number>> {
  await page.evaluate((attendu) => {
    const temps = { presse: Number.NaN, dit: Number.NaN }
    Object.assign(globalThis, { temps })
    addEventListener('click', () => void Object.assign(temps, { presse: performance.now() }), { capture: true, once: true })
    const vue = new MutationObserver(() => {
      if (!document.body.textContent?.includes(attendu)) return
      Object.assign(temps, { dit: performance.now() })
      vue.disconnect()
    })
    vue.observe(document.body, { subtree: true, childList: true, characterData: true })
  }, texte)
  return () =>
    page.evaluate(() => {
      const { presse, dit } = (globalThis as unknown as { temps: { presse: number; dit: number } }).temps
      return dit - presse
    })
}

test('a long generation shows its progress, stops within a second when asked and leaves nothing', async ({ lancer, dossier }) => {
  ecrireExemple(join(dossier, 'autre poste'), join(dossier, 'grande.db'), 500)
  const application = await lancer()
  const { app, page } = application
  await sePresenter(page)
  await ouvrirFichier(application, join(dossier, 'grande.db'))
  await allerA(page, 'Clôture')
  await page.getByRole('button', { name: 'Générer la clôture…' }).click()
  const destination = join(dossier, 'sortie')
  mkdirSync(destination)
  await repondreAuxDialogues(app, [destination])
  await page
    .getByRole('button', { name: /Choisir où l’écrire…|Produire un brouillon…/u })
    .last()
    .click()
  const progression = page.getByRole('dialog', { name: /^Génération/u })
  await expect(progression).toBeVisible()
  await expect(progression).toContainText(/ sur /u)
  const attente = await chronometrer(page, 'Génération annulée')
  await progression.getByRole('button', { name: 'Annuler' }).click()
  await expect(page.getByText('Génération annulée : rien n’a été écrit.')).toBeVisible()
  expect(await attente()).toBeLessThan(1000)
  expect(readdirSync(destination)).toEqual([])
  expect(application.plaintes).toEqual([])
})
