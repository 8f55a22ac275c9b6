/** A rectangle of the desktop, in the screen's own units (device-independent pixels). */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Placement extends Area {
  readonly isMaximized: boolean
}

const usual = { width: 1440, height: 900 }
export const smallest = { width: 960, height: 600 }
/** What must remain in sight of a window's title bar for it to be caught by the mouse. */
const grip = { width: 160, height: 32 }

const overlap = (start: number, length: number, from: number, size: number) => Math.min(start + length, from + size) - Math.max(start, from)

/** True when the title bar of a window placed there can still be reached on that screen. */
const isReachable = (window: Area, screen: Area) =>
  overlap(window.x, window.width, screen.x, screen.width) >= grip.width && window.y >= screen.y && window.y + grip.height <= screen.y + screen.height

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))

/**
 * Where the window opens: as it was left, when a screen that still exists shows its title bar; else centred on the first screen, whole,
 * and maximised where the screen is no larger than the usual size. `screens` are work areas, without task bars, the main one first.
 */
export function placeWindow(left: Placement | null, screens: readonly Area[]): Placement {
  const screen = left && screens.find((candidate) => isReachable(left, candidate))
  if (left && screen) {
    const width = clamp(left.width, smallest.width, Math.max(screen.width, smallest.width))
    const height = clamp(left.height, smallest.height, Math.max(screen.height, smallest.height))
    return { x: left.x, y: left.y, width, height, isMaximized: left.isMaximized }
  }
  const main = screens[0] ?? { x: 0, y: 0, ...usual }
  const [width, height] = [Math.min(usual.width, main.width), Math.min(usual.height, main.height)]
  return {
    x: main.x + Math.round((main.width - width) / 2),
    y: main.y + Math.round((main.height - height) / 2),
    width,
    height,
    isMaximized: left?.isMaximized ?? (width < usual.width || height < usual.height)
  }
}
