import { describe, expect, it } from 'vitest'
import { entiteDe } from '../entite-de.ts'
import { releve } from '../releve.ts'
import { controlesReleve } from './controles.ts'

const of = (chiffres: readonly (number | null)[]) => controlesReleve(entiteDe(releve, 'r', { type: 'va', chiffres }))

describe('controlesReleve', () => {
  // Order: messages, DMP, active, with projet, with agenda, persons accompanied, persons with a projet.
  it.each([
    ['all within bounds', [10, 8, 9, 8, 7, 10, 10], []],
    ['MSSanté above 100 % is kept', [50, 8, 9, 8, 7, 10, 10], []],
    ['DMP above the persons with a projet', [1, 11, 9, 8, 7, 10, 10], ['erreur dmpAlimentes>personnesProjet']],
    ['active files above the persons', [1, 8, 11, 8, 7, 10, 10], ['erreur dossiersActifs>personnesAccompagnees']],
    ['projets above active files', [1, 8, 9, 10, 7, 10, 10], ['erreur actifsAvecProjet>dossiersActifs']],
    ['agenda above active files', [1, 8, 9, 8, 10, 10, 10], ['erreur actifsAvecAgenda>dossiersActifs']],
    ['more persons with a projet than persons', [1, 8, 9, 8, 7, 10, 12], ['avertissement personnesProjet>personnesAccompagnees']],
    ['a zero denominator serves two rates', [0, 0, 9, 8, 7, 10, 0], ['information nul:personnesProjet']],
    ['nothing is said of absent numbers', [null, 12, null, 3, null, null, null], []]
  ])('%s', (_, chiffres, expected) => {
    expect(of(chiffres).map((c) => `${c.gravite} ${c.code}`)).toEqual(expected)
  })

  it('says both numbers in French', () => {
    expect(of([1, 1_234, 9, 8, 7, 10, 1_000])[0]?.texte).toBe(
      'DMP alimentés : 1\u202f234 pour 1\u202f000 personnes pouvant bénéficier d’un projet. Ce taux ne peut pas dépasser 100 %.'
    )
  })

  it('says nothing of a relevé without numbers', () => {
    expect(controlesReleve(entiteDe(releve, 'r', {}))).toEqual([])
  })
})
