import { describe, expect, it } from 'vitest'
import { construire, type Valeurs } from '../dossier-de-test.ts'
import { withFinessKey, withSiretKey } from '../identifiants.ts'
import { controlerRecevabilite, controles } from './registre.ts'

interface Cas {
  readonly grappe?: Valeurs<'grappe'>
  readonly solution?: Valeurs<'solution'>
  /** Changes to every establishment, then to the first one. */
  readonly tous?: Valeurs<'etablissement'>
  readonly premier?: Valeurs<'etablissement'>
  readonly og?: Valeurs<'organisme'>
  readonly n?: number
  readonly reponse?: Valeurs<'reponse'>
}

const numero = (i: number) => withFinessKey(`34000${String(i).padStart(3, '0')}`)

/** A grappe that passes the ten checks, except what the case changes. */
function grappe({ grappe: g, solution, tous, premier, og, n = 15, reponse }: Cas = {}, code?: string) {
  const c = construire()
  c.ajouter('grappe', { instruction: '2023', typeProjet: 'conformite', ...g })
  c.ajouter('solution', { editeur: 'Éditeur', nom: 'Logiciel', version: '4', statutSegur: 'reference', ...solution })
  c.ajouter('organisme', {
    id: 'og',
    raisonSociale: 'Les Cèdres',
    porteur: 'oui',
    siret: withSiretKey('7328293200007'),
    finessEj: numero(900),
    nombreEssmsGeres: 10,
    ...og
  })
  for (let i = 0; i < n; i++)
    c.ajouter('etablissement', {
      id: `e${i}`,
      nom: `EHPAD ${i}`,
      finess: numero(i),
      organisme: 'og',
      categorie: '500',
      secteur: 'PA',
      region: '76',
      situationDui: g?.typeProjet === 'acquisition' ? 'acquisition' : 'conformite',
      ...tous,
      ...(i === 0 ? premier : {})
    })
  for (const asked of ['6', '7', '8']) if (asked !== code) c.ajouter('reponse', { cle: `controle:${asked}`, reponse: 'oui' })
  if (reponse && code) c.ajouter('reponse', { id: 'rep', cle: `controle:${code}`, ...reponse })
  return c
}
const run = (code: string, cas: Cas) => {
  const found = controlerRecevabilite(grappe(cas, code).dossier()).find((r) => r.code === code)
  if (!found) throw new Error(code)
  return found
}

