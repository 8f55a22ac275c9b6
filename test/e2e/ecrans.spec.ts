import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './application.ts'
import { allerA, creerGrappe, ouvrirExemple, redimensionner, sePresenter, visiterTout } from './gestes.ts'
import { debordements } from './mise-en-page.ts'

const niveaux = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}
interface Axe {
  readonly run: (ou: unknown, options: unknown) => Promise<{ readonly violations: readonly Violation[] }>
}

const enClair = (violations: readonly Violation[]) =>
  violations.map((v) => `${v.id} ×${v.nodes.length} : ${v.nodes[0]?.target.join(' ')} — ${v.nodes[0]?.failureSummary?.split('\n')[1]?.trim()}`)

/** Whole page, and the proof that the tool sees: it stays in the page for `examiner`. */
async function examinerTout(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().withTags(niveaux).analyze()
  expect(passes.length).toBeGreaterThan(8)
  return enClair(violations)
}

/** What changes from one screen to the next: the work region, the panel, dialogs. All the rules, or one. */
async function examiner(page: Page, regle?: string): Promise<string[]> {
  const trouvees = await page.evaluate(
    async ([tags, seule]) => {
      const { axe } = window as unknown as { readonly axe: Axe }
      const runOnly = seule === undefined ? { type: 'tag', values: tags } : { type: 'rule', values: [seule] }
      const { violations } = await axe.run(
        { include: [['.travail'], ['.panneau']].filter(([cadre]) => document.querySelector(cadre as string)) },
        { runOnly, resultTypes: ['violations'], elementRef: false }
      )
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })) as Violation[]
    },
    [niveaux, regle] as const
  )
  return enClair(trouvees)
}

test('every screen is accessible in both themes, fits the window and is silent', async ({ lancer }) => {
  const { app, page, plaintes } = await lancer()
  const trouvees: string[] = []
  const noter = (ou: string, constats: readonly string[]) => trouvees.push(...constats.map((c) => `${ou} : ${c}`))
  const theme = (colorScheme: 'light' | 'dark') => page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
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
  await visiterTout(page, async (nom) => {
    ecrans += 1
    noter(nom, await examiner(page))
    noter(nom, await debordements(page))
    // Colours are those of the theme: one tab in three is enough in the other one.
    if (ecrans % 3 !== 0) return
    await theme('dark')
    noter(`${nom}, sombre`, await examiner(page, 'color-contrast'))
    await theme('light')
  })
  expect(ecrans).toBeGreaterThan(40)
  await allerA(page, 'Clôture')
  await page.getByRole('button', { name: 'Générer la clôture…' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: /^À compléter/u })).toBeVisible()
  noter('générer', await examinerTout(page))
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  expect(trouvees).toEqual([])
  // The control: the tool sees what is wrong.
  await page.locator('.page-titre').evaluate((titre) => {
    titre.before(document.createElement('input'), document.createElement('img'))
  })
  expect((await examiner(page)).map((v) => v.split(' ')[0]).sort()).toEqual(['image-alt', 'label'])
  expect(plaintes).toEqual([])
})

test('no screen scrolls sideways when zoomed, empty or full', async ({ lancer, dossier }) => {
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
  await page.getByRole('button', { name: 'Fermer le dossier' }).click()
  await ouvrirExemple(page, 'Exemple à compléter')
  await visiterTout(page, mesurer('exemple'))
  expect(trouves).toEqual([])
  expect(plaintes).toEqual([])
})
