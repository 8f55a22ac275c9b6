import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { type Reconnaissance, reconnaitre, seuilConfiance, usageProbable } from '#domain/modeles/reconnaitre.ts'
import type { UsageModele } from '#domain/modeles/usage.ts'
import { lireModele } from '#engine/modeles/lire-modele.ts'

/** Models without any dressing: headings and the void, lines numbered or named beforehand, lists side by side. */

const essms = ['Nom ESSMS', 'FINESS géographique', 'Commune', 'Code postal']
const deEssms = ['essms.nom', 'essms.finess', 'essms.commune', 'essms.codePostal']

async function lire(usage: UsageModele, remplir: (feuille: ExcelJS.Worksheet) => unknown): Promise<Reconnaissance> {
  const classeur = new ExcelJS.Workbook()
  await remplir(classeur.addWorksheet('Feuil1'))
  return reconnaitre(await lireModele(new Uint8Array(await classeur.xlsx.writeBuffer())), usage)
}
const sures = (r: Reconnaissance) => [...r.tables.flatMap((t) => t.colonnes), ...r.cases.map((c) => c.proposition)].filter((p) => p.confiance >= seuilConfiance)
const donnees = (r: Reconnaissance) => r.tables.map((t) => t.colonnes.map((c) => c.donnee))
const lignes = (r: Reconnaissance) => r.tables.map((t) => [t.table.premiere, t.table.derniere])

const gris = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD9D9D9' } } as const
const griser = (f: ExcelJS.Worksheet, ligne: number, textes: readonly (string | number)[]) =>
  textes.forEach((t, i) => {
    f.getCell(ligne, i + 1).value = t
    f.getCell(ligne, i + 1).fill = gris
  })

describe('rows under the headings that explain them are not to be filled, and hide no column', () => {
  const factures = ['Fournisseur', 'N° facture', 'Date de facture', 'Montant HT', 'TVA']
  const deFactures = ['depense.fournisseur', 'depense.facture', 'depense.dateFacture', 'depense.ht', 'depense.tva']
  test.each<readonly [string, readonly (readonly (string | number)[])[], number]>([
    ['units', [['', 'texte', 'jj/mm/aaaa', '€', 'en €']], 3],
    ['numbers of the columns', [['(1)', '(2)', '(3)', '(4)', '(5)=(4)x20']], 3],
    ['bare numbers', [[1, 2, 3, 4, 5]], 3],
    [
      'letters, then units, then an example',
      [
        ['A', 'B', 'C', 'D', 'E'],
        ['texte', 'texte', 'date', '€', '€'],
        ['Exemple : Dupont', 'F1', '', '', '']
      ],
      5
    ]
  ])('%s', async (_nom, services, premiere) => {
    const r = await lire('depenses', (f) => {
      griser(f, 1, factures)
      for (const [i, textes] of services.entries()) griser(f, 2 + i, textes)
      for (let l = premiere; l < premiere + 4; l++) for (let c = 1; c <= 5; c++) f.getCell(l, c).border = { bottom: { style: 'thin' } }
    })
    expect(donnees(r)).toEqual([deFactures])
    expect(lignes(r)).toEqual([[premiere, premiere + 3]])
  })

  test('a rate asked in per cent under its heading is written in points', async () => {
    const r = await lire('indicateurs-cloture', (f) => {
      griser(f, 1, ['Nom ESSMS', 'Taux MSSanté', 'DMP alimentés'])
      griser(f, 2, ['', '%', 'nombre'])
    })
    expect(r.tables[0]!.table.colonnes.map((c) => c.entetes)).toEqual([['Nom ESSMS'], ['Taux MSSanté (%)'], ['DMP alimentés']])
  })

  test('second headings that look like units stay headings', async () => {
    const r = await lire('indicateurs-cloture', (f) => {
      griser(f, 1, ['FINESS', 'Nom ESSMS', 'Messages envoyés', '', 'DMP alimentés', ''])
      griser(f, 2, ['', '', 'Nombre', '%', 'Nombre', '%'])
      for (let c = 1; c <= 6; c++) f.getCell(3, c).border = { bottom: { style: 'thin' } }
    })
    expect(r.tables.map((t) => t.table.colonnes.map((c) => c.entetes.join(' › ')))).toEqual([
      ['FINESS', 'Nom ESSMS', 'Messages envoyés › Nombre', 'Messages envoyés › %', 'DMP alimentés › Nombre', 'DMP alimentés › %']
    ])
    expect(lignes(r)).toEqual([[3, 3]])
    expect(donnees(r)[0]?.slice(0, 3)).toEqual(['essms.finess', 'essms.nom', 'releve.messagesEnvoyes'])
  })
})