describe('controlerRecevabilite', () => {
  it('passes a sound grappe on every check', () => {
    expect(controlerRecevabilite(grappe().dossier()).map((r) => [r.code, r.etat])).toEqual(controles.map((c) => [c.code, 'conforme']))
  })

  it.each<[string, string, Cas, string, string[]]>([
    ['USLD is refused', '1', { premier: { categorie: '362' } }, 'non-conforme', ['EHPAD 0']],
    ['an unknown category is doubtful', '1', { premier: { categorie: '999' } }, 'a-justifier', ['EHPAD 0']],
    ['no category yet', '1', { premier: { categorie: null } }, 'a-renseigner', ['EHPAD 0']],
    ['a withdrawn USLD does not count', '1', { n: 16, premier: { categorie: '362', situation: 'retire' } }, 'conforme', []],
    ['14 establishments', '2', { n: 14 }, 'a-justifier', []],
    ['8 in Corse', '2', { n: 8, tous: { region: '94' } }, 'conforme', []],
    ['8 of which one on the mainland', '2', { n: 8, tous: { region: '94' }, premier: { region: '76' } }, 'a-justifier', []],
    ['2021 T1: one OG that brings 15 alone', '2', { grappe: { instruction: '2021-t1' } }, 'conforme', []],
    ['2021 T1: too few OG', '2', { grappe: { instruction: '2021-t1' }, n: 15, premier: { organisme: 'autre' } }, 'a-justifier', []],
    ['unknown minimum: asked', '2', { grappe: { instruction: 'autre' }, n: 3 }, 'a-renseigner', []],
    ['unknown minimum: answered', '2', { grappe: { instruction: 'autre' }, n: 3, reponse: { reponse: 'oui' } }, 'conforme', []],
    ['the same number twice', '3', { premier: { finess: numero(1) } }, 'non-conforme', ['EHPAD 0', 'EHPAD 1']],
    ['the number of the OG', '3', { premier: { finess: numero(900) } }, 'non-conforme', ['EHPAD 0']],
    ['no number', '3', { premier: { finess: null } }, 'a-renseigner', ['EHPAD 0']],
    ['no porteur', '4', { og: { porteur: 'non' } }, 'a-renseigner', []],
    ['porteur without SIRET', '4', { og: { siret: null } }, 'a-renseigner', ['Les Cèdres']],
    ['porteur with a wrong SIRET', '4', { og: { siret: '73282932000075' } }, 'a-justifier', ['Les Cèdres']],
    ['acquisition started before', '5', { grappe: { typeProjet: 'acquisition', dateMiseEnOrdreDeMarche: '2023-01-15' } }, 'non-conforme', []],
    ['acquisition started the very day', '5', { grappe: { typeProjet: 'acquisition', dateMiseEnOrdreDeMarche: '2023-01-16' } }, 'conforme', []],
    ['acquisition, nothing said', '5', { grappe: { typeProjet: 'acquisition' } }, 'a-renseigner', []],
    ['acquisition, answered', '5', { grappe: { typeProjet: 'acquisition' }, reponse: { reponse: 'oui' } }, 'conforme', []],
    ['mise en conformité started before', '5', { grappe: { dateMiseEnOrdreDeMarche: '2020-01-01' } }, 'conforme', []],
    ['European money, not answered', '6', {}, 'a-renseigner', []],
    ['European money', '6', { reponse: { reponse: 'non' } }, 'non-conforme', []],
    ['funded before, in Occitanie', '7', { reponse: { reponse: 'non' } }, 'a-justifier', []],
    ['funded before, elsewhere', '7', { tous: { region: '11' }, reponse: { reponse: 'non' } }, 'non-conforme', []],
    ['SONS for another solution', '8', { reponse: { reponse: 'non' } }, 'non-conforme', []],
    ['no version', '9', { solution: { version: null } }, 'a-renseigner', []],
    ['several versions', '9', { reponse: { reponse: 'non' } }, 'non-conforme', []],
    ['being referenced', '10', { solution: { statutSegur: 'en-cours' } }, 'conforme', []],
    ['not referenced', '10', { solution: { statutSegur: 'non' } }, 'non-conforme', []],
    [
      'not referenced, AHI and PJM only, 2024',
      '10',
      { grappe: { instruction: '2024' }, solution: { statutSegur: 'non' }, tous: { secteur: 'AHI' }, premier: { secteur: 'PJM' } },
      'conforme',
      []
    ],
    ['not referenced, one AHI among others', '10', { solution: { statutSegur: 'non' }, premier: { secteur: 'AHI' } }, 'non-conforme', []],
    ['not referenced, PJM only, 2025', '10', { grappe: { instruction: '2025' }, solution: { statutSegur: 'non' }, tous: { secteur: 'PJM' } }, 'conforme', []],
    [
      'AHI 2025 registered after the convention',
      '10',
      {
        grappe: { instruction: '2025', dateConvention: '2025-10-01' },
        solution: { statutSegur: 'en-cours', dateSegur: '2025-10-02' },
        tous: { secteur: 'AHI' }
      },
      'non-conforme',
      []
    ],
    [
      'AHI 2025 registered that day',
      '10',
      {
        grappe: { instruction: '2025', dateConvention: '2025-10-01' },
        solution: { statutSegur: 'en-cours', dateSegur: '2025-10-01' },
        tous: { secteur: 'AHI' }
      },
      'conforme',
      []
    ],
    ['2026, not referenced: asked', '10', { grappe: { instruction: '2026' }, solution: { statutSegur: 'non' } }, 'a-renseigner', []],
    [
      'acquisition under an existing contract',
      'concurrence',
      { grappe: { typeProjet: 'acquisition' }, solution: { voieAchat: 'contrat' }, n: 1 },
      'non-conforme',
      ['EHPAD 0']
    ],
    [
      'acquisition after a consultation',
      'concurrence',
      { grappe: { typeProjet: 'acquisition' }, solution: { dateMiseEnConcurrence: '2024-05-01' } },
      'conforme',
      []
    ],
    ['acquisition, child protection only', 'concurrence', { grappe: { typeProjet: 'acquisition' }, tous: { secteur: 'PDE' } }, 'conforme', []],
    ['mixte with one acquisition', 'mixte', { grappe: { typeProjet: 'mixte' }, premier: { situationDui: 'acquisition' } }, 'conforme', []],
    [
      'mixte with half of acquisitions',
      'mixte',
      { grappe: { typeProjet: 'mixte' }, n: 2, premier: { situationDui: 'acquisition' } },
      'non-conforme',
      ['EHPAD 0']
    ],
    ['a situation not entered yet is not said right', 'mixte', { premier: { situationDui: null } }, 'a-renseigner', ['EHPAD 0']],
    ['mise en conformité with an acquisition', 'mixte', { premier: { situationDui: 'acquisition' } }, 'a-justifier', ['EHPAD 0']]
  ])('%s', (_, code, cas, etat, fautifs) => {
    const result = run(code, cas)
    expect([result.etat, result.fautifs.map((f) => f.libelle)]).toEqual([etat, fautifs])
    expect(result.explication).toMatch(/\.$/u)
  })

  it('wants one engagement letter', () => {
    const c = grappe()
    c.ajouter('piece-jointe', { role: 'piece', piece: 4, nom: 'a.pdf' })
    c.ajouter('piece-jointe', { role: 'piece', piece: 4, nom: 'b.pdf' })
    expect(controlerRecevabilite(c.dossier()).find((r) => r.code === 'lettre')).toMatchObject({ etat: 'a-justifier' })
  })

  it.each<[string, Valeurs<'organisme'>, number, string]>([
    ['within the ceiling of 2024', {}, 800_000, 'conforme'],
    ['above the ceiling', {}, 900_000, 'a-justifier'],
    ['of a large OG', { nombreEssmsGeres: 15 }, 100, 'a-justifier'],
    ['of an OG of unknown size', { nombreEssmsGeres: null }, 100, 'a-renseigner']
  ])('equipment %s', (_, og, prixUnitaireHt, etat) => {
    const c = grappe({ grappe: { instruction: '2024' }, og })
    c.ajouter('materiel', { etablissement: 'e0', quantite: 1, prixUnitaireHt, tauxTva: 20 })
    expect(controlerRecevabilite(c.dossier()).find((r) => r.code === 'equipement')?.etat).toBe(etat)
  })

  it('is settled by a reason, and shows who answered with what', () => {
    const c = grappe({ n: 14, reponse: { motif: 'Accord de l’ARS du 3 mars', auteur: 'Camille Vallorge', date: '2026-03-04' } }, '2')
    c.ajouter('piece-jointe', { id: 'lettre', role: 'controle', cible: 'rep' })
    expect(controlerRecevabilite(c.dossier()).find((r) => r.code === '2')).toMatchObject({
      etat: 'a-justifier',
      justifie: true,
      reponse: { auteur: 'Camille Vallorge' },
      preuves: ['lettre']
    })
  })
})
