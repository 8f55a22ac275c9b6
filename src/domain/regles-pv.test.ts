import { describe, expect, it } from 'vitest'
import { construire, type Valeurs } from './dossier-de-test.ts'
import { constatsPvs, estRepresentantLegal } from './regles-pv.ts'

const date = '2026-11-21'
const signe: Valeurs<'pv'> = {
  niveau: 'grappe',
  organisme: 'og',
  decision: 'prononcee',
  signataireClient: 'Mme Éloïse Vallorge',
  etablissements: ['a', 'b']
}

/** A VA and a VSR that cover both establishments, signed; `va` and `vsr` change them. */
function avec(va: Valeurs<'pv'> = {}, vsr: Valeurs<'pv'> | null = {}) {
  const c = construire()
  c.ajouter('organisme', { id: 'og', raisonSociale: 'Les Cèdres', nomRepresentant: 'VALLORGE', prenomRepresentant: 'Eloise' })
  c.ajouter('etablissement', { id: 'a', nom: 'EHPAD A', organisme: 'og', dateMiseEnService: '2026-01-10' })
  c.ajouter('etablissement', { id: 'b', nom: 'EHPAD B', organisme: 'og', dateMiseEnService: '2026-01-10' })
  c.ajouter('pv', { id: 'va', type: 'va', ...signe, dateDebut: '2026-02-01', dateFin: '2026-02-20', dateDecision: '2026-02-25', ...va })
  c.ajouter('piece-jointe', { role: 'pv', cible: 'va', nom: 'va.pdf' })
  if (vsr) {
    c.ajouter('pv', { id: 'vsr', type: 'vsr', ...signe, dateDebut: '2026-02-25', dateFin: '2026-04-01', dateDecision: '2026-04-05', ...vsr })
    c.ajouter('piece-jointe', { role: 'pv', cible: 'vsr', nom: 'vsr.pdf' })
  }
  return c
}
const cles = (c: ReturnType<typeof construire>) => constatsPvs(c.dossier(), { date }).map((x) => `${x.gravite} ${x.cle}`)

describe('constatsPvs', () => {
  it('finds nothing in two procès-verbaux that hold', () => {
    expect(cles(avec())).toEqual([])
  })

  it.each<[string, Valeurs<'pv'>, Valeurs<'pv'> | null, string[]]>([
    ['no VSR at all is said once', {}, null, ['bloquant pv:vsr']],
    ['an establishment in no VA', { etablissements: ['a'] }, {}, ['bloquant pv-couverture:va:b']],
    ['the VSR decided before the VA', {}, { dateDebut: '2026-01-15', dateDecision: '2026-02-20', dateFin: '2026-02-18' }, ['bloquant pv-ordre:va:vsr']],
    ['the VSR begun before the VA', {}, { dateDebut: '2026-02-24' }, ['a-justifier pv-debut:va:vsr']],
    ['a refused decision', {}, { decision: 'refusee' }, ['bloquant pv-decision:vsr']],
    ['a postponed decision', { decision: 'ajournee' }, {}, ['bloquant pv-decision:va']],
    ['reserves past their date', { decision: 'reserves', reserves: 'Agenda', delaiReserves: '2026-06-01' }, {}, ['a-justifier pv-reserves:va']],
    ['reserves not yet due', { decision: 'reserves', reserves: 'Agenda', delaiReserves: '2027-06-01' }, {}, []],
    ['a favourable decision on a failed point', { pointDmp: 'non-conforme' }, {}, ['a-justifier pv-points:va']],
    ['a decision still to come', {}, { dateDecision: '2027-01-01' }, ['a-justifier pv-date:vsr']],
    [
      'decided before the go-live',
      { dateDebut: '2025-12-01', dateFin: '2026-01-05', dateDecision: '2026-01-06' },
      {},
      ['a-justifier pv-service:va:a', 'a-justifier pv-service:va:b']
    ],
    ['someone else signs', { signataireClient: 'Paul Autre' }, {}, ['a-justifier pv-signataire:va']],
    ['a delegation that is not joined', { signataireClient: 'Paul Autre', delegation: 'delegation' }, {}, ['bloquant pv-delegation:va']],
    ['another level than the one chosen', { niveau: 'og' }, {}, []]
  ])('%s', (_, va, vsr, expected) => {
    expect(cles(avec(va, vsr))).toEqual(expected)
  })

  it('counts an establishment covered twice', () => {
    const c = avec()
    c.ajouter('pv', { id: 'va2', type: 'va', ...signe, etablissements: ['b'], dateDecision: '2026-02-25' })
    c.ajouter('piece-jointe', { role: 'pv', cible: 'va2' })
    expect(cles(c)).toEqual(['bloquant pv-couverture:va:b'])
  })

  it('wants the signed file', () => {
    const c = avec()
    c.retirer('piece-jointe-5')
    expect(cles(c)).toEqual(['bloquant pv-signe:va'])
  })

  it('accepts a delegate whose delegation is joined to the PV or to the OG', () => {
    for (const cible of ['va', 'og']) {
      const c = avec({ signataireClient: 'Paul Autre', delegation: 'delegation' })
      c.ajouter('piece-jointe', { role: 'delegation', cible })
      expect(cles(c)).toEqual([])
    }
  })

  it('lets one delegation serve all that the person signs for the organisation, VA and VSR, and no one else', () => {
    const delegue = { signataireClient: 'Paul Autre', delegation: 'delegation' } as const
    const c = avec(delegue, { ...delegue, signataireClient: 'AUTRE Paul' })
    c.ajouter('piece-jointe', { role: 'delegation', cible: 'va' })
    expect(cles(c)).toEqual([])
    c.modifier('pv', 'vsr', { signataireClient: 'Anne Autre' })
    expect(cles(c)).toEqual(['bloquant pv-delegation:vsr'])
  })

  it('leaves a withdrawn establishment out of the count', () => {
    const c = avec({ etablissements: ['a'] }, { etablissements: ['a', 'b'] })
    c.modifier('etablissement', 'b', { situation: 'retire' })
    expect(cles(c)).toEqual(['information pv-retire:vsr:b'])
  })

  it('warns on the CCAG-TIC delays only when the order refers to it', () => {
    const vsr: Valeurs<'pv'> = { dateFin: '2026-03-20', dateDecision: '2026-04-05', indisponibilite: 2.5 }
    const c = avec({}, vsr)
    expect(cles(c)).toEqual([])
    c.ajouter('solution', { ccagTic: 'oui' })
    expect(cles(c)).toEqual(['information ccag-duree:vsr', 'information ccag-indisponibilite:vsr', 'information ccag-tacite:vsr'])
  })
})

describe('estRepresentantLegal', () => {
  const organisme = { nomRepresentant: 'de La Tour', prenomRepresentant: 'Anne-Lise' } as never
  it.each([
    ['Mme Anne-Lise de La Tour', true],
    ['DE LA TOUR Anne Lise', true],
    ['Anne de La Tour', false],
    [null, false]
  ])('%s', (name, expected) => {
    expect(estRepresentantLegal(name, organisme)).toBe(expected)
  })
})