test('columns unlocked as a whole on a protected sheet are to be filled', async () => {
  const r = await lire('essms', (f) => {
    f.addRow(essms)
    for (let c = 1; c <= 4; c++) {
      f.getColumn(c).protection = { locked: false }
      f.getCell(1, c).protection = { locked: true }
    }
    return f.protect('', {})
  })
  expect(r.tables[0]!.colonnes.map((p) => p.verrouillee)).toEqual([false, false, false, false])
})

test('establishments that stand in columns are never filled downwards unasked', async () => {
  const r = await lire('indicateurs-cloture', (f) => {
    for (const [i, t] of ['ESSMS 1', 'ESSMS 2', 'ESSMS 3'].entries()) f.getCell(1, i + 2).value = t
    for (const [i, t] of ['FINESS', 'Nom ESSMS', 'Messages envoyés'].entries()) {
      f.getCell(i + 2, 1).value = t
      for (let c = 2; c <= 4; c++) f.getCell(i + 2, c).border = { bottom: { style: 'thin' } }
    }
  })
  expect(sures(r)).toEqual([])
})

test('a list in sections: the title of a section is not the label of its first line, and the headings left aside are said', async () => {
  const r = await lire('depenses', (f) => {
    griser(f, 2, ['Fournisseur', 'N° facture', 'Date de facture', 'Montant HT'])
    f.getCell('A3').value = 'Logiciels'
    f.mergeCells('A3:D3')
    for (let l = 4; l <= 6; l++) for (let c = 1; c <= 4; c++) f.getCell(l, c).border = { bottom: { style: 'thin' } }
    f.getCell('A7').value = 'Sous-total'
  })
  expect(sures(r)).toEqual([])
  expect(r.restes).toEqual([{ feuille: 'Feuil1', ligne: 2, textes: ['Fournisseur', 'N° facture', 'Date de facture', 'Montant HT'] }])
})

test('two rows an establishment: the figures of the grappe are proposed, never filled unasked', async () => {
  const r = await lire('indicateurs-cloture', (f) => {
    for (let e = 0; e < 3; e++)
      for (const [k, texte] of ['Numérateur DMP', 'Dénominateur DMP'].entries()) {
        f.getCell(3 + 2 * e + k, 2).value = texte
        f.getCell(3 + 2 * e + k, 3).border = { bottom: { style: 'thin' } }
      }
  })
  const dmp = r.cases.filter((c) => c.proposition.donnee?.endsWith('.DMP'))
  expect(dmp).toHaveLength(6)
  expect(dmp.filter((c) => c.proposition.confiance >= seuilConfiance)).toEqual([])
})

