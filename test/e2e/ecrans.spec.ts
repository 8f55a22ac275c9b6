import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './application.ts'
import { creerGrappe, ouvrirExemple, redimensionner, sePresenter, visiterTout } from './gestes.ts'

const niveaux = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Violations of WCAG 2.2 A and AA on the page as it stands: rule, number of elements, first one. */
async function violations(page: Page): Promise<string[]> {
  const { violations: trouvees } = await new AxeBuilder({ page }).setLegacyMode().withTags(niveaux).analyze()
  return trouvees.map((v) => `${v.id} ×${v.nodes.length} : ${v.nodes[0]?.target.join(' ')} — ${v.nodes[0]?.failureSummary?.split('\n')[1]?.trim()}`)
}

/** Elements that make the page itself, or the work region, wider than it is. Grids and tables scroll inside their own frame. */
const debordements = (page: Page) =>
  page.evaluate(() =>
    ['html', '.travail', '.accueil', '.panneau', '.navigation'].flatMap((selecteur) => {
      const cadre = document.querySelector(selecteur)
      return cadre && cadre.scrollWidth > cadre.clientWidth ? [`${selecteur} ${cadre.scrollWidth} > ${cadre.clientWidth}`] : []
    })
  )

for (const theme of ['light', 'dark'] as const) {
  test(`every screen is accessible and silent (${theme})`, async ({ lancer }) => {
    const { app, page, plaintes } = await lancer()
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await redimensionner(app, page, 1366, 768)
    const trouvees: string[] = []
    const examiner = async (nom: string) => {
      for (const v of await violations(page)) trouvees.push(`${nom} : ${v}`)
    }
    await page.getByRole('dialog').waitFor()
    await examiner('première ouverture')
    await sePresenter(page)
    await examiner('accueil')
    await ouvrirExemple(page)
    await visiterTout(page, examiner)
    expect(trouvees).toEqual([])
    expect(plaintes).toEqual([])
  })
}

test('no screen scrolls sideways, empty or full, at 1366 × 768 and when zoomed', async ({ lancer, dossier }) => {
  const application = await lancer()
  const { app, page, plaintes } = application
  const trouves: string[] = []
  const mesurer = (etat: string) => async (nom: string) => {
    for (const d of await debordements(page)) trouves.push(`${etat}, ${nom} : ${d}`)
  }
  await redimensionner(app, page, 1093, 614)
  await sePresenter(page)
  await mesurer('petite')('accueil')
  await creerGrappe(application, 'Grappe vide', join(dossier, 'vide.db'))
  await visiterTout(page, mesurer('vide, 1093'))
  await page.getByRole('button', { name: 'Fermer le dossier' }).click()
  await ouvrirExemple(page, 'Exemple à compléter')
  for (const [largeur, hauteur] of [
    [1093, 614],
    [1366, 768]
  ] as const) {
    await redimensionner(app, page, largeur, hauteur)
    await visiterTout(page, mesurer(`exemple, ${largeur}`))
  }
  expect(trouves).toEqual([])
  expect(plaintes).toEqual([])
})
