import type { FinMoteur } from '#contract/lectures.ts'
import type { FromEngine } from './engine-protocol.ts'

/** Between two looks at an engine that reads, in ms. */
const period = 500

interface WatchdogOptions {
  /** Silence allowed to an engine that reads something received, in ms, besides the patience that it asked. */
  readonly silence: number
  /** What its whole process may take meanwhile, in bytes. */
  readonly memory: number
  /** What the process takes now, in bytes; null when the system does not tell. */
  readonly measure: () => number | null
  /** Ends the engine at once, whatever it does. */
  readonly kill: () => void
}

/**
 * Watches one engine while it reads what comes from elsewhere, and only then: nothing else it does is ever cut short. Time is
 * counted in looks, so that a computer that slept, or a main process that was held up, accuses nobody.
 */
export function createWatchdog({ silence, memory, measure, kill }: WatchdogOptions) {
  const readings = new Map<number, { readonly call: string | null; readonly patience: number }>()
  let timer: NodeJS.Timeout | undefined
  let silent = 0
  let code: FinMoteur['code'] = 'lecture-interrompue'

  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  const end = (why: FinMoteur['code']) => {
    code = why
    stop()
    kill()
  }
  const look = () => {
    silent += period
    const patience = Math.max(...[...readings.values()].map((reading) => reading.patience))
    if (silent > silence + patience) return end('lecture-trop-longue')
    if ((measure() ?? 0) > memory) end('lecture-interrompue')
  }

  return {
    /** Every message of the engine is a sign of life. */
    hear(message: FromEngine) {
      silent = 0
      if (message.t === 'reading') {
        readings.set(message.id, message)
        timer ??= setInterval(look, period)
      }
      if (message.t === 'read' && readings.delete(message.id) && readings.size === 0) stop()
    },
    /** The process is gone: what it was reading for the page, and why it ended; null when it read nothing. */
    ended(): FinMoteur | null {
      stop()
      const appels = [...readings.values()].flatMap(({ call }) => (call === null ? [] : [call]))
      return readings.size === 0 ? null : { code, appels }
    }
  }
}
