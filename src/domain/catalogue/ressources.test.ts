import { describe, expect, it, test } from 'vitest'
import { champDe } from '../dossier.ts'
import { compareTexte } from '../format.ts'
import { isFiness } from '../identifiants.ts'
import { phases } from '../lot.ts'
import { nomDe } from '../noms.ts'
import { categories } from './categories.ts'
import { checklists } from './checklists.ts'
import { contacts, contactsDe, courrielsDe } from './contacts.ts'
import { glossaire, searchGlossaire, termeDe, termesDans } from './glossaire.ts'
import { instructions } from './instructions.ts'
import { lacunes } from './lacunes.ts'
import { pieces, piecesComplementaires } from './pieces.ts'
import { listesPreparation, pasAPas } from './preparation.ts'
import { questions, questionsDe } from './questions.ts'
import { quiFaitQuoi } from './qui-fait-quoi.ts'
import { regionDe, regions } from './regions.ts'
import { secteurs } from './secteurs.ts'

const unique = (codes: readonly string[]) => expect(new Set(codes).size).toBe(codes.length)

describe('préparer', () => {
  it('has thirteen step-by-step actions and unique codes', () => {
    expect(pasAPas.actions.map((a) => a.code)).toEqual(['1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '3.1', '3.2', '3.3', '3.4', '3.5', '4.1', '4.2'])
    for (const liste of listesPreparation) unique(liste.actions.map((a) => a.code))
  })
  it('points to fields that exist, and groups that exist', () => {
    for (const liste of listesPreparation) {
      const groups = liste.groupes.map((g) => g.code)
      for (const action of liste.actions) {
        expect(groups, action.code).toContain(action.groupe)
        for (const { kind, champ } of action.alimente) {
          expect(nomDe(kind), `${action.code} → ${kind}`).toBeDefined()
          if (champ !== null) expect(champDe(kind, champ), `${action.code} → ${kind}.${champ}`).toBeDefined()
        }
      }
    }
  })
})

describe('glossaire', () => {
  it('has about 45 terms or more, in order, each once', () => {
    expect(glossaire.length).toBeGreaterThanOrEqual(45)
    unique(glossaire.map((t) => t.code))
    unique(glossaire.map((t) => t.terme))
    expect(glossaire.map((t) => t.terme)).toEqual(glossaire.map((t) => t.terme).toSorted(compareTexte))
  })
  it('refers to its own terms', () => {
    for (const t of glossaire) for (const code of t.voir) expect(termeDe(code), `${t.code} → ${code}`).toBeDefined()
  })
  test.each([
    ['vsr', 'vsr'],
    ['verification aptitude', 'va'],
    ['ASP', 'sons'],
    ['Espace Santé', 'mes']
  ])('finds « %s »', (recherche, code) => expect(searchGlossaire(recherche).map((t) => t.code)).toContain(code))
  it('puts names before definitions', () => {
    expect(searchGlossaire('dmp')[0]?.code).toBe('dmp')
    expect(searchGlossaire('')).toHaveLength(glossaire.length)
    expect(searchGlossaire('zzz')).toEqual([])
  })
})

describe('questions, contacts', () => {
  it('ask in a phase that exists, and answer', () => {
    unique(questions.map((q) => q.code))
    const codes: readonly string[] = phases.map((p) => p.code)
    for (const q of questions) {
      expect(codes).toContain(q.phase)
      expect(q.question).toMatch(/ \?$/u)
      if (q.region !== null) expect(regionDe(q.region)).toBeDefined()
    }
  })
  it('keep a regional answer to its region', () => {
    expect(questionsDe('recevabilite').map((q) => q.code)).not.toContain('deja-finance')
    expect(questionsDe('recevabilite', ['76']).at(-1)?.code).toBe('deja-finance')
  })
  it('have one way at least to be reached', () => {
    unique(contacts.map((c) => c.code))
    for (const c of contacts) expect(c.courriel ?? c.site, c.code).toMatch(/@|^https:\/\//u)
    expect(contactsDe(['52']).map((c) => c.code)).toEqual(['cnsa', 'galis', 'ans', 'pdl-collectif'])
    expect(courrielsDe('76')).toEqual({ ars: null, grades: 'esms.numerique@esante-occitanie.fr' })
    expect(courrielsDe('11')).toEqual({ ars: 'ars-idf-si-esms@ars.sante.fr', grades: 'segur@sesan.fr' })
    expect(courrielsDe('53')).toEqual({ ars: null, grades: null })
  })
  it('say what each actor does', () => {
    unique(quiFaitQuoi.map((x) => x.sigle))
    for (const x of quiFaitQuoi) expect(x.missions.length, x.sigle).toBeGreaterThan(0)
  })
})

it('is written in good French: curly apostrophes, single spaces, no number that looks like a real FINESS', () => {
  const texts: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (Array.isArray(value)) for (const v of value) collect(v)
    else if (value !== null && typeof value === 'object') for (const v of Object.values(value)) collect(v)
  }
  collect([
    categories,
    checklists,
    contacts,
    glossaire,
    instructions,
    lacunes,
    listesPreparation,
    pieces,
    piecesComplementaires,
    questions,
    quiFaitQuoi,
    regions,
    secteurs
  ])
  expect(texts.length).toBeGreaterThan(1000)
  for (const text of texts) {
    expect(text).not.toMatch(/'| {2}|^ | $|\.\.\./u)
    expect(isFiness(text), text).toBe(false)
  }
})

describe('the terms that a screen uses', () => {
  it.each([
    ['La VA puis la VSR', ['va', 'vsr']],
    ['Il va voir, et le NOVA aussi', []],
    ['Le REPRÉSENTANT légal signe', ['representant-legal']],
    ['FINESS juridique (EJ) du porteur', ['ej', 'finess', 'porteur']],
    ['Enregistrés au RPPS+.', ['rpps']],
    ['cible d\u2019usage, cibles d\u2019usage', ['cible']],
    ['', []]
  ])('« %s »', (texte, codes) => expect(termesDans(texte).map((t) => t.code)).toEqual(codes))

  it('finds each term in its own name', () => {
    for (const t of glossaire) expect(termesDans(`: ${t.terme}.`)).toContain(t)
  })
})
