import { describe, expect, it, test } from 'vitest'
import { etablissement } from '../etablissement.ts'
import { categorieDe, categories, secteurDeCategorie } from './categories.ts'
import { autresCategories } from './categories-autres.ts'
import { libelleSecteur, secteurs } from './secteurs.ts'

it('has the sectors of the field, with the same labels', () => {
  expect(secteurs.map((s) => [s.code, s.libelle])).toEqual(etablissement.champs.secteur.options?.map((o) => [o.value, o.label]))
  expect(libelleSecteur('PDE')).toBe('Protection de l’enfance')
  expect(libelleSecteur(null)).toBe('Secteur non renseigné')
})

it.each([
  ['categorie', 'ESAT', '246'],
  ['categorie', '  foyers de vie ', '449'],
  ['categorie', '500 – EHPAD', '500'],
  ['categorie', '', ''],
  ['categorie', 'ESATT', null],
  ['secteur', 'ph', 'PH'],
  ['secteur', 'Handicap - enfants', 'PHE'],
  ['secteur', '–', null],
  ['region', 'OCCITANIE', '76'],
  ['situationDui', 'Mise en conformite', 'conformite']
] as const)('a %s typed or pasted as « %s » is %s', (champ, tape, attendu) => {
  const lu = etablissement.champs[champ].parse(tape)
  expect(lu.ok ? lu.value : null).toBe(attendu)
})

describe('categories', () => {
  it('have unique three-digit codes, also across the two lists', () => {
    const codes = [...categories.map((c) => c.code), ...autresCategories.map(([code]) => code)]
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toMatch(/^\d{3}$/u)
  })
  it('are in a known sector, and eligible ones name their item of L.312-1', () => {
    const known = new Set<string>(secteurs.map((s) => s.code))
    for (const c of categories) {
      expect(known.has(c.secteur), c.code).toBe(true)
      expect(c.alinea !== null, c.code).toBe(c.eligibilite === 'eligible')
      if (c.secteur === 'AUTRE') expect(c.eligibilite, c.code).not.toBe('eligible')
      if (c.remplaceePar) expect(categorieDe(c.remplaceePar).statut, c.code).toBe('ouverte')
    }
  })
  it('use every sector', () => expect(new Set(categories.map((c) => c.secteur))).toEqual(new Set(secteurs.map((s) => s.code))))
  it('refuse USLD alone', () => expect(categories.filter((c) => c.eligibilite === 'non-eligible').map((c) => c.code)).toEqual(['362']))
  test.each([
    ['500', 'PA', '6°', 'eligible', 'ouverte'],
    ['209', 'DOM', '6° et 7°', 'eligible', 'ouverte'],
    ['460', 'DOM', '6° et 7°', 'eligible', 'ouverte'],
    ['640', 'DOM', '16°', 'eligible', 'ouverte'],
    ['208', 'DOM', null, 'a-verifier', 'fermee'],
    ['190', 'PHE', '3°', 'eligible', 'ouverte'],
    ['246', 'PHA', '5° a', 'eligible', 'ouverte'],
    ['437', 'PHA', '7°', 'eligible', 'fermee'],
    ['370', 'PH', '12°', 'eligible', 'ouverte'],
    ['295', 'PDE', '1° et 4°', 'eligible', 'ouverte'],
    ['462', 'PDE', null, 'a-verifier', 'ouverte'],
    ['443', 'AHI', '13°', 'eligible', 'ouverte'],
    ['258', 'AUTRE', null, 'a-verifier', 'ouverte'],
    ['197', 'PDS', '9°', 'eligible', 'ouverte'],
    ['340', 'PJM', '14°', 'eligible', 'ouverte'],
    ['362', 'AUTRE', null, 'non-eligible', 'ouverte'],
    ['609', 'AUTRE', null, 'a-verifier', 'ouverte']
  ])('%s', (code, secteur, alinea, eligibilite, statut) => expect(categorieDe(code)).toMatchObject({ secteur, alinea, eligibilite, statut, connue: true }))
  it('name what lies outside the programme, and say so of an unknown code', () => {
    expect(categorieDe('355')).toMatchObject({ libelle: 'Centre Hospitalier (C.H.)', eligibilite: 'a-verifier', connue: true })
    expect(categorieDe('200')).toMatchObject({ statut: 'fermee', fermeeLe: '2015-01-01' })
    expect(categorieDe('999')).toMatchObject({ libelle: 'catégorie inconnue, à vérifier', eligibilite: 'a-verifier', connue: false })
  })
})

test.each([
  ['500', null, 'PA'],
  ['999', '4101', 'PHE'],
  ['999', '4301', 'PHA'],
  ['999', '4402', 'DOM'],
  ['999', '4501', 'PDE'],
  ['999', '4608', 'PJM'],
  ['999', '9999', null],
  ['999', null, null]
])('category %s of aggregate %s → %s', (code, agregat, secteur) => expect(secteurDeCategorie(code, agregat)).toBe(secteur))
