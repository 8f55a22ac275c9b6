import { describe, expect, it } from 'vitest'
import { construire } from './dossier-de-test.ts'
import { nonCouverts, proposerPvs } from './pv-proposes.ts'

function banc() {
  const c = construire()
  c.ajouter('organisme', { id: 'b', raisonSociale: 'Les Bleuets', commune: 'Sète' })
  c.ajouter('organisme', {
    id: 'a',
    raisonSociale: 'Les Acacias',
    porteur: 'oui',
    prenomRepresentant: 'Camille',
    nomRepresentant: 'Vallorge',
    fonctionRepresentant: 'Directrice',
    commune: 'Nîmes'
  })
  c.ajouter('etablissement', { id: 'e1', nom: 'Un', organisme: 'b' })
  c.ajouter('etablissement', { id: 'e2', nom: 'Deux', organisme: 'a' })
  c.ajouter('etablissement', { id: 'e3', nom: 'Trois', organisme: 'a' })
  c.ajouter('etablissement', { id: 'e4', nom: 'Parti', organisme: 'a', situation: 'retire' })
  return c
}
const vue = (pvs: ReturnType<typeof proposerPvs>) => pvs.map((p) => [p.organisme, p.etablissements, p.signataireClient, p.lieu])

describe('procès-verbaux of each scope', () => {
  it.each([
    ['grappe', [['a', ['e1', 'e2', 'e3'], 'Camille Vallorge', 'Nîmes']]],
    [
      'og',
      [
        ['a', ['e2', 'e3'], 'Camille Vallorge', 'Nîmes'],
        ['b', ['e1'], null, 'Sète']
      ]
    ],
    [
      'essms',
      [
        ['a', ['e2'], 'Camille Vallorge', 'Nîmes'],
        ['a', ['e3'], 'Camille Vallorge', 'Nîmes'],
        ['b', ['e1'], null, 'Sète']
      ]
    ]
  ] as const)('at the level %s, without those who left', (niveau, attendu) => {
    expect(vue(proposerPvs(banc().dossier(), 'va', niveau))).toEqual(attendu)
  })

  it('only over what none covers yet, with the editor’s signatory already known', () => {
    const c = banc()
    c.ajouter('pv', { type: 'va', niveau: 'og', etablissements: ['e2', 'e3'], signataireEditeur: 'Alix Renard', qualiteEditeur: 'Directeur' })
    expect(nonCouverts(c.dossier(), 'va').map((e) => e.id)).toEqual(['e1'])
    expect(proposerPvs(c.dossier(), 'va', 'og').map((p) => [p.etablissements, p.signataireEditeur])).toEqual([[['e1'], 'Alix Renard']])
    expect(proposerPvs(c.dossier(), 'vsr', 'og')).toHaveLength(2)
    c.ajouter('pv', { type: 'va', niveau: 'essms', etablissements: ['e1'] })
    expect(proposerPvs(c.dossier(), 'va', 'grappe')).toEqual([])
  })
})
