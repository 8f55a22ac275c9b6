import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { PDFDocument, PDFTextField } from 'pdf-lib'
import { expect, test } from 'vitest'
import { construire } from '#domain/dossier-de-test.ts'
import { ouvrirModele } from '#engine/modeles/modele-ouvert.ts'
import { recalculerAvecLibreOffice } from '#engine/render/xlsx/recalcul-libreoffice.ts'
import { relireXlsx } from '#engine/render/xlsx/relire-xlsx.ts'
import { texteXlsx } from '#engine/render/xlsx/texte-xlsx.ts'
import { dossierEssai } from './dossier-essai.ts'
import { cles, modele, ttfEssai } from './mesure.ts'

const formules = (octets: Uint8Array): number =>
  Object.entries(unzipSync(octets))
    .filter(([nom]) => nom.startsWith('xl/worksheets/'))
    .reduce((n, [, o]) => n + (strFromU8(o).match(/<(?:\w+:)?f[\s>/]/gu)?.length ?? 0), 0)

test('ten thousand texts typed by anybody: none becomes a formula, each is read back as it was', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '=1+1',
      '+cmd|calc!A1',
      '-2',
      '@SUM(A1)',
      '=HYPERLINK("http://a")',
      '<f>1</f>',
      '</t></is><f>1</f>',
      '_x003D_1',
      '&lt;f&gt;',
      ']]>',
      '\t=1',
      "'=1",
      ' =1',
      '{=1}'
    )
  )
  const textes = fc.sample(hostile, { numRuns: 10_000, seed: 20261121 })
  const c = construire()
  const og = c.ajouter('organisme', { raisonSociale: 'OG', porteur: 'oui' })
  for (let i = 0; i < 2000; i++) {
    const [nom, commune, codePostal, finess, categorie] = textes.slice(5 * i, 5 * i + 5)
    c.ajouter('etablissement', {
      nom: nom ?? '',
      commune: commune ?? '',
      codePostal: codePostal ?? '',
      finess: finess ?? '',
      directeur: categorie ?? '',
      organisme: og,
      situation: 'conserve'
    })
  }
  const ouvert = await ouvrirModele(modele('perimetre-lo.xlsx'), 'essms')
  const places = {
    ...ouvert.proposee.places,
    'Périmètre!L11': { texte: 'Couleur des volets', donnee: 'essms.directeur', par: 'personne' as const, confiance: 1 }
  }
  const depart = performance.now()
  const { octets } = await ouvert.remplir({ ...ouvert.proposee, places }, c.dossier(), ttfEssai)
  expect(performance.now() - depart).toBeLessThan(20_000)
  expect(formules(octets)).toBe(formules(modele('perimetre-lo.xlsx')))
  const cellules = new Map(relireXlsx(octets).feuilles[0]!.cellules.map((x) => [x.ref, x.value]))
  const colonnes = ['A', 'G', 'F', 'B', 'L']
  for (const [k, texte] of textes.entries()) {
    const attendu = texteXlsx(texte)
    expect(cellules.get(`${colonnes[k % 5]}${12 + Math.floor(k / 5)}`) ?? '', JSON.stringify(texte)).toBe(attendu === '' ? '' : attendu)
  }
}, 60_000)

test('results stored in a copy are those that LibreOffice finds', async () => {
  const dossier = dossierEssai()
  const noms = Object.keys(cles).filter((n) => !n.endsWith('.pdf') && !n.startsWith('prerempli'))
  const copies = await Promise.all(
    noms.map(async (nom) => {
      const ouvert = await ouvrirModele(modele(nom), cles[nom]!.usage)
      return (await ouvert.remplir(ouvert.proposee, dossier, ttfEssai)).octets
    })
  )
  const refaites = await recalculerAvecLibreOffice(copies)
  let gardes = 0
  let vides = 0
  for (const [i, copie] of copies.entries()) {
    const apres = new Map(relireXlsx(refaites[i]!).feuilles.flatMap((f) => f.cellules.map((c) => [`${f.nom}!${c.ref}`, c.value] as const)))
    for (const c of relireXlsx(copie).feuilles.flatMap((f) => f.cellules)) {
      if (c.formula === undefined) continue
      const attendu = apres.get(`${c.sheet}!${c.ref}`) ?? null
      if (c.value === null) {
        vides += attendu === null || attendu === '' ? 0 : 1
        continue
      }
      gardes++
      if (typeof attendu === 'number' && typeof c.value === 'number') expect(c.value, `${noms[i]} ${c.sheet}!${c.ref}`).toBeCloseTo(attendu, 9)
      else expect(c.value === '' ? null : c.value, `${noms[i]} ${c.sheet}!${c.ref}`).toBe(attendu === '' ? null : attendu)
    }
  }
  expect(gardes).toBeGreaterThan(100)
  // Only what goes through the names of an Excel table is left to the spreadsheet.
  expect(vides).toBeLessThanOrEqual(4)
}, 120_000)

test('the same model and the same data give the same bytes', async () => {
  for (const nom of ['recapitulatif-main.xlsx', 'bilan-pdflib.pdf']) {
    const faire = async () => {
      const ouvert = await ouvrirModele(modele(nom), cles[nom]!.usage)
      return Buffer.from((await ouvert.remplir(ouvert.proposee, dossierEssai(), ttfEssai)).octets)
    }
    expect((await faire()).equals(await faire()), nom).toBe(true)
  }
})

test('a form says which texts it cannot show as they are; what never shows is left out', async () => {
  const c = construire()
  c.ajouter('grappe', { nom: 'Grappe fusée 🚀' })
  c.ajouter('organisme', { raisonSociale: 'Asso\u00adciation\u200d Alpha', porteur: 'oui' })
  const nom = 'bilan-pdflib.pdf'
  const ouvert = await ouvrirModele(modele(nom), cles[nom]!.usage)
  const { octets, impossibles, remarques } = await ouvert.remplir(ouvert.proposee, c.dossier(), ttfEssai)
  expect(impossibles).toEqual(['« Grappe fusée 🚀 » (à remplacer : 🚀)'])
  expect(remarques).toContain('Un « ? » remplace ce qui ne peut pas être imprimé dans « Grappe fusée 🚀 » (à remplacer : 🚀).')
  const textes = (await PDFDocument.load(octets))
    .getForm()
    .getFields()
    .flatMap((f) => (f instanceof PDFTextField ? [f.getText() ?? ''] : []))
  expect(textes).toEqual(expect.arrayContaining(['Grappe fusée ?', 'Association Alpha']))
})
