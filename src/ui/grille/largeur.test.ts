import { expect, test } from 'vitest'
import { isEnteteHaute, largeurDe } from './largeur.ts'

test.each([
  ['free text grows with the window', { largeur: 220 }, { flex: 220, minWidth: 220 }],
  ['a date keeps its width', { largeur: 120 }, { width: 120 }],
  ['so do figures', { largeur: 190, droite: true }, { width: 190 }],
  ['and the frozen name', { largeur: 300, fige: true }, { width: 300 }],
  ['a column that says nothing takes what is left', {}, { flex: 180, minWidth: 140 }]
])('%s', (_, colonne, attendu) => expect(largeurDe(colonne)).toEqual(attendu))

test.each([
  ['Nom', 240, false],
  ['Taux de qualification', 130, false],
  ['RPPS+ vie sociale, professionnelle et éducative', 150, true],
  ['DMP4 Définir le processus d’alimentation du DMP', 158, true],
  ['Anticonstitutionnellement', 80, false]
])('« %s » in %i px takes a third line: %s', (titre, largeur, haute) => expect(isEnteteHaute(titre, largeur)).toBe(haute))
