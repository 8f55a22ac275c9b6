import { type FinMoteur, finMoteur } from '#contract/lectures.ts'
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
export function canalDuPort(port: MessagePort): Canal & { readonly fermer: () => void; readonly conclure: (fin: FinMoteur | null) => void } {
  const fins = new Set<() => void>()
  let conclure: (fin: FinMoteur | null) => void = () => undefined
  const fin = new Promise<FinMoteur | null>((resolve) => {
    conclure = resolve
  })
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
    fin,
    fermer,
    /** Once the next port is there, which says why this one closed. */
    conclure
  }
}

/** Calls `nouveau` with each channel the shell hands over. */
export function ecouterPorts(nouveau: (canal: Canal) => void): void {
  let courant: ReturnType<typeof canalDuPort> | undefined
  window.addEventListener('message', (e: MessageEvent<{ readonly type?: unknown; readonly fin?: unknown } | null>) => {
    if (e.source !== window || e.data?.type !== messagePort) return
    const port = e.ports[0]
    if (!port) return
    courant?.fermer()
    courant?.conclure(finMoteur.nullable().catch(null).parse(e.data.fin))
    const canal = canalDuPort(port)
    courant = canal
    nouveau(canal)
  })
}
