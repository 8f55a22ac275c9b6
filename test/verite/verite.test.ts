import { describe, expect, it } from 'vitest'
import { lots } from '#domain/lot.ts'
import { attendus } from './attendu/registre.ts'
import { fabriquer, nomFichier, octetsDe, produire } from './fabriquer.ts'
import { graines } from './graines.ts'
import { verifier } from './verifier.ts'

/** Expected values come from the JSON of « exporter » alone; PDFs are read by poppler, workbooks by exceljs. */
const fabriques = graines.map((g) => [g.nom, fabriquer(g)] as const)

describe.each(fabriques)('%s: what is printed is what the exported JSON says', (_, fabrique) => {
  const produites = produire(fabrique.dossier)
  it.each(lots)('bundle %s', async (lot) => {
    const duLot = produites.filter((p) => p.lot === lot)
    expect(duLot.length).toBeGreaterThan(0)
    for (const produite of duLot) expect(await verifier(fabrique, produite, await octetsDe(produite.production)), nomFichier(produite.production)).toEqual([])
  })
})

it('every document of the six bundles has an expectation, and every expectation meets its document', () => {
  const faites = fabriques.flatMap(([, f]) => produire(f.dossier).map((p) => p.production))
  const sans = faites.filter((p) => !attendus.some((a) => a.base.test(p.base) && a[p.sorte] !== undefined))
  expect(sans.map(nomFichier)).toEqual([])
  const jamais = attendus.flatMap((a) =>
    (['pdf', 'xlsx'] as const).filter((s) => a[s] !== undefined && !faites.some((p) => p.sorte === s && a.base.test(p.base))).map((s) => `${a.base} ${s}`)
  )
  expect(jamais).toEqual([])
})
