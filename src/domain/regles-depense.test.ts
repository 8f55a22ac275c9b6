import { describe, expect, it } from 'vitest'
import { construire, type Valeurs } from './dossier-de-test.ts'
import { constatsDepenses } from './regles-depense.ts'
import { totalDepenses, totauxParPoste } from './totaux-depense.ts'

const date = '2026-11-21'

function avec(...lignes: Valeurs<'depense'>[]) {
  const c = construire()
  c.ajouter('grappe', { debutEligibilite: '2024-01-01', finEligibilite: '2026-12-31', montantConvention: 100_000 })
  const petit = c.ajouter('organisme', { id: 'petit', raisonSociale: 'Les Cèdres', nombreEssmsGeres: 14 })
  c.ajouter('organisme', { id: 'grand', raisonSociale: 'Les Ormes', nombreEssmsGeres: 15 })
  c.ajouter('organisme', { id: 'inconnu', raisonSociale: 'Les Pins' })
  c.ajouter('etablissement', { id: 'a', nom: 'EHPAD A', organisme: petit, personnesAccompagnees: 60 })
  c.ajouter('etablissement', { id: 'b', nom: 'EHPAD B', organisme: petit, personnesAccompagnees: 40 })
  c.ajouter('etablissement', { id: 'parti', nom: 'EHPAD C', organisme: petit, situation: 'retire' })
  for (const ligne of lignes)
    c.ajouter('depense', {
      organisme: petit,
      poste: 'Licences',
      nature: 'logiciel',
      fournisseur: 'Éditeur',
      siretFournisseur: '73282932000074',
      dateFacture: '2025-03-01',
      dateAcquittement: '2025-03-20',
      ht: 10_000,
      tva: 2_000,
      ttc: 12_000,
      eligible: 12_000,
      ...ligne
    })
  return c
}
const codes = (...lignes: Valeurs<'depense'>[]) => constatsDepenses(avec(...lignes).dossier(), { date }).map((c) => `${c.gravite} ${c.code}`)

describe('constatsDepenses', () => {
  it.each<[string, Valeurs<'depense'>, string[]]>([
    ['a clean line', {}, []],
    ['one cent of rounding is allowed', { ttc: 12_001, eligible: 12_000 }, []],
    ['two cents are not', { ttc: 12_002 }, ['erreur somme']],
    ['payroll: gross + charges = total', { nature: 'rh', ht: 300_000, tva: 120_000, ttc: 420_000, eligible: 420_000 }, []],
    ['payroll that does not add up', { nature: 'rh', ht: 300_000, tva: 120_000, ttc: 400_000, eligible: 400_000 }, ['erreur somme']],
    ['VAT far from its rate', { tauxTva: 10 }, ['information tva']],
    ['eligible above TTC', { eligible: 12_001 }, ['erreur eligible']],
    ['a credit note stays negative', { ht: -10_000, tva: -2_000, ttc: -12_000, eligible: -12_000 }, []],
    ['a credit note granted as money', { ht: -10_000, tva: -2_000, ttc: -12_000, eligible: 100 }, ['erreur eligible']],
    ['an invoice before the period', { dateFacture: '2023-12-31' }, ['a-justifier hors-periode']],
    ['both dates outside ask one reason', { dateFacture: '2023-12-30', dateAcquittement: '2023-12-31' }, ['a-justifier hors-periode']],
    ['a date still to come', { dateAcquittement: '2026-11-22' }, ['a-justifier date-future']],
    ['hardware of a petit OG', { nature: 'materiel' }, []],
    ['hardware of another OG', { nature: 'materiel', organisme: 'grand' }, ['a-justifier materiel']],
    ['hardware of an OG of unknown size', { nature: 'materiel', organisme: 'inconnu' }, ['a-justifier materiel']],
    ['hardware of a SONS beneficiary', { nature: 'materiel', organisme: 'grand', beneficiaireSons: 'oui' }, []],
    ['an establishment that left', { etablissement: 'parti' }, ['a-justifier retire']]
  ])('%s', (_, ligne, expected) => {
    expect(codes(ligne)).toEqual(expected)
  })

  it('tells the same line twice from an invoice split between establishments', () => {
    expect(codes({ facture: 'F-1' }, { facture: 'f-1 ' })).toEqual(['erreur doublon'])
    expect(codes({ facture: 'F-1', etablissement: 'a' }, { facture: 'F-1', etablissement: 'b' })).toEqual(['a-justifier facture-partagee'])
    expect(codes({ facture: 'F-1' }, { facture: 'F-1', siretFournisseur: '35600000000048' })).toEqual([])
    expect(codes({ facture: null }, { facture: null })).toEqual([])
  })
})

describe('totals', () => {
  it('compares each poste with the plan, and puts payroll with the coûts RH', () => {
    const c = avec(
      { eligible: 11_000 },
      { poste: 'licences ' },
      { nature: 'rh', poste: 'Chef de projet', ht: 300_000, tva: 120_000, ttc: 420_000, eligible: 420_000 },
      { poste: 'Imprévu' }
    )
    c.ajouter('cout', { poste: 'Licences', annee: 2025, ttc: 20_000 })
    c.ajouter('cout-rh', { fonction: 'Chef de projet', annee: 2025, etp: 0.5, mois: 2, coutMensuel: 400_000 })
    expect(totauxParPoste(c.dossier())).toEqual([
      { poste: 'Licences', prevu: 20_000, realise: 24_000, eligible: 23_000, ecart: 4_000, ecartPourcent: 20 },
      { poste: 'Ressources humaines', prevu: 400_000, realise: 420_000, eligible: 420_000, ecart: 20_000, ecartPourcent: 5 },
      { poste: 'Imprévu', prevu: 0, realise: 12_000, eligible: 12_000, ecart: 12_000, ecartPourcent: null }
    ])
    expect(totalDepenses(c.dossier())).toEqual({ ht: 330_000, tva: 126_000, ttc: 456_000, eligible: 455_000, subvention: 100_000, soldeSubvention: 355_000 })
  })
})
