import type { Page } from '@playwright/test'

/** What is wrong with the layout of the page as it stands, in words. Grids and tables scroll inside their own frame. */

/** Elements that make the page itself, or one of its regions, wider than it is. */
export const debordements = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ['html', '.travail', '.accueil', '.panneau', '.navigation', '.barre-haut', 'dialog[open]'].flatMap((selecteur) => {
      const cadre = document.querySelector(selecteur)
      return cadre && cadre.scrollWidth > cadre.clientWidth ? [`${selecteur} déborde : ${cadre.scrollWidth} > ${cadre.clientWidth}`] : []
    })
  )

/** Texts that do not fit in their own box, unless it scrolls or a tooltip carries them in full. */
export const textesCoupes = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const trouves: string[] = []
    const ignore = '.visuellement-cache, .ag-cell, option, svg, canvas, iframe, input, textarea, select'
    for (const e of document.querySelectorAll<HTMLElement>('body *')) {
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
  })

/** The main button of the screen, when it has one and it is not in sight. */
export const boutonPrincipalCache = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const bouton = document.querySelector('.travail .bouton-principal, .accueil .bouton-principal')
    if (!bouton?.checkVisibility()) return []
    const { top, bottom, left, right } = bouton.getBoundingClientRect()
    const vu = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
    return vu ? [] : [`bouton principal « ${bouton.textContent?.trim()} » hors de vue : ${Math.round(bottom)} sur ${innerHeight}`]
  })
