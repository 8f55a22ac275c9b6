import { join } from 'node:path'
import { expect, test } from './application.ts'
import { examiner, examinerTout } from './axe.ts'
import { allerA, creerGrappe, ouvrirExemple, redimensionner, sePresenter, visiterTout } from './gestes.ts'
import { agrandir, debordements } from './mise-en-page.ts'

/** What changes from one phase to the next, and from one tab to the next. */
const regions = ['.travail', '.panneau']
const onglet = ['.travail']

test('every screen is accessible in both themes, fits the window, zoomed too, and is silent', async ({ lancer }) => {
  // Sixty screens.
  test.setTimeout(240_000)
  const { app, page, plaintes } = await lancer()
  const trouvees: string[] = []
  const noter = (ou: string, constats: readonly string[]) => trouvees.push(...constats.map((c) => `${ou} : ${c}`))
  const theme = (colorScheme: 'light' | 'dark') => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const agrandis = await agrandir(app, page)
  await theme('light')
  await redimensionner(app, page, 1366, 768)
  await page.getByRole('dialog').waitFor()
  noter('première ouverture', await examinerTout(page))
  await sePresenter(page)
  noter('accueil', await examinerTout(page))
  // Some phases complete, some not: every state is on screen.
  await ouvrirExemple(page, 'Exemple à compléter')
  noter('tableau de bord', await examinerTout(page))
  await theme('dark')
  noter('tableau de bord, sombre', await examinerTout(page))
  await theme('light')
  let ecrans = 0
  let derniere = ''
  await visiterTout(page, async (nom) => {
    ecrans += 1
    const [phase = ''] = nom.split(' · ')
    noter(nom, await examiner(page, phase === derniere ? onglet : regions))
    derniere = phase
    noter(nom, await debordements(page))
    noter(`${nom}, agrandi`, await agrandis())
    // Colours are those of the theme: one tab in three is enough in the other one.
    if (ecrans % 3 !== 0) return
    await theme('dark')
    noter(`${nom}, sombre`, await examiner(page, regions, 'color-contrast'))
    await theme('light')
  })
  expect(ecrans).toBeGreaterThan(40)
  expect(trouvees).toEqual([])
  // The control: the tool sees what is wrong.
  await allerA(page, 'Clôture')
  await page.locator('.page-titre').evaluate((titre) => {
    titre.before(document.createElement('input'), document.createElement('img'))
  })
  expect((await examiner(page, regions)).map((v) => v.split(' ')[0]).sort()).toEqual(['image-alt', 'label'])
  expect(plaintes).toEqual([])
})

test('no screen scrolls sideways when zoomed, empty', async ({ lancer, dossier }) => {
  const application = await lancer()
  const { app, page, plaintes } = application
  const trouves: string[] = []
  const mesurer = (etat: string) => async (nom: string) => {
    for (const d of await debordements(page)) trouves.push(`${etat}, ${nom} : ${d}`)
  }
  await redimensionner(app, page, 1093, 614)
  await sePresenter(page)
  await mesurer('sans dossier')('accueil')
  await creerGrappe(application, 'Grappe vide', join(dossier, 'vide.db'))
  await visiterTout(page, mesurer('vide'))
  expect(trouves).toEqual([])
  expect(plaintes).toEqual([])
})
