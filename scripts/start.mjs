// Builds and opens the desktop application. Set-up has already run (prestart).

import { spawn } from 'node:child_process'
import { join, relative } from 'node:path'
import { build } from './build.mjs'
import { ensureElectron } from './electron-binary.mjs'
import { root } from './run.mjs'
import { unprivilegedRunner } from './unprivileged.mjs'

if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  console.log('Aucun écran n’est disponible ici : la fenêtre de Grappe ne peut pas s’ouvrir. Essayez « npm run demo », qui n’en a pas besoin.')
  process.exit(1)
}

const electron = await ensureElectron()
build()
const runner = unprivilegedRunner()
if (runner.identity.uid !== undefined)
  console.log(`Lancé en root : Grappe s’ouvre sous l’utilisateur « nobody », bac à sable actif, profil dans ${runner.home}.`)
const executable = join(runner.root, relative(root, electron.executable))
const child = spawn(executable, [runner.root, ...process.argv.slice(2)], { cwd: runner.root, stdio: 'inherit', env: runner.env, ...runner.identity })
// Ctrl+C also reaches Electron, which saves and ends: wait for it.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(error.message)
  runner.cleanup()
  process.exitCode = 1
})
child.on('exit', (status) => {
  runner.cleanup()
  process.exitCode = status ?? 1
})
