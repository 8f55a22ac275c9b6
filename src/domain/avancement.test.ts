import { describe, expect, it } from 'vitest'
import { type AvancementPhase, argent, avancements, lotsEnCours, lotsPartis, motAvancement, partAvancement, prochainesActions } from './avancement.ts'
import { checklistNationale } from './catalogue/checklist-nationale.ts'
import { analyser } from './completude/analyse.ts'
import { type Constructeur, construire, projetDeTest } from './dossier-de-test.ts'
import { dossierCloture, dossierGalis, jour } from './dossiers-de-test.ts'
import type { Phase } from './lot.ts'

const options = { date: jour }
const suite = (c: Constructeur) => prochainesActions(c.dossier(), analyser(c.dossier(), options), options).map((a) => [a.cle, a.nombre])
const phase = (c: Constructeur, code: Phase) => avancements(c.dossier(), analyser(c.dossier(), options)).find((a) => a.phase === code)

describe('lotsEnCours', () => {
  it('goes from the candidature to the closure', () => {
    const c = dossierGalis()
    expect(lotsEnCours(c.dossier())).toEqual(['galis'])
    c.ajouter('depot', { id: 'd', lot: 'galis', date: '2026-05-01', resultat: 'incomplete' })
    expect(lotsEnCours(c.dossier())).toEqual(['complement'])
    c.modifier('depot', 'd', { resultat: 'retenue' })
    expect(lotsEnCours(c.dossier())).toEqual(['va', 'etat-des-lieux', 'vsr', 'cloture'])
    const cloture = dossierCloture()
    expect(lotsEnCours(cloture.dossier())[0]).toBe('va')
    // The date of the convention may be the very thing that is missing.
    cloture.modifier('grappe', projetDeTest, { dateConvention: null })
    expect(lotsEnCours(cloture.dossier())[0]).toBe('va')
  })
})

describe('lotsPartis', () => {
  it('are those whose deposit has a date, or whose mailing is done in the deployment list', () => {
    const c = dossierGalis()
    c.modifier('grappe', projetDeTest, { checklist: 'occitanie' })
    c.ajouter('depot', { id: 'd', lot: 'galis', echeance: '2026-05-02' })
    expect(lotsPartis(c.dossier())).toEqual([])
    c.modifier('depot', 'd', { date: '2026-05-01' })
    for (const [code, etat] of [
      ['A3', 'fait'],
      ['A4', 'fait'],
      ['A5', 'en-cours']
    ] as const)
      c.ajouter('action', { catalogue: 'occitanie', code, portee: 'grappe', etat })
    expect(lotsPartis(c.dossier())).toEqual(['galis', 'va', 'etat-des-lieux'])
    // The national list has no action that sends the état des lieux.
    c.modifier('grappe', projetDeTest, { checklist: 'nationale' })
    c.ajouter('action', { catalogue: 'nationale', code: 'N4', portee: 'grappe', etat: 'fait' })
    expect(lotsPartis(c.dossier())).toEqual(['galis', 'vsr'])
  })
})

describe('prochainesActions', () => {
  it('gathers what is alike and gives three', () => {
    const c = dossierGalis()
    for (const id of ['e1', 'e2', 'e3']) c.modifier('etablissement', id, { finess: null })
    c.modifier('grappe', projetDeTest, { contexte: null, financeur: null })
    expect(suite(c)).toEqual([
      ['champ:grappe.financeur', 1],
      ['champ:etablissement.finess', 3],
      ['champ:grappe.contexte', 1]
    ])
  })

  it('offers to produce what is ready', () => {
    expect(suite(dossierGalis())).toEqual([['lot:galis', 1]])
  })

  it('puts a near deadline first, and says when it is past', () => {
    const c = dossierGalis()
    c.ajouter('depot', { id: 'loin', lot: 'galis', echeance: '2027-03-01' })
    c.ajouter('depot', { id: 'bientot', lot: 'galis', echeance: '2026-12-01' })
    c.ajouter('depot', { id: 'passe', lot: 'galis', echeance: '2026-11-01' })
    c.ajouter('depot', { id: 'fait', lot: 'galis', echeance: '2026-11-25', date: '2026-11-10' })
    expect(suite(c)).toEqual([
      ['echeance:passe', 1],
      ['echeance:bientot', 1],
      ['lot:galis', 1]
    ])
    const [first, second] = prochainesActions(c.dossier(), analyser(c.dossier(), options), options)
    expect([first?.raison, second?.raison]).toEqual(['L’échéance du 1er novembre 2026 est passée.', 'Échéance le 1er décembre 2026, dans 10 jours.'])
  })

  it('works on the first mailing that is not ready, then on the closure', () => {
    const c = dossierCloture()
    expect(suite(c)[0]).toEqual(['champ:grappe.courrielArs', 1])
    c.modifier('grappe', projetDeTest, { courrielArs: 'ars@exemple.fr', finVa: '2025-04-30' })
    c.modifier('solution', 'solution', { referenceCommande: 'BC-1' })
    expect(suite(c)).toEqual([['releve:va', 2]])
    for (const id of ['e0', 'e1']) c.ajouter('releve', { etablissement: id, type: 'va', chiffres: [0, 0, 10, 5, 5, 50, 50] })
    expect(suite(c)).toEqual([['lot:cloture', 1]])
  })

  it('goes on with what holds back the next mailings, each with its own reason', () => {
    const c = dossierCloture()
    for (const pv of c.dossier().pvs) c.retirer(pv.id)
    c.modifier('grappe', projetDeTest, { courrielArs: 'ars@exemple.fr' })
    const raisons = prochainesActions(c.dossier(), analyser(c.dossier(), options), options).map((a) => a.raison)
    expect(raisons).toEqual(['Retient « Envoi de la VA ».', 'Retient « Envoi de la VA ».', 'Retient « État des lieux des indicateurs ».'])
  })
})

