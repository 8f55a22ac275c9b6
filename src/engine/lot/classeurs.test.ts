import { describe, expect, it } from 'vitest'
import type { Classeur } from '#documents/classeur.ts'
import { productionsDuLot } from '#documents/registre.ts'
import { lots } from '#domain/lot.ts'
import { comparerXlsx } from '../render/xlsx/comparer-xlsx.ts'
import { ecartsRecalcul, recalculerAvecLibreOffice } from '../render/xlsx/recalcul-libreoffice.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import { lotExemple } from './lot-exemple.ts'

const contexte = { date: '2026-11-21', version: '0.0.0' }

/** Every workbook of every bundle of the example, by bundle and name. */
function classeurs(): readonly (readonly [string, Classeur])[] {
  const { dossier } = lotExemple()
  return lots.flatMap((lot) =>
    productionsDuLot(dossier, lot, contexte).flatMap(({ production: p }) => (p.sorte === 'xlsx' ? [[`${lot}/${p.base}`, p.classeur] as const] : []))
  )
}

describe('workbooks of the bundles', () => {
  it('say what their trees say, and LibreOffice’s forced recalculation gives every stored value', { timeout: 120_000 }, async () => {
    const tous = classeurs()
    expect(tous.map(([nom]) => nom)).toEqual(
      expect.arrayContaining(['galis/Plan_de_financement', 'etat-des-lieux/Etat_des_lieux_indicateurs', 'cloture/Indicateurs_usage'])
    )
    const avant = []
    for (const [nom, classeur] of tous) {
      const octets = await renderXlsx(classeur)
      expect((await comparerXlsx(octets, classeur)).ecarts, nom).toEqual([])
      avant.push(octets)
    }
    const apres = await recalculerAvecLibreOffice(avant)
    let formules = 0
    for (const [i, [nom]] of tous.entries()) {
      const [a, b] = [avant[i], apres[i]]
      if (!a || !b) throw new Error(`${nom} did not come back`)
      const recalcul = ecartsRecalcul(a, b)
      expect(recalcul.ecarts, nom).toEqual([])
      formules += recalcul.formules
    }
    expect(formules).toBeGreaterThan(100)
  })
})
