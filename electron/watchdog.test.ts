import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FromEngine } from './engine-protocol.ts'
import { createWatchdog } from './watchdog.ts'

/** An engine that is no process, and a clock that is no clock. */
function suivre() {
  let memory: number | null = 100
  const kill = vi.fn()
  const watchdog = createWatchdog({ silence: 20_000, memory: 2000, measure: () => memory, kill })
  const hear = (message: FromEngine) => watchdog.hear(message)
  return {
    watchdog,
    kill,
    take: (bytes: number | null) => {
      memory = bytes
    },
    reading: (id: number, call: string | null, patience = 0) => hear({ t: 'reading', id, call, patience }),
    read: (id: number) => hear({ t: 'read', id }),
    /** So many seconds, with or without a sign of life each second. */
    live: (seconds: number) => {
      for (let i = 0; i < seconds; i++) {
        vi.advanceTimersByTime(1000)
        hear({ t: 'beat' })
      }
    },
    hang: (seconds: number) => void vi.advanceTimersByTime(seconds * 1000)
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('an engine that reads', () => {
  test('is left alone as long as it gives signs of life, however long the reading', () => {
    const { reading, live, read, hang, kill, watchdog } = suivre()
    reading(1, 'dossier.ouvrir')
    live(3600)
    read(1)
    hang(3600)
    expect(kill).not.toHaveBeenCalled()
    expect(watchdog.ended()).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    ['a small file', 0, 20],
    ['100 MB', 10_000, 30],
    ['2 GB', 200_000, 220]
  ])('is ended once it was silent too long for %s', (_title, patience, seconds) => {
    const { reading, live, hang, kill, watchdog } = suivre()
    reading(1, 'dossier.ouvrir', patience)
    live(5)
    hang(seconds)
    expect(kill).not.toHaveBeenCalled()
    hang(1)
    expect(kill).toHaveBeenCalledOnce()
    expect(watchdog.ended()).toEqual({ code: 'lecture-trop-longue', appels: ['dossier.ouvrir'] })
  })

  test('has the patience of the longest of its readings, and only while it lasts', () => {
    const { reading, read, hang, kill } = suivre()
    reading(1, 'partage.apercu', 1000)
    reading(2, null, 40_000)
    hang(60)
    expect(kill).not.toHaveBeenCalled()
    read(2)
    hang(22)
    expect(kill).toHaveBeenCalledOnce()
  })

  test('is ended when it takes too much memory, signs of life or not', () => {
    const { reading, take, live, kill, watchdog } = suivre()
    reading(1, 'import.apercu')
    live(2)
    take(2001)
    live(1)
    expect(kill).toHaveBeenCalledOnce()
    live(30)
    expect(kill).toHaveBeenCalledOnce()
    expect(watchdog.ended()).toEqual({ code: 'lecture-interrompue', appels: ['import.apercu'] })
  })

  test('may not tell its memory', () => {
    const { reading, take, live, kill } = suivre()
    reading(1, 'import.apercu')
    take(null)
    live(30)
    expect(kill).not.toHaveBeenCalled()
  })

  test('and falls by itself is said to have been interrupted, with every call that read', () => {
    const { reading, read, live, watchdog } = suivre()
    reading(1, 'dossier.verifier')
    reading(2, 'preuve.apercu')
    reading(3, null)
    read(1)
    live(1)
    expect(watchdog.ended()).toEqual({ code: 'lecture-interrompue', appels: ['preuve.apercu'] })
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('an engine that reads nothing is never ended, silent or large as it may be', () => {
  const { hang, take, kill, watchdog } = suivre()
  take(1e12)
  hang(3600)
  expect(kill).not.toHaveBeenCalled()
  expect(watchdog.ended()).toBeNull()
})
