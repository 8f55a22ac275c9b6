import { describe, expect, it } from 'vitest'
import { pieceDe } from '#domain/catalogue/pieces.ts'
import { type Dossier, etablissementsConserves, foldDossier, porteurDe } from '#domain/dossier.ts'
import { construire } from '#domain/dossier-de-test.ts'
import { exemple } from '#domain/exemple/exemple.ts'
import { formatSiret } from '#domain/format.ts'
import { avec, champsDuDossier, ditProduction, toutTexte } from '../lecture-de-test.ts'
import type { Production } from '../production.ts'
import { productionsDuLot } from '../registre.ts'
import { piecesGenerees } from './registre.ts'

const contexte = { date: '2026-11-21', version: '0.0.0' }
const complet = exemple({ essms: 18, graine: 5 }).dossier
const vide = foldDossier('00000000-0000-4000-8000-000000000000', [])
const galis = (d: Dossier) => productionsDuLot(d, 'galis', contexte).map((p) => p.production)
const manquants = (p: readonly Production[]) => p.reduce((n, x) => n + toutTexte(x).split('à compléter').length - 1, 0)

/** The file of a pièce, PDF unless the workbook is asked. */
function fichier(d: Dossier, base: string, sorte: Production['sorte'] = 'pdf'): Production {
  const trouve = [...galis(d), ...productionsDuLot(d, 'complement', contexte).map((p) => p.production)].find((p) => p.base === base && p.sorte === sorte)
  if (!trouve) throw new Error(`${base}.${sorte} n’est pas produit`)
  return trouve
}

