import { closeSync, existsSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from './run.mjs'

/**
 * The very versions of these tools that electron-builder packs with.
 * @type {NodeJS.Require}
 */
const fromBuilder = createRequire(createRequire(join(root, 'package.json')).resolve('app-builder-lib/package.json'))
const { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } = fromBuilder('@electron/fuses')
const { extractFile, listPackage } = fromBuilder('@electron/asar')

/**
 * A packed folder to check.
 * @typedef {object} Packed
 * @property {string} folder what the person unpacks: holds the executable
 * @property {'linux' | 'win32' | 'darwin'} platform
 * @property {string} arch
 * @property {boolean} isTrial on the stand-in, with the Node of the tests added
 * @property {Readonly<Record<string, boolean>>} fuses as in electron-builder.yml
 */

const executables = { linux: 'grappe', win32: 'Grappe.exe', darwin: 'Grappe.app/Contents/MacOS/Grappe' }
const resourceFolders = { linux: 'resources', win32: 'resources', darwin: 'Grappe.app/Contents/Resources' }
/** First bytes of an executable of each system. */
const magics = { linux: ['7f454c46'], win32: ['4d5a'], darwin: ['cffaedfe', 'cafebabe'] }
/** Fuses that the stand-in is too old to have. */
export const unknownToStandIn = ['grantFileProtocolExtraPrivileges']
/** Bounds in MB, a third above what was measured: a package that doubles is noticed before it is handed out. */
export const bounds = { application: 32, whole: 420, trial: 460 }

/** Everything the application's archive may hold. What matches nothing here is refused. */
const allowed = [
  /^package\.json$/,
  /^out\/main\/main\.cjs$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/engine\/(engine|lecteur-pdf|pdf|pdf\.worker)\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[^/]+\.(js|mjs|css|woff2|ttf|svg|png|wasm)$/,
  /^resources\/(fonts|icons|guide)\/.+\.(ttf|otf|woff2|txt|svg|png|md)$/,
  /^resources\/fonts\/[A-Z]+$/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/.+\.js)$/
]
const required = [
  'package.json',
  'out/main/main.cjs',
  'out/preload/preload.cjs',
  'out/engine/engine.cjs',
  'out/engine/lecteur-pdf.cjs',
  'out/renderer/index.html',
  'resources/icons/icon.png',
  'node_modules/better-sqlite3/lib/index.js'
]

/** @param {string} folder @returns {{ path: string, size: number }[]} files under it, `/` between names */
function filesOf(folder, prefix = '') {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name
    return entry.isDirectory() ? filesOf(folder, path) : [{ path, size: lstatSync(join(folder, path)).size }]
  })
}

/** @param {string} archive @returns {string[]} files in it or unpacked beside it, `/` between names */
function filesInArchive(archive) {
  const found = /** @type {string[]} */ (listPackage(archive, { isPack: false })).map((path) => path.replaceAll('\\', '/').slice(1))
  const folders = new Set(found.flatMap((path) => path.split('/').map((_, i, names) => names.slice(0, i).join('/'))))
  return found.filter((path) => !folders.has(path))
}

/** @param {string} path */
function firstBytes(path) {
  const bytes = Buffer.alloc(4)
  const file = openSync(path, 'r')
  readSync(file, bytes, 0, 4, 0)
  closeSync(file)
  return bytes.toString('hex')
}

/** @param {Packed} packed */
export const executableOf = ({ folder, platform }) => join(folder, executables[platform])
/** @param {Packed} packed */
export const resourcesOf = ({ folder, platform }) => join(folder, resourceFolders[platform])

/** @param {number} bytes */
const inMegabytes = (bytes) => bytes / 1e6
/** @param {number} megabytes */
export const frenchSize = (megabytes) => `${megabytes.toLocaleString('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} Mo`

/**
 * What is wrong with the files of a packed folder; empty when nothing is.
 * @param {Packed} packed
 * @returns {string[]}
 */
