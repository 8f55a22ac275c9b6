import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureElectron } from './electron-binary.mjs'
import { read, root } from './run.mjs'

/**
 * The Electron that goes into a package.
 * @typedef {{ dist: string | null, version: string, isTrial: boolean, phrase: string }} PackagedElectron
 * `dist`: zip or folder; null when electron-builder downloads it.
 */

/** Zip or folder of an Electron for the target, given by whoever builds without a network. */
const handVariable = 'GRAPPE_ELECTRON_DIST'

export const electronHelp = `Electron est cherché dans cet ordre :
  1. ${handVariable} : chemin d’un ZIP officiel d’Electron, ou d’un dossier décompressé, du système visé ;
  2. .cache/electron/electron-v<version>-<système>-<processeur>.zip, le nom du fichier publié par Electron ;
  3. pour ce système : l’Electron officiel de node_modules, téléchargé s’il manque ; pour un autre : le téléchargement d’electron-builder ;
  4. sous Linux x64, pour un dossier seulement : l’Electron de remplacement. Ce paquet sert aux essais et ne se distribue pas.`

const wanted = () => JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version

/** @param {string} path zip or folder */
function versionOf(path) {
  const named = /v(\d+\.\d+\.\d+)/.exec(path.split(/[\\/]/).at(-1) ?? '')?.[1]
  if (named) return named
  const file = join(path, 'version')
  if (!path.endsWith('.zip') && existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '')
  const inZip = path.endsWith('.zip') ? read('unzip', ['-p', path, 'version']) : null
  if (inZip) return inZip.trim().replace(/^v/, '')
  throw new Error(`La version de l’Electron de « ${path} » n’est pas lisible : gardez le nom du fichier publié (electron-v45.4.1-win32-x64.zip).`)
}

/**
 * A folder of the stand-in without its default application: electron-builder leaves it beside ours.
 * @param {string} executable
 */
function standInFolder(executable) {
  const from = join(executable, '..')
  const folder = join(root, '.cache', 'electron', 'paquet')
  read('rm', ['-rf', folder])
  if (read('cp', ['-al', from, folder]) === null) throw new Error('L’Electron de remplacement n’a pas pu être copié.')
  read('rm', ['-rf', join(folder, 'resources', 'app')])
  return folder
}

/**
 * @param {{ platform: string, arch: string, isFolder: boolean }} target `platform` as Node names it
 * @returns {Promise<PackagedElectron>}
 */
export async function electronFor({ platform, arch, isFolder }) {
  const given = process.env[handVariable]
  if (given) {
    if (!existsSync(given)) throw new Error(`${handVariable} : « ${given} » n’existe pas.`)
    return { dist: given, version: versionOf(given), isTrial: false, phrase: `Electron ${versionOf(given)} pris dans ${given}.` }
  }
  const cache = join(root, '.cache', 'electron')
  const zip = existsSync(cache) ? readdirSync(cache).find((name) => name.startsWith('electron-v') && name.endsWith(`-${platform}-${arch}.zip`)) : undefined
  if (zip) return { dist: join(cache, zip), version: versionOf(zip), isTrial: false, phrase: `Electron ${versionOf(zip)} pris dans .cache/electron.` }
  if (platform !== process.platform) return { dist: null, version: wanted(), isTrial: false, phrase: `Electron ${wanted()}, téléchargé par electron-builder.` }
  const electron = await ensureElectron()
  if (electron.officiel) return { dist: join(root, 'node_modules', 'electron', 'dist'), version: electron.version, isTrial: false, phrase: electron.phrase }
  if (!isFolder) throw new Error(`Seul l’Electron officiel entre dans un installeur, et il n’a pas pu être téléchargé.\n${electronHelp}`)
  const phrase = [
    '┌────────────────────────────────────────────────────────────────────────────┐',
    '│  PAQUET D’ESSAI : bâti avec l’Electron de remplacement. Ne le remettez à   │',
    '│  personne : il est ancien, et le Node des essais y est ajouté.             │',
    '└────────────────────────────────────────────────────────────────────────────┘'
  ].join('\n')
  return { dist: standInFolder(electron.executable), version: electron.version, isTrial: true, phrase }
}
