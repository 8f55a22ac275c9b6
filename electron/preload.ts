import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { isMessageSimple } from '#contract/message-simple.ts'
import { type Commande, type Shell, tailleMaxShell } from '#contract/shell.ts'

/** Passes the engine's port and the native calls, nothing else. */

/** What is too large or of no plain shape stops here, before it is copied to main; main refuses the rest with the same word. */
const call = async (name: string, ...args: readonly unknown[]) => {
  if (!isMessageSimple(args, tailleMaxShell)) throw new Error('appel-refuse')
  return ipcRenderer.invoke('grappe:appel', name, args)
}

/** Path of a dropped file; empty for a file that is not on the disk. The stand-in's Electron still carries it in the file itself. */
const pathOf = (file: File): string => (webUtils ? webUtils.getPathForFile(file) : ((file as File & { readonly path?: string }).path ?? ''))

let flush: (() => Promise<void>) | undefined
let execute: ((commande: Commande) => void) | undefined
let receive: ((refs: readonly string[]) => void) | undefined

const shell: Shell<File> = {
  choisirFichier: (...args) => call('choisirFichier', ...args),
  choisirFichiers: (...args) => call('choisirFichiers', ...args),
  choisirDossier: (...args) => call('choisirDossier', ...args),
  choisirEnregistrement: (...args) => call('choisirEnregistrement', ...args),
  deposer: async (fichier, ...plus: readonly unknown[]) => {
    if (!(fichier instanceof File) || plus.length > 0) throw new Error('appel-refuse')
    const path = pathOf(fichier)
    return path ? call('deposer', path) : null
  },
  montrer: (...args) => call('montrer', ...args),
  ouvrir: (...args) => call('ouvrir', ...args),
  copier: (...args) => call('copier', ...args),
  ouvrirAdresse: (...args) => call('ouvrirAdresse', ...args),
  infos: (...args) => call('infos', ...args),
  menu: (...args) => call('menu', ...args),
  theme: (...args) => call('theme', ...args),
  imprimer: (...args) => call('imprimer', ...args),
  avantFermeture: (vider) => {
    flush = vider
  },
  surCommande: (executer) => {
    execute = executer
  },
  surFichiers: (recevoir) => {
    receive = recevoir
  }
}
contextBridge.exposeInMainWorld('grappe', shell)

ipcRenderer.on('grappe:commande', (_event, commande: Commande) => execute?.(commande))
ipcRenderer.on('grappe:fichiers', (_event, refs: readonly string[]) => receive?.(refs))
ipcRenderer.on('grappe:fermeture', async () => {
  try {
    await flush?.()
  } finally {
    await call('vide')
  }
})
ipcRenderer.on('grappe:port', (event, fin: unknown) => window.postMessage({ type: 'grappe:port', fin }, location.origin, [...event.ports]))
// The page's module has run by then, and listens.
window.addEventListener('DOMContentLoaded', () => void call('connecter'))
