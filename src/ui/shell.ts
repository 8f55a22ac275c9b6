import type { Canal } from '#contract/rpc.ts'

/** What a native file dialog offers; `extensions` without the dot. */
export interface FiltreFichier {
  readonly nom: string
  readonly extensions: readonly string[]
}

export interface InfosShell {
  /** Version of Grappe. */
  readonly version: string
  /** Runtime sentence, e.g. « Electron 45.4.1 » or the stand-in's name: shown in « À propos ». */
  readonly moteur: string
  /** `linux`, `win32` or `darwin`: only changes the name of shortcuts. */
  readonly plateforme: string
}

/**
 * The few native calls that the preload exposes as `window.grappe`. Paths never reach the page: a chosen
 * file or folder is an opaque `ref` that the engine resolves. `null` means the person gave up.
 */
export interface Shell {
  readonly choisirFichier: (filtres: readonly FiltreFichier[]) => Promise<string | null>
  readonly choisirDossier: () => Promise<string | null>
  readonly choisirEnregistrement: (nomPropose: string) => Promise<string | null>
  /** A file dropped on the page; null when it is not a file of the disk. */
  readonly deposer: (fichier: File) => Promise<string | null>
  /** Opens the folder of a ref in the file manager of the system. */
  readonly montrer: (ref: string) => Promise<void>
  readonly copier: (texte: string) => Promise<void>
  readonly infos: () => Promise<InfosShell>
}

declare global {
  interface Window {
    readonly grappe?: Shell
  }
}

/** `data` of the window message that carries the engine's MessagePort, at start and after each restart of the engine. */
export const messagePort = 'grappe:port'

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
