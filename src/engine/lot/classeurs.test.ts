import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Classeur } from '#documents/classeur.ts'
import { productionsDuLot } from '#documents/registre.ts'
import type { Dossier } from '#domain/dossier.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { lots } from '#domain/lot.ts'
import { pdftotext } from '../render/pdf/outside-readers.ts'
import { comparerXlsx } from '../render/xlsx/comparer-xlsx.ts'
import { ecartsRecalcul, imprimerAvecLibreOffice, recalculerAvecLibreOffice } from '../render/xlsx/recalcul-libreoffice.ts'
import { renderXlsx } from '../render/xlsx/render-xlsx.ts'
import { lotExemple } from './lot-exemple.ts'

/** Letters only: a title may be cut in lines anywhere. */
const serre = (t: string) => t.replace(/[\s\u00ad-]+/gu, '')

const contexte = { date: '2026-11-21', version: '0.0.0' }

/** Random grappes recalculated by LibreOffice: `GRAPPE_CLASSEURS=20` for the long form. */
const nombre = Number(process.env['GRAPPE_CLASSEURS'] ?? 2)
const grappes = fc.sample(fc.record({ essms: fc.integer({ min: 1, max: 90 }), graine: fc.nat(100_000), outreMer: fc.boolean() }), { numRuns: nombre, seed: 5 })

/**
 * The same grappe as one meets it: figures not read yet or at zero, an indicator that is not followed, targets typed by hand, the mean of months,
 * establishments exempted or withdrawn.
 */
function trouer(dossier: Dossier, graine: number): Dossier {
  let etat = graine * 7919 + 3
  const tirer = (sur: number) => {
    etat = (etat * 1_103_515_245 + 12_345) % 2_147_483_648
    return etat % 97 < (97 * sur) / 100
  }
  return {
    ...dossier,
    grappe: { ...dossier.grappe, instruction: '2025', methodeTaux: tirer(30) ? 'moyenne' : 'fenetre' },
    cibles: indicateurs.map(({ code }, i) => ({
      id: `cible-${i}`,
      indicateur: code,
      suivi: tirer(30) ? 'non' : 'oui',
      cible: tirer(20) ? null : 66.7,
      source: null
    })),
    releves: dossier.releves.map((r) => ({ ...r, chiffres: r.chiffres?.map((c) => (tirer(10) ? null : tirer(5) ? 0 : c)) ?? null })),
    etablissements: dossier.etablissements.map((e) => ({
      ...e,
      ...(tirer(20) ? { secteur: 'AHI' as const, eligibleSons: 'non' as const } : {}),
      situation: tirer(8) ? ('retire' as const) : e.situation
    }))
  }
}

/** Every workbook of every bundle of a dossier, by bundle and name. */
function classeurs(dossier: Dossier): readonly (readonly [string, Classeur])[] {
  return lots.flatMap((lot) =>
    productionsDuLot(dossier, lot, contexte).flatMap(({ production: p }) => (p.sorte === 'xlsx' ? [[`${lot}/${p.base}`, p.classeur] as const] : []))
  )
}

describe('workbooks of the bundles', () => {
  it('say what their trees say, and LibreOffice’s forced recalculation gives every stored value', { timeout: 120_000 }, async () => {
    const tous = classeurs(lotExemple().dossier)
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

  it(`of ${nombre} random grappes give LibreOffice the values they store`, { timeout: 60_000 + nombre * 20_000 }, async () => {
    const tous = grappes.flatMap((options, i) => {
      const { dossier } = exemple(options)
      // One in two has holes: a grappe whose every figure is known proves little.
      return classeurs(i % 2 === 0 ? trouer(dossier, options.graine) : dossier).map(([nom, c]) => [`${JSON.stringify(options)} ${nom}`, c] as const)
    })
    const avant = await Promise.all(tous.map(([, classeur]) => renderXlsx(classeur)))
    const apres: Uint8Array[] = []
    for (let i = 0; i < avant.length; i += 15) apres.push(...(await recalculerAvecLibreOffice(avant.slice(i, i + 15))))
    const recalculs = tous.map(([nom], i) => ({ nom, ...ecartsRecalcul(avant[i]!, apres[i]!) }))
    expect(recalculs.filter((r) => r.ecarts.length > 0)).toEqual([])
    expect(recalculs.every((r) => r.formules > 0 || /Etat_recapitulatif/u.test(r.nom))).toBe(true)
  })

  it('store what their formulas give, whatever is blank, not followed, exempted or withdrawn', { timeout: 60_000 }, async () => {
    for (let graine = 0; graine < 12; graine++)
      for (const [nom, classeur] of classeurs(trouer(exemple({ essms: 9, graine }).dossier, graine)))
        if (nom.includes('ndica')) expect((await comparerXlsx(await renderXlsx(classeur), classeur)).ecarts, `${graine} ${nom}`).toEqual([])
  })

  it('print every sheet on one page of width', { timeout: 120_000 }, async () => {
    const tous = classeurs(exemple({ essms: 18, graine: 1 }).dossier)
    const pdfs = await imprimerAvecLibreOffice(await Promise.all(tous.map(([, classeur]) => renderXlsx(classeur))))
    let vues = 0
    for (const [i, [nom, { feuilles }]] of tous.entries()) {
      const pages = pdftotext(pdfs[i]!).map(serre)
      expect(pages.length, nom).toBeGreaterThanOrEqual(feuilles.length)
      for (const { nom: feuille, ligneEntete, lignes } of feuilles) {
        const titres = ligneEntete === undefined ? [] : (lignes[ligneEntete - 1] ?? []).flatMap((c) => (typeof c.v === 'string' && c.v ? [serre(c.v)] : []))
        if (titres.length < 2) continue
        // A sheet cut in width would print its last column on other pages than its first one.
        const entieres = pages.filter((page) => titres.every((t) => page.includes(t)))
        expect(entieres.length, `${nom}, ${feuille}`).toBeGreaterThan(0)
        vues++
      }
    }
    expect(vues).toBeGreaterThan(10)
  })
})
