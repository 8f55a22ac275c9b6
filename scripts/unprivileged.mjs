import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { read, root, run } from './run.mjs'

/**
 * Chromium refuses its sandbox to root: whoever runs Electron as root is moved to the user « nobody », with a HOME of its own.
 * @typedef {{ root: string, home: string, identity: { uid?: number, gid?: number }, env: NodeJS.ProcessEnv, cleanup: () => void }} Runner
 */

/** What the application and its end-to-end tests read: copied, or linked when large and already readable by all. */
const copied = ['package.json', 'out', 'resources', 'src', 'electron', 'scripts', 'test', 'playwright.config.ts', 'electron-builder.yml', 'tsconfig.base.json']
const linked = ['node_modules', '.cache/electron']

/** @returns {{ uid: number, gid: number }} */
function nobody() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

/**
 * A private folder of that user under the system's temporary folder, kept from one run to the next when it is still theirs.
 * @param {{ uid: number, gid: number }} identity
 */
function privateHome(identity) {
  const usual = join(tmpdir(), `grappe-${identity.uid}`)
  const mine = existsSync(usual) && lstatSync(usual).isDirectory() && lstatSync(usual).uid === identity.uid
  if (mine) return usual
  const home = existsSync(usual) ? mkdtempSync(`${usual}-`) : usual
  mkdirSync(home, { recursive: true, mode: 0o700 })
  chownSync(home, identity.uid, identity.gid)
  return home
}

/**
 * @param {string} path
 * @param {{ uid: number, gid: number }} identity
 */
const canRead = (path, identity) => spawnSync('test', ['-r', path], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0

/**
 * The checkout itself when that user may read it, else a copy in a temporary folder.
 * @param {{ uid: number, gid: number }} identity
 */
function readableCheckout(identity) {
  const isReadable = ['package.json', 'node_modules/.bin/node', 'out/main/main.cjs'].every(
    (file) => !existsSync(join(root, file)) || canRead(join(root, file), identity)
  )
  if (isReadable) return { folder: root, cleanup: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'grappe-copie-'))
  chmodSync(folder, 0o755)
  console.log(`Le dossier du projet n’est lisible que par root : copie dans ${folder}.`)
  for (const name of [...copied, ...linked].filter((entry) => existsSync(join(root, entry)))) {
    const [from, to] = [join(root, name), join(folder, name)]
    mkdirSync(dirname(to), { recursive: true })
    const isPublic = linked.includes(name) && read('find', [from, '-not', '-type', 'l', '-not', '-perm', '-o+r', '-print', '-quit']) === ''
    if (isPublic && read('cp', ['-al', from, to]) !== null) continue
    rmSync(to, { recursive: true, force: true })
    run('cp', ['-a', from, to])
    run('chmod', ['-R', 'a+rX', to])
  }
  return { folder, cleanup: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * Lets that user talk to the display of the person who runs the command.
 * @param {string} home
 * @param {{ uid: number, gid: number }} identity
 * @returns {NodeJS.ProcessEnv}
 */
function displayAccess(home, identity) {
  if (!process.env['DISPLAY']) return {}
  const cookie = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')
  if (!existsSync(cookie)) {
    read('xhost', ['+SI:localuser:nobody'])
    return {}
  }
  const copy = join(home, '.Xauthority')
  copyFileSync(cookie, copy)
  chownSync(copy, identity.uid, identity.gid)
  return { XAUTHORITY: copy }
}

/**
 * How to start Electron or its tests with the sandbox on: as the person who runs the command, or as « nobody » when that is root.
 * @returns {Runner}
 */
export function unprivilegedRunner() {
  if (process.getuid?.() !== 0) return { root, home: homedir(), identity: {}, env: process.env, cleanup: () => undefined }
  const identity = nobody()
  const home = privateHome(identity)
  const runtime = join(home, 'run')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  chownSync(runtime, identity.uid, identity.gid)
  const { folder, cleanup } = readableCheckout(identity)
  const { SUDO_USER, SUDO_UID, SUDO_GID, SUDO_COMMAND, WAYLAND_DISPLAY, DBUS_SESSION_BUS_ADDRESS, ...inherited } = process.env
  const env = {
    ...inherited,
    HOME: home,
    USER: 'nobody',
    LOGNAME: 'nobody',
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    ...displayAccess(home, identity),
    PATH: `${join(folder, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`
  }
  return { root: folder, home, identity, env, cleanup }
}
