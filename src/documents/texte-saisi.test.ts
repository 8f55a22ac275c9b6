import { describe, expect, it } from 'vitest'
import { grouper } from '#domain/grouper.ts'
import { couper } from './figure.ts'
import { adresseDe, nomComplet, somme } from './libelles.ts'
import { phrase, texteSaisi } from './texte-saisi.ts'

describe('what a person typed', () => {
  it('becomes paragraphs and lists', () => {
    expect(texteSaisi('Deux sites.\n\n- un\n– deux\nSuite')).toEqual([
      { b: 'paragraphe', texte: 'Deux sites.' },
      { b: 'liste', elements: ['un', 'deux'] },
      { b: 'paragraphe', texte: 'Suite' }
    ])
  })
  it.each([null, '', '  \n '])('is to complete when it is %j', (texte) => {
    expect(texteSaisi(texte)).toEqual([{ b: 'paragraphe', texte: [{ texte: 'à compléter', couleur: 'rouge' }] }])
  })
  it('keeps its place in a sentence', () => {
    expect(phrase`du ${'lundi'} au ${null}.`).toEqual([
      { texte: 'du ' },
      { texte: 'lundi' },
      { texte: ' au ' },
      { texte: 'à compléter', couleur: 'rouge' },
      { texte: '.' }
    ])
  })
})

describe('names and places', () => {
  it.each([
    ['Mme', 'Camille', 'Vallorge', 'Mme Camille Vallorge'],
    ['M', null, 'Vallorge', 'M. Vallorge'],
    ['M', null, null, null],
    [null, 'Camille', null, 'Camille']
  ])('%s %s %s → %s', (civilite, prenom, nom, attendu) => {
    expect(nomComplet(civilite, prenom, nom)).toBe(attendu)
  })
  it('writes an address with what is known', () => {
    expect(adresseDe({ adresse: '1 rue A', codePostal: '34000', commune: 'Montpellier' })).toBe('1 rue A, 34000 Montpellier')
    expect(adresseDe({ adresse: null, codePostal: null, commune: 'Montpellier' })).toBe('Montpellier')
    expect(adresseDe({ adresse: null, codePostal: null, commune: null })).toBeNull()
  })
  it('groups in order of appearance and sums what is known', () => {
    expect([...grouper(['b1', 'a1', 'b2'], (s) => s[0])]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1']]
    ])
    expect(somme([null, 2, 3])).toBe(5)
    expect(somme([null])).toBeNull()
  })
})

it('breaks a label into the lines a box can hold', () => {
  expect(couper('Association Les Rives Claires', 30, 3.1, 3)).toEqual(['Association Les', 'Rives Claires'])
  expect(couper('un deux trois quatre cinq six sept huit', 20, 3, 2)).toEqual(['un deux', 'trois quatr…'])
})
