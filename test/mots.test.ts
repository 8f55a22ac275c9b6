import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** One word for one thing: the application says « e-mail »; `courriel` is a name of the code, never seen. */
const refuse = /(?:\b(?:un|le|les|de|du|des|par|votre|ce|chaque|et) |[’,] ?|['"`>])courriels? (?![|}])|['"`>]Courriels?\b|adresses? électroniques?/u
/** The words that others write in their lists and models. */
const lusAilleurs = /^src\/(?:engine\/import|domain\/modeles\/mots)/u

const fichiers = ['src', 'resources/guide', 'electron'].flatMap((dossier) =>
  readdirSync(dossier, { recursive: true, encoding: 'utf8' })
    .map((nom) => join(dossier, nom).replaceAll('\\', '/'))
    .filter((nom) => /\.(?:tsx?|md)$/u.test(nom) && !/\.test\.ts$/u.test(nom) && !lusAilleurs.test(nom))
)

test.each([
  ['par courriel au contact', true],
  ["courriel('Courriel')", true],
  ['fonction, courriel et téléphone', true],
  ['une adresse électronique', true],
  ["s: 'courriel'", false],
  ["appelerLong('partage.courriel', {", false],
  ['const { nom, courriel } = lire()', false],
  ['Préparer l’e-mail', false]
])('%s', (ligne, attendu) => {
  expect(refuse.test(ligne)).toBe(attendu)
})

test('one word for one thing', () => {
  expect(fichiers.length).toBeGreaterThan(500)
  expect(fichiers.flatMap((nom) => (refuse.test(readFileSync(nom, 'utf8')) ? [nom] : []))).toEqual([])
})
