import { describe, expect, it } from 'vitest'
import { construire, type Valeurs } from '../dossier-de-test.ts'
import { exemple } from '../exemple/exemple.ts'
import { calculerUsages, nombreDuiActifs, serieMensuelle, tauxDuGroupe } from './calcul.ts'
import { indexReleves } from './index-releves.ts'
import { phraseManque } from './phrase.ts'

// Order: messages, DMP, active, with projet, with agenda, persons accompanied, persons with a projet.
type Sept = readonly (number | null)[]

function grappe(instruction: Valeurs<'grappe'>['instruction'] = '2023', reste: Valeurs<'grappe'> = {}) {
  const c = construire()
  c.ajouter('grappe', { instruction, finCloture: '2026-09-30', ...reste })
  c.ajouter('organisme', { id: 'og1', raisonSociale: 'Les Cèdres' })
  c.ajouter('organisme', { id: 'og2', raisonSociale: 'Les Ormes' })
  c.ajouter('etablissement', { id: 'a', organisme: 'og1', secteur: 'PA' })
  c.ajouter('etablissement', { id: 'b', organisme: 'og1', secteur: 'PHA' })
  c.ajouter('etablissement', { id: 'c', organisme: 'og2', secteur: 'PA' })
  return c
}
const declarer = (c: ReturnType<typeof construire>, etablissement: string, chiffres: Sept, type: 'va' | 'cloture' = 'cloture') =>
  c.ajouter('releve', { etablissement, type, chiffres })
const duMois = (c: ReturnType<typeof construire>, etablissement: string, mois: string, chiffres: Sept) =>
  c.ajouter('releve', { etablissement, type: 'mois', mois, chiffres })

