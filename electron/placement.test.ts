import { expect, test } from 'vitest'
import { type Area, type Placement, placeWindow } from './placement.ts'

const laptop: Area = { x: 0, y: 0, width: 1366, height: 728 }
const desk: Area = { x: 0, y: 0, width: 1920, height: 1040 }
const right: Area = { x: 1920, y: 0, width: 1920, height: 1040 }
const left: Placement = { x: 2000, y: 100, width: 1200, height: 800, isMaximized: false }

test.each<[string, Placement | null, readonly Area[], Placement]>([
  ['first start on a large screen: usual size, centred', null, [desk], { x: 240, y: 70, width: 1440, height: 900, isMaximized: false }],
  ['first start on a small screen: all of it', null, [laptop], { x: 0, y: 0, width: 1366, height: 728, isMaximized: true }],
  ['as it was left, on the second screen', left, [desk, right], left],
  ['the second screen is gone: back in sight, centred', left, [desk], { x: 240, y: 70, width: 1440, height: 900, isMaximized: false }],
  [
    'maximised on a screen that is gone: maximised here',
    { ...left, isMaximized: true },
    [desk],
    { x: 240, y: 70, width: 1440, height: 900, isMaximized: true }
  ],
  ['title bar above the screen: centred', { ...left, x: 100, y: -50 }, [desk], { x: 240, y: 70, width: 1440, height: 900, isMaximized: false }],
  ['half out on the left but still caught: kept', { ...left, x: -1000, y: 10 }, [desk], { ...left, x: -1000, y: 10 }],
  ['larger than the screen it is on: cut to it', { x: 0, y: 0, width: 4000, height: 3000, isMaximized: false }, [desk], { ...desk, isMaximized: false }],
  [
    'smaller than a window may be: enlarged',
    { x: 5, y: 5, width: 400, height: 50, isMaximized: false },
    [desk],
    { x: 5, y: 5, width: 960, height: 600, isMaximized: false }
  ],
  ['no screen known: usual size', null, [], { x: 0, y: 0, width: 1440, height: 900, isMaximized: false }]
])('%s', (_title, saved, screens, expected) => {
  expect(placeWindow(saved, screens)).toEqual(expected)
})
