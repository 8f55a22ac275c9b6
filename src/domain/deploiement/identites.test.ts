import { expect, test } from 'vitest'
import { construire } from '../dossier-de-test.ts'
import { remarqueIns, tauxIns, totalRpps, totauxIdentites } from './identites.ts'

test.each([
  ['inconnu sans rien', null, null, null],
  ['inconnu sans dénominateur', 0, 0, null],
  ['inconnu à moitié', 40, null, null],
  ['trois quarts', 40, 30, 75]
])('taux %s', (_, insAQualifier, insQualifiees, attendu) => expect(tauxIns({ insAQualifier, insQualifiees })).toBe(attendu))

test('les totaux n’inventent rien', () => {
  const c = construire()
  c.ajouter('etablissement', {
    id: 'a',
    insAQualifier: 40,
    insQualifiees: 30,
    insDiscordantes: 5,
    insNonTrouvees: 6,
    rppsSoin: 4,
    dateMiseEnService: '2026-01-05'
  })
  c.ajouter('etablissement', { id: 'b', insAQualifier: 60, rppsEncadrement: 2, rppsSoin: 1, dateMiseEnService: '2026-12-01' })
  c.ajouter('etablissement', { id: 'c', insAQualifier: 10, insQualifiees: 5 })
  const { etablissements } = c.dossier()
  expect(totauxIdentites(etablissements, '2026-06-01')).toEqual({
    etablissements: 3,
    enService: 1,
    insAQualifier: 110,
    insQualifiees: 35,
    insDiscordantes: 5,
    insNonTrouvees: 6,
    taux: 70,
    renseignes: 2,
    roles: [0, 0, 0, 5, 2],
    rpps: 7
  })
  expect(etablissements.map(totalRpps)).toEqual([4, 3, null])
  expect(etablissements.map((e) => remarqueIns(e) !== null)).toEqual([true, false, false])
})
