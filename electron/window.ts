import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, type Session } from 'electron'
import { pageOrigin, windowPreferences } from './security.ts'

interface Closing {
  /** Runs once before the window goes: pending edits, then the engine's own ending. */
  readonly beforeClose: () => Promise<void>
}

/** The only place that makes a window. It closes after what is pending has been written, whatever happens there. */
export function createWindow(session: Session, { beforeClose }: Closing): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Grappe',
    icon: join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15181c' : '#ffffff',
    webPreferences: windowPreferences(session, join(app.getAppPath(), 'out', 'preload', 'preload.cjs'))
  })
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  window.once('ready-to-show', () => window.show())
  closeAfter(window, beforeClose)
  void window.loadURL(`${pageOrigin}/index.html`)
  return window
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
