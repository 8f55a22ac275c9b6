import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './application.ts'

/** WCAG 2.2, A and AA, checked by axe on what is on screen; faults in words. */

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
export async function examinerTout(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().withTags(niveaux).analyze()
  expect(passes.length).toBeGreaterThan(8)
  return enClair(violations)
}

/** Some regions of the page, those that are there: all the rules, or one. What asks for every style sheet again is left to `examinerTout`. */
export async function examiner(page: Page, regions: readonly string[], regle?: string): Promise<string[]> {
  const trouvees = await page.evaluate(
    async ([tags, cadres, seule]) => {
      const { axe } = window as unknown as { readonly axe: Axe }
      const runOnly = seule === undefined ? { type: 'tag', values: tags } : { type: 'rule', values: [seule] }
      const { violations } = await axe.run(
        { include: cadres.filter((cadre) => document.querySelector(cadre)).map((cadre) => [cadre]) },
        { runOnly, resultTypes: ['violations'], elementRef: false, preload: false }
      )
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })) as Violation[]
    },
    [niveaux, regions, regle] as const
  )
  return enClair(trouvees)
}
