import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openPreferences } from './preferences.ts'

const folder = mkdtempSync(join(tmpdir(), 'grappe-preferences-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const initial = { theme: 'systeme', zoom: 1, place: null }
const place = { x: 1, y: 2, width: 1000, height: 700, isMaximized: true }

test('what is kept is found again, in a folder made on the way', () => {
  const path = join(folder, 'profil', 'fenetre.json')
  const preferences = openPreferences(path)
  expect(preferences.read()).toEqual(initial)
  preferences.keep({ zoom: 1.25 })
  preferences.keep({ theme: 'sombre', place })
  expect(openPreferences(path).read()).toEqual({ theme: 'sombre', zoom: 1.25, place })
})

test.each([
  ['nothing', '', initial],
  ['no JSON', '{"theme":', initial],
  ['another type', '"sombre"', initial],
  ['null', 'null', initial],
  ['a list', '[1,2]', initial],
  ['one wrong part', JSON.stringify({ theme: 'rose', zoom: 1.5, place }), { theme: 'systeme', zoom: 1.5, place }],
  ['a zoom out of bounds', JSON.stringify({ theme: 'clair', zoom: 40, place: { x: 'a' } }), { theme: 'clair', zoom: 1, place: null }]
])('a damaged file is forgotten: %s', (_title, text, expected) => {
  const path = join(folder, 'abime.json')
  writeFileSync(path, text)
  expect(openPreferences(path).read()).toEqual(expected)
})

test('a disk that refuses them stops nobody', () => {
  const file = join(folder, 'fichier')
  writeFileSync(file, '')
  const preferences = openPreferences(join(file, 'fenetre.json'))
  preferences.keep({ zoom: 2 })
  expect(preferences.read().zoom).toBe(2)
})
