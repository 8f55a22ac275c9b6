import { join } from 'node:path'
import { app } from 'electron'
import { createEngineHost } from './engine-host.ts'
import { collectHandedFiles } from './handed-files.ts'
import { setMenu } from './menu.ts'
import { readPageFiles } from './page-files.ts'
import { applyTestProfile, engineProfile, runtimeSentence } from './profile.ts'
import { hardenBeforeReady, hardenContents, hardenSession } from './security.ts'
import { registerShellCalls } from './shell-calls.ts'
import { createWindow, focusWindow } from './window.ts'

/** Boot order. Nothing here knows a word of the trade. */
async function boot() {
  applyTestProfile()
  if (!app.requestSingleInstanceLock()) return app.quit()
  const handed = collectHandedFiles()
  hardenBeforeReady()
  hardenContents()
  await app.whenReady()

  const session = await hardenSession(readPageFiles(join(app.getAppPath(), 'out', 'renderer')))
  const engine = createEngineHost({
    profil: engineProfile(),
    version: app.getVersion(),
    ressources: join(app.getAppPath(), 'resources')
  })
  const shell = registerShellCalls({ engine, moteur: runtimeSentence() })
  const window = createWindow(session, { beforeClose: () => shell.flushPage().then(engine.close) })
  shell.attach(window)
  setMenu(shell.sendCommand)
  handed.deliverTo(shell.handFiles)

  app.on('second-instance', () => focusWindow(window))
  app.on('window-all-closed', () => app.quit())
}

void boot()
