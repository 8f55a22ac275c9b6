import { app } from 'electron'

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

/** Folder of the engine's own files: working copies, kept versions, author. The command line uses the same. */
export const engineProfile = () => app.getPath('userData')