describe('calculerUsages', () => {
  it('adds numerators and denominators up, not rates', () => {
    const c = grappe()
    declarer(c, 'a', [100, 10, 10, 10, 10, 10, 10])
    declarer(c, 'b', [10, 45, 80, 72, 40, 100, 90])
    declarer(c, 'c', [0, 0, 0, 0, 0, 0, 0])
    const { grappe: g, organismes, secteurs, etablissements } = calculerUsages(c.dossier(), 'cloture')
    expect(g.DMP).toMatchObject({ numerateur: 55, denominateur: 100, taux: 55, etat: 'sous', cible: 70, manqueEnUnites: 15, comptes: 3 })
    expect(g.MSS).toMatchObject({ taux: 110, etat: 'atteint', manqueEnUnites: 0 })
    expect(g.PP).toMatchObject({ numerateur: 82, denominateur: 90, etat: 'atteint' })
    expect(organismes.get('og1')?.ACT).toMatchObject({ numerateur: 90, denominateur: 110, manqueEnUnites: 9 })
    expect(organismes.get('og2')?.ACT).toMatchObject({ taux: null, etat: 'non-calculable' })
    expect(secteurs.get('PA')?.DMP).toMatchObject({ numerateur: 10, denominateur: 10, etat: 'atteint' })
    expect(etablissements.get('c')?.DMP).toMatchObject({ taux: null, etat: 'non-calculable', numerateur: 0 })
    expect(phraseManque(g.DMP)).toBe('il manque 15 DMP alimentés')
    expect(phraseManque(g.MSS)).toBeNull()
  })

  it('lists an establishment without figures and never counts it as zero', () => {
    const c = grappe()
    declarer(c, 'a', [70, 70, 90, 81, 81, 100, 100])
    declarer(c, 'b', [null, 40, 50, null, 40, 50, 50])
    declarer(c, 'c', [1, 1, 1, 1, 1, 1, 1], 'va')
    const { grappe: g, etablissements, organismes } = calculerUsages(c.dossier(), 'cloture')
    expect(g.MSS).toMatchObject({ taux: 70, etat: 'atteint', comptes: 1, sansReleve: ['b', 'c'] })
    expect(g.DMP).toMatchObject({ numerateur: 110, denominateur: 150, sansReleve: ['c'] })
    expect(etablissements.get('c')?.ACT).toEqual({
      indicateur: 'ACT',
      numerateur: null,
      denominateur: null,
      taux: null,
      etat: 'sans-releve',
      cible: 90,
      manqueEnUnites: null
    })
    expect(organismes.get('og2')?.MSS.etat).toBe('sans-releve')
  })

  it('leaves a withdrawn establishment out', () => {
    const c = grappe()
    declarer(c, 'a', [70, 70, 90, 81, 81, 100, 100])
    declarer(c, 'b', [0, 0, 0, 0, 0, 100, 100])
    c.modifier('etablissement', 'b', { situation: 'retire' })
    const { grappe: g, etablissements } = calculerUsages(c.dossier(), 'cloture')
    expect(g.DMP).toMatchObject({ taux: 70, sansReleve: ['c'] })
    expect(etablissements.has('b')).toBe(false)
  })

  it('takes the target of the grappe before that of the instruction, and knows none for « autre »', () => {
    const c = grappe('autre')
    declarer(c, 'a', [10, 66, 90, 81, 81, 100, 100])
    c.ajouter('cible', { indicateur: 'DMP', cible: 65.5 })
    c.ajouter('cible', { indicateur: 'PP', suivi: 'non', cible: 10 })
    const { grappe: g, regles } = calculerUsages(c.dossier(), 'cloture')
    expect(g.DMP).toMatchObject({ cible: 65.5, etat: 'atteint' })
    expect(g.ACT).toMatchObject({ cible: null, etat: 'sans-cible', taux: 90, manqueEnUnites: null })
    expect(g.PP).toMatchObject({ etat: 'non-suivi', cible: null })
    expect(regles.DMP.origine).toBe('grappe')
    c.ajouter('grappe', { instruction: '2023' })
    expect(calculerUsages(c.dossier(), 'cloture').regles.ACT).toMatchObject({ cible: 90, origine: 'instruction' })
  })

  it('exempts from MSSanté and DMP the AHI that the SONS does not fund, in 2025 only', () => {
    for (const [instruction, etat] of [
      ['2025', 'exempte'],
      ['2023', 'sous']
    ] as const) {
      const c = grappe(instruction)
      c.ajouter('cible', { indicateur: 'MSS', cible: 70 })
      c.modifier('etablissement', 'a', { secteur: 'AHI', eligibleSons: 'non' })
      c.modifier('etablissement', 'b', { secteur: 'AHI', eligibleSons: 'oui' })
      declarer(c, 'a', [0, 0, 90, 81, 81, 100, 100])
      declarer(c, 'b', [80, 0, 90, 81, 81, 100, 100])
      const { grappe: g, etablissements, secteurs } = calculerUsages(c.dossier(), 'cloture')
      expect(etablissements.get('a')?.MSS.etat).toBe(etat)
      expect(g.MSS.taux).toBe(instruction === '2025' ? 80 : 40)
      expect(g.MSS.exemptes).toEqual(instruction === '2025' ? ['a'] : [])
      expect(secteurs.get('AHI')?.ACT.comptes).toBe(2)
    }
  })

  it('is exempt as a whole when every establishment is', () => {
    const c = grappe('2025')
    for (const id of ['a', 'b', 'c']) c.modifier('etablissement', id, { secteur: 'AHI', eligibleSons: 'non' })
    expect(calculerUsages(c.dossier(), 'cloture').grappe.DMP.etat).toBe('exempte')
  })

  it('means the three monthly rates when the grappe chose so', () => {
    const c = grappe('2023', { methodeTaux: 'moyenne' })
    const taux = (dmp: number): Sept => [1, dmp, 90, 81, 81, 100, 100]
    for (const [mois, dmp] of [
      ['2026-07', 50],
      ['2026-08', 60],
      ['2026-09', 70]
    ] as const)
      duMois(c, 'a', mois, taux(dmp))
    duMois(c, 'a', '2026-06', taux(100))
    duMois(c, 'b', '2026-07', taux(100))
    declarer(c, 'a', taux(100))
    const { grappe: g, etablissements, methode } = calculerUsages(c.dossier(), 'cloture')
    expect(methode).toBe('moyenne')
    expect(etablissements.get('a')?.DMP).toMatchObject({ taux: 60, etat: 'sous', manqueEnUnites: 30 })
    expect(etablissements.get('b')?.DMP.etat).toBe('sans-releve')
    expect(g.DMP).toMatchObject({ taux: 60, comptes: 1, sansReleve: ['b', 'c'] })
    c.ajouter('grappe', { finCloture: null })
    expect(calculerUsages(c.dossier(), 'cloture').grappe.DMP.etat).toBe('sans-releve')
  })

  it('keeps the first of two relevés for one place', () => {
    const c = grappe()
    declarer(c, 'a', [70, 70, 90, 81, 81, 100, 100])
    declarer(c, 'a', [0, 0, 0, 0, 0, 100, 100])
    expect(calculerUsages(c.dossier(), 'cloture').etablissements.get('a')?.DMP.numerateur).toBe(70)
  })
})

describe('around the rates', () => {
  it('gives a group alone the rates that it has among the others', () => {
    const { dossier } = exemple({ essms: 40, graine: 2 })
    const troue = { ...dossier, releves: dossier.releves.filter((_, i) => i % 7 !== 0) }
    const index = indexReleves(troue)
    for (const periode of ['va', 'cloture', { mois: '2026-05' }] as const) {
      const usages = calculerUsages(troue, periode, index)
      expect(tauxDuGroupe(troue, troue.etablissements, periode, index)).toEqual(usages.grappe)
      for (const [og, taux] of usages.organismes)
        expect(
          tauxDuGroupe(
            troue,
            troue.etablissements.filter((e) => e.organisme === og),
            periode,
            index
          )
        ).toEqual(taux)
    }
  })

  it('gives the monthly series and the number of active DUI', () => {
    const c = grappe()
    declarer(c, 'a', [1, 90, 90, 81, 81, 100, 100])
    declarer(c, 'b', [1, 20, 30, 20, 20, 100, 100])
    duMois(c, 'a', '2026-08', [1, 30, 90, 81, 81, 100, 100])
    duMois(c, 'a', '2026-07', [1, 20, 90, 81, 81, 100, 100])
    const dossier = c.dossier()
    expect(serieMensuelle(dossier, dossier.etablissements, indexReleves(dossier)).map((m) => [m.mois, m.taux.DMP.taux])).toEqual([
      ['2026-07', 20],
      ['2026-08', 30]
    ])
    expect(nombreDuiActifs(dossier, 'cloture')).toBe(120)
    expect(nombreDuiActifs(dossier, 'va')).toBeNull()
  })
})
