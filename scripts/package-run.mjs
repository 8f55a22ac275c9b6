import { spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allowInspection, executableOf, resourcesOf } from './package-checks.mjs'
import { root } from './run.mjs'
import { unprivilegedRunner } from './unprivileged.mjs'

/** How long a started package is listened to, in ms: what it should not do shows in its first second. */
const listening = 6_000

/**
 * Starts the executable without a window manager's help and gives what it writes, then ends it.
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 */
function outputOf(executable, args, env) {
  const runner = unprivilegedRunner()
  const profile = mkdtempSync(join(tmpdir(), 'grappe-paquet-'))
  const { uid, gid } = runner.identity
  if (uid !== undefined && gid !== undefined) chownSync(profile, uid, gid)
  const words = [executable, `--user-data-dir=${profile}`, ...args]
  const [command = '', ...rest] = process.platform === 'linux' ? ['xvfb-run', '-a', ...words] : words
  const child = spawn(command, rest, { cwd: tmpdir(), env: { ...runner.env, ...env }, detached: true, ...runner.identity })
  let written = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      written += chunk
    })
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 20 })
      runner.cleanup()
      resolve(written)
    }
    const timer = setTimeout(end, listening)
    child.on('error', end)
    child.on('exit', end)
  })
}

/**
 * The Linux folder packed last, a trial or not.
 * @returns {import('./package-checks.mjs').Packed}
 */
export function lastPackage() {
  const found = ['dist/linux-unpacked', 'dist/essai/linux-unpacked'].map((name) => join(root, name)).filter((folder) => existsSync(folder))
  const [folder] = found.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (!folder) throw new Error('Aucun paquet : lancez d’abord « npm run package -- --linux dir ».')
  return { folder, platform: 'linux', arch: 'x64', isTrial: folder.includes('essai'), fuses: {} }
}

/**
 * A copy of a packed folder, executable by the tests' user, with the inspection fuse turned back on.
 * @param {import('./package-checks.mjs').Packed} packed
 * @param {string} folder made here
 */
export async function inspectableCopy(packed, folder) {
  cpSync(packed.folder, folder, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', folder])
  const executable = executableOf({ ...packed, folder })
  await allowInspection(executable)
  return executable
}

/**
 * What the executable still obeys and should not. The same questions are asked to a copy with one fuse turned back on, so that
 * silence is an answer: Linux only, where the tests run.
 * @param {import('./package-checks.mjs').Packed} packed
 * @returns {Promise<string[]>}
 */
export async function behaviourProblems(packed) {
  if (spawnSync('xvfb-run', ['--help']).error) return ['xvfb-run manque : l’exécutable n’a pas été interrogé']
  const place = mkdtempSync(join(tmpdir(), 'grappe-paquet-'))
  spawnSync('chmod', ['755', place])
  try {
    const shipped = join(place, 'tel-quel')
    cpSync(packed.folder, shipped, { recursive: true, verbatimSymlinks: true })
    spawnSync('chmod', ['-R', 'a+rX', shipped])
    const executable = executableOf({ ...packed, folder: shipped })
    const control = await inspectableCopy(packed, join(place, 'temoin'))
    const problems = []
    const listens = (/** @type {string} */ text) => text.includes('Debugger listening')
    if (listens(await outputOf(executable, ['--inspect=0'], {}))) problems.push('--inspect ouvre un débogueur')
    if (!listens(await outputOf(control, ['--inspect=0'], {}))) problems.push('le témoin ne répond pas à --inspect : la question n’a rien prouvé')
    if (/\b61\b/.test(await outputOf(executable, ['-p', '17 + 44'], { ELECTRON_RUN_AS_NODE: '1' }))) problems.push('ELECTRON_RUN_AS_NODE=1 en fait un Node')
    return problems
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 20 })
  }
}

/**
 * Opens a database in memory with the packed module.
 * @param {import('./package-checks.mjs').Packed} packed
 * @param {string} electron executable of the Electron that was packed, before its fuses were set
 * @returns {string[]}
 */
export function sqliteProblems(packed, electron) {
  const resources = resourcesOf(packed)
  const [node, env] = packed.isTrial ? [join(resources, 'node'), {}] : [electron, { ELECTRON_RUN_AS_NODE: '1' }]
  const module = join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', `${packed.platform}-${packed.arch}.node`)
  // Through the archive for the official Electron, as the application does; a plain Node reads what is beside it.
  const from = join(resources, packed.isTrial ? 'app.asar.unpacked' : 'app.asar', 'node_modules', 'better-sqlite3')
  const script = `const D = require(${JSON.stringify(from)}); console.log(new D(':memory:').prepare('select 17 + 44 as n').get().n)`
  const { stdout, stderr } = spawnSync(node, ['-e', script], { encoding: 'utf8', timeout: 20_000, env: { ...process.env, ...env } })
  return stdout.trim() === '61' ? [] : [`better-sqlite3 ne se charge pas (${module}) : ${stderr.split('\n').find((line) => line.includes('rror')) ?? ''}`]
}
