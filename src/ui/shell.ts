import type { Canal } from '#contract/rpc.ts'
import { messagePort, type Shell as ShellDe } from '#contract/shell.ts'

/** The native calls that the preload exposes as `window.grappe`. */
export type Shell = ShellDe<File>

declare global {
  interface Window {
    readonly grappe?: Shell
  }
}

/** The page's end of one MessagePort. `onClose` fires when the port closes or when a newer port replaces it. */
export function canalDuPort(port: MessagePort): Canal & { readonly fermer: () => void } {
  const fins = new Set<() => void>()
  let ferme = false
  const fermer = () => {
    if (ferme) return
    ferme = true
    port.close()
    for (const fin of fins) fin()
  }
  port.addEventListener('close', fermer)
  return {
    send: (message) => {
      if (ferme) throw new Error('port fermé')
      port.postMessage(message)
    },
    onMessage: (listener) => {
      port.addEventListener('message', (e) => listener(e.data))
      port.start()
    },
    onClose: (listener) => void fins.add(listener),
    fermer
  }
}

/** Calls `nouveau` with each channel the shell hands over. */
export function ecouterPorts(nouveau: (canal: Canal) => void): void {
  let courant: { readonly fermer: () => void } | undefined
  window.addEventListener('message', (e) => {
    if (e.source !== window || e.data !== messagePort) return
    const port = e.ports[0]
    if (!port) return
    courant?.fermer()
    const canal = canalDuPort(port)
    courant = canal
    nouveau(canal)
  })
}
