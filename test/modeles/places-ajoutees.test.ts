import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { type Ajout, ajouterPlace, reporterAjouts, retirerPlace } from '#domain/modeles/ajouter-place.ts'
import { type Correspondance, ecrireCorrespondance, lireCorrespondance, propositions } from '#domain/modeles/correspondance.ts'
import { completer, remarquesAjouts } from '#domain/modeles/places-ajoutees.ts'
import type { UsageModele } from '#domain/modeles/usage.ts'
import { type ModeleOuvert, ouvrirModele } from '#engine/modeles/modele-ouvert.ts'
import { relireXlsx } from '#engine/render/xlsx/relire-xlsx.ts'
import { chiffresEssai, dossierEssai, essmsEssai, grappeEssai } from './dossier-essai.ts'
import { ttfEssai } from './mesure.ts'

/** Layouts that the matcher does not see, and what a person points at in them. */

const dossier = dossierEssai()
const fin = { style: 'thin' } as const
const cadre = { top: fin, bottom: fin, left: fin, right: fin }

async function ouvrir(usage: UsageModele, dessiner: (feuille: ExcelJS.Worksheet) => unknown): Promise<ModeleOuvert> {
  const classeur = new ExcelJS.Workbook()
  await dessiner(classeur.addWorksheet('Modèle'))
  return ouvrirModele(new Uint8Array(await classeur.xlsx.writeBuffer()), usage)
}

/** The mapping with each place added, or the sentence of the first refused. */
function ajouter(m: ModeleOuvert, ajouts: readonly Omit<Ajout, 'feuille'>[], depart = m.proposee): Correspondance {
  return ajouts.reduce((c, a) => {
    const r = ajouterPlace(m.lu, m.reconnaissance, c, { feuille: 'Modèle', ...a })
    if (r.refus !== null) throw new Error(r.refus)
    return r.correspondance
  }, depart)
}
const refus = (m: ModeleOuvert, ajout: Partial<Ajout>, c = m.proposee): string | null =>
  ajouterPlace(m.lu, m.reconnaissance, c, { feuille: 'Modèle', cellule: 'C7', sujet: 'grappe', donnee: 'grappe.nom', ...ajout }).refus

async function copie(m: ModeleOuvert, c: Correspondance) {
  const { octets, rapport, remarques } = await m.remplir(c, dossier, ttfEssai)
  const cellules = new Map(relireXlsx(octets).feuilles[0]!.cellules.map((x) => [x.ref, x.value]))
  return {
    lire: (ref: string) => cellules.get(ref) ?? null,
    colonne: (l: string, de: number, n: number) => Array.from({ length: n }, (_, i) => cellules.get(`${l}${de + i}`) ?? null),
    rapport,
    remarques
  }
}
const noms = essmsEssai.map((e) => e.nom)
const finess = essmsEssai.map((e) => e.finess)

/** Headings on two rows with merges, a blank row, then a bare table whose rows end on a total. */
const deuxNiveaux = (f: ExcelJS.Worksheet) => {
  f.getCell('B2').value = 'Pavé bleu'
  f.mergeCells('B2:E2')
  f.getCell('B3').value = 'Rubrique α'
  f.mergeCells('B3:C3')
  f.getCell('D3').value = 'Rubrique β'
  f.mergeCells('D3:E3')
  for (const [i, texte] of ['α1', 'α2', 'β1', 'β2'].entries()) f.getCell(4, 2 + i).value = texte
  for (let l = 7; l <= 9; l++) for (let c = 2; c <= 5; c++) f.getCell(l, c).border = cadre
  f.getCell('B10').value = 'Total'
  f.getCell('D10').value = { formula: 'SUM(D7:D9)' }
  f.getCell('B12').value = 'Visa'
}
/** Labels on the right of their cells, one of them merged. */
const aDroite = (f: ExcelJS.Worksheet) => {
  f.getCell('D3').value = '← Ce que vous appelez votre groupe'
  f.getCell('E6').value = '← Écrivez ici'
  f.mergeCells('B6:D7')
  f.getCell('B9').value = { formula: '1+1' }
}
/** Nothing but frames, and a text further down. */
const sansIntitule = (f: ExcelJS.Worksheet) => {
  for (let l = 3; l <= 5; l++) for (let c = 3; c <= 4; c++) f.getCell(l, c).border = cadre
  f.getCell('A8').value = 'Fait à'
}