describe('prochainesActions, déploiement', () => {
  it('names the action that holds the VA back, for a grappe that follows its list', () => {
    const c = dossierCloture()
    c.ajouter('prevision', { catalogue: 'nationale', code: 'N1', duree: 30 })
    expect(suite(c).map(([cle]) => cle)).not.toContain('deploiement:N1')
    c.ajouter('action', { catalogue: 'nationale', code: 'N1', portee: 'og', etat: 'en-cours', date: jour })
    for (const pv of c.dossier().pvs) c.retirer(pv.id)
    const [premiere] = prochainesActions(c.dossier(), analyser(c.dossier(), options), options)
    expect(premiere).toMatchObject({ cle: 'deploiement:N1', phase: 'deploiement', raison: 'Retient la VA, possible au plus tôt le 21 décembre 2026.' })
  })
})

describe('words and share of a phase', () => {
  const de = (a: Partial<AvancementPhase>): AvancementPhase => ({
    phase: 'usages',
    fait: 0,
    total: 0,
    bloquants: 0,
    aJustifier: 0,
    ailleurs: 0,
    etapes: null,
    ...a
  })
  it.each([
    ['nothing looked at: nothing is complete', {}, 'Rien encore', 0],
    ['all is right', { fait: 12, total: 12 }, 'Complet', 1],
    ['one is missing', { fait: 3, total: 4, bloquants: 1 }, '1 à compléter', 0.75],
    ['never full while something is left', { fait: 999, total: 1000, bloquants: 1 }, '1 à compléter', 0.97],
    ['to justify comes after', { fait: 2, total: 4, bloquants: 1, aJustifier: 1 }, '1 à compléter', 0.5],
    ['to justify', { fait: 1, total: 2, aJustifier: 1 }, '1 à justifier', 0.5],
    ['actions still to do', { fait: 5, total: 20 }, '5 sur 20', 0.25],
    [
      'steps of its list, without the fields',
      { phase: 'deploiement' as const, fait: 67, total: 198, etapes: { fait: 5, total: 136 } },
      '5 sur 136 étapes',
      5 / 136
    ],
    ['checks, whatever bundle waits for them', { phase: 'recevabilite' as const, fait: 9, total: 10, ailleurs: 4 }, '9 sur 14', 9 / 14],
    ['missing for a later bundle alone', { fait: 3, total: 3, ailleurs: 9 }, 'Rien d’exigé à ce jour', 0.25]
  ])('%s', (_, a, mot, part) => expect([motAvancement(de(a)), partAvancement(de(a))]).toEqual([mot, part]))
})

describe('avancements', () => {
  it('counts what is right and what is missing for the bundles under way only', () => {
    const c = dossierGalis()
    expect(phase(c, 'recevabilite')).toEqual({ phase: 'recevabilite', fait: 14, total: 14, bloquants: 0, aJustifier: 0, ailleurs: 0, etapes: null })
    expect(phase(c, 'depot')).toMatchObject({ bloquants: 0 })
    expect(phase(c, 'cloture')).toMatchObject({ bloquants: 0 })
    c.modifier('etablissement', 'e1', { categorie: '362' })
    expect(phase(c, 'recevabilite')).toMatchObject({ fait: 13, total: 14, bloquants: 1 })
    c.modifier('grappe', projetDeTest, { contexte: null })
    expect(phase(c, 'galis')).toMatchObject({ bloquants: 1 })
  })

  it('counts the actions of the list once per scope', () => {
    const c = construire()
    c.ajouter('organisme', { id: 'og' })
    c.ajouter('etablissement', { id: 'a', organisme: 'og' })
    c.ajouter('etablissement', { id: 'b', organisme: 'og' })
    const { code } = checklistNationale
    // N1 per OG, N2 and N5 per ESSMS, N3, N4, N6 for the grappe.
    expect(phase(c, 'deploiement')).toMatchObject({ fait: 0, total: 8 })
    c.ajouter('action', { catalogue: code, code: 'N2', portee: 'a', etat: 'fait' })
    c.ajouter('action', { catalogue: code, code: 'N5', portee: 'grappe', etat: 'fait' })
    c.ajouter('action', { catalogue: code, code: 'N1', portee: 'og', etat: 'en-cours' })
    expect(phase(c, 'deploiement')).toMatchObject({ fait: 3, total: 8 })
    c.ajouter('action', { catalogue: 'pas-a-pas', code: '1.1', portee: 'grappe', etat: 'fait' })
    expect(phase(c, 'preparer')).toMatchObject({ fait: 1 })
  })
})

describe('argent', () => {
  it.each([
    ['nothing known', {}, { subvention: null, avanceAttendue: null, soldeAttendu: null, resteARecevoir: null }],
    ['asked', { montantDemande: 101 }, { subvention: 101, conventionnee: false, avanceAttendue: 51, soldeAttendu: 50, resteARecevoir: 101 }],
    [
      'advance received',
      { montantDemande: 1, montantConvention: 100, avanceRecue: 40 },
      { subvention: 100, conventionnee: true, soldeAttendu: 60, resteARecevoir: 60 }
    ],
    ['all received', { montantConvention: 100, avanceRecue: 50, soldeRecu: 50 }, { soldeAttendu: 50, resteARecevoir: 0 }]
  ])('%s', (_, grappe, expected) => {
    const c = construire()
    c.ajouter('grappe', grappe)
    expect(argent(c.dossier())).toMatchObject(expected)
  })
})