export function fileProblems(packed) {
  const { platform, arch, isTrial, folder } = packed
  const resources = resourcesOf(packed)
  const archive = join(resources, 'app.asar')
  const missing = [executableOf(packed), archive].filter((path) => !existsSync(path))
  if (missing.length > 0) return missing.map((path) => `manque : ${path}`)

  const native = `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`
  const packedFiles = filesInArchive(archive)
  const unpacked = filesOf(`${archive}.unpacked`)
  const beside = filesOf(folder)
  const isMagic = existsSync(join(`${archive}.unpacked`, native)) && magics[platform].some((m) => firstBytes(join(`${archive}.unpacked`, native)).startsWith(m))

  const problems = []
  for (const path of required) if (!packedFiles.includes(path)) problems.push(`manque dans app.asar : ${path}`)
  if (!packedFiles.some((path) => /^resources\/fonts\/.+\.ttf$/.test(path))) problems.push('manque dans app.asar : les polices des documents')
  for (const path of new Set([...packedFiles, ...unpacked.map((file) => file.path)]))
    if (path !== native && !allowed.some((pattern) => pattern.test(path))) problems.push(`en trop dans l’application : ${path}`)
  if (!unpacked.some((file) => file.path === native)) problems.push(`manque : le module SQLite de ${platform}-${arch}`)
  else if (!isMagic) problems.push(`le module SQLite n’est pas un exécutable de ${platform}`)
  if (!magics[platform].some((magic) => firstBytes(executableOf(packed)).startsWith(magic))) problems.push(`l’exécutable n’est pas celui de ${platform}`)
  for (const { path } of beside) {
    if (/(^|\/)(default_app\.asar|app-update\.yml)$|(^|\/)resources\/app\//i.test(path)) problems.push(`en trop à côté de l’application : ${path}`)
    if (!isTrial && /(^|\/)node(\.exe)?$/.test(path)) problems.push(`le Node des essais est dans le paquet : ${path}`)
  }
  if (platform !== 'darwin') {
    for (const licence of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
      if (!existsSync(join(folder, licence))) problems.push(`manque la licence d’Electron : ${licence}`)
    const locales = readdirSync(join(folder, 'locales')).filter((name) => !/^(fr|en-US)\.pak(\.info)?$/.test(name))
    if (locales.length > 0) problems.push(`langues en trop : ${locales.join(', ')}`)
  }
  const { application, whole } = sizes(packed)
  if (application > bounds.application) problems.push(`l’application pèse ${frenchSize(application)} (au plus ${bounds.application})`)
  const most = isTrial ? bounds.trial : bounds.whole
  if (whole > most) problems.push(`le dossier pèse ${frenchSize(whole)} (au plus ${most})`)
  return problems
}

/**
 * Files of a build that a package does not hold byte for byte, or holds besides: empty when it was made of this very build.
 * @param {Packed} packed
 * @param {string} out folder of the build
 * @returns {string[]}
 */
export function notOfThisBuild(packed, out) {
  const archive = join(resourcesOf(packed), 'app.asar')
  const inside = filesInArchive(archive).filter((path) => path.startsWith('out/'))
  const built = existsSync(out) ? filesOf(out).flatMap(({ path }) => (path.endsWith('.map') ? [] : [`out/${path}`])) : []
  const isSame = (/** @type {string} */ path) =>
    inside.includes(path) && built.includes(path) && readFileSync(join(out, '..', path)).equals(extractFile(archive, join(path)))
  return [...new Set([...inside, ...built])].filter((path) => !isSame(path)).sort()
}

/**
 * Sizes in MB: `application` is app.asar and what is unpacked beside it, `whole` the folder.
 * @param {Packed} packed
 */
export function sizes(packed) {
  const archive = join(resourcesOf(packed), 'app.asar')
  /** @param {string} folder */
  const weight = (folder) => filesOf(folder).reduce((sum, file) => sum + file.size, 0)
  return { application: inMegabytes(lstatSync(archive).size + weight(`${archive}.unpacked`)), whole: inMegabytes(weight(packed.folder)) }
}

/**
 * Fuses of the executable that are not as asked; each must be readable, or the executable may do what it should not.
 * @param {Packed} packed
 * @returns {Promise<string[]>}
 */
export async function fuseProblems(packed) {
  const wire = await getCurrentFuseWire(executableOf(packed))
  return Object.entries(packed.fuses).flatMap(([name, asked]) => {
    const state = wire[FuseV1Options[`${name[0]?.toUpperCase()}${name.slice(1)}`]]
    if (state === undefined && packed.isTrial && unknownToStandIn.includes(name)) return []
    const found = state === undefined ? 'absent' : String.fromCharCode(state)
    return found === (asked ? '1' : '0') ? [] : [`fusible ${name} : ${found} au lieu de ${asked ? '1' : '0'}`]
  })
}

/**
 * Turns fuses of a copy back on, so that the tests can drive it or that it can be compared. Never on a package to hand out.
 * @param {string} executable
 * @param {('EnableNodeCliInspectArguments' | 'RunAsNode')[]} names
 */
export const turnOn = (executable, ...names) =>
  flipFuses(executable, { version: FuseVersion.V1, ...Object.fromEntries(names.map((name) => [FuseV1Options[name], true])) })
