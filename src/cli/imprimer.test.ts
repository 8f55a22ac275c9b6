import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enLigneDeCommande } from './fixtures/lancer.ts'

const { racine, lancer } = enLigneDeCommande('imprimer')

test('a document outside the bundles, and the agenda, are written and nothing is replaced', async () => {
  const base = join(racine, 'a.db')
  await lancer('exemple', base, '--essms', '6')
  const vers = join(racine, 'vers')
  const premier = await lancer('imprimer', base, 'checklist-deploiement', '--vers', join(racine, 'c.pdf'))
  expect(premier).toMatchObject({ code: 0, json: { nom: 'c.pdf' } })
  expect(premier.json.pages).toBeGreaterThan(6)
  expect(readFileSync(join(racine, 'c.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  for (let i = 0; i < 2; i++) await lancer('imprimer', base, 'checklist-deploiement', '--vers', racine)
  expect(readdirSync(racine).filter((f) => f.startsWith('Checklist'))).toEqual(['Checklist_de_deploiement (2).pdf', 'Checklist_de_deploiement.pdf'])
  expect(await lancer('agenda', base, '--vers', join(racine, 'dates.ics'))).toMatchObject({ code: 0, json: { nom: 'dates.ics' } })
  expect(readFileSync(join(racine, 'dates.ics'), 'utf8')).toContain('BEGIN:VEVENT')
  expect(await lancer('imprimer', base, 'autre', '--vers', vers)).toMatchObject({ code: 2, json: { erreur: { code: 'appel-refuse' } } })
  expect(await lancer('imprimer', base, 'checklist-deploiement', '--vers', join(racine, 'c.txt'))).toMatchObject({
    code: 2,
    json: { erreur: { code: 'format-refuse' } }
  })
})
