import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { construire } from './dossier-de-test.ts'
import { repartitionEligible } from './repartition-depenses.ts'

interface Ligne {
  readonly eligible: number
  readonly etablissement?: string | undefined
  readonly cle?: 'aucune' | 'egale' | 'personnes' | undefined
}

/** Two OG, three kept establishments and one that left. */
function banc(lignes: readonly Ligne[]) {
  const c = construire()
  c.ajouter('organisme', { id: 'b', raisonSociale: 'Les Bleuets' })
  c.ajouter('organisme', { id: 'a', raisonSociale: 'Les Acacias' })
  c.ajouter('etablissement', { id: 'e1', nom: 'Un', organisme: 'b', personnesAccompagnees: 60 })
  c.ajouter('etablissement', { id: 'e2', nom: 'Deux', organisme: 'a', personnesAccompagnees: 40 })
  c.ajouter('etablissement', { id: 'e3', nom: 'Trois', organisme: 'a', personnesAccompagnees: 0 })
  c.ajouter('etablissement', { id: 'e4', nom: 'Parti', organisme: 'a', situation: 'retire' })
  for (const { eligible, etablissement = null, cle = null } of lignes) c.ajouter('depense', { organisme: 'b', eligible, etablissement, cle })
  return repartitionEligible(c.dossier())
}
const parts = (r: ReturnType<typeof banc>) => Object.fromEntries(r.etablissements.map((e) => [e.id, e.directes + e.mutualisees]))

describe('eligible amounts by establishment and OG', () => {
  it.each([
    ['by persons', [{ eligible: 10_001, cle: 'personnes' }], { e1: 6_001, e2: 4_000, e3: 0 }, 0, 0],
    ['in equal parts, the leftover cents to the first ones', [{ eligible: 10_001, cle: 'egale' }], { e1: 3_334, e2: 3_334, e3: 3_333 }, 0, 0],
    ['not at all without a key', [{ eligible: 10_001 }], { e1: 0, e2: 0, e3: 0 }, 10_001, 0],
    ['to its establishment, whatever the key', [{ eligible: 700, cle: 'egale', etablissement: 'e2' }], { e1: 0, e2: 700, e3: 0 }, 0, 0],
    ['aside when the establishment left', [{ eligible: 700, etablissement: 'e4' }], { e1: 0, e2: 0, e3: 0 }, 0, 700],
    ['a credit note too', [{ eligible: -10, cle: 'egale' }], { e1: -4, e2: -3, e3: -3 }, 0, 0]
  ] as const)('are shared %s', (_, lignes, attendu, sansCle, retires) => {
    const r = banc(lignes)
    expect(parts(r)).toEqual(attendu)
    expect([r.sansCle, r.retires]).toEqual([sansCle, retires])
  })

  it('are summed by OG, in the order of their names', () => {
    const r = banc([
      { eligible: 10_001, cle: 'egale' },
      { eligible: 500, etablissement: 'e3' }
    ])
    expect(r.organismes.map((o) => [o.nom, o.etablissements, o.directes, o.mutualisees])).toEqual([
      ['Les Acacias', 2, 500, 6_667],
      ['Les Bleuets', 1, 0, 3_334]
    ])
  })

  it('lose no cent', () => {
    const ligne = fc.record({
      eligible: fc.integer({ min: -5_000_000, max: 5_000_000 }),
      etablissement: fc.constantFrom('e1', 'e2', 'e3', 'e4', undefined),
      cle: fc.constantFrom('aucune', 'egale', 'personnes', undefined)
    })
    fc.assert(
      fc.property(fc.array(ligne, { maxLength: 30 }), (lignes) => {
        const r = banc(lignes)
        const total = lignes.reduce((n, l) => n + l.eligible, 0)
        expect(Object.values(parts(r)).reduce((a, b) => a + b, 0) + r.sansCle + r.retires).toBe(total)
        expect(r.organismes.reduce((n, o) => n + o.directes + o.mutualisees, 0) + r.sansCle + r.retires).toBe(total)
      })
    )
  })
})
