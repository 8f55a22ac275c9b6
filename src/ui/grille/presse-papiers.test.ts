import { describe, expect, test } from 'vitest'
import { ecrireTableau, lireTableau } from './presse-papiers.ts'

describe('presse-papiers', () => {
  test.each<[string, string[][]]>([
    [
      'a\tb\r\n1 234,56\t5/3/26\r\n',
      [
        ['a', 'b'],
        ['1 234,56', '5/3/26']
      ]
    ],
    ['"deux\nlignes"\t"un ""mot"""', [['deux\nlignes', 'un "mot"']]],
    ['a\t\tc', [['a', '', 'c']]],
    ['un "mot" cité\tb', [['un "mot" cité', 'b']]],
    ['"mal fermé\tb', [['"mal fermé', 'b']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['', []]
  ])('lit %j', (texte, attendu) => expect(lireTableau(texte)).toEqual(attendu))

  test('ce qui est copié se relit', () => {
    const rangees = [
      ['12\u202f000,50', 'a\tb'],
      ['"x"', 'ligne\nsuivante']
    ]
    expect(lireTableau(ecrireTableau(rangees))).toEqual([
      ['12 000,50', 'a\tb'],
      ['"x"', 'ligne\nsuivante']
    ])
  })
})
