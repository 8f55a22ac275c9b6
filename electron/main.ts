import { join } from 'node:path'
import { app } from 'electron'
import { createDisplay } from './display.ts'
import { createEngineHost } from './engine-host.ts'
import { collectHandedFiles } from './handed-files.ts'
import { createMenu } from './menu.ts'
import { readPageFiles } from './page-files.ts'
import { openPreferences } from './preferences.ts'
import { applyTestProfile, engineFolder, engineProfile, readingTrial, runtimeSentence } from './profile.ts'
import { hardenBeforeReady, hardenContents, hardenSession } from './security.ts'
import { registerShellCalls } from './shell-calls.ts'
import { createWindow, focusWindow } from './window.ts'

/** Boot order. Nothing here knows a word of the trade. */
async function boot() {
  applyTestProfile()
  if (!app.requestSingleInstanceLock()) return app.quit()
  const handed = collectHandedFiles()
  // The name under which Windows groups the window, its shortcut and its recent files: the appId of electron-builder.yml.
  app.setAppUserModelId('fr.grappe.app')
  hardenBeforeReady()
  hardenContents()
  await app.whenReady()

  const session = await hardenSession(readPageFiles(join(app.getAppPath(), 'out', 'renderer')))
  const engine = createEngineHost({
    profil: engineProfile(),
    version: app.getVersion(),
    ressources: join(engineFolder(), 'resources'),
    essai: readingTrial()
  })
  const display = createDisplay(openPreferences(join(app.getPath('userData'), 'fenetre.json')))
  const shell = registerShellCalls({ engine, moteur: runtimeSentence(), display, showMenu: (etat) => menu.show(etat) })
  const menu = createMenu({ display, send: shell.sendCommand, open: shell.openRef })
  const window = createWindow(session, { display, beforeClose: () => shell.flushPage().then(engine.close) })
  shell.attach(window)
  handed.deliverTo(shell.handFiles)

  app.on('second-instance', () => focusWindow(window))
  app.on('window-all-closed', () => app.quit())
}

void boot()
