import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Application, expect, repondreAuxDialogues, test } from '../e2e/application.ts'
import { allerA, attendreDossier, attendreEnregistre, cellule, ecrireExemple, navigation, sePresenter, visiterTout } from '../e2e/gestes.ts'

/**
 * How long a person waits in the window, told by the page's own clock: from each event to the frame that shows its effect (Event Timing, 8 ms
 * steps), the tasks over 50 ms, and from the window to an interactive dashboard. Run by `npm run bench:window`.
 */
const tailles = [500, 2000]

interface Releve {
  readonly touches: number[]
  readonly longues: number[]
}
const quantile = (durees: readonly number[], q: number) => Math.round([...durees].sort((a, b) => a - b)[Math.floor((durees.length - 1) * q)] ?? 0)
const dire = (durees: readonly number[]) =>
  `${durees.length} mesures, médiane ${quantile(durees, 0.5)} ms, 95 % ${quantile(durees, 0.95)} ms, pire ${quantile(durees, 1)} ms`

/** Starts the page's observers; `lire` takes what they saw since. */
async function observer(page: Page): Promise<() => Promise<Releve>> {
  await page.evaluate(() => {
    const releve: Releve = { touches: [], longues: [] }
    Object.assign(window, { releve })
    new PerformanceObserver((liste) => {
      for (const e of liste.getEntries() as (PerformanceEntry & { interactionId?: number })[])
        if (e.name === 'keydown' || e.name === 'click') releve.touches.push(e.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
    new PerformanceObserver((liste) => {
      for (const e of liste.getEntries()) releve.longues.push(e.duration)
    }).observe({ type: 'longtask' })
  })
  return async () => {
    await page.waitForTimeout(300)
    return page.evaluate(() => {
      const { releve } = window as unknown as { releve: Releve }
      return { touches: releve.touches.splice(0), longues: releve.longues.splice(0) }
    })
  }
}

/** Times of `n` gestures: what the page says is over 16 ms, the others counted as 16. */
async function mesurer(lire: () => Promise<Releve>, gestes: readonly (() => Promise<unknown>)[]): Promise<{ durees: number[]; longues: number[] }> {
  await lire()
  for (const geste of gestes) await geste()
  const { touches, longues } = await lire()
  return { durees: [...touches, ...Array.from({ length: Math.max(0, gestes.length - touches.length) }, () => 16)], longues }
}

async function ouvrir({ app, page }: Application, chemin: string): Promise<number> {
  await repondreAuxDialogues(app, [chemin])
  await page.getByRole('button', { name: 'Ouvrir…' }).focus()
  const debut = Date.now()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Tableau de bord', level: 2 }).waitFor()
  const tableau = Date.now() - debut
  await attendreDossier(page)
  return tableau
}

/**
 * The application started by a double click on a file it never saw: from the first paint of its window to the end of the last long task, when the
 * dashboard is drawn and answers. Both told by the page, milliseconds.
 */
async function demarrerAvec(
  { lancer }: { readonly lancer: (env: Readonly<Record<string, string>>, mots: readonly string[]) => Promise<Application> },
  chemin: string
) {
  const { page, quitter } = await lancer({}, [chemin])
  await attendreDossier(page)
  await page.waitForTimeout(500)
  const duree = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const apparue = performance.getEntriesByName('first-paint')[0]?.startTime ?? 0
        new PerformanceObserver((liste) => resolve(Math.max(...liste.getEntries().map((e) => e.startTime + e.duration)) - apparue)).observe({
          type: 'longtask',
          buffered: true
        })
      })
  )
  await quitter()
  return Math.round(duree)
}

const bilan: Record<string, unknown>[] = []
test.afterAll(() => {
  writeFileSync(join(process.env['GRAPPE_E2E_SORTIE'] ?? 'test-results', 'fenetre.json'), JSON.stringify(bilan, null, 2))
})

