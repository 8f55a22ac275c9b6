import type { Dossier } from '#domain/dossier.ts'
import { construire } from '#domain/dossier-de-test.ts'

/** Every figure differs from every other, so that a value in the wrong cell is seen. */

export const organismesEssai = [
  {
    raisonSociale: 'Association Alpha & Cie',
    finessEj: '980000012',
    siren: '100000009',
    siret: '10000000900017',
    statutJuridique: 'Association',
    nombreEssmsGeres: 21
  },
  { raisonSociale: 'Fondation Bêta', finessEj: '980000020', siren: '100000017', siret: '10000001700011', statutJuridique: 'Fondation', nombreEssmsGeres: 12 },
  { raisonSociale: 'Mutuelle Gamma', finessEj: '980000038', siren: '100000025', siret: '10000002500014', statutJuridique: 'Mutuelle', nombreEssmsGeres: 13 }
] as const

const numeros = ['990000010', '990000028', '990000036', '990000044', '990000051', '990000069', '990000077', '990000085', '990000093']
export const essmsEssai = numeros.map((finess, i) => ({
  finess,
  nom: `Structure ${'ABCDEFGHI'[i]} <n° ${i + 1}> = essai`,
  og: i % 3,
  codePostal: `0${1000 + 10 * i}`,
  commune: `Commune ${i + 1}`,
  capacite: 31 + i,
  personnesAccompagnees: 41 + i,
  montantAide: 1_000_050 + 10_101 * i,
  dateMiseEnService: `2026-0${i + 1}-1${i}`
}))

const mois = ['2026-07', '2026-08', '2026-09'] as const
export const finCloture = '2026-09-30'
export const finVa = '2025-12-31'
/** Seven figures of an establishment for a window or a month. */
export const chiffresEssai = (i: number, periode: 'va' | 'cloture' | 0 | 1 | 2): number[] => {
  const base = (periode === 'va' ? 10_000 : periode === 'cloture' ? 20_000 : 30_000 + 1000 * periode) + 100 * i
  return Array.from({ length: 7 }, (_, k) => base + k + 1)
}

export const depensesEssai = Array.from({ length: 8 }, (_, i) => ({
  numero: i + 1,
  og: i % 3,
  essms: i % 4 === 3 ? null : i,
  poste: ['Licences', 'Intégration', 'Formation des équipes'][i % 3] ?? '',
  nature: (['logiciel', 'prestation', 'formation'] as const)[i % 3] ?? 'logiciel',
  imputation: (['investissement', 'fonctionnement'] as const)[i % 2] ?? 'investissement',
  libelle: `Dépense ${i + 1}`,
  fournisseur: `Fournisseur ${i + 1}`,
  facture: `00${i + 1}-F`,
  dateFacture: `2026-02-0${i + 1}`,
  dateAcquittement: `2026-03-1${i}`,
  ht: 100_001 + 1000 * i,
  tva: 20_000 + 200 * i,
  ttc: 120_001 + 1200 * i,
  eligible: 110_003 + 1100 * i
}))

export const coutsEssai = Array.from({ length: 5 }, (_, p) =>
  [2025, 2026, 2027].map((annee, k) => ({ poste: `Poste ${p + 1}`, nature: 'logiciel' as const, annee, ttc: 500_000 + 10_000 * p + 1000 * k }))
).flat()
export const rhEssai = Array.from({ length: 4 }, (_, i) => ({
  fonction: `Fonction ${i + 1}`,
  og: i % 3,
  annee: 2025 + (i % 3),
  etp: 0.25 * (i + 1),
  mois: 6 + i,
  coutMensuel: 400_000 + 5000 * i
}))
export const ressourcesEssai = [
  { source: 'avance' as const, libelle: 'Première moitié', annee: 2025, montant: 3_000_001 },
  { source: 'solde' as const, libelle: 'Seconde moitié', annee: 2027, montant: 3_000_002 },
  { source: 'autofinancement' as const, libelle: 'Fonds propres', annee: 2026, montant: 1_234_567 }
]

export const representant = {
  civiliteRepresentant: 'Mme',
  nomRepresentant: 'Martin-Essai',
  prenomRepresentant: 'Dominique',
  fonctionRepresentant: 'Directrice générale',
  courrielRepresentant: 'direction@alpha.example'
} as const
export const grappeEssai = {
  nom: 'Grappe « d’essai »',
  referenceConvention: 'CONV-2025-007',
  dateConvention: '2025-04-17',
  dateNotification: '2025-03-05',
  montantConvention: 6_000_003,
  avanceRecue: 3_000_001,
  dateDebut: '2025-01-06',
  dateFin: '2026-12-18',
  finVa,
  finCloture,
  instruction: '2023'
} as const

export function dossierEssai(): Dossier {
  const c = construire()
  c.ajouter('grappe', grappeEssai as never)
  c.ajouter('solution', { editeur: 'Éditeur Oméga', nom: 'Solution Delta', version: '4.2.0' })
  const ogs = organismesEssai.map((o, i) =>
    c.ajouter('organisme', {
      ...o,
      porteur: i === 0 ? 'oui' : 'non',
      adresse: `${i + 1} rue des Essais`,
      codePostal: `0900${i}`,
      commune: `Siège ${i + 1}`,
      ...(i === 0 ? representant : { nomRepresentant: `Représentant ${i + 1}` })
    })
  )
  const ids = essmsEssai.map(({ og, ...e }) =>
    c.ajouter('etablissement', { ...e, organisme: ogs[og] ?? '', categorie: '500', secteur: 'PA', situationDui: 'acquisition', situation: 'conserve' })
  )
  for (const [i, etablissement] of ids.entries()) {
    for (const type of ['va', 'cloture'] as const)
      c.ajouter('releve', { etablissement, type, chiffres: chiffresEssai(i, type), observation: `Remarque ${type} ${i + 1}` })
    for (const [k, m] of mois.entries()) c.ajouter('releve', { etablissement, type: 'mois', mois: m, chiffres: chiffresEssai(i, k as 0 | 1 | 2) })
  }
  for (const { og, essms, ...d } of depensesEssai)
    c.ajouter('depense', { ...d, organisme: ogs[og] ?? '', ...(essms === null ? {} : { etablissement: ids[essms] ?? '' }) })
  for (const x of coutsEssai) c.ajouter('cout', x)
  for (const { og, ...x } of rhEssai) c.ajouter('cout-rh', { ...x, organisme: ogs[og] ?? '' })
  for (const x of ressourcesEssai) c.ajouter('ressource', x)
  return c.dossier()
}
