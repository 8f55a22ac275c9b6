import { describe, expect, it } from 'vitest'
import { createHorloge, hlcMax, hlcToInstant, instantToHlc } from './horloge.ts'

describe('horloge', () => {
  it('always goes forward, whatever the wall clock and the other copies say', () => {
    let now = Date.UTC(2026, 2, 5)
    const horloge = createHorloge(() => now, 0)
    const lues = [horloge.tick(), horloge.tick()]
    now -= 10 * 31_557_600_000
    lues.push(horloge.tick())
    horloge.voir(instantToHlc(Date.UTC(2035, 0, 1)))
    lues.push(horloge.tick())
    now = 0
    lues.push(horloge.tick())
    for (let i = 0; i < 5000; i++) lues.push(horloge.tick())
    expect(lues).toEqual([...new Set(lues)].sort((a, b) => a - b))
    expect(lues.every(Number.isSafeInteger)).toBe(true)
  })

  it('gives back the instant to the millisecond, and holds until 2089', () => {
    for (const instant of [Date.UTC(2020, 0, 1), Date.UTC(2026, 10, 21, 13, 5, 7, 123), Date.UTC(2089, 0, 1)])
      expect(hlcToInstant(instantToHlc(instant))).toBe(instant)
    expect(instantToHlc(Date.UTC(1999, 0, 1))).toBe(0)
    const fin = createHorloge(() => Date.UTC(2200, 0, 1), hlcMax - 1)
    expect([fin.tick(), fin.tick()]).toEqual([hlcMax, hlcMax])
  })
})
