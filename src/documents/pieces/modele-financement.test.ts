import { describe, expect, it } from 'vitest'
import { construire } from '#domain/dossier-de-test.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { planFinancement } from '#domain/plan-financement.ts'
import { ditClasseur, toutTexte } from '../lecture-de-test.ts'
import { classeurFinancement } from './classeur-financement.ts'
import { modeleFinancement } from './modele-financement.ts'
import { modeleMateriel, ttcDe } from './modele-materiel.ts'
import { planFinancementPiece } from './plan-financement.ts'

const contexte = { date: '2026-11-21', version: '0.0.0' }
const somme = (n: readonly number[]) => n.reduce((a, b) => a + b, 0)

describe('the plan de financement', () => {
  it.each([1, 2, 3])('adds up to the cent like the domain does (seed %i)', (graine) => {
    const { dossier } = exemple({ essms: 40, graine })
    const plan = planFinancement(dossier)
    const m = modeleFinancement(dossier)
    expect(m.annees).toEqual(plan.annees.map((a) => a.annee))
    for (const [k, a] of plan.annees.entries()) {
      expect(somme(m.postes.map((_, p) => m.emploi(p, a.annee)))).toBe(a.couts)
      expect(m.emploiRh(a.annee)).toBe(a.coutsRh)
      expect(somme(m.ressources.map((r) => r.parAnnee[k] ?? 0))).toBe(a.ressources)
    }
    const dits = ditClasseur(classeurFinancement(dossier, contexte))
    for (const attendu of [plan.emplois, plan.ressources, plan.subvention, ...plan.annees.map((a) => a.emplois)]) expect(dits).toContain(attendu)
    expect(dits).toContain('Plan équilibré')
  })

  it('says when it does not balance by one cent', () => {
    const { dossier } = exemple({ essms: 18, graine: 1 })
    const [premiere, ...autres] = dossier.ressources
    const bancal = { ...dossier, ressources: [{ ...premiere!, montant: (premiere!.montant ?? 0) + 1 }, ...autres] }
    for (const p of planFinancementPiece.produire(bancal, contexte)) expect(toutTexte(p)).toContain('Plan déséquilibré')
  })

  it('shares the subsidy between regions exactly', () => {
    const c = construire()
    c.ajouter('grappe', { nom: 'Grappe', montantDemande: 100_000_01 })
    for (const region of ['76', '76', '76', '75', '93', '93', '52'] as const) c.ajouter('etablissement', { nom: `Site ${region}`, region })
    const m = modeleFinancement(c.dossier())
    expect(m.regions.map((r) => [r.nom, r.essms])).toEqual([
      ['Occitanie', 3],
      ['Provence-Alpes-Côte d’Azur', 2],
      ['Nouvelle-Aquitaine', 1],
      ['Pays de la Loire', 1]
    ])
    expect(somme(m.regions.map((r) => r.montant ?? 0))).toBe(100_000_01)
    expect(m.regions.every((r) => Math.abs(r.ajustement) <= 1)).toBe(true)
  })

  it('names the lines it cannot count', () => {
    const c = construire()
    c.ajouter('cout', { poste: 'Licences', ttc: 12_000 })
    c.ajouter('ressource', { source: 'autre', annee: 2026 })
    expect(modeleFinancement(c.dossier()).incompletes).toEqual([
      'coût « Licences » : année à compléter',
      'ressource « Autre financement » 2026 : montant à compléter'
    ])
  })
})

describe('equipment', () => {
  it.each([
    [1005, 10, 1106],
    [105, 5.5, 111],
    [1, 50, 2],
    [-1005, 10, -1106],
    [12_345, 20, 14_814],
    [333, 2.1, 340],
    [4550, 8.5, 4937]
  ])('%i cents at %f %% makes %i TTC, halves away from zero', (ht, taux, ttc) => {
    expect(ttcDe(ht, taux)).toBe(ttc)
  })

  it('rounds like exact arithmetic on every rate in use', () => {
    for (const taux of [0, 2.1, 5.5, 8.5, 10, 20])
      for (let ht = 0; ht < 20_000; ht += 7) {
        const milliemes = BigInt(ht) * BigInt(100_000 + Math.round(taux * 1000))
        expect(ttcDe(ht, taux)).toBe(Number((milliemes + 50_000n) / 100_000n))
      }
  })

  it('totals each establishment and tells what passes the ceiling', () => {
    const c = construire()
    c.ajouter('grappe', { plafondEquipement: 1_000_00 })
    const petit = c.ajouter('organisme', { raisonSociale: 'A', nombreEssmsGeres: 14 })
    const grand = c.ajouter('organisme', { raisonSociale: 'B', nombreEssmsGeres: 15 })
    const un = c.ajouter('etablissement', { nom: 'Un', organisme: petit })
    const deux = c.ajouter('etablissement', { nom: 'Deux', organisme: grand })
    c.ajouter('materiel', { etablissement: un, designation: 'Tablette', quantite: 3, prixUnitaireHt: 277_78, tauxTva: 20 })
    c.ajouter('materiel', { etablissement: deux, designation: 'Écran', quantite: 1, prixUnitaireHt: 10_00, tauxTva: 20 })
    c.ajouter('materiel', { etablissement: un, designation: 'Housse', quantite: 1, prixUnitaireHt: 1_00 })
    const m = modeleMateriel(c.dossier())
    expect(m.parEssms.map((t) => [t.etablissement?.nom, t.ttc, t.depasse, t.petitOg])).toEqual([
      ['Un', 1_000_01, true, true],
      ['Deux', 12_00, false, false]
    ])
    expect(m.ttc).toBe(1_012_01)
  })
})
