import type { ElectronApplication, Page } from '@playwright/test'

/** What is wrong with the layout of the page as it stands, in words. Grids and tables scroll inside their own frame. */

/** Elements that make the page itself, or one of its regions, wider than it is. */
export const debordements = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ['html', '.travail', '.accueil', '.panneau', '.navigation', '.barre-haut', 'dialog[open]'].flatMap((selecteur) => {
      const cadre = document.querySelector(selecteur)
      return cadre && cadre.scrollWidth > cadre.clientWidth ? [`${selecteur} déborde : ${cadre.scrollWidth} > ${cadre.clientWidth}`] : []
    })
  )

/** Texts that do not fit in their own box, unless it scrolls or a tooltip carries them in full; of the page, or of one part of it. */
export const textesCoupes = (page: Page, cadre = 'body'): Promise<string[]> =>
  page.evaluate((ou) => {
    const trouves: string[] = []
    const ignore = '.visuellement-cache, .ag-aria-description-container, .ag-cell, option, svg, canvas, iframe, input, textarea, select'
    for (const e of document.querySelectorAll<HTMLElement>(`${ou} *`)) {
      if (!(e instanceof HTMLElement) || e.closest(ignore)) continue
      if (![...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim())) continue
      if (e.closest('[title]') || !e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue
      const { display, overflowX, overflowY } = getComputedStyle(e)
      if (display === 'inline' || display === 'contents') continue
      const tropLarge = e.scrollWidth > e.clientWidth + 1 && !/auto|scroll/u.test(overflowX)
      const tropHaut = e.scrollHeight > e.clientHeight + 2 && /hidden|clip/u.test(overflowY)
      if (!(tropLarge || tropHaut)) continue
      const mesure = tropLarge ? `${e.scrollWidth} > ${e.clientWidth}` : `${e.scrollHeight} > ${e.clientHeight} de haut`
      trouves.push(`texte coupé « ${(e.textContent ?? '').trim().slice(0, 50)} » (${e.tagName.toLowerCase()}.${e.className}) : ${mesure}`)
    }
    return trouves
  }, cadre)

/** The main button of the screen, when it has one and it is not in sight although nothing was scrolled. */
export const boutonPrincipalCache = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const bouton = document.querySelector('.travail .bouton-principal, .accueil .bouton-principal')
    if (!bouton?.checkVisibility() || (bouton.closest('.travail')?.scrollTop ?? 0) > 0) return []
    const { top, bottom, left, right } = bouton.getBoundingClientRect()
    const vu = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
    return vu ? [] : [`bouton principal « ${bouton.textContent?.trim()} » hors de vue : ${Math.round(bottom)} sur ${innerHeight}`]
  })

/** Tabs that one has to scroll to see. */
const ongletsCaches = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const rang = document.querySelector('.onglets-liste')
    return rang && rang.scrollWidth > rang.clientWidth ? [`des onglets sont hors de vue : ${rang.scrollWidth} > ${rang.clientWidth}`] : []
  })

/** `debordements` and tabs out of sight as if the window were zoomed by 125 %, on the screen as it stands; the window itself keeps its size. */
export async function agrandir(app: ElectronApplication, page: Page): Promise<() => Promise<string[]>> {
  const ecran = await app.context().newCDPSession(page)
  return async () => {
    await ecran.send('Emulation.setDeviceMetricsOverride', { width: 1093, height: 614, deviceScaleFactor: 1.25, mobile: false })
    // The page has drawn itself again, what follows the width of the window included.
    await page.evaluate(async () => {
      while (innerWidth !== 1093) await new Promise((suite) => setTimeout(suite, 5))
      await new Promise(requestAnimationFrame)
    })
    const trouves = [...(await debordements(page)), ...(await ongletsCaches(page))]
    await ecran.send('Emulation.clearDeviceMetricsOverride')
    return trouves
  }
}