describe('places that were not recognised, pointed at', () => {
  test('headings on two rows with merges, parted from the rows by a blank one', async () => {
    const m = await ouvrir('indicateurs-cloture', deuxNiveaux)
    const c = ajouter(m, [
      { cellule: 'B7', sujet: 'usages', donnee: 'essms.nom' },
      { cellule: 'D7', sujet: 'usages', donnee: 'releve.dmpAlimentes' },
      { cellule: 'e7', sujet: 'usages', donnee: 'releve.dmpAlimentes@m2' }
    ])
    const r = completer(m.lu, m.reconnaissance, c)
    expect(r.tables).toHaveLength(1)
    expect(r.tables[0]!.colonnes.map((p) => [p.place, p.entetes])).toEqual([
      ['Modèle!B7↓', ['Pavé bleu', 'Rubrique α', 'α1']],
      ['Modèle!D7↓', ['Pavé bleu', 'Rubrique β', 'β1']],
      ['Modèle!E7↓', ['Pavé bleu', 'Rubrique β', 'β2']]
    ])
    const { colonne, lire, rapport } = await copie(m, c)
    // Nine establishments in three rows: six are inserted, the total and what follows go down.
    expect(colonne('B', 7, 9)).toEqual(noms)
    const rang = 1
    expect(colonne('D', 7, 9)).toEqual(essmsEssai.map((_, i) => chiffresEssai(i, 'cloture')[rang]))
    expect(colonne('E', 7, 9)).toEqual(essmsEssai.map((_, i) => chiffresEssai(i, 1)[rang]))
    expect([lire('B16'), lire('B18')]).toEqual(['Total', 'Visa'])
    expect(lire('D16')).toBe(essmsEssai.reduce((s, _, i) => s + chiffresEssai(i, 'cloture')[rang]!, 0))
    expect(rapport.map((l) => [l.place, l.etat])).toEqual([
      ['Modèle!B7↓', 'rempli'],
      ['Modèle!D7↓', 'rempli'],
      ['Modèle!E7↓', 'rempli']
    ])
  })

  test('label on the right of the cell; any cell of a merge stands for its first', async () => {
    const m = await ouvrir('autre', aDroite)
    const c = ajouter(m, [
      { cellule: 'C3', sujet: 'grappe', donnee: 'grappe.nom' },
      { cellule: '$C$7', sujet: 'grappe', donnee: 'grappe.referenceConvention' }
    ])
    expect(Object.keys(c.ajouts)).toEqual(['Modèle!C3', 'Modèle!B6'])
    expect(
      propositions(completer(m.lu, m.reconnaissance, c))
        .filter((p) => c.ajouts[p.place])
        .map((p) => p.entetes)
    ).toEqual([['← Ce que vous appelez votre groupe'], ['← Écrivez ici']])
    const { lire } = await copie(m, c)
    expect([lire('C3'), lire('B6')]).toEqual([grappeEssai.nom, grappeEssai.referenceConvention])
  })

  test('no heading at all', async () => {
    const m = await ouvrir('essms', sansIntitule)
    const c = ajouter(m, [
      { cellule: 'C3', sujet: 'essms', donnee: 'essms.finess' },
      { cellule: 'D3', sujet: 'essms', donnee: 'essms.nom' },
      { cellule: 'B8', sujet: 'grappe', donnee: 'porteur.commune' }
    ])
    const { colonne, lire } = await copie(m, c)
    expect(colonne('C', 3, 9)).toEqual(finess)
    expect(colonne('D', 3, 9)).toEqual(noms)
    // Six rows were inserted above « Fait à ».
    expect([lire('A14'), lire('B14')]).toEqual(['Fait à', 'Siège 1'])
  })

  test('rows that the model names: its column is added like another, and each value stands before the right name', async () => {
    const m = await ouvrir('indicateurs-cloture', (f) => {
      for (const [i, n] of [3, 0, 7].entries()) f.getCell(4 + i, 1).value = finess[n]!
      f.getCell('A9').value = 'Signature'
    })
    const seule = ajouter(m, [{ cellule: 'F4', sujet: 'usages', donnee: 'essms.nom' }])
    expect(remarquesAjouts(m.lu, completer(m.lu, m.reconnaissance, seule), seule).join()).toContain('Ajoutez aussi la colonne A4')
    const c = ajouter(m, [{ cellule: 'A4', sujet: 'usages', donnee: 'essms.finess' }], seule)
    expect(remarquesAjouts(m.lu, completer(m.lu, m.reconnaissance, c), c)).toEqual([])
    const { colonne, lire, remarques } = await copie(m, c)
    expect(colonne('F', 4, 3)).toEqual([3, 0, 7].map((n) => noms[n]))
    expect(colonne('A', 4, 3)).toEqual([3, 0, 7].map((n) => finess[n]))
    expect(lire('A9')).toBe('Signature')
    expect(remarques.join()).toContain('6 lignes de la grappe sans place')
  })

  test('a column without heading goes on with the table recognised beside it, and follows the kind of its rows', async () => {
    const m = await ouvrir('essms', (f) => {
      f.addRow(['Nom ESSMS', 'FINESS géographique', 'Commune', null])
      for (let l = 2; l <= 4; l++) for (let c = 1; c <= 4; c++) f.getCell(l, c).border = cadre
    })
    const c = ajouter(m, [{ cellule: 'D2', sujet: 'essms', donnee: 'essms.codePostal' }])
    expect(completer(m.lu, m.reconnaissance, c).tables.map((t) => t.colonnes.length)).toEqual([4])
    const { colonne } = await copie(m, c)
    expect(colonne('A', 2, 9)).toEqual(noms)
    expect(colonne('D', 2, 9)).toEqual(essmsEssai.map((e) => e.codePostal))
  })
})

