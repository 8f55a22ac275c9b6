import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { app, type BrowserWindow, clipboard, dialog, type IpcMainInvokeEvent, ipcMain, shell } from 'electron'
import type { z } from 'zod'
import { entreesShell, type NomShell } from '#contract/entrees-shell.ts'
import type { CodeErreur } from '#contract/errors.ts'
import type { FinMoteur } from '#contract/lectures.ts'
import { isMessageSimple } from '#contract/message-simple.ts'
import { type Commande, type EtatMenu, type InfosShell, tailleMaxShell } from '#contract/shell.ts'
import type { Display } from './display.ts'
import type { EngineHost } from './engine-host.ts'
import { openAddress } from './open-address.ts'
import { pageOrigin } from './security.ts'

/** Documents that Grappe writes, and that another application may therefore be asked to open. */
const openable = new Set(['.pdf', '.xlsx', '.eml', '.ics', '.zip'])
/** How long the page may take to hand over its pending edits, in ms. */
const flushTimeout = 10_000
/** Files that one choice may give. */
const filesAtOnce = 60

type Arguments<N extends NomShell> = z.infer<(typeof entreesShell)[N]>
/** Every native call; the preload gives each its name in `window.grappe`. */
type Calls = { readonly [N in NomShell]: (...args: Arguments<N>) => unknown }

interface Options {
  readonly engine: EngineHost
  readonly moteur: string
  readonly display: Display
  readonly showMenu: (etat: EtatMenu) => void
}

/** The only place that answers the page on Electron's own channel. A path never leaves main, except towards the engine. */
export function registerShellCalls({ engine, moteur, display, showMenu }: Options) {
  let window: BrowserWindow | undefined
  let lastRecent: string | undefined
  let onFlushed: (() => void) | undefined

  const grant = (path: string) => {
    const given = randomUUID()
    engine.grant(given, path)
    return given
  }
  const current = () => {
    if (!window || window.isDestroyed()) throw new Error('no window')
    return window
  }
  const sendPort = (fin: FinMoteur | null) => {
    if (window && !window.isDestroyed()) window.webContents.postMessage('grappe:port', fin, [engine.connect()])
  }

  const chooseFiles = async ([filtres]: Arguments<'choisirFichiers'>, isMany: boolean) => {
    const { filePaths } = await dialog.showOpenDialog(current(), {
      defaultPath: app.getPath('documents'),
      properties: isMany ? ['openFile', 'multiSelections'] : ['openFile'],
      filters: filtres.map(({ nom, extensions }) => ({ name: nom, extensions }))
    })
    return filePaths.slice(0, filesAtOnce).map(grant)
  }
  /** Files handed over before the page listens. */
  let handed: string[] | null = []
  const sendFiles = (refs: readonly string[]) => window?.webContents.send('grappe:fichiers', refs)

  const calls: Calls = {
    choisirFichier: async (filtres) => (await chooseFiles([filtres], false))[0] ?? null,
    choisirFichiers: (...args) => chooseFiles(args, true),
    async choisirDossier() {
      const { filePaths } = await dialog.showOpenDialog(current(), { defaultPath: app.getPath('documents'), properties: ['openDirectory', 'createDirectory'] })
      return filePaths[0] === undefined ? null : grant(filePaths[0])
    },
    async choisirEnregistrement(nomPropose) {
      const extension = extname(nomPropose).slice(1)
      const { filePath } = await dialog.showSaveDialog(current(), {
        defaultPath: join(app.getPath('documents'), basename(nomPropose)),
        filters: extension ? [{ name: extension === 'db' ? 'Dossier Grappe' : extension.toUpperCase(), extensions: [extension] }] : []
      })
      return filePath ? grant(filePath) : null
    },
    deposer: (path) => (statSync(path, { throwIfNoEntry: false })?.isFile() ? grant(path) : null),
    async montrer(asked) {
      const located = await engine.locate(asked)
      if (located) shell.showItemInFolder(located.path)
    },
    async ouvrir(asked) {
      const located = await engine.locate(asked)
      if (!located) return false
      const isFolder = statSync(located.path, { throwIfNoEntry: false })?.isDirectory() ?? false
      if (!isFolder && !(located.isWritten && openable.has(extname(located.path).toLowerCase()))) return false
      return (await shell.openPath(located.path)) === ''
    },
    copier: (texte) => clipboard.writeText(texte),
    ouvrirAdresse: (adresse) => openAddress(current(), adresse),
    infos: (): InfosShell => ({ version: app.getVersion(), moteur, plateforme: process.platform }),
    async menu(etat) {
      showMenu(etat)
      const last = etat.recents[0] && (await engine.locate(etat.recents[0].ref))
      if (!last || last.path === lastRecent) return
      lastRecent = last.path
      app.addRecentDocument(last.path)
    },
    theme(asked) {
      if (asked) display.setTheme(asked)
      return display.theme()
    },
    imprimer: () =>
      new Promise<boolean>((resolve) => current().webContents.print({ printBackground: true, pageSize: 'A4' }, (isPrinted) => resolve(isPrinted))),
    connecter: () => {
      sendPort(null)
      if (handed && handed.length > 0) sendFiles(handed)
      handed = null
    },
    vide: () => onFlushed?.()
  }

  /** Only the top page of our own window is heard. */
  const isOurPage = ({ sender, senderFrame }: IpcMainInvokeEvent) =>
    window !== undefined && sender === window.webContents && senderFrame?.parent === null && senderFrame.origin === pageOrigin

  /** The call that was asked for, ready to run; null when it is refused. Nothing but this function reads what the page sends. */
  const readCall = (event: IpcMainInvokeEvent, sent: readonly unknown[]): (() => unknown) | null => {
    const [name, args] = sent
    if (sent.length !== 2 || typeof name !== 'string' || !Object.hasOwn(entreesShell, name)) return null
    if (!isOurPage(event) || !isMessageSimple(args, tailleMaxShell)) return null
    const read = entreesShell[name as NomShell].safeParse(args)
    return read.success ? () => (calls[name as NomShell] as (...given: unknown[]) => unknown)(...read.data) : null
  }

  ipcMain.handle('grappe:appel', async (event, ...sent: unknown[]) => {
    let code: CodeErreur = 'appel-refuse'
    try {
      const run = readCall(event, sent)
      if (run) {
        code = 'interne'
        return await run()
      }
    } catch (error) {
      // What failed may name a path: the page learns only that it did.
      console.error(error)
    }
    throw new Error(code)
  })
  engine.onRestart(sendPort)

  return {
    attach: (attached: BrowserWindow) => {
      window = attached
    },
    /** A file of the recent list, chosen in the menu: the engine already knows its ref. */
    openRef: (asked: string) => sendFiles([asked]),
    /** Files that the system hands over, for the page. */
    handFiles: (paths: readonly string[]) => {
      const refs = paths.slice(0, filesAtOnce).map(grant)
      if (handed) handed.push(...refs)
      else sendFiles(refs)
    },
    sendCommand: (commande: Commande) => window?.webContents.send('grappe:commande', commande),
    /** Asks the page to hand over its pending edits. */
    flushPage: () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, flushTimeout)
        onFlushed = () => {
          clearTimeout(timer)
          resolve()
        }
        current().webContents.send('grappe:fermeture')
      })
  }
}