for (const essms of tailles)
  test(`${essms} establishments: keys, cells, screens, opening`, async ({ lancer, dossier }) => {
    const [chemin, recues] = [join(dossier, 'grande.db'), ['a', 'b', 'c'].map((nom) => join(dossier, `reçue ${nom}.db`))]
    ecrireExemple(join(dossier, 'autre poste'), chemin, essms)
    // Other dossiers, so that each is read as a file received for the first time.
    for (const recue of recues) ecrireExemple(join(dossier, `poste de ${basename(recue)}`), recue, essms)
    const application = await lancer()
    const { page } = application
    await sePresenter(page)
    const charge = loadavg()[0] ?? 0
    const ouverture = await ouvrir(application, chemin)
    const lire = await observer(page)

    await allerA(page, 'Ma grappe')
    const nom = page.getByLabel('Nom de la grappe')
    await nom.focus()
    const frappes = await mesurer(
      lire,
      [...'une phrase que tape sans se presser une directrice'].map((c) => async () => {
        await page.keyboard.press(c === ' ' ? 'Space' : c)
        await page.waitForTimeout(30)
      })
    )
    await attendreEnregistre(page)

    await allerA(page, 'Ma grappe', 'Établissements')
    await cellule(page, 0, 'nom').click()
    const fleches = Array.from({ length: 60 }, (_, i) => (i % 15 < 10 ? 'ArrowDown' : 'ArrowRight'))
    const cellules = await mesurer(
      lire,
      fleches.map((t) => async () => {
        await page.keyboard.press(t)
        await page.waitForTimeout(40)
      })
    )
    const saisies = await mesurer(
      lire,
      ['A', 'b', 'c', 'Enter', 'D', 'e', 'f', 'Enter', 'G', 'h', 'i', 'Enter'].map((t) => async () => {
        await page.keyboard.press(t)
        await page.waitForTimeout(80)
      })
    )
    await attendreEnregistre(page)

    // Screens twice: the first time also loads their code.
    const noms: string[] = []
    await visiterTout(page, async (n) => void noms.push(n))
    const changements: { ecran: string; ms: number; calcul: number }[] = []
    // The processor time of the page alone: what a busy neighbour does not lengthen.
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    const calcul = async () => ((await cdp.send('Performance.getMetrics')).metrics.find((x) => x.name === 'TaskDuration')?.value ?? 0) * 1000
    let avant = 0
    const entrees = navigation(page).getByRole('button')
    for (let i = 0; i < (await entrees.count()); i++) {
      await entrees.nth(i).focus()
      await lire()
      avant = await calcul()
      await page.keyboard.press('Enter')
      const { touches } = await lire()
      changements.push({
        ecran: (await page.locator('.page-titre').first().innerText()).trim(),
        ms: Math.max(16, ...touches),
        calcul: Math.round((await calcul()) - avant)
      })
      const onglets = page.getByRole('tab')
      for (let o = 1; o < (await onglets.count()); o++) {
        await onglets.nth(o).focus()
        await lire()
        avant = await calcul()
        await page.keyboard.press('Enter')
        const suite = await lire()
        changements.push({
          ecran: `${(await page.locator('.page-titre').innerText()).trim()} · ${(await onglets.nth(o).innerText()).split('\n')[0]}`,
          ms: Math.max(16, ...suite.touches),
          calcul: Math.round((await calcul()) - avant)
        })
      }
    }
    await application.quitter()
    const demarrages: number[] = []
    for (const recue of recues) demarrages.push(await demarrerAvec({ lancer }, recue))
    const ecrans = changements.map((c) => c.ms)
    const pires = [...changements].sort((a, b) => b.calcul - a.calcul).slice(0, 10)
    console.log(
      [
        `\n${essms} établissements (charge de la machine ${charge.toFixed(1)})`,
        `  ouverture → tableau de bord : ${ouverture} ms`,
        `  fenêtre → tableau de bord, démarrée par un fichier : ${demarrages.join(', ')} ms`,
        `  touches dans un champ : ${dire(frappes.durees)} ; tâches longues ${frappes.longues.length}`,
        `  déplacements dans la grille : ${dire(cellules.durees)} ; tâches longues ${cellules.longues.length}`,
        `  saisies dans la grille : ${dire(saisies.durees)} ; tâches longues ${saisies.longues.length}`,
        `  changements d’écran : ${dire(ecrans)}`,
        `  calcul de la page par changement : ${dire(changements.map((c) => c.calcul))}`,
        ...pires.map((p) => `    ${p.ms} ms, dont ${p.calcul} ms de calcul et de dessin en 300 ms : ${p.ecran}`)
      ].join('\n')
    )
    bilan.push({ essms, charge, ouverture, demarrages, frappes, cellules, saisies, changements })
    expect(noms.length).toBeGreaterThan(20)
  })