describe('what cannot be a place is refused in French', () => {
  test.each<readonly [string, Partial<Ajout>, RegExp]>([
    ['not an address', { cellule: 'septième' }, /par exemple C7/u],
    ['row 0', { cellule: 'C0' }, /par exemple C7/u],
    ['far away', { cellule: 'C7000' }, /C7000 est loin .* s’arrête en E12/u],
    ['another sheet', { feuille: 'Feuil2' }, /n’a pas de feuille « Feuil2 »/u],
    ['a formula', { cellule: 'D10' }, /D10 contient une formule/u],
    ['a text', { cellule: 'C4' }, /C4 contient déjà « α2 »/u],
    ['a heading for a list', { cellule: 'E4', sujet: 'usages', donnee: 'essms.nom' }, /E4 porte l’intitulé « β2 ».* par exemple E7/u],
    ['a merged heading', { cellule: 'C3' }, /B3 contient déjà « Rubrique α »/u],
    ['a datum of other rows', { sujet: 'depenses' }, /Choisissez ce que Grappe écrit/u]
  ])('%s', async (_nom, ajout, phrase) => {
    expect(refus(await ouvrir('indicateurs-cloture', deuxNiveaux), ajout)).toMatch(phrase)
  })

  test('a place taken, twice or by a column that would go through it', async () => {
    const m = await ouvrir('essms', sansIntitule)
    const c = ajouter(m, [{ cellule: 'C5', sujet: 'grappe', donnee: 'grappe.nom' }])
    expect(refus(m, { cellule: 'C5' }, c)).toMatch(/C5 est déjà prise par une place que vous avez ajoutée/u)
    expect(refus(m, { cellule: 'C3', sujet: 'essms', donnee: 'essms.nom' }, c)).toMatch(/qui part de C3 passerait par C5/u)
    const liste = ajouter(m, [{ cellule: 'D3', sujet: 'essms', donnee: 'essms.nom' }])
    expect(refus(m, { cellule: 'D4' }, liste)).toMatch(/D4 est déjà prise/u)
  })

  test('a place recognised: left empty it takes the datum, filled it is said', async () => {
    const m = await ouvrir('essms', (f) => {
      f.addRow(['Nom ESSMS', 'Couleur des volets', 'Commune'])
      for (let l = 2; l <= 4; l++) for (let c = 1; c <= 3; c++) f.getCell(l, c).border = cadre
    })
    expect(refus(m, { cellule: 'A2', sujet: 'essms', donnee: 'essms.finess' })).toMatch(/A2 est déjà prise : « Nom/u)
    const c = ajouter(m, [{ cellule: 'B2', sujet: 'essms', donnee: 'essms.finess' }])
    expect([c.ajouts, c.places['Modèle!B1']]).toEqual([{}, { texte: 'Couleur des volets', donnee: 'essms.finess', par: 'personne', confiance: 1 }])
    expect(refus(m, { cellule: 'D3', sujet: 'essms', donnee: 'essms.finess' })).toMatch(/à partir de la ligne 2 : indiquez D2/u)
  })

  test('a locked cell, and cells merged over several rows for a list', async () => {
    const m = await ouvrir('autre', (f) => {
      f.getCell('A1').value = 'Titre'
      f.getCell('B3').protection = { locked: true }
      f.getCell('C3').protection = { locked: false }
      f.mergeCells('C3:C4')
      return f.protect('', {})
    })
    expect(refus(m, { cellule: 'B3' })).toMatch(/verrouillée/u)
    expect(refus(m, { cellule: 'C4', sujet: 'essms', donnee: 'essms.nom' })).toMatch(/C3 est fusionnée sur 2 lignes/u)
    expect(refus(m, { cellule: 'C4' })).toBeNull()
  })
})