describe('a bare model', () => {
  test.each<readonly [string, (f: ExcelJS.Worksheet) => void, number]>([
    ['headings on the first row', (f) => void f.addRow(essms), 1],
    ['headings under a title', (f) => void f.addRows([[], ['Liste des structures'], [], essms]), 4],
    [
      'headings of an Excel table',
      (f) => void f.addTable({ name: 'T1', ref: 'A1', headerRow: true, columns: essms.map((name) => ({ name })), rows: [essms.map(() => '')] }),
      1
    ]
  ])('%s', async (_nom, remplir, entete) => {
    const r = await lire('essms', remplir)
    expect(donnees(r)).toEqual([deEssms])
    expect(lignes(r)).toEqual([[entete + 1, entete + 1]])
    expect(sures(r)).toHaveLength(4)
  })

  test('labels that end with a colon, or are followed by something, are no headings', async () => {
    expect((await lire('essms', (f) => void f.addRow(essms.map((t) => `${t} :`)))).tables).toEqual([])
    expect((await lire('essms', (f) => void f.addRows([essms, [], [null, 'Mentions légales']]))).tables).toEqual([])
  })

  test('two lists side by side: each has its own lines', async () => {
    const r = await lire('essms', (f) => {
      f.addRow(['Organismes', null, null, null, 'Établissements'])
      f.addRow(['Nom OG', 'FINESS juridique', 'SIREN', null, ...essms])
    })
    expect(r.tables.map((t) => t.sujet)).toEqual(['organismes', 'essms'])
    expect(donnees(r)).toEqual([['og.nom', 'og.finessEj', 'og.siren'], deEssms])
  })

  test('lines numbered beforehand are as many lines, down to the total', async () => {
    const r = await lire('indicateurs-cloture', (f) => {
      f.addRow(['N°', 'Nom ESSMS', 'Messages envoyés', 'DMP alimentés'])
      for (let n = 1; n <= 8; n++) f.addRow([n])
      f.addRow(['Total', null, { formula: 'SUM(C2:C9)' }])
    })
    expect(lignes(r)).toEqual([[2, 9]])
    expect(donnees(r)).toEqual([['essms.rang', 'essms.nom', 'releve.messagesEnvoyes', 'releve.dmpAlimentes']])
  })

  test('lines that hold a FINESS already are establishments, never totals of the grappe', async () => {
    const r = await lire('indicateurs-cloture', (f) =>
      f.addRows([['FINESS', 'Messages envoyés', 'DMP alimentés', 'Dossiers actifs'], ...['340000017', '340000025', '340000033'].map((t) => [t])])
    )
    expect(r.cases).toEqual([])
    expect(lignes(r)).toEqual([[2, 4]])
    expect(r.tables[0]!.table.lignesEcrites).toEqual([['340000017'], ['340000025'], ['340000033']])
    expect(donnees(r)).toEqual([['essms.finess', 'releve.messagesEnvoyes', 'releve.dmpAlimentes', 'releve.dossiersActifs']])
  })

  test.each<readonly [string, readonly string[], UsageModele]>([
    ['figures beside a FINESS', ['FINESS', 'Messages envoyés', 'DMP alimentés', 'Dossiers actifs'], 'indicateurs-cloture'],
    ['names and places', ['Nom', 'FINESS', 'Commune', 'Code postal'], 'essms'],
    ['organismes', ['Raison sociale de l’organisme', 'FINESS juridique', 'SIREN'], 'essms'],
    ['invoices', ['Fournisseur', 'N° facture', 'Date de facture', 'Montant TTC'], 'depenses']
  ])('what it is for, from its headings alone: %s', async (_nom, entetes, usage) => {
    const classeur = new ExcelJS.Workbook()
    classeur.addWorksheet('Feuil1').addRows([[...entetes], ['']])
    expect(usageProbable(await lireModele(new Uint8Array(await classeur.xlsx.writeBuffer())))).toBe(usage)
  })

  test('an organisme named on its first line only', async () => {
    const r = await lire('indicateurs-cloture', (f) =>
      f.addRows([
        ['Organisme', 'Établissement', 'Messages envoyés', 'Dossiers actifs'],
        ['Association A', 'EHPAD Un'],
        [null, 'IME Deux'],
        [null, 'MAS Trois'],
        ['Total']
      ])
    )
    expect(lignes(r)).toEqual([[2, 4]])
    expect(r.tables[0]!.table.lignesEcrites.map(([, nom]) => nom)).toEqual(['EHPAD Un', 'IME Deux', 'MAS Trois'])
  })

  test('a place merged under its label', async () => {
    const r = await lire('autre', (f) => {
      f.getCell('B2').value = 'Dénomination de la grappe'
      f.mergeCells('B3:E3')
      f.getCell('B5').value = 'Organisme porteur'
      f.mergeCells('B6:E6')
    })
    expect(r.cases.map((c) => [c.ou.ligne, c.ou.colonne, c.proposition.donnee])).toEqual([
      [3, 2, 'grappe.nom'],
      [6, 2, 'porteur.nom']
    ])
  })
})
