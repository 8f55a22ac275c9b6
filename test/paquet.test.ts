import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fileProblems, fuseProblems, notOfThisBuild } from '../scripts/package-checks.mjs'

/** The checks of `npm run package`, against folders made by hand: a good one, then one for each thing that may go wrong. */

const { createPackageWithOptions } = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))('@electron/asar') as {
  createPackageWithOptions: (from: string, to: string, options: { unpack: string }) => Promise<void>
}
const place = mkdtempSync(join(tmpdir(), 'grappe-paquet-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const elf = Buffer.from('7f454c4602010100', 'hex')
/** A fuse wire as Electron carries it: its mark, version 1, a length, then one state each. */
const wire = (states: string) => Buffer.concat([elf, Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01'), Buffer.from([states.length]), Buffer.from(states)])
const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false
}
const asked = '01001100'

const application: Readonly<Record<string, string | Buffer>> = {
  'package.json': '{}',
  'out/main/main.cjs': '',
  'out/preload/preload.cjs': '',
  'out/engine/engine.cjs': '',
  'out/engine/lecteur-pdf.cjs': '',
  'out/renderer/index.html': '',
  'out/renderer/assets/index-a1.js': '',
  'resources/icons/icon.png': '',
  'resources/fonts/SourceSans3-Regular.ttf': '',
  'resources/fonts/OFL.txt': '',
  'node_modules/better-sqlite3/package.json': '{}',
  'node_modules/better-sqlite3/lib/index.js': '',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node': elf
}
const beside: Readonly<Record<string, string | Buffer>> = {
  grappe: wire(asked),
  'LICENSE.electron.txt': '',
  'LICENSES.chromium.html': '',
  'locales/fr.pak': '',
  'locales/en-US.pak': ''
}

function write(folder: string, files: Readonly<Record<string, string | Buffer | null>>) {
  for (const [name, content] of Object.entries(files)) {
    if (content === null) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** A packed folder; `null` leaves a file out, another content replaces it. */
async function pack(
  nom: string,
  inside: Readonly<Record<string, string | Buffer | null>> = {},
  outside: Readonly<Record<string, string | Buffer | null>> = {}
) {
  const [source, folder] = [join(place, `${nom}-source`), join(place, nom)]
  write(source, { ...application, ...inside })
  write(folder, { ...beside, ...outside })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  await createPackageWithOptions(source, join(folder, 'resources', 'app.asar'), { unpack: '**/*.node' })
  return { folder, platform: 'linux' as const, arch: 'x64', isTrial: false, fuses }
}

test('a good folder has no problem', async () => {
  const packed = await pack('bon')
  expect(fileProblems(packed)).toEqual([])
  expect(await fuseProblems(packed)).toEqual([])
})

describe('each thing that may go wrong is said', () => {
  test('what is too much in the application', async () => {
    const extra = [
      'src/domain/dossier.ts',
      'scripts/build.mjs',
      'test/e2e/shell.spec.ts',
      'docs/glossary.md',
      'out/main/main.cjs.map',
      'out/renderer/assets/index-a1.js.map',
      'node_modules/electron/index.js',
      'node_modules/better-sqlite3/deps/sqlite3/sqlite3.c',
      'node_modules/better-sqlite3/prebuilds/win32-x64.node',
      'resources/exemple.db',
      'resources/installer/icon.ico'
    ]
    const packed = await pack('en-trop', Object.fromEntries(extra.map((name) => [name, ''])))
    expect(fileProblems(packed).sort()).toEqual(extra.map((name) => `en trop dans l’application : ${name}`).sort())
  })

  test('what lacks in the application', async () => {
    const lacking = ['out/engine/engine.cjs', 'out/engine/lecteur-pdf.cjs', 'out/preload/preload.cjs', 'resources/icons/icon.png']
    const native = 'node_modules/better-sqlite3/prebuilds/linux-x64.node'
    const without = [...lacking, 'resources/fonts/SourceSans3-Regular.ttf', native]
    const packed = await pack('manques', Object.fromEntries(without.map((name) => [name, null])))
    mkdirSync(join(packed.folder, 'resources', 'app.asar.unpacked'))
    expect(fileProblems(packed).sort()).toEqual(
      [
        ...lacking.map((name) => `manque dans app.asar : ${name}`),
        'manque dans app.asar : les polices des documents',
        'manque : le module SQLite de linux-x64'
      ].sort()
    )
  })

  test('what is too much or lacks beside it', async () => {
    const packed = await pack('a-cote')
    const cases: readonly (readonly [string, string | Buffer | null, RegExp])[] = [
      ['grappe', 'MZ\0\0', /^l’exécutable n’est pas celui de linux$/],
      ['LICENSES.chromium.html', null, /^manque la licence d’Electron/],
      ['locales/de.pak', '', /^langues en trop : de\.pak$/],
      ['resources/default_app.asar', '', /^en trop.*default_app/],
      ['resources/app/main.js', '', /^en trop.*resources\/app/],
      ['resources/app-update.yml', '', /^en trop.*app-update/],
      ['resources/node', elf, /^le Node des essais/],
      ['resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node', 'MZ\0\0', /^le module SQLite n’est pas un exécutable/],
      ['resources/app.asar', null, /^manque : .*app\.asar$/],
      ['grappe', null, /^manque : .*grappe$/]
    ]
    for (const [name, content, expected] of cases) {
      const folder = join(place, 'a-cote-abime')
      cpSync(packed.folder, folder, { recursive: true })
      if (content === null) rmSync(join(folder, name))
      else write(folder, { [name]: content })
      const problems = fileProblems({ ...packed, folder })
      expect(problems, name).toHaveLength(1)
      expect(problems[0], name).toMatch(expected)
      rmSync(folder, { recursive: true })
    }
  })

  test('what is too heavy', async () => {
    const packed = await pack('lourd')
    writeFileSync(join(packed.folder, 'resources', 'app.asar.unpacked', 'node_modules', 'x'), Buffer.alloc(33_000_000))
    expect(fileProblems(packed).at(-1)).toMatch(/^l’application pèse 33,?.* Mo \(au plus 32\)$/)
  })
})

test('a package made of another build than the one at hand is told, file by file', async () => {
  const packed = await pack('construction')
  const out = join(place, 'construction-source', 'out')
  writeFileSync(join(out, 'main', 'main.cjs.map'), 'not packed')
  expect(notOfThisBuild(packed, out)).toEqual([])
  writeFileSync(join(out, 'main', 'main.cjs'), 'changed')
  rmSync(join(out, 'preload', 'preload.cjs'))
  writeFileSync(join(out, 'renderer', 'assets', 'nouveau.js'), '')
  expect(notOfThisBuild(packed, out)).toEqual(['out/main/main.cjs', 'out/preload/preload.cjs', 'out/renderer/assets/nouveau.js'])
  expect(notOfThisBuild(packed, join(place, 'nulle part'))).toHaveLength(6)
})

test('each fuse that is not as asked is said, whatever it is', async () => {
  const packed = await pack('fusibles')
  for (const [index, name] of Object.keys(fuses).entries()) {
    const states = [...asked].map((state, at) => (at === index ? (state === '0' ? '1' : '0') : state)).join('')
    writeFileSync(join(packed.folder, 'grappe'), wire(states))
    expect(await fuseProblems(packed)).toEqual([`fusible ${name} : ${states[index]} au lieu de ${asked[index]}`])
  }
})

test('a fuse that the executable is too old to have is refused, except in a trial', async () => {
  const packed = await pack('ancien', {}, { grappe: wire(asked.slice(0, 7)) })
  expect(await fuseProblems(packed)).toEqual(['fusible grantFileProtocolExtraPrivileges : absent au lieu de 0'])
  expect(await fuseProblems({ ...packed, isTrial: true })).toEqual([])
  writeFileSync(join(packed.folder, 'grappe'), wire('01001'))
  expect(await fuseProblems({ ...packed, isTrial: true })).toHaveLength(2)
})
