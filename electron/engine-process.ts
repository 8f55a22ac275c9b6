import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, type MessagePortMain, utilityProcess } from 'electron'
import type { EngineOptions, FromEngine, Pumped, ToEngine } from './engine-protocol.ts'
import { engineFolder, isStandIn, standInNode } from './profile.ts'

/** The engine's process seen from main, whatever runs it. */
export interface EngineProcess {
  readonly send: (message: ToEngine) => void
  /** Hands over the engine's end of a port whose other end goes to the page. */
  readonly connect: (port: MessagePortMain) => void
  readonly kill: () => void
  /** Memory that it takes now, in bytes; null when the system does not tell. */
  readonly memory: () => number | null
}

export interface EngineListeners {
  readonly onMessage: (message: FromEngine) => void
  readonly onExit: (code: number | null) => void
}

const entry = () => join(engineFolder(), 'out', 'engine', 'engine.cjs')

/** Only what a process needs to run: no variable that would change how Node or Electron behaves. */
function environment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'TEMP', 'TMP', 'TMPDIR', 'SYSTEMROOT', 'LANG', 'TZ']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
}

export const startEngine = (options: EngineOptions, listeners: EngineListeners) => (isStandIn ? startNode : startUtility)(options, listeners)

function startUtility(options: EngineOptions, { onMessage, onExit }: EngineListeners): EngineProcess {
  const child = utilityProcess.fork(entry(), [JSON.stringify(options)], { serviceName: 'Grappe', env: environment(), stdio: 'inherit' })
  child.on('message', (message: FromEngine) => onMessage(message))
  // Once: some versions of Electron said it twice, and two engines would have followed.
  child.once('exit', (code) => onExit(code))
  // Said before the exit when V8 gives up, for lack of memory. Heard by nobody, it would be an error of main itself. Its report holds paths: not written.
  child.on('error', (type, location) => console.error(`engine: ${type}, ${location}`))
  return {
    send: (message) => child.postMessage(message),
    connect: (port) => child.postMessage(null, [port]),
    kill: () => {
      const { pid } = child
      child.kill()
      // That only asks: an engine held up in its own loop obeys the system alone.
      if (pid !== undefined) endNow(pid)
    },
    memory: () => {
      const found = app.getAppMetrics().find(({ pid }) => pid === child.pid)
      return found ? found.memory.workingSetSize * 1024 : null
    }
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}

/**
 * Closes what a child of main inherits, but its three streams and its line to main, then becomes the command. Among the rest are the ends of
 * Chromium's channels: as long as another process holds the end of a GPU process that died, Chromium waits for it and the window never draws.
 */
const closeInherited = 'for fd in $(cd /proc/$$/fd && echo *); do [ "$fd" -gt 3 ] && eval "exec $fd>&-"; done; exec "$0" "$@"'

/** The stand-in's own Node is too old for the engine: the Node of the npm scripts runs it. Linux only, as the stand-in is for. */
function startNode(options: EngineOptions, { onMessage, onExit }: EngineListeners): EngineProcess {
  const child = fork(entry(), [JSON.stringify(options)], {
    execPath: 'bash',
    // The young generation of an Electron, whose pointers are half as wide: 16 MB instead of 32.
    execArgv: ['-c', closeInherited, standInNode(), '--max-semi-space-size=16'],
    env: environment(),
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  const ports = new Map<number, MessagePortMain>()
  let last = 0
  const post = (message: Pumped) => {
    if (child.connected) child.send(message)
  }
  child.on('message', (message) => {
    const pumped = message as Pumped
    if (pumped.t === 'page') ports.get(pumped.port)?.postMessage(pumped.data)
    if (pumped.t === 'private') onMessage(pumped.message as FromEngine)
  })
  child.on('error', (error) => console.error(error))
  child.on('exit', (code) => {
    for (const port of ports.values()) port.close()
    onExit(code)
  })
  return {
    send: (message) => post({ t: 'private', message }),
    connect: (port) => {
      const id = ++last
      ports.set(id, port)
      post({ t: 'port', port: id })
      port.on('message', (event) => post({ t: 'page', port: id, data: event.data }))
      port.on('close', () => {
        ports.delete(id)
        post({ t: 'end', port: id })
      })
      port.start()
    },
    kill: () => void child.kill('SIGKILL'),
    memory: () => residentMemory(child.pid)
  }
}

/** Linux only, as the stand-in is for. */
function residentMemory(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s*(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    return null
  }
}
