import { describe, expect, it } from 'vitest'
import { textesImpossibles } from './caracteres-absents.ts'

const long = `${'mot '.repeat(30)}fusée 🚀 ${'suite '.repeat(30)}`

describe('textesImpossibles', () => {
  it.each<[string, unknown, readonly string[], readonly string[]]>([
    ['nothing missing', { a: 'tout va' }, [], []],
    [
      'each text once, with its own characters',
      { a: 'Retard 😀 漢', b: ['Retard 😀 漢', 'sain', { c: 'Lettre 🚀 🚀' }] },
      ['漢', '🚀', '😀'],
      ['« Retard 😀 漢 » (à remplacer : 😀 漢)', '« Lettre 🚀 🚀 » (à remplacer : 🚀)']
    ],
    [
      'what shows nothing alone, by its code',
      ['Puce \uf0b7 collée', 'x\u20dd'],
      ['\uf0b7', '\u20dd'],
      ['« Puce \uf0b7 collée » (à remplacer : U+F0B7)', '« x\u20dd » (à remplacer : U+20DD)']
    ],
    ['a text that is not found', { a: 'sain' }, ['漢'], ['à remplacer : 漢']]
  ])('%s', (_, source, absents, lignes) => {
    expect(textesImpossibles(source, absents)).toEqual(lignes)
  })

  it('shows a long text around its character', () => {
    const [ligne] = textesImpossibles(long, ['🚀'])
    expect(ligne).toMatch(/^« ….*fusée 🚀.*… » \(à remplacer : 🚀\)$/u)
    expect(ligne?.length).toBeLessThan(120)
  })
})
