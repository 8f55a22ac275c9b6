import { describe, expect, it } from 'vitest'
import { construire, type Valeurs } from './dossier-de-test.ts'
import { cleRegions, nombreEssms, routage } from './routage.ts'

type Region = NonNullable<Valeurs<'etablissement'>['region']>

/** A grappe of so many establishments per region, carried by an OG of that postal code. */
type Code = NonNullable<Valeurs<'grappe'>['instruction']>

function grappe(instruction: Code, parRegion: Partial<Record<Region, number>>, codePostal = '34000') {
  const c = construire()
  c.ajouter('grappe', { instruction, montantDemande: 100_000 })
  c.ajouter('organisme', { id: 'og', porteur: 'oui', codePostal })
  for (const [region, n] of Object.entries(parRegion))
    for (let i = 0; i < n; i++) c.ajouter('etablissement', { finess: `${region}-${i}`, region: region as Region })
  return c
}

describe('routage', () => {
  it.each<[string, Code, Partial<Record<Region, number>>, string, string | null, number | null]>([
    ['15 in one region', '2023', { '76': 15 }, 'regional', 'ARS Occitanie', 15],
    ['60 in one region stay regional since 2023', '2024', { '76': 60 }, 'regional', 'ARS Occitanie', 15],
    ['50 in two regions go national since 2023', '2023', { '76': 49, '11': 1 }, 'national', 'National (CNSA - PAI Numérique)', 15],
    ['49 in two regions: ARS of the porteur', '2023', { '11': 48, '76': 1 }, 'regional', 'ARS Occitanie', 15],
    ['50 in one region went national in 2022', '2022', { '76': 50 }, 'national', 'National (CNSA - PAI Numérique)', 15],
    ['49 stayed regional in 2021 T2', '2021-t2', { '76': 49 }, 'regional', 'ARS Occitanie', 15],
    ['2021 T1: no national call, ARS with most ESSMS', '2021-t1', { '11': 40, '76': 20 }, 'regional', 'ARS Île-de-France', 15],
    ['all in Corse', '2023', { '94': 8 }, 'regional', 'ARS Corse', 8],
    ['2026: nothing is known', '2026', { '76': 15 }, 'a-confirmer', 'ARS Occitanie', null],
    ['autre: nothing is known', 'autre', { '76': 15 }, 'a-confirmer', 'ARS Occitanie', null],
    ['no establishment yet: the ARS of the porteur', '2023', {}, 'regional', 'ARS Occitanie', 15]
  ])('%s', (_, instruction, parRegion, appel, financeur, minimum) => {
    expect(routage(grappe(instruction, parRegion).dossier())).toMatchObject({ appel, financeur, minimum })
  })

  it('asks for the establishments before it speaks of a call', () => {
    expect(routage(grappe('2023', {}).dossier()).explication).toMatch(/^Ajoutez d’abord les établissements/u)
  })

  it('says what to confirm with the ARS', () => {
    expect(routage(grappe('2023', { '76': 15 }).dossier()).aConfirmer).toEqual([])
    expect(routage(grappe('2023', { '76': 10, '94': 3 }).dossier()).aConfirmer).toEqual([
      'Une partie des établissements est en Corse ou en outre-mer : le minimum réduit est à confirmer avec l’ARS.',
      'Plusieurs régions : le dépôt auprès de l’ARS Occitanie est à confirmer avec elle.'
    ])
    const c = grappe('2023', { '76': 2 })
    c.ajouter('etablissement', { finess: 'x' })
    expect(routage(c.dossier())).toMatchObject({ essms: 3, aConfirmer: ['La région d’un établissement n’est pas renseignée.'] })
  })

  it('counts distinct kept FINESS', () => {
    const c = grappe('2023', { '76': 3 })
    c.ajouter('etablissement', { finess: '76-0', region: '76' })
    c.ajouter('etablissement', { finess: 'parti', region: '76', situation: 'retire' })
    c.ajouter('etablissement', { nom: 'sans numéro', region: '76' })
    expect(nombreEssms(c.dossier())).toBe(4)
  })

  it('shares the subsidy between regions to the cent', () => {
    expect(cleRegions(grappe('2023', { '11': 1, '76': 2 }).dossier())).toEqual([
      { region: '76', nom: 'Occitanie', essms: 2, part: (2 / 3) * 100, montant: 66_667 },
      { region: '11', nom: 'Île-de-France', essms: 1, part: (1 / 3) * 100, montant: 33_333 }
    ])
  })
})
