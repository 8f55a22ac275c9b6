import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, type Session } from 'electron'
import type { Display } from './display.ts'
import { smallest } from './placement.ts'
import { pageOrigin, windowPreferences } from './security.ts'

/** How long the first paint may follow the load, in ms. */
const paintDelay = 250

interface Options {
  readonly display: Display
  /** Runs once before the window goes: pending edits, then the engine's own ending. */
  readonly beforeClose: () => Promise<void>
}

/** The only place that makes a window. It closes after what is pending has been written, whatever happens there. */
export function createWindow(session: Session, { display, beforeClose }: Options): BrowserWindow {
  const { isMaximized, ...bounds } = display.placement()
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Grappe',
    icon: join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15181c' : '#ffffff',
    webPreferences: { ...windowPreferences(session, join(app.getAppPath(), 'out', 'preload', 'preload.cjs')), zoomFactor: display.zoom() / 100 }
  })
  display.attach(window)
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  showOnceReady(window, isMaximized)
  closeAfter(window, beforeClose)
  void window.loadURL(`${pageOrigin}/index.html`)
  return window
}

/** Shows the window at its first paint, which Electron sometimes never announces for a hidden window: the loaded page then shows it. */
function showOnceReady(window: BrowserWindow, isMaximized: boolean) {
  const show = () => {
    if (window.isDestroyed() || window.isVisible()) return
    if (isMaximized) window.maximize()
    window.show()
  }
  window.once('ready-to-show', show)
  window.webContents.once('did-finish-load', () => setTimeout(show, paintDelay))
}

function closeAfter(window: BrowserWindow, beforeClose: () => Promise<void>) {
  let isClosing = false
  window.on('close', (event) => {
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    void beforeClose()
      .catch((error: unknown) => console.error(error))
      .then(() => window.destroy())
  })
}

export function focusWindow(window: BrowserWindow) {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.focus()
}
