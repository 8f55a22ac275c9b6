import { expect, it, test } from 'vitest'
import { etablissement } from '../etablissement.ts'
import { libelleRegion, regionDe, regionOfCodePostal, regionOfDepartement, regionOfInsee, regionOfLieu, regions } from './regions.ts'

it('has the regions of the field, with the same names', () => {
  expect(regions.map((r) => [r.code, r.nom])).toEqual(etablissement.champs.region.options?.map((o) => [o.value, o.label]))
})
it('shares the 103 départements among the regions, each once', () => {
  const all = regions.flatMap((r) => r.departements)
  expect(new Set(all).size).toBe(all.length)
  // 96 in metropolitan France, 5 overseas, Saint-Barthélemy and Saint-Martin.
  expect(all.length).toBe(103)
  for (const r of regions) expect(r.departements.length, r.nom).toBeGreaterThan(0)
})
it('lowers the threshold in Corse and overseas only', () => {
  expect(
    regions
      .filter((r) => r.seuilReduit)
      .map((r) => r.code)
      .toSorted()
  ).toEqual(['01', '02', '03', '04', '06', '94'])
  expect(
    regions
      .filter((r) => r.outreMer)
      .map((r) => r.code)
      .toSorted()
  ).toEqual(['01', '02', '03', '04', '06'])
})
test.each([
  ['34000', '76'],
  ['01000', '84'],
  ['20090', '94'],
  ['20600', '94'],
  ['97133', '01'],
  ['97150', '01'],
  ['97200', '02'],
  ['97300', '03'],
  ['97410', '04'],
  ['97600', '06'],
  ['97500', undefined],
  ['98600', undefined],
  ['98000', undefined],
  ['99999', undefined],
  ['3400', undefined]
])('postal code %s → %s', (codePostal, code) => expect(regionOfCodePostal(codePostal)?.code).toBe(code))
test.each([
  ['01053', '84'],
  ['2A004', '94'],
  ['2b033', '94'],
  ['97105', '01'],
  ['97701', '01'],
  ['97801', '01'],
  ['97608', '06'],
  ['98613', undefined],
  ['2A04', undefined]
])('INSEE %s → %s', (insee, code) => expect(regionOfInsee(insee)?.code).toBe(code))
test.each([
  ['9A', '01'],
  ['9B', '02'],
  ['9C', '03'],
  ['9D', '04'],
  ['9F', '06'],
  ['9E', undefined],
  ['9J', undefined],
  ['1', '84'],
  ['2a', '94']
])('département %s → %s', (departement, code) => expect(regionOfDepartement(departement)?.code).toBe(code))
it('prefers the INSEE code to the postal code', () => {
  expect(regionOfLieu({ insee: '48061', codePostal: '07590' })?.code).toBe('76')
  expect(regionOfLieu({ insee: null, codePostal: '07590' })?.code).toBe('84')
  expect(regionOfLieu({ insee: null, codePostal: null })).toBeUndefined()
})
it('names', () => {
  expect(regionDe('76')?.ars).toBe('ARS Occitanie')
  expect(libelleRegion('93')).toBe('Provence-Alpes-Côte d’Azur')
  expect(libelleRegion(null)).toBe('Région non renseignée')
})
