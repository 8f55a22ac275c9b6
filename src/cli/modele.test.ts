import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enLigneDeCommande } from './fixtures/lancer.ts'

const { racine, lancer } = enLigneDeCommande('modele')

const fixture = join(import.meta.dirname, '..', '..', 'test', 'modeles', 'fixtures', 'perimetre-lo.xlsx')

test('a model is kept once, shown, and filled; its mapping goes through a file', async () => {
  const base = join(racine, 'a.db')
  const modele = join(racine, 'Périmètre du projet.xlsx')
  copyFileSync(fixture, modele)
  expect((await lancer('exemple', base, '--essms', '6')).code).toBe(0)
  const lu = await lancer('modele', base, modele, '--exporter', join(racine, 'c.json'))
  expect(lu).toMatchObject({ code: 0, json: { usage: 'essms', tables: [{ sujet: 'organismes' }, { sujet: 'essms', lignes: 4, aEcrire: 6 }] } })
  const decisions = JSON.parse(readFileSync(join(racine, 'c.json'), 'utf8'))
  expect(decisions.places['Périmètre!A11'].donnee).toBe('essms.nom')
  const rempli = await lancer('modele', base, modele, '--correspondance', join(racine, 'c.json'), '--usage', 'piece-7', '--vers', join(racine, 'copie.xlsx'))
  expect(rempli).toMatchObject({ code: 0, json: { id: lu.json.id, usage: 'piece-7', perdues: [], copie: { nom: 'copie.xlsx' } } })
  expect(rempli.json.copie.rapport.find((l: { place: string }) => l.place === 'Périmètre!A11')).toMatchObject({ etat: 'rempli', remplies: 6 })
  expect(readFileSync(join(racine, 'copie.xlsx')).subarray(0, 2).toString()).toBe('PK')
  expect(await lancer('modele', base, modele, '--usage', 'nimporte')).toMatchObject({ code: 2, json: { erreur: { code: 'appel-refuse' } } })
  expect((await lancer('modele', base, join(racine, 'absent.xlsx'))).code).toBe(2)
  expect(existsSync(join(racine, 'copie.xlsx.~tmp'))).toBe(false)
})
