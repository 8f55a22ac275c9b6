import { describe, expect, it } from 'vitest'
import { categorieDe } from '../catalogue/categories.ts'
import { regionOfInsee } from '../catalogue/regions.ts'
import type { Champ } from '../champs/champ.ts'
import { isFiness } from '../identifiants.ts'
import { noms } from '../noms.ts'
import { coutRhTotal, planFinancement } from '../plan-financement.ts'
import { nomsChiffres } from '../releve.ts'
import { totalDepenses, totauxParPoste } from '../totaux-depense.ts'
import { exemple } from './exemple.ts'

const options = [
  { essms: 1, graine: 1 },
  { essms: 18, graine: 1 },
  { essms: 18, graine: 7, outreMer: true },
  { essms: 60, graine: 3 },
  { essms: 400, graine: 12 }
] as const

describe.each(options)('exemple %j', (o) => {
  const { dossier, fichiers } = exemple(o)
  const kinds = noms.flatMap((nom) => {
    const held = dossier[nom.collection]
    return (Array.isArray(held) ? held : [held]).map((entite) => ({ nom, entite: entite as Readonly<Record<string, unknown>> }))
  })

  it('is the same each time', () => {
    expect(exemple(o)).toEqual({ dossier, fichiers })
  })

  it('holds only values that their fields accept, with right keys, and ids that exist', () => {
    const ids = new Set(kinds.map(({ nom, entite }) => `${nom.kind}:${entite['id']}`))
    expect(ids.size).toBe(kinds.length)
    for (const { nom, entite } of kinds) {
      const champs = nom.champs as Readonly<Record<string, Champ>>
      expect(Object.keys(entite).filter((k) => k !== 'id' && !(k in champs))).toEqual([])
      for (const [name, champ] of Object.entries(champs)) {
        const value = entite[name]
        if (value === null || value === undefined) continue
        const where = `${nom.kind}.${name}`
        expect([where, champ.decode(champ.encode(value))]).toEqual([where, champ.genre === 'references' ? [...(value as readonly string[])].sort() : value])
        expect([where, champ.controle?.(value) ?? null]).toEqual([where, null])
        for (const id of champ.genre === 'reference' ? [value] : champ.genre === 'references' ? (value as readonly string[]) : [])
          expect(ids).toContain(`${champ.vers}:${id}`)
      }
    }
  })

  it('has one porteur, and establishments that are unique, eligible and where they say they are', () => {
    expect(dossier.etablissements).toHaveLength(o.essms)
    expect(dossier.organismes.filter((x) => x.porteur === 'oui')).toHaveLength(1)
    const numbers = [...dossier.etablissements.map((e) => e.finess), ...dossier.organismes.map((x) => x.finessEj)]
    expect(new Set(numbers).size).toBe(o.essms + dossier.organismes.length)
    expect(new Set(dossier.etablissements.map((e) => e.nom)).size).toBe(o.essms)
    for (const e of dossier.etablissements) {
      expect(isFiness(e.finess!)).toBe(true)
      expect(categorieDe(e.categorie!)).toMatchObject({ secteur: e.secteur, eligibilite: 'eligible' })
      expect(regionOfInsee(e.insee!)?.code).toBe(e.region)
      expect(e.insee!.startsWith(e.finess!.slice(0, 2))).toBe(true)
    }
    for (const og of dossier.organismes) expect(og.nombreEssmsGeres).toBeGreaterThanOrEqual(dossier.etablissements.filter((e) => e.organisme === og.id).length)
  })

  it('has plausible figures: ordered, growing, above the targets', () => {
    const persons = new Map(dossier.etablissements.map((e) => [e.id, e.personnesAccompagnees!]))
    for (const r of dossier.releves) {
      const n = Object.fromEntries(nomsChiffres.map((name, i) => [name, r.chiffres![i]!])) as Record<(typeof nomsChiffres)[number], number>
      expect(n.personnesAccompagnees).toBe(persons.get(r.etablissement!))
      expect(n.personnesProjet).toBeLessThanOrEqual(n.personnesAccompagnees)
      expect(n.dossiersActifs).toBeLessThanOrEqual(n.personnesAccompagnees)
      expect(n.dossiersActifs).toBeGreaterThanOrEqual(0.9 * n.personnesAccompagnees)
      expect(Math.max(n.actifsAvecProjet, n.actifsAvecAgenda)).toBeLessThanOrEqual(n.dossiersActifs)
      expect(Math.min(n.actifsAvecProjet, n.actifsAvecAgenda)).toBeGreaterThanOrEqual(0.9 * n.dossiersActifs)
      expect(n.dmpAlimentes).toBeGreaterThanOrEqual(0.7 * n.personnesProjet)
    }
    for (const e of dossier.etablissements) expect(e.insQualifiees! + e.insDiscordantes! + e.insNonTrouvees!).toBe(e.insAQualifier)
  })

  it('has dates in the order in which a grappe lives them', () => {
    const g = dossier.grappe
    const [va, vsr] = [dossier.pvs.filter((p) => p.type === 'va'), dossier.pvs.filter((p) => p.type === 'vsr')]
    for (const v of va) {
      expect(v.dateFin! < v.dateDecision!).toBe(true)
      for (const id of v.etablissements!) expect(dossier.etablissements.find((e) => e.id === id)!.dateMiseEnService! < v.dateDebut!).toBe(true)
    }
    expect(va.flatMap((v) => v.etablissements!).sort()).toEqual(dossier.etablissements.map((e) => e.id))
    const steps = [
      g.dateNotification,
      g.dateConvention,
      g.dateDebut,
      g.dateAvance,
      va[0]!.dateDecision,
      vsr[0]!.dateDebut,
      vsr[0]!.dateDecision,
      g.finCloture,
      g.dateFin
    ]
    expect(steps).toEqual([...steps].sort())
    for (const d of dossier.depenses) {
      expect(d.dateAcquittement! >= (d.dateFacture ?? d.dateAcquittement!)).toBe(true)
      expect(d.dateAcquittement! >= g.debutEligibilite! && d.dateAcquittement! <= g.finEligibilite!).toBe(true)
    }
    for (const r of dossier.releves.filter((x) => x.type === 'cloture')) expect(r.dateExtraction! > g.finCloture!).toBe(true)
  })

  it('has a balanced plan, spent to the cent', () => {
    expect(planFinancement(dossier).annees.map((a) => [a.annee, a.ecart])).toEqual([
      [2024, 0],
      [2025, 0],
      [2026, 0]
    ])
    expect(dossier.ressources.every((r) => r.montant! > 0)).toBe(true)
    expect(totauxParPoste(dossier).map((t) => [t.poste, t.ecart])).toEqual(totauxParPoste(dossier).map((t) => [t.poste, 0]))
    const planned = dossier.couts.reduce((sum, c) => sum + c.ttc!, 0) + dossier.coutsRh.reduce((sum, c) => sum + coutRhTotal(c)!, 0)
    expect(totalDepenses(dossier).ttc).toBe(planned)
    expect(totalDepenses(dossier).eligible).toBeGreaterThanOrEqual(dossier.grappe.montantConvention!)
    expect(dossier.etablissements.reduce((sum, e) => sum + e.montantAide!, 0)).toBe(dossier.grappe.montantDemande)
    for (const d of dossier.depenses) expect(d.ht! + d.tva!).toBe(d.ttc)
  })

  it('gives names of its own to its files, and proofs that show the figures declared', () => {
    expect(new Set(fichiers.map((f) => f.nom)).size).toBe(fichiers.length)
    const proofs = fichiers.filter((f) => f.role === 'preuve')
    expect(proofs).toHaveLength(2 * o.essms)
    for (const r of dossier.releves.filter((x) => x.type === 'va')) {
      const text = proofs.find((f) => f.cible === r.etablissement && f.releve === 'va')!.lignes.join('\n')
      for (const n of r.chiffres!) expect(text).toContain(` : ${n}`)
    }
  })
})

it('shows four sectors and two départements at 18, another region overseas, and something else with another seed', () => {
  const { dossier } = exemple({ essms: 18, graine: 1 })
  expect(new Set(dossier.etablissements.map((e) => e.secteur)).size).toBe(4)
  expect(new Set(dossier.etablissements.map((e) => e.insee!.slice(0, 2)))).toEqual(new Set(['34', '30']))
  expect(new Set(exemple({ essms: 18, graine: 7, outreMer: true }).dossier.etablissements.map((e) => e.region))).toEqual(new Set(['04']))
  expect(exemple({ essms: 18, graine: 2 }).dossier.releves).not.toEqual(dossier.releves)
})

it('keeps 2,000 establishments apart, in a moment', () => {
  for (const outreMer of [false, true]) {
    const { etablissements, organismes } = exemple({ essms: 2000, graine: 1, outreMer }).dossier
    expect(new Set([...etablissements.map((e) => e.finess), ...organismes.map((o) => o.finessEj)]).size).toBe(2000 + organismes.length)
    expect(new Set([...etablissements.map((e) => e.siret), ...organismes.map((o) => o.siret)]).size).toBe(2000 + organismes.length)
  }
})
