import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  isBic,
  isCodePostal,
  isFiness,
  isIban,
  isInsee,
  isSiren,
  isSiret,
  isSiretProvisoire,
  normalizeFiness,
  normalizeNaf,
  restoreFinessZero,
  ribKey,
  sirenOfSiret,
  withFinessKey,
  withIbanKeys,
  withSirenKey,
  withSiretKey
} from './identifiants.ts'

describe('FINESS', () => {
  test.each(['010000024', '010780054', '750712184', '970302022', '980501506', '2A0022596', '2A0000154', '970302287', '010000156', '2a0000154', '01 000 002 4'])(
    '%s is right',
    (finess) => expect(isFiness(finess)).toBe(true)
  )
  test.each(['010000025', '2A0022595', '', '01000002', '0100000240', '2C0000154', 'A10000024', '010000O24', '010000042'])('%s is wrong', (finess) =>
    expect(isFiness(finess)).toBe(false)
  )
  test.each([
    ['1010000024', '010000024'],
    ['1 2A0000154', '2A0000154'],
    [' 01 000 002.4 ', '010000024'],
    ['2a0000154', '2A0000154'],
    ['1010000025', '1010000025'],
    ['010000025', '010000025']
  ])('%s is kept as %s', (typed, kept) => expect(normalizeFiness(typed)).toBe(kept))
  it('gives back a zero lost by a spreadsheet, only when the key proves it', () => {
    expect(restoreFinessZero('10000024')).toBe('010000024')
    expect(restoreFinessZero('10000025')).toBe('10000025')
  })
  test.each([
    ['01000002', '010000024'],
    ['2A002259', '2A0022596'],
    ['97030202', '970302022']
  ])('%s completes to %s', (start, whole) => expect(withFinessKey(start)).toBe(whole))
  it('refuses any single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 95_999_999 }), fc.nat(8), fc.integer({ min: 1, max: 9 }), (start, place, shift) => {
        const whole = withFinessKey(String(start).padStart(8, '0'))
        const digit = (Number(whole[place]) + shift) % 10
        expect(isFiness(whole)).toBe(true)
        expect(isFiness(whole.slice(0, place) + digit + whole.slice(place + 1))).toBe(false)
      })
    )
  })
  it('refuses a start of the wrong length', () => expect(() => withFinessKey('123')).toThrow(RangeError))
})

describe('SIREN, SIRET', () => {
  test.each(['772201489', '356000000', '772 201 489'])('SIREN %s is right', (siren) => expect(isSiren(siren)).toBe(true))
  test.each(['772201488', '77220148', ''])('SIREN %s is wrong', (siren) => expect(isSiren(siren)).toBe(false))
  test.each(['35600000049837', '35600000000048', '356 000 000 00048'])('SIRET %s is right', (siret) => expect(isSiret(siret)).toBe(true))
  test.each(['35600000049838', '77220148999999', '3560000004983', '', '00000000000001'])('SIRET %s is wrong', (siret) => expect(isSiret(siret)).toBe(false))
  it('tells a placeholder from a typing error', () => {
    expect(isSiretProvisoire('77220148999999')).toBe(true)
    expect(isSiretProvisoire('77220148900011')).toBe(false)
    expect(isSiretProvisoire('99999')).toBe(false)
  })
  it('knows the SIREN of a SIRET', () => {
    expect(sirenOfSiret('356 000 000 00048')).toBe('356000000')
    expect(sirenOfSiret('356')).toBeNull()
  })
  it('completes keys', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000_000, max: 99_999_999 }), fc.nat(9999), (start, nic) => {
        const siren = withSirenKey(String(start))
        expect(isSiren(siren)).toBe(true)
        const siret = withSiretKey(siren + String(nic).padStart(4, '0'))
        expect(isSiret(siret)).toBe(true)
        expect(siret.startsWith(siren)).toBe(true)
      })
    )
    expect(() => withSirenKey('12')).toThrow(RangeError)
    expect(() => withSiretKey('12')).toThrow(RangeError)
  })
})

describe('IBAN, RIB, BIC', () => {
  test.each(['FR14 2004 1010 0505 0001 3M02 606', 'FR1420041010050500013M02606', 'DE89370400440532013000', 'MC5811222000010123456789030'])(
    '%s is right',
    (iban) => expect(isIban(iban)).toBe(true)
  )
  test.each(['FR14 2004 1010 0505 0001 3M02 607', 'FR1520041010050500013M02606', 'FR14', '', 'DE89370400440532013001', 'FR1420041010050500013M0260'])(
    '%s is wrong',
    (iban) => expect(isIban(iban)).toBe(false)
  )
  it('computes the RIB key', () => {
    expect(ribKey('20041', '01005', '0500013M026')).toBe('06')
    expect(ribKey('20041', '01005', '0500013')).toBeNull()
  })
  it('refuses a French IBAN whose RIB key alone is wrong', () => {
    // Same account, RIB key 07 instead of 06, IBAN key recomputed so that mod 97 holds.
    const bban = '20041010050500013M02607'
    const whole = Array.from({ length: 97 }, (_, n) => `FR${String(n + 2).padStart(2, '0')}${bban}`)
    expect(whole.filter((iban) => isIban(iban))).toEqual([])
  })
  it('completes both keys', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.nat(99_999), fc.stringMatching(/^[0-9A-Z]{11}$/u), (bank, branch, account) => {
        expect(isIban(withIbanKeys(String(bank).padStart(5, '0'), String(branch).padStart(5, '0'), account))).toBe(true)
      })
    )
    expect(() => withIbanKeys('1', '2', '3')).toThrow(RangeError)
  })
  test.each([
    ['BNPAFRPP', true],
    ['PSSTFRPPXXX', true],
    ['bnpafrpp', true],
    ['BNPAFRP', false],
    ['BNPAFRPPX', false],
    ['12PAFRPP', false]
  ])('BIC %s → %s', (bic, right) => expect(isBic(bic)).toBe(right))
})

test.each([
  ['8710A', '87.10A'],
  ['87.10a', '87.10A'],
  ['8610Z', '86.10Z'],
  ['87.10', null],
  ['', null]
])('NAF %s → %s', (typed, kept) => expect(normalizeNaf(typed)).toBe(kept))

test.each([
  ['01000', true],
  ['20090', true],
  ['2A000', false],
  ['1000', false]
])('code postal %s → %s', (typed, right) => expect(isCodePostal(typed)).toBe(right))

test.each([
  ['01053', true],
  ['2A004', true],
  ['97133', true],
  ['2C004', false],
  ['1053', false]
])('INSEE %s → %s', (typed, right) => expect(isInsee(typed)).toBe(right))
