import { expect, test } from 'vitest'
import { construire } from './dossier-de-test.ts'
import { situationDuProjet } from './situation-dui.ts'

test.each([
  [null, null],
  ['mixte', null],
  ['acquisition', ['acquisition', ['vide']]],
  ['conformite', ['conformite', ['vide']]]
] as const)('a project %s: only kept establishments that say nothing are proposed', (typeProjet, attendu) => {
  const c = construire()
  c.ajouter('grappe', { typeProjet })
  c.ajouter('etablissement', { id: 'vide' })
  c.ajouter('etablissement', { id: 'dit', situationDui: 'acquisition' })
  c.ajouter('etablissement', { id: 'parti', situation: 'retire' })
  const lu = situationDuProjet(c.dossier())
  expect(lu && [lu.situation, lu.sans.map((e) => e.id)]).toEqual(attendu)
})

test('nothing is proposed once every establishment says it', () => {
  const c = construire()
  c.ajouter('grappe', { typeProjet: 'conformite' })
  c.ajouter('etablissement', { situationDui: 'acquisition' })
  expect(situationDuProjet(c.dossier())).toBeNull()
})
