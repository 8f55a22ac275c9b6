import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { typographier } from './typographie.ts'

const n = '\u202f'
test.each([
  ['Attention : voir !', `Attention${n}: voir${n}!`],
  ['Attention: voir!', `Attention${n}: voir${n}!`],
  ['Vraiment ?!', `Vraiment${n}?!`],
  ['un ; deux', `un${n}; deux`],
  ['« mot »', `«${n}mot${n}»`],
  ['«mot»', `«${n}mot${n}»`],
  ['« Déposer » :', `«${n}Déposer${n}»${n}:`],
  ["l'ARS d'Occitanie", 'l’ARS d’Occitanie'],
  ['n° 12, N°12', `n°${n}12, N°${n}12`],
  ['12 000 €', `12${n}000${n}€`],
  ['1 234 567,50 €', `1${n}234${n}567,50${n}€`],
  ['70%', `70${n}%`],
  ['70 % des dossiers', `70${n}% des dossiers`],
  ['10 Mo', `10${n}Mo`],
  ['à suivre...', 'à suivre…'],
  ['M. Exemple et Mme Modèle', `M.${n}Exemple et Mme${n}Modèle`]
])('%s', (typed, expected) => expect(typographier(typed)).toBe(expected))

test.each([
  'https://exemple.fr/a?b=1;c:2',
  'www.exemple.fr/x?y',
  'esms.numerique@cnsa.fr',
  'réunion à 14:30',
  'champ a:b',
  '06 12 34 56 78',
  'en 2026 150 personnes',
  '(?)',
  'ligne\n: suite',
  ''
])('leaves « %s » alone', (typed) => expect(typographier(typed)).toBe(typed))

it('dresses the sentence around an address', () => {
  expect(typographier('Voir https://exemple.fr/a?b=1 !')).toBe(`Voir https://exemple.fr/a?b=1${n}!`)
  expect(typographier('Écrire à : a@b.fr ; merci')).toBe(`Écrire à${n}: a@b.fr${n}; merci`)
})

it('changes nothing the second time', () => {
  const part = fc.constantFrom(
    'a',
    'É',
    '1',
    '000',
    ' ',
    ' ',
    '\u00a0',
    n,
    '«',
    '»',
    ':',
    ';',
    '!',
    '?',
    "'",
    '’',
    '€',
    '%',
    'n°',
    '.',
    '...',
    'M.',
    '@',
    'b.fr',
    'http://x',
    '14:30',
    '(',
    ')',
    '\n',
    ','
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
      const once = typographier(parts.join(''))
      expect(typographier(once)).toBe(once)
    }),
    { numRuns: 3000 }
  )
})
