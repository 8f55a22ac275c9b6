import { type BrowserWindow, nativeTheme, screen } from 'electron'
import type { Theme } from '#contract/shell.ts'
import { placeWindow } from './placement.ts'
import type { Preferences } from './preferences.ts'

/** Sizes of the page that the menu offers, in percent. */
export const zooms = [80, 90, 100, 110, 125, 150, 175, 200] as const
const sources = { systeme: 'system', clair: 'light', sombre: 'dark' } as const
/** How long a window is left alone after the last move before its place is kept, in ms. */
const placeDelay = 500

/** Theme, zoom and place of the window, remembered from one start to the next. */
export function createDisplay(preferences: Preferences) {
  let window: BrowserWindow | undefined
  let onChange = () => {}
  nativeTheme.themeSource = sources[preferences.read().theme]

  const keep = (changes: Parameters<Preferences['keep']>[0]) => {
    preferences.keep(changes)
    onChange()
  }
  /** In percent. */
  const zoom = () => Math.round(preferences.read().zoom * 100)
  const setZoom = (percent: number) => {
    if (!window || window.isDestroyed()) return
    window.webContents.setZoomFactor(percent / 100)
    keep({ zoom: percent / 100 })
  }

  return {
    zoom,
    setZoom,
    zoomIn: () => setZoom(zooms.find((step) => step > zoom()) ?? 200),
    zoomOut: () => setZoom(zooms.findLast((step) => step < zoom()) ?? 80),
    theme: () => preferences.read().theme,
    setTheme(theme: Theme) {
      nativeTheme.themeSource = sources[theme]
      keep({ theme })
    },
    onChange(listener: () => void) {
      onChange = listener
    },
    /** Where the window opens, on a screen that exists. */
    placement() {
      const main = screen.getPrimaryDisplay()
      const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
      return placeWindow(
        preferences.read().place,
        [main, ...others].map(({ workArea }) => workArea)
      )
    },
    /** From now on the window obeys, and its place is kept. */
    attach(attached: BrowserWindow) {
      window = attached
      const contents = attached.webContents
      contents.on('did-finish-load', () => contents.setZoomFactor(preferences.read().zoom))
      // A menu knows this key by its place on an American keyboard; on a French one, « - » is on the key of the 6.
      contents.on('before-input-event', (event, { type, control, meta, alt, key }) => {
        if (type !== 'keyDown' || key !== '-' || alt || !(process.platform === 'darwin' ? meta : control)) return
        event.preventDefault()
        this.zoomOut()
      })
      contents.on('zoom-changed', (_event, direction) => (direction === 'in' ? this.zoomIn() : this.zoomOut()))
      let timer: NodeJS.Timeout | undefined
      const keepPlace = () => {
        clearTimeout(timer)
        if (attached.isDestroyed() || attached.isMinimized() || attached.isFullScreen()) return
        preferences.keep({ place: { ...attached.getNormalBounds(), isMaximized: attached.isMaximized() } })
      }
      const keepSoon = () => {
        clearTimeout(timer)
        timer = setTimeout(keepPlace, placeDelay)
      }
      attached.on('resize', keepSoon)
      attached.on('move', keepSoon)
      attached.on('maximize', keepSoon)
      attached.on('unmaximize', keepSoon)
      attached.on('close', keepPlace)
    }
  }
}
export type Display = ReturnType<typeof createDisplay>
