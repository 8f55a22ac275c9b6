import { describe, expect, it } from 'vitest'
import { celluleMax } from '#domain/champs/champ.ts'
import { ligne } from './formes.ts'

const bonne = { id: 'a', kind: 'etablissement', part: 'b', cree: 1, vivant: true, cellules: { nom: 'Les Tilleuls', places: 40, motif: null } }

describe('a row of the journal', () => {
  it('is handed over as it is, not copied', () => {
    expect(ligne.parse(bonne)).toBe(bonne)
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'ligne'],
    ['no id', { ...bonne, id: undefined }],
    ['a kind that is a number', { ...bonne, kind: 1 }],
    ['no part', { ...bonne, part: null }],
    ['a clock that is no number', { ...bonne, cree: Number.NaN }],
    ['a clock in letters', { ...bonne, cree: '1' }],
    ['a life that is a number', { ...bonne, vivant: 1 }],
    ['no cells', { ...bonne, cellules: null }],
    ['a list of cells', { ...bonne, cellules: ['a'] }],
    ['a cell that holds an object', { ...bonne, cellules: { nom: {} } }],
    ['a cell that is true', { ...bonne, cellules: { nom: true } }],
    ['a cell longer than any', { ...bonne, cellules: { nom: 'a'.repeat(celluleMax + 1) } }]
  ])('is refused with %s', (_, v) => {
    expect(ligne.safeParse(v).success).toBe(false)
  })
})
