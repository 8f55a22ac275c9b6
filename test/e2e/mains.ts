import type { Locator, Page } from '@playwright/test'
import { expect } from './application.ts'

/** A person who has no mouse: only keys, and what they show. */
export interface Mains {
  readonly page: Page
  /** Tab until the focus is on this, looking at each stop: it must be seen. Fails after `pas` stops. */
  readonly aller: (but: Locator, pas?: number) => Promise<void>
  readonly touche: (...touches: readonly string[]) => Promise<void>
  readonly taper: (texte: string) => Promise<void>
  /** F6 until the region of that class holds the focus. */
  readonly region: (nom: 'navigation' | 'travail' | 'panneau' | 'barre-haut') => Promise<void>
  /** Arrows, from the focused cell, to the cell of a row and column (on that side, while the grid does not draw it yet); gives the number of keys. */
  readonly cellule: (rang: number, colonne: string, sens?: 'droite' | 'gauche') => Promise<number>
  /** Nothing of a pointer was seen by the page since the start. */
  readonly sansSouris: () => Promise<void>
}

/** How the page shows where the focus is; an empty text when nothing shows it. */
const marque = (page: Page) =>
  page.evaluate(() => {
    const e = document.activeElement
    if (!(e instanceof HTMLElement) || e === document.body) return 'page'
    const quoi = `${e.tagName.toLowerCase()}.${e.className} ${e.getAttribute('aria-label') ?? e.textContent?.slice(0, 40) ?? ''}`
    // A radio or a check box drawn by its label shows the focus there; a cell of a grid draws it above itself.
    const candidats = [e, e.parentElement, e.closest('label')].filter((x) => x !== null && x !== undefined)
    const vu = candidats.some((c) =>
      [null, '::before', '::after'].some((pseudo) => {
        const s = getComputedStyle(c, pseudo)
        return (
          (s.outlineStyle !== 'none' && Number.parseFloat(s.outlineWidth) > 0) ||
          s.boxShadow !== 'none' ||
          (pseudo !== null && s.borderTopStyle !== 'none' && Number.parseFloat(s.borderTopWidth) > 0)
        )
      })
    )
    const grille = e.matches('.ag-cell-focus, .grille-editeur')
    const r = e.getBoundingClientRect()
    const dedans = r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth
    return (vu || grille) && dedans ? 'vu' : `${dedans ? 'invisible' : 'hors de la fenêtre'} : ${quoi}`
  })

export async function mains(page: Page): Promise<Mains> {
  await page.evaluate(() => {
    const vus: string[] = []
    Object.assign(window, { pointeurs: vus })
    // Not « mousemove »: Chromium sends one when what is under a still pointer changes.
    for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'wheel', 'dragstart'])
      addEventListener(type, () => vus.push(type), true)
  })
  const touche = async (...touches: readonly string[]) => {
    for (const t of touches) await page.keyboard.press(t)
  }
  return {
    page,
    touche,
    taper: (texte) => page.keyboard.type(texte),
    async aller(but, pas = 60) {
      await but.waitFor()
      for (let i = 0; i <= pas; i++) {
        if (await but.evaluate((e) => e === document.activeElement)) {
          expect(await marque(page)).toBe('vu')
          return
        }
        if (i > 0) expect(['vu', 'page']).toContain(await marque(page))
        await page.keyboard.press('Tab')
      }
      throw new Error(`« ${but} » n’est pas atteint en ${pas} tabulations`)
    },
    async region(nom) {
      for (let i = 0; i < 6; i++) {
        const ici = await page.evaluate((n) => document.activeElement?.closest('[data-region]')?.classList.contains(n) === true, nom)
        if (ici) return
        await page.keyboard.press('F6')
      }
      throw new Error(`F6 ne mène pas à ${nom}`)
    },
    async cellule(rang, colonne, sens = 'droite') {
      const lire = () =>
        page.evaluate(
          ([voulue, inconnu]) => {
            const cellule = document.activeElement?.closest('.ag-cell')
            const colonnes = [...document.querySelectorAll('.ag-header-cell[aria-colindex]')]
            const rangs = (c: string) => Number(colonnes.find((x) => x.getAttribute('col-id') === c)?.getAttribute('aria-colindex') ?? inconnu)
            return cellule
              ? {
                  rang: Number(cellule.closest('.ag-row')?.getAttribute('row-index')),
                  colonne: cellule.getAttribute('col-id'),
                  ecart: rangs(voulue) - Number(cellule.getAttribute('aria-colindex'))
                }
              : null
          },
          [colonne, sens === 'droite' ? 1e6 : -1] as const
        )
      for (let touches = 0; touches < 80; touches++) {
        const ici = await lire()
        if (ici?.rang === rang && ici.colonne === colonne) return touches
        // In the headers: down into the cells.
        await page.keyboard.press(!ici || ici.rang < rang ? 'ArrowDown' : ici.rang > rang ? 'ArrowUp' : ici.ecart > 0 ? 'ArrowRight' : 'ArrowLeft')
      }
      throw new Error(`la cellule ${rang}, ${colonne} n’est pas atteinte`)
    },
    async sansSouris() {
      expect(await page.evaluate(() => (window as unknown as { pointeurs: string[] }).pointeurs)).toEqual([])
    }
  }
}