describe('the generated pièces', () => {
  it('bear the name and formats of the catalogue', () => {
    for (const { numero, produire } of piecesGenerees) {
      const piece = pieceDe(numero)
      for (const p of produire(complet, contexte)) {
        expect(p.base).toBe(piece?.slug)
        expect(piece?.formats).toContain(p.sorte)
      }
    }
  })

  it('say the same twice, and nothing undefined', () => {
    const premier = JSON.stringify(galis(complet))
    expect(JSON.stringify(galis(complet))).toBe(premier)
    for (const d of [complet, vide])
      for (const p of galis(d)) {
        for (const dit of ditProduction(p)) {
          expect(String(dit), p.base).not.toMatch(/\b(?:undefined|null|NaN|Infinity)\b|\[object/u)
          if (typeof dit === 'number') expect(Number.isFinite(dit)).toBe(true)
        }
      }
  })

  it('are made of an empty dossier too, with what is missing named', () => {
    const produits = galis(vide)
    expect(produits.map((p) => p.base)).toEqual([
      'Note_de_presentation',
      'Gouvernance',
      'Convention',
      'Lettre_d_engagement',
      'Planning',
      'Planning',
      'Plan_de_financement',
      'Plan_de_financement',
      'Strategie_de_deploiement',
      'Conduite_du_changement',
      'Fiche_de_saisie_GALIS',
      'Fiche_de_recevabilite'
    ])
    for (const p of produits) expect(toutTexte(p), p.base).toContain('à compléter')
  })

  it('of the complete example leave nothing to complete, answers to recevabilité apart', () => {
    for (const p of galis({ ...complet, reponses: [] }).filter((x) => x.base !== 'Fiche_de_recevabilite'))
      expect(toutTexte(p), p.base).not.toContain('à compléter')
  })
})

const conserves = etablissementsConserves(complet)
const porteur = porteurDe(complet)!
const g = complet.grappe
const lignes = (t: string | null) => (t ?? '').split('\n')

describe.each<readonly [string, Production['sorte'], readonly (string | number | null)[]]>([
  [
    'Note_de_presentation',
    'pdf',
    [
      ...conserves.flatMap((e) => [e.finess, e.nom, `${e.codePostal} ${e.commune}`, e.capacite, e.personnesAccompagnees]),
      ...complet.organismes.flatMap((o) => [o.statutJuridique, o.nombreEssmsGeres, o.finessEj]),
      ...[g.description, g.contexte, g.objectifsGrappe, g.objectifsFeuilleDeRoute, g.objectifsUsages].flatMap(lignes),
      ...[g.enjeuEquipement, g.enjeuHebergement, g.enjeuReprise, g.enjeuInterfaces, g.enjeuCybersecurite],
      ...[complet.solution.editeur, complet.solution.nom, complet.solution.version, complet.solution.numeroSegur, complet.solution.perimetre],
      g.montantDemande
    ]
  ],
  [
    'Gouvernance',
    'pdf',
    [
      g.mutualisation,
      ...complet.instances.flatMap((i) => [i.nom, i.role, i.composition, i.frequence]),
      ...complet.personnes.map((p) => p.fonction),
      ...complet.racis.map((r) => r.activite)
    ]
  ],
  [
    'Convention',
    'pdf',
    [...conserves.flatMap((e) => [e.finess, e.nom]), ...complet.organismes.flatMap((o) => [o.raisonSociale, o.fonctionRepresentant]), g.mutualisation]
  ],
  ['Lettre_d_engagement', 'pdf', [porteur.raisonSociale, porteur.finessEj, formatSiret(porteur.siret!), porteur.fonctionRepresentant, g.financeur, g.nom]],
  ['Planning', 'pdf', complet.taches.flatMap((t) => [t.libelle, t.debut, t.fin, t.responsable])],
  ['Planning', 'xlsx', complet.taches.flatMap((t) => [t.libelle, t.debut, t.fin])],
  ['Plan_de_financement', 'pdf', complet.couts.flatMap((c) => [c.poste, c.ht, c.ttc]).concat(complet.coutsRh.flatMap((c) => [c.fonction, c.coutMensuel]))],
  [
    'Plan_de_financement',
    'xlsx',
    complet.couts.flatMap((c) => [c.poste, c.ht, c.ttc, c.annee]).concat(complet.coutsRh.flatMap((c) => [c.fonction, c.coutMensuel, c.etp, c.mois]))
  ],
  [
    'Strategie_de_deploiement',
    'pdf',
    [
      g.strategieDeploiement,
      g.repriseDonnees,
      ...complet.vagues.flatMap((v) => [v.nom, v.debut, v.fin, v.prerequis]),
      ...conserves.flatMap((e) => [e.finess, e.nom])
    ]
  ],
  [
    'Conduite_du_changement',
    'pdf',
    [
      g.conduiteChangement,
      ...complet.communications.flatMap((c) => [c.action, c.public, c.support, c.date, c.responsable]),
      ...complet.formations.flatMap((f) => [f.intitule, f.public, f.participants, f.duree, f.date, f.organisation]),
      ...complet.risques.flatMap((r) => [r.libelle, r.preventif, r.correctif, r.responsable])
    ]
  ],
  ['Liste_des_materiels', 'pdf', complet.materiels.flatMap((m) => [m.designation, m.quantite, m.prixUnitaireHt])],
  ['Liste_des_materiels', 'xlsx', complet.materiels.flatMap((m) => [m.designation, m.quantite, m.prixUnitaireHt])],
  [
    'Fiche_de_saisie_GALIS',
    'pdf',
    [
      ...conserves.flatMap((e) => [e.finess, e.nom, e.montantAide]),
      ...[
        porteur.raisonSociale,
        porteur.naf,
        porteur.finessEj,
        porteur.adresse,
        porteur.codePostal,
        porteur.commune,
        porteur.nomRepresentant,
        porteur.prenomRepresentant
      ],
      ...[porteur.courrielRepresentant, porteur.telephoneRepresentant, porteur.titulaireCompte, porteur.bic, g.dateDebut, g.dateFin]
    ]
  ],
  ['Reponse_aux_complements', 'pdf', complet.pieces.filter((p) => p.suite === 'a-corriger').flatMap((p) => [p.demandeArs, p.reponse])]
])('%s (%s)', (base, sorte, attendus) => {
  it('prints every value it must', () => {
    const dits = new Set(ditProduction(fichier(complet, base, sorte)).map(String))
    const tout = [...dits].join('\n')
    for (const attendu of attendus.filter((a) => a !== null)) {
      if (typeof attendu === 'number') expect.soft(dits, String(attendu)).toContain(String(attendu))
      else expect.soft(tout).toContain(attendu)
    }
  })
})

describe('removing one required value', () => {
  const avant = manquants(galis(complet))
  const exiges = [...champsDuDossier(complet, 1)].filter(({ defini, avant: v, champ, nom, id }) => {
    if (!defini.exige?.includes('galis') || v === null) return false
    const entite = (nom.unique ? complet[nom.kind === 'grappe' ? 'grappe' : 'solution'] : complet.organismes.find((o) => o.id === id)) as never
    return champ !== 'porteur' && (defini.si?.(entite ?? ({ situation: 'conserve' } as never)) ?? true)
  })
  it.each(exiges.map((c) => [`${c.nom.kind}.${c.champ}`, c] as const))('%s prints « à compléter »', (_, champ) => {
    expect(manquants(galis(avec(complet, champ, null)))).toBeGreaterThan(avant)
  })
})

describe('what is not kept or not needed', () => {
  it('leaves withdrawn establishments out of every GALIS document', () => {
    const retire = { ...conserves[3]!, situation: 'retire' as const, nom: 'Établissement parti', finess: '340000007' }
    const d = { ...complet, etablissements: complet.etablissements.map((e) => (e.id === retire.id ? retire : e)), materiels: [] }
    for (const p of galis(d)) expect(toutTexte(p), p.base).not.toMatch(/Établissement parti|340000007/u)
  })

  it('makes pièce 11 only for equipment, and the split of hours only for mixed home help', () => {
    const bases = galis({ ...complet, materiels: [] }).map((p) => p.base)
    expect(bases).not.toContain('Liste_des_materiels')
    expect(bases).not.toContain('Repartition_des_heures')
  })

  it('answers only the pièces asked again', () => {
    expect(productionsDuLot(complet, 'complement', contexte).map((p) => p.champ)).toEqual(['piece-18', 'piece-7'])
  })
})

describe('mixed home help', () => {
  const c = construire()
  c.ajouter('grappe', { nom: 'Grappe' })
  const og = c.ajouter('organisme', { raisonSociale: 'Association A', porteur: 'oui' })
  c.ajouter('etablissement', {
    nom: 'Service A',
    finess: '340000017',
    organisme: og,
    saadMixte: 'oui',
    heuresEligibles: 1500.1,
    heuresConfort: 499.9,
    montantAide: 1_000_001
  })
  c.ajouter('etablissement', {
    nom: 'Service B',
    finess: '340000025',
    organisme: og,
    saadMixte: 'oui',
    heuresEligibles: 0.2,
    heuresConfort: 0.1,
    montantAide: 2
  })
  const d = c.dossier()

  it.each(['pdf', 'xlsx'] as const)('prints hours, shares and totals in the %s', (sorte) => {
    const dits = ditProduction(fichier(d, 'Repartition_des_heures', sorte))
    for (const v of [1500.1, 499.9, 2000, 75.01, 0.3, 66.67, 1500.3, 500, 2000.3, 1_000_003]) expect.soft(dits).toContain(v)
  })
})
