import { describe, expect, it } from 'vitest'
import { completude } from '../completude.ts'
import { type Constructeur, construire } from '../dossier-de-test.ts'
import { dossierCloture, jour } from '../dossiers-de-test.ts'
import { controlesCloture } from './controles-cloture.ts'

const etats = (modifier: (c: Constructeur) => void = () => undefined, code = 'AAAA0000') => {
  const c = dossierCloture()
  modifier(c)
  const controles = controlesCloture(c.dossier(), completude(c.dossier(), { date: jour, codeDonnees: () => code }))
  return Object.fromEntries(controles.filter((x) => x.etat !== 'conforme').map((x) => [x.code, x.etat]))
}
describe('cross-checks of the closure', () => {
  it('all agree on a ready closure', () => {
    expect(etats()).toEqual({})
  })

  it('an empty dossier has nothing right and nothing to correct: a check that compares nothing says so', () => {
    const dossier = construire().dossier()
    expect(new Set(controlesCloture(dossier, completude(dossier, { date: jour })).map((x) => x.etat))).toEqual(new Set(['sans-objet']))
  })

  it('what was signed is compared with the data of today', () => {
    expect(etats(undefined, 'BBBB0000')).toEqual({ signatures: 'a-justifier' })
  })

  it.each([
    ['ordre', 'a-corriger', (c) => c.modifier('pv', 'vsr', { dateDecision: '2020-01-01' })],
    ['couverture', 'a-corriger', (c) => c.modifier('pv', 'va', { etablissements: ['e0'] })],
    ['couverture', 'a-justifier', (c) => c.ajouter('etablissement', { nom: 'Parti', finess: '340000009', organisme: 'og', situation: 'retire' })],
    ['decisions', 'a-corriger', (c) => c.modifier('pv', 'va', { decision: 'ajournee' })],
    ['signataires', 'a-justifier', (c) => c.modifier('pv', 'va', { signataireClient: 'Sacha Fontenoy' })],
    ['cibles', 'a-justifier', (c) => c.modifier('releve', 'r0', { chiffres: [0, 0, 48, 46, 45, 50, 50] })]
  ] as const satisfies readonly (readonly [string, string, (c: Constructeur) => void])[])('%s : %s', (code, attendu, modifier) => {
    expect(etats(modifier)[code]).toBe(attendu)
  })
})
