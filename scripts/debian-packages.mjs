import { existsSync } from 'node:fs'
import { read, run } from './run.mjs'

/** Each entry: one package under the names Debian and Ubuntu releases give it, the newest last. */
const forElectron = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libdrm2'],
  ['libxkbcommon0'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libcups2', 'libcups2t64']
]
const forTests = [['xvfb'], ['xauth'], ['iproute2'], ['fonts-liberation'], ['qpdf'], ['poppler-utils'], ['libreoffice-calc'], ['gcc'], ['libc6-dev']]

/** @param {readonly string[]} names */
const installed = (names) =>
  names.some((name) => (read('dpkg-query', ['-W', '-f', `${'$'}{Status}\n`, name]) ?? '').split('\n').includes('install ok installed'))

/** @returns {readonly string[] | null} the words that precede a command to run it as root, null when that is not allowed */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  return read('sudo', ['-n', 'true']) === null ? null : ['sudo', '-n']
}

/**
 * Debian packages that Electron, and the tests, need. Installs what is missing when it may; otherwise says exactly what to install.
 * @param {'electron' | 'tests'} purpose
 */
export function ensureDebianPackages(purpose) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const wanted = purpose === 'tests' ? [...forElectron, ...forTests] : forElectron
  const missing = wanted.filter((names) => !installed(names))
  if (missing.length === 0) return

  const prefix = rootPrefix()
  if (prefix === null) {
    const command = `sudo apt-get install -y --no-install-recommends ${missing.map((names) => names[0]).join(' ')}`
    const message = `Des paquets du système manquent (les noms finissent par « t64 » sur les Debian récentes). Installez-les puis relancez :\n  ${command}`
    if (purpose === 'tests') throw new Error(message)
    console.log(message)
    return
  }
  const [command = '', ...words] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get']
  console.log('Installation des paquets du système…')
  run(command, [...words, 'update', '-qq'])
  const names = missing.map((choices) => choices.find((name) => isAvailable(name)) ?? choices[0] ?? '')
  console.log(`  ${names.join(' ')}`)
  run(command, [...words, 'install', '-y', '-qq', '--no-install-recommends', ...names], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** @param {string} name */
function isAvailable(name) {
  const policy = read('apt-cache', ['policy', name])
  return policy !== null && /Candidate: (?!\(none\))/.test(policy)
}
