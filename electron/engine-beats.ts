import { basename } from 'node:path'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Veilleur } from '#engine/veille.ts'
import type { FromEngine, ReadingTrial } from './engine-protocol.ts'

/** Signs of life while the engine reads, one each so many ms. */
const beat = 1000
/** Bytes that the slowest computer goes through in a ms, once they are on its disk: 10 MB a second. */
const bytesPerMs = 10_000

/** The engine's side of the watch: tells main what it is about to read, then that it is alive, as long as its own loop turns. */
export function createBeats(send: (message: FromEngine) => void, trial: ReadingTrial | null): Veilleur {
  let next = 1
  let running = 0
  let timer: NodeJS.Timeout | undefined
  return async ({ appel, octets, chemins }) => {
    const id = next++
    send({ t: 'reading', id, call: appel, patience: Math.round(octets / bytesPerMs) })
    running++
    timer ??= setInterval(() => send({ t: 'beat' }), beat)
    // Main hears of it before anything can hold this loop up.
    await nextTurn()
    if (trial)
      await misbehave(
        trial,
        chemins.map((path) => basename(path))
      )
    return () => {
      send({ t: 'read', id })
      if (--running > 0) return
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** What a file made to harm would do: never let go, or take more and more. */
async function misbehave({ fige, gonfle }: ReadingTrial, names: readonly string[]): Promise<void> {
  if (names.includes(fige)) for (;;);
  if (names.includes(gonfle)) for (const kept: Buffer[] = []; ; await sleep(20)) kept.push(Buffer.alloc(10_000_000, 1))
}
