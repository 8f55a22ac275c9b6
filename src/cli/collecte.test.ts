import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { enLigneDeCommande } from './fixtures/lancer.ts'

const { racine, lancer } = enLigneDeCommande('collecte')

test('workbooks written, filled and taken back by the same command as other imports', async () => {
  const base = join(racine, 'a.db')
  expect((await lancer('exemple', base, '--essms', '6')).code).toBe(0)
  const { json: ecrits } = await lancer('collecter', base, '--periode', '2026-10', '--vers', join(racine, 'out'))
  expect(ecrits.fichiers.length).toBeGreaterThan(1)
  const chemin = join(ecrits.chemin, ecrits.fichiers[0].nom)
  const classeur = new ExcelJS.Workbook()
  await classeur.xlsx.readFile(chemin)
  const feuille = classeur.getWorksheet('Relevés')!
  for (const [i, n] of [120, 80, 90, 85, 88, 100, 95].entries()) feuille.getRow(6).getCell(3 + i).value = n
  await classeur.xlsx.writeFile(chemin)
  expect(await lancer('importer', base, ecrits.chemin, '--apercu')).toMatchObject({ code: 0, json: { totaux: { ajoute: 1, refuse: 0 } } })
  expect(await lancer('importer', base, chemin)).toMatchObject({ code: 0, json: { totaux: { ajoute: 1, modifie: 0 } } })
  expect(await lancer('importer', base, chemin)).toMatchObject({ code: 0, json: { totaux: { ajoute: 0, modifie: 0 } } })
  feuille.getRow(6).getCell(4).value = 'beaucoup'
  await classeur.xlsx.writeFile(chemin)
  expect((await lancer('importer', base, chemin)).code).toBe(1)
  expect(await lancer('collecter', base, '--periode', 'hier', '--vers', racine)).toMatchObject({ code: 2, json: { erreur: { code: 'appel-refuse' } } })
}, 60_000)
