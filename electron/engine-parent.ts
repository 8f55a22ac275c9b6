import type { Canal } from '#contract/rpc.ts'
import type { FromEngine, Pumped, ToEngine } from './engine-protocol.ts'

/** Main seen from the engine. */
export interface Parent {
  readonly send: (message: FromEngine) => void
}

export interface ParentListeners {
  readonly onMessage: (message: ToEngine) => void
  /** A new page is connected. */
  readonly onPage: (canal: Canal) => void
  /** Main is gone. */
  readonly onGone: () => void
}

export const connectParent = (listeners: ParentListeners): Parent =>
  process.parentPort ? connectUtility(process.parentPort, listeners) : connectNode(listeners)

function connectUtility(parent: Electron.ParentPort, { onMessage, onPage }: ParentListeners): Parent {
  parent.on('message', ({ data, ports: [port] }) => {
    if (!port) return onMessage(data)
    onPage({
      send: (message) => port.postMessage(message),
      onMessage: (listener) => {
        port.on('message', (event) => listener(event.data))
        port.start()
      },
      onClose: (listener) => void port.on('close', listener)
    })
  })
  return { send: (message) => parent.postMessage(message) }
}

function connectNode({ onMessage, onPage, onGone }: ParentListeners): Parent {
  const pages = new Map<number, { readonly receive: (data: unknown) => void; readonly end: () => void }>()
  const post = (message: Pumped) => {
    if (process.connected) process.send?.(message)
  }
  process.on('message', (message) => {
    const pumped = message as Pumped
    if (pumped.t === 'private') return onMessage(pumped.message as ToEngine)
    if (pumped.t === 'page') return pages.get(pumped.port)?.receive(pumped.data)
    if (pumped.t === 'end') {
      pages.get(pumped.port)?.end()
      pages.delete(pumped.port)
      return
    }
    const { port } = pumped
    const receivers: ((data: unknown) => void)[] = []
    const endings: (() => void)[] = []
    pages.set(port, {
      receive: (data) => {
        for (const receiver of receivers) receiver(data)
      },
      end: () => {
        for (const ending of endings) ending()
      }
    })
    onPage({
      send: (data) => post({ t: 'page', port, data }),
      onMessage: (listener) => void receivers.push(listener),
      onClose: (listener) => void endings.push(listener)
    })
  })
  process.on('disconnect', onGone)
  return { send: (message) => post({ t: 'private', message }) }
}
