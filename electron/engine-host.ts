import { MessageChannelMain, type MessagePortMain } from 'electron'
import type { FinMoteur } from '#contract/lectures.ts'
import { type EngineProcess, startEngine } from './engine-process.ts'
import type { EngineOptions, FromEngine } from './engine-protocol.ts'
import { createWatchdog } from './watchdog.ts'

/** How long closing may take, in ms: publishing a large dossier on a slow disk. Edits are already safe in the working copy. */
const closeTimeout = 30_000
/** An engine that dies sooner than this after its start, in ms, is not restarted at once. */
const shortLife = 2_000
const restartDelay = 1_000
/** Silence and memory of an engine that reads something received, in ms and bytes: 2,000 ESSMS take 600 MB, one PDF 1,200 MB more at most. */
const readingLimits = { silence: 20_000, memory: 2_000_000_000 }

export interface Located {
  readonly path: string
  /** True when Grappe itself wrote it, so that it may be opened with another application. */
  readonly isWritten: boolean
}

/** Starts the engine, watches it, starts it again when it dies. Grants outlive it: the same ref means the same path. */
export function createEngineHost(options: EngineOptions) {
  const grants = new Map<string, string>()
  const waiting = new Map<number, (located: Located | null) => void>()
  const onRestart = new Set<(fin: FinMoteur | null) => void>()
  let nextId = 1
  let isClosing = false
  let isAlive = false
  let onClosed: (() => void) | undefined
  let engine = start()

  function start(): EngineProcess {
    const begun = Date.now()
    isAlive = true
    const watchdog = createWatchdog({
      silence: options.essai?.silence ?? readingLimits.silence,
      memory: options.essai?.memoire ?? readingLimits.memory,
      measure: () => started.memory(),
      kill: () => started.kill()
    })
    const started = startEngine(options, {
      onMessage: (message) => {
        watchdog.hear(message)
        receive(message)
      },
      onExit: (code) => {
        const fin = watchdog.ended()
        isAlive = false
        for (const settle of waiting.values()) settle(null)
        waiting.clear()
        onClosed?.()
        if (isClosing) return
        console.error(`engine stopped (${fin?.code ?? code}), restarting`)
        setTimeout(() => restart(fin), Date.now() - begun < shortLife ? restartDelay : 0)
      }
    })
    for (const [ref, path] of grants) started.send({ t: 'grant', ref, path })
    return started
  }

  function restart(fin: FinMoteur | null) {
    if (isClosing) return
    engine = start()
    for (const listener of onRestart) listener(fin)
  }

  function receive(message: FromEngine) {
    if (message.t === 'closed') return onClosed?.()
    if (message.t !== 'located') return
    waiting.get(message.id)?.(message.path === null ? null : { path: message.path, isWritten: true })
    waiting.delete(message.id)
  }

  return {
    /** The page's end of a new port to the engine. */
    connect(): MessagePortMain {
      const { port1, port2 } = new MessageChannelMain()
      engine.connect(port1)
      return port2
    },
    /** Called after each restart: the page needs a new port, and to know what the last engine was reading when it ended. */
    onRestart: (listener: (fin: FinMoteur | null) => void) => void onRestart.add(listener),
    grant(ref: string, path: string) {
      grants.set(ref, path)
      engine.send({ t: 'grant', ref, path })
    },
    /** Where a ref is, whether main gave it or the engine made it; null when nobody knows it. */
    locate(ref: string): Promise<Located | null> {
      const path = grants.get(ref)
      if (path !== undefined) return Promise.resolve({ path, isWritten: false })
      if (!isAlive) return Promise.resolve(null)
      return new Promise((resolve) => {
        const id = nextId++
        waiting.set(id, resolve)
        engine.send({ t: 'locate', id, ref })
      })
    },
    /** Lets the engine publish and end. */
    close(): Promise<void> {
      isClosing = true
      if (!isAlive) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, closeTimeout)
        onClosed = () => {
          clearTimeout(timer)
          resolve()
        }
        engine.send({ t: 'close' })
      })
    }
  }
}
export type EngineHost = ReturnType<typeof createEngineHost>
