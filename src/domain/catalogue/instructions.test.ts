import { describe, expect, it, test } from 'vitest'
import { codesInstruction } from './codes-instruction.ts'
import { instructionDe, instructions, isAppelNational, minimumEssms } from './instructions.ts'
import { lacunes, lacunesDe, questionsLacune } from './lacunes.ts'

it('has one record per code, in the same order', () => {
  expect(instructions.map((i) => i.code)).toEqual(codesInstruction.map(([code]) => code))
  expect(instructionDe('2023').reference).toBe('n° DGCS/DNS/CNSA/2023/13')
  expect(instructionDe(null).code).toBe('autre')
  expect(instructionDe('1999').code).toBe('autre')
})

describe('thresholds', () => {
  test.each([
    ['2021-t1', 15, 8, 3, 2],
    ['2021-t2', 15, 8, 0, 0],
    ['2022', 15, 8, 0, 0],
    ['2023', 15, 8, 0, 0],
    ['2024', 15, 8, 0, 0],
    ['2025', 15, 8, 0, 0],
    ['2026', null, null, null, null],
    ['autre', null, null, null, null]
  ] as const)('%s', (code, minimum, reduit, og, ogReduit) => {
    const i = instructionDe(code)
    expect([minimumEssms(i, false), minimumEssms(i, true), i.minimumOg, i.minimumOgReduit]).toEqual([minimum, reduit, og, ogReduit])
  })

  test.each([
    ['2021-t1', 80, 3, false],
    ['2021-t2', 49, 1, false],
    ['2021-t2', 50, 1, true],
    ['2022', 50, 1, true],
    ['2023', 50, 1, false],
    ['2023', 50, 2, true],
    ['2023', 49, 2, false],
    ['2024', 300, 1, false],
    ['2025', 50, 2, true],
    ['2026', 50, 2, null],
    ['autre', 15, 1, null]
  ] as const)('%s with %d ESSMS in %d regions → national: %s', (code, essms, regions, national) =>
    expect(isAppelNational(instructionDe(code), essms, regions)).toBe(national)
  )
})

test.each([
  ['2021-t1', 25_000_00, 10_000_00, 20_000_00],
  ['2021-t2', 25_000_00, 10_000_00, 20_000_00],
  ['2022', null, null, null],
  ['2023', null, null, null],
  ['2024', null, null, 10_000_00],
  ['2025', null, null, null],
  ['2026', null, null, null]
] as const)('amounts of %s are those found, nothing else', (code, acquisition, conformite, plafond) => {
  const i = instructionDe(code)
  expect([i.montantAcquisition, i.montantConformite, i.plafondEquipement]).toEqual([acquisition, conformite, plafond])
})

it('knows the targets of 2023 only', () => {
  expect(instructionDe('2023').cibles).toEqual({ MSS: 70, DMP: 70, ACT: 90, PP: 90, AGD: 90 })
  for (const i of instructions) if (i.code !== '2023') expect(new Set(Object.values(i.cibles))).toEqual(new Set([null]))
})

it('follows the Ségur rule of each year', () => {
  expect(instructionDe('2023').segur).toEqual({ AHI: 'libre', PJM: 'libre', autres: 'reference-ou-en-cours' })
  expect(instructionDe('2024').segur.AHI).toBe('libre')
  expect(instructionDe('2025').segur).toEqual({ AHI: 'inscription', PJM: 'libre', autres: 'reference-ou-en-cours' })
})

it('exempts only the AHI that the SONS does not fund, in 2025', () => {
  expect(instructions.filter((i) => (i.exemptions ?? []).length > 0).map((i) => i.code)).toEqual(['2025'])
  expect(instructionDe('2025').exemptions?.[0]).toMatchObject({ secteur: 'AHI', indicateurs: ['MSS', 'DMP'], condition: 'non-eligible-sons' })
})

describe('unknown values', () => {
  it('asks one question for each null, and no question without its null', () => {
    const read = (value: unknown, cle: string): unknown => cle.split('.').reduce<unknown>((v, key) => (v as Record<string, unknown>)[key], value)
    for (const i of instructions) {
      const nulls = Object.keys(questionsLacune).filter((cle) => read(i, cle) === null)
      expect(
        lacunesDe(i)
          .map((l) => l.cle)
          .toSorted()
      ).toEqual(nulls.toSorted())
      const text = JSON.stringify(i)
      expect(text.split('null').length - 1).toBe(nulls.length)
    }
    for (const { cle, question } of lacunes) expect(question, cle).toMatch(/\?$/u)
  })
  it('uses every question', () => expect(new Set(lacunes.map((l) => l.cle))).toEqual(new Set(Object.keys(questionsLacune))))
})
