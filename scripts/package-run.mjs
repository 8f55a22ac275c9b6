import { spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { executableOf, notOfThisBuild, resourcesOf, turnOn } from './package-checks.mjs'
import { root } from './run.mjs'
import { unprivilegedRunner } from './unprivileged.mjs'

/** How long a started package is listened to, in ms: what it should not do shows in its first second. */
const listening = 6_000

/**
 * Starts the executable without a window manager's help, on a profile of its own, and gives what it writes, then ends it. Linux only.
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
  // No switch for its profile: an Electron that obeys as a Node would refuse the switch and answer nothing.
  const child = spawn('xvfb-run', ['-a', executable, ...args], {
    cwd: tmpdir(),
    env: { ...runner.env, XDG_CONFIG_HOME: profile, ...env },
    detached: true,
    ...runner.identity
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      written += chunk
    })
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
      // What it started may still write there: the synchronous form would not wait between two tries.
      void rm(profile, { recursive: true, force: true, maxRetries: 20 }).then(() => {
        runner.cleanup()
        resolve(written)
      }, reject)
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
  const found = [
    { folder: join(root, 'dist', 'linux-unpacked'), isTrial: false },
    { folder: join(root, 'dist', 'essai', 'linux-unpacked'), isTrial: true }
  ].filter(({ folder }) => existsSync(folder))
  const [last] = found.sort((a, b) => statSync(b.folder).mtimeMs - statSync(a.folder).mtimeMs)
  if (!last) throw new Error('Aucun paquet : lancez d’abord « npm run package -- --linux dir ».')
  return { ...last, platform: 'linux', arch: 'x64', fuses: {} }
}

/**
 * Throws when a package was made of another build than the one in out/: tests that read the sources would speak of something else.
 * @param {import('./package-checks.mjs').Packed} packed
 */
export function refuseOtherBuild(packed) {
  const [first, ...others] = notOfThisBuild(packed, join(root, 'out'))
  if (!first) return
  const which = others.length === 0 ? first : `${first} et ${others.length} autre(s)`
  throw new Error(`Le paquet n’est pas fait de la construction de out/ (${which}) : relancez « npm run package -- --linux dir ».`)
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
  await turnOn(executable, 'EnableNodeCliInspectArguments')
  return executable
}

/**
 * What the executable still obeys and should not. The same questions are asked to a copy with their fuses turned back on, so that
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
    const asNode = async (/** @type {string} */ asked) => /\b61\b/.test(await outputOf(asked, ['-p', '17 + 44'], { ELECTRON_RUN_AS_NODE: '1' }))
    if (await asNode(executable)) problems.push('ELECTRON_RUN_AS_NODE=1 en fait un Node')
    await turnOn(control, 'RunAsNode')
    if (!(await asNode(control))) problems.push('le témoin ne répond pas à ELECTRON_RUN_AS_NODE=1 : la question n’a rien prouvé')
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
