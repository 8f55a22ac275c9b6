import { rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Hook of electron-builder (`afterExtract`), which leaves Electron's own default application when Electron comes from a folder or a zip at hand.
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export default function removeDefaultApp({ appOutDir, electronPlatformName }) {
  const resources = electronPlatformName === 'darwin' ? join('Electron.app', 'Contents', 'Resources') : 'resources'
  for (const left of [join(resources, 'default_app.asar'), 'version']) rmSync(join(appOutDir, left), { force: true })
}
