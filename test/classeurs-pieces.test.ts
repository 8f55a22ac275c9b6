import { describe, expect, it } from 'vitest'
import { productionsDuLot } from '#documents/registre.ts'
import type { Dossier } from '#domain/dossier.ts'
import { foldDossier } from '#domain/dossier.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { comparerXlsx, recalculer } from '#engine/render/xlsx/comparer-xlsx.ts'
import { recalculerAvecLibreOffice } from '#engine/render/xlsx/recalcul-libreoffice.ts'
import { relireXlsx } from '#engine/render/xlsx/relire-xlsx.ts'
import { renderXlsx } from '#engine/render/xlsx/render-xlsx.ts'

const complet = exemple({ essms: 18, graine: 11 }).dossier
const regions = ['76', '75', '93'] as const

/** Awkward on purpose: three regions, odd cents and rates, names that look like patterns, lines with holes. */
const difficile: Dossier = {
  ...complet,
  grappe: { ...complet.grappe, montantDemande: 1_000_000_01 },
  etablissements: complet.etablissements.map((e, i) => ({
    ...e,
    region: regions[i % 7 < 4 ? 0 : i % 7 < 6 ? 1 : 2]!,
    saadMixte: i < 3 ? ('oui' as const) : null,
    heuresEligibles: 1000.1 * (i + 1),
    heuresConfort: i === 1 ? null : 333.33
  })),
  couts: complet.couts.map((c, i) => ({
    ...c,
    poste: i % 2 === 0 ? 'Licences * ?' : c.poste,
    ht: (c.ht ?? 0) + i * 13 + 5,
    tauxTva: [5.5, 20, 8.5, 2.1][i % 4]!,
    annee: i === 4 ? null : c.annee
  })),
  coutsRh: complet.coutsRh.map((c, i) => ({ ...c, etp: 0.35 + i / 7, mois: 7.5, coutMensuel: 456_789 + i })),
  materiels: complet.materiels.map((m, i) => ({ ...m, prixUnitaireHt: 10_005 + i, tauxTva: i === 2 ? null : 5.5 }))
}
const cas: readonly (readonly [string, Dossier])[] = [
  ['the complete example', complet],
  ['an overseas grappe of 60', exemple({ essms: 60, graine: 2, outreMer: true }).dossier],
  ['an empty dossier', foldDossier('p', [])],
  ['an awkward dossier', difficile]
]
const classeurs = (d: Dossier) =>
  productionsDuLot(d, 'galis', { date: '2026-11-21', version: '0.0.0' }).flatMap(({ production: p }) => (p.sorte === 'xlsx' ? [p] : []))

describe.each(cas)('the workbooks of %s', (_, dossier) => {
  it('hold what was asked and formulas that give their stored results', async () => {
    for (const { base, classeur } of classeurs(dossier)) {
      const octets = await renderXlsx(classeur)
      expect((await comparerXlsx(octets, classeur)).ecarts, base).toEqual([])
      expect(recalculer(relireXlsx(octets)).ecarts, base).toEqual([])
    }
  })
})

it('give the same results in LibreOffice', { timeout: 120_000 }, async () => {
  const faits = await Promise.all(classeurs(difficile).map(({ classeur }) => renderXlsx(classeur)))
  expect(faits.length).toBe(4)
  const recalcules = await recalculerAvecLibreOffice(faits)
  for (const [i, octets] of faits.entries()) {
    const cle = (f: string, c: { readonly ligne: number; readonly colonne: number }) => `${f}!${c.ligne},${c.colonne}`
    const trouves = new Map(relireXlsx(recalcules[i]!).feuilles.flatMap((f) => f.cellules.map((c) => [cle(f.nom, c), c.value] as const)))
    const formules = relireXlsx(octets).feuilles.flatMap((f) => f.cellules.flatMap((c) => (c.formula === undefined ? [] : [{ f: f.nom, c }])))
    expect(formules.length).toBeGreaterThan(5)
    for (const { f, c } of formules) {
      const ici = `${cle(f, c)} =${c.formula}`
      if (typeof c.value === 'number') expect(trouves.get(cle(f, c)), ici).toBeCloseTo(c.value, 6)
      else expect(trouves.get(cle(f, c)), ici).toBe(c.value)
    }
  }
})