test('a list of amounts added twice on a sheet is said: its totals would count it twice', async () => {
  const m = await ouvrir('depenses', sansIntitule)
  const c = ajouter(m, [
    { cellule: 'C3', sujet: 'depenses', donnee: 'depense.ttc' },
    { cellule: 'F12', sujet: 'depenses', donnee: 'depense.ttc' }
  ])
  expect((await copie(m, c)).remarques).toEqual([
    'Modèle : la même liste est écrite à partir de la ligne 3 et de la ligne 12. Les totaux la compteront deux fois.'
  ])
})

test('places added are kept, exported, taken by another copy of the model, and taken away', async () => {
  const m = await ouvrir('essms', sansIntitule)
  const c = ajouter(m, [
    { cellule: 'C3', sujet: 'essms', donnee: 'essms.finess' },
    { cellule: 'D8', sujet: 'grappe', donnee: 'porteur.commune' }
  ])
  const relue = lireCorrespondance(ecrireCorrespondance(c))!
  expect(relue).toEqual(c)
  // A mapping written before places could be added is read as it was.
  expect(lireCorrespondance(ecrireCorrespondance(m.proposee))).toEqual({ ...m.proposee, ajouts: {} })
  expect(ecrireCorrespondance(m.proposee)).not.toContain('ajouts')
  const pareil = await ouvrir('essms', sansIntitule)
  expect(reporterAjouts(pareil.lu, pareil.reconnaissance, relue, pareil.proposee)).toEqual({ correspondance: c, perdues: [] })
  const autre = await ouvrir('essms', (f) => {
    sansIntitule(f)
    f.getCell('A8').value = 'Vu par'
    f.getCell('C3').value = { formula: 'NOW()' }
  })
  const { correspondance, perdues } = reporterAjouts(autre.lu, autre.reconnaissance, relue, autre.proposee)
  expect(correspondance.ajouts).toEqual({})
  expect(perdues).toEqual([
    'Modèle!C3↓ (C3 contient une formule : le modèle la calcule, Grappe n’y écrit rien.)',
    'Modèle!D8 (à côté, le modèle dit « Vu par » et non « Fait à »)'
  ])
  const sans = retirerPlace(retirerPlace(c, 'Modèle!C3↓'), 'Modèle!D8')
  expect([sans.ajouts, sans.places['Modèle!D8']]).toEqual([{}, undefined])
})
