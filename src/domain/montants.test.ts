import { describe, expect, it } from 'vitest'
import { completerDepense, ecartTtc } from './montants.ts'

const vide = { nature: null, ht: null, tauxTva: null, tva: null, ttc: null }
describe('amounts that follow from others', () => {
  it.each([
    [
      { ht: 100_000, tauxTva: 20 },
      { tva: 20_000, ttc: 120_000 }
    ],
    [
      { ht: 3_333, tauxTva: 5.5 },
      { tva: 183, ttc: 3_516 }
    ],
    [
      { ht: -100_000, tauxTva: 20 },
      { tva: -20_000, ttc: -120_000 }
    ],
    [{ ht: 100_000, tva: 5_500 }, { ttc: 105_500 }],
    [{ ht: 100_000, ttc: 120_000 }, { tva: 20_000 }],
    [{ tva: 20_000, ttc: 120_000 }, { ht: 100_000 }],
    // A rate never replaces an amount that was typed, and payroll has none.
    [{ ht: 100_000, tauxTva: 20, tva: 0 }, { ttc: 100_000 }],
    [{ nature: 'rh', ht: 100_000, tauxTva: 20 }, {}],
    [{ ht: 100_000 }, {}],
    [{ ht: 1, tva: 1, ttc: 3 }, {}]
  ])('%j gives %j', (ligne, attendu) => expect(completerDepense({ ...vide, ...ligne })).toEqual(attendu))

  it.each([
    [{ ht: 100_000, tauxTva: 20, ttc: 120_000 }, null],
    [{ ht: 100_000, tauxTva: 20, ttc: 120_002 }, null],
    [{ ht: 100_000, tauxTva: 20, ttc: 119_000 }, 120_000],
    [{ ht: 100_000, tauxTva: null, ttc: 1 }, null]
  ])('%j expects %j', (cout, attendu) => expect(ecartTtc(cout)).toBe(attendu))
})
