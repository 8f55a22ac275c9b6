import { describe, expect, it } from 'vitest'
import { completude, retient } from '../completude.ts'
import { type Constructeur, projetDeTest } from '../dossier-de-test.ts'
import { dossierCloture, jour } from '../dossiers-de-test.ts'
import { clotureAilleurs, preuveDe, preuvesCloture } from './cinq-preuves.ts'

const compter = (modifier: (c: Constructeur) => void) => {
  const c = dossierCloture()
  modifier(c)
  const manques = completude(c.dossier(), { date: jour, codeDonnees: () => 'AAAA0000' })
  const retenus = manques.filter((m) => m.lots.includes('cloture') && retient(m))
  return {
    retenus: retenus.length,
    preuves: Object.fromEntries(
      preuvesCloture.flatMap((p) => (retenus.some((m) => preuveDe(m) === p) ? [[p, retenus.filter((m) => preuveDe(m) === p).length]] : []))
    ),
    ailleurs: Object.fromEntries(clotureAilleurs(manques)),
    ici: retenus.filter((m) => m.phase === 'cloture').length
  }
}

describe('what the closure waits for', () => {
  it.each([
    ['nothing', () => undefined, {}, {}],
    ['a VA put off', (c) => c.modifier('pv', 'va', { decision: 'ajournee' }), { va: 1 }, {}],
    ['a VSR put off', (c) => c.modifier('pv', 'vsr', { decision: 'ajournee' }), { vsr: 1 }, {}],
    ['a relevé without its figures', (c) => c.retirer('r0'), { indicateurs: 1 }, { usages: 1 }],
    ['the date of the convention', (c) => c.modifier('grappe', projetDeTest, { dateConvention: null }), {}, { grappe: 1 }]
  ] as const satisfies readonly (readonly [string, (c: Constructeur) => void, object, object])[])('%s', (_nom, modifier, preuves, ailleurs) => {
    expect(compter(modifier)).toMatchObject({ preuves, ailleurs })
  })

  it('is counted once: this phase and the others make the whole bundle', () => {
    const { retenus, ici, ailleurs } = compter((c) => {
      c.modifier('pv', 'va', { decision: 'ajournee' })
      c.modifier('pv', 'vsr', { type: null })
      c.modifier('grappe', projetDeTest, { dateConvention: null, finCloture: null })
      c.ajouter('depense', { libelle: 'Licence' })
    })
    expect(ici).toBeGreaterThan(1)
    expect(ailleurs).toMatchObject({ grappe: 1 })
    expect(ici + Object.values<number>(ailleurs).reduce((n, m) => n + m, 0)).toBe(retenus)
  })
})
