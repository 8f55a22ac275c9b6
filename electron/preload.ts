import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Commande, Shell } from '#contract/shell.ts'

/** Passes the engine's port and the native calls, nothing else. */

const call = (name: string, input?: unknown) => ipcRenderer.invoke('grappe:appel', name, input)

/** Path of a dropped file; empty for a file that is not on the disk. The stand-in's Electron still carries it in the file itself. */
const pathOf = (file: File): string => (webUtils ? webUtils.getPathForFile(file) : ((file as File & { readonly path?: string }).path ?? ''))

let flush: (() => Promise<void>) | undefined
let execute: ((commande: Commande) => void) | undefined
let receive: ((refs: readonly string[]) => void) | undefined

const shell: Shell<File> = {
  choisirFichier: (filtres) => call('choisirFichier', filtres),
  choisirFichiers: (filtres) => call('choisirFichiers', filtres),
  choisirDossier: () => call('choisirDossier'),
  choisirEnregistrement: (nomPropose) => call('choisirEnregistrement', nomPropose),
  deposer: async (fichier) => {
    const path = pathOf(fichier)
    return path ? call('deposer', path) : null
  },
  montrer: (ref) => call('montrer', ref),
  ouvrir: (ref) => call('ouvrir', ref),
  copier: (texte) => call('copier', texte),
  ouvrirAdresse: (adresse) => call('ouvrirAdresse', adresse),
  infos: () => call('infos'),
  menu: (etat) => call('menu', etat),
  theme: (theme) => call('theme', theme),
  imprimer: () => call('imprimer'),
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
