import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { relirePdf } from '#engine/render/pdf/relire-pdf.ts'
import { relireXlsx } from '#engine/render/xlsx/relire-xlsx.ts'
import { expect, repondreAuxDialogues, test } from './application.ts'
import { examiner, examinerTout } from './axe.ts'
import {
  allerA,
  attendreDossier,
  attendreEnregistre,
  attendrePublie,
  cellule,
  creerGrappe,
  ouvrirExemple,
  redimensionner,
  saisirCellule,
  sePresenter
} from './gestes.ts'
import { debordements, textesCoupes } from './mise-en-page.ts'

const formule = '=1+1'
const balise = '<script>document.title="pris"</script><img src=x onerror=alert(1)>'
const bidi = 'Foyer \u202exslx.\u202c שלום مرحبا 👩‍👩‍👧 🏳️‍🌈 e\u0301tude'
const long = `${'Établissement d’accueil, '.repeat(399)}fin.`

test('whatever is typed is shown as text, kept, and printed as text: no formula, no tag, no complaint', async ({ lancer, dossier }) => {
  const chemin = join(dossier, 'textes.db')
  const application = await lancer()
  const { app, page, plaintes } = application
  await sePresenter(page)
  await creerGrappe(application, formule, chemin)
  await expect(page.locator('.barre-nom')).toHaveText(formule)

  await allerA(page, 'Dossier GALIS', 'Présentation')
  const description = page.getByLabel(/^Description du projet/u)
  const contexte = page.getByLabel(/^Contexte/u)
  await description.fill(`${balise}\n${long}`)
  await description.blur()
  await contexte.fill(`avant\u0000\u0007après ${bidi}`)
  await contexte.blur()
  // Invisible control characters are not kept; the rest is, composed.
  await expect(contexte).toHaveValue(`avantaprès ${bidi.normalize('NFC')}`)

  await allerA(page, 'Dossier GALIS', 'Coûts')
  await page.getByRole('button', { name: 'Ajouter un coût' }).click()
  await saisirCellule(page, 0, 'poste', formule)
  await expect(cellule(page, 0, 'poste')).toHaveText(formule)
  await allerA(page, 'Ma grappe', 'Établissements')
  await page.getByRole('button', { name: 'Ajouter un établissement' }).click()
  await saisirCellule(page, 0, 'nom', balise)
  await expect(cellule(page, 0, 'nom')).toHaveText(balise)
  await attendreEnregistre(page)
  await attendrePublie(page)

  await page.getByRole('button', { name: 'Fermer le dossier' }).click()
  await page.getByRole('button', { name: /textes\.db/u }).click()
  await attendreDossier(page)
  await allerA(page, 'Dossier GALIS', 'Présentation')
  await expect(description).toHaveValue(`${balise}\n${long}`)
  await expect(contexte).toHaveValue(`avantaprès ${bidi.normalize('NFC')}`)

  const destination = join(dossier, 'sortie')
  mkdirSync(destination)
  await repondreAuxDialogues(app, [destination])
  await page.getByRole('button', { name: 'Générer le dossier…' }).click()
  await page.getByRole('button', { name: 'Produire un brouillon…' }).click()
  const resultat = page.getByRole('dialog', { name: 'Le brouillon est écrit' })
  await expect(resultat).toBeVisible({ timeout: 30_000 })
  const ecrit = join(destination, await resultat.locator('p strong').first().innerText())

  let postes = 0
  for (const nom of readdirSync(ecrit).filter((n) => n.endsWith('.xlsx')))
    for (const c of relireXlsx(readFileSync(join(ecrit, nom))).feuilles.flatMap((f) => f.cellules)) {
      expect(c.formula ?? '').not.toMatch(/^=?1\+1$|script/u)
      if (c.value === formule) postes++
    }
  expect(postes).toBeGreaterThan(0)
  const note = readdirSync(ecrit).find((n) => /presentation.*\.pdf$/iu.test(n)) ?? ''
  const { textes } = await relirePdf(readFileSync(join(ecrit, note)))
  const imprime = textes.join(' ').replace(/\s+/gu, ' ')
  expect(imprime).toContain('<script>')
  expect(imprime).toContain('accueil, fin.')
  expect(await page.title()).not.toBe('pris')
  expect(plaintes).toEqual([])
})

test('characters that no font has: the final bundle and a document of a screen say which texts, in a panel that fits', async ({ lancer, dossier, capture }) => {
  const { app, page, plaintes } = await lancer()
  await redimensionner(app, page, 1366, 768)
  await sePresenter(page)
  await ouvrirExemple(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const deborde = async (region: string) => [...(await debordements(page)), ...(await textesCoupes(page, region))]
  const impossible = 'Des caractères ne peuvent pas être imprimés'

  await allerA(page, 'Dossier GALIS', 'Présentation')
  await page.getByLabel('Contexte de la grappe').fill(Array.from({ length: 12 }, (_, i) => `Point ${i + 1} 🌻`).join('\n'))
  await attendreEnregistre(page)
  await repondreAuxDialogues(app, [dossier])
  await page.getByRole('button', { name: 'Générer le dossier…' }).click()
  await page.getByRole('button', { name: 'Choisir où l’écrire…' }).click()
  const lot = page.getByRole('dialog', { name: 'Générer : Dossier GALIS' })
  await expect(lot.getByRole('alert')).toContainText(impossible)
  await expect(lot.getByRole('alert').getByRole('listitem').first()).toHaveText('« Point 1 🌻 » (à remplacer : 🌻), dans 01_Note_de_presentation.pdf')
  await lot.getByText('Afficher la suite (2)').click()
  await expect(lot.getByText('« Point 12 🌻 »')).toBeVisible()
  await capture(page, 'caracteres-lot')
  expect([...(await examinerTout(page)), ...(await deborde('dialog'))]).toEqual([])
  expect(readdirSync(dossier)).toEqual([])
  await page.keyboard.press('Escape')

  await allerA(page, 'Ma grappe', 'Grappe')
  await page.getByLabel('Nom de la grappe').fill('Grappe 🌻')
  await attendreEnregistre(page)
  await allerA(page, 'Déploiement')
  await repondreAuxDialogues(app, [join(dossier, 'liste.pdf')])
  await page.getByRole('button', { name: 'Imprimer / PDF…' }).click()
  const panneau = page.locator('#travail').getByRole('alert')
  await expect(panneau).toContainText(impossible)
  await expect(panneau.getByRole('listitem').first()).toContainText('Grappe 🌻')
  await capture(page, 'caracteres-ecran')
  expect([...(await examiner(page, ['.travail'])), ...(await deborde('.travail'))]).toEqual([])
  expect(readdirSync(dossier)).toEqual([])
  expect(plaintes).toEqual([])
})
