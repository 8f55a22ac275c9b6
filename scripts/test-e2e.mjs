import { spawn } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureElectron } from './electron-binary.mjs'
import { inspectableCopy, lastPackage, refuseOtherBuild } from './package-run.mjs'
import { notOnPackages } from './package-scope.mjs'
import { root } from './run.mjs'
import { endToEndParts } from './test-e2e-parts.mjs'
import { unprivilegedRunner } from './unprivileged.mjs'
import { onAWire } from './wire.mjs'

/**
 * @typedef {{ title: string, file: string, tests: { status: string, annotations: { type: string, description?: string }[] }[] }} Spec
 * @typedef {{ title: string, specs?: Spec[], suites?: Suite[] }} Suite
 */

/**
 * @param {readonly Suite[]} suites
 * @returns {Spec[]}
 */
const allSpecs = (suites) => suites.flatMap((suite) => [...(suite.specs ?? []), ...allSpecs(suite.suites ?? [])])

/** Runs the tests on the folder that `npm run package -- --linux dir` made, instead of the build. */
const packaged = '--paquet'

/**
 * Playwright drives the built application under Xvfb. Started as root, Playwright itself runs as « nobody », so that the sandbox is on.
 * @param {{ project?: 'e2e' | 'photos' | 'bench', kept?: string }} options which part of playwright.config.ts runs, and where its files are kept
 * @returns {Promise<import('./test-report.mjs').Report>}
 */
export async function endToEndTests({ project = 'e2e', kept = join(root, 'test-results') } = {}) {
  const paquet = process.argv.includes(packaged) ? lastPackage() : null
  if (paquet) refuseOtherBuild(paquet)
  const electron = await ensureElectron()
  console.log(electron.phrase)
  const runner = unprivilegedRunner()
  const output = mkdtempSync(join(tmpdir(), 'grappe-e2e-'))
  const { uid, gid } = runner.identity
  const words = process.argv.slice(2).filter((word) => word.startsWith('-') && word !== '--guide' && word !== packaged)
  const copy = paquet && (await inspectableCopy(paquet, join(output, 'paquet')))
  if (paquet)
    console.log(`Essais sur ${relative(root, paquet.folder)} : une copie dont seul le fusible « inspection » est rétabli, sans quoi rien ne peut la conduire.`)
  const node = process.execPath.replace(root, runner.root)
  // Half of the time is waiting: two at once, each with its screen, its clipboard and its wire. Some tests asked by name run one by one.
  const parts = project === 'e2e' && words.length === 0 ? endToEndParts() : [[]]
  const atOnce = Math.min(2, availableParallelism(), parts.length)
  // What one part has compiled of the tests serves the others: each file of this cache carries its own fingerprint.
  const compiled = join(output, 'compiled')
  const runs = parts.map((files, i) => {
    const folder = join(output, `part-${i + 1}`)
    const temporary = join(folder, 'tmp')
    mkdirSync(temporary, { recursive: true })
    if (uid !== undefined && gid !== undefined) for (const owned of [output, folder, temporary]) chownSync(owned, uid, gid)
    const playwright = [join(runner.root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', `--project=${project}`, ...words, ...files]
    const plain =
      process.platform === 'linux' ? ['xvfb-run', '-a', '-n', String(100 + 10 * i), '-s', '-screen 0 1920x1080x24', node, ...playwright] : [node, ...playwright]
    const wired = uid !== undefined && gid !== undefined ? onAWire(plain, { uid, gid }, folder) : null
    return { folder, temporary, plain, wired }
  })
  if (runs.some(({ wired }) => !wired)) console.log('Les paquets qui sortiraient ne sont pas comptés : il y faut Linux et l’utilisateur root.')
  try {
    /** @type {Required<import('./test-report.mjs').Report>[]} */
    const reports = []
    const waiting = [...runs]
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { folder, temporary, plain, wired } = next
        const status = await ended(wired ?? plain, {
          cwd: runner.root,
          stdio: 'inherit',
          env: {
            ...runner.env,
            TMPDIR: temporary,
            PLAYWRIGHT_TRANSFORM_CACHE_DIR: compiled,
            GRAPPE_E2E_SORTIE: folder,
            GRAPPE_ELECTRON: (paquet ? !paquet.isTrial : electron.officiel) ? 'officiel' : 'remplacement',
            GRAPPE_ELECTRON_EXECUTABLE: join(runner.root, relative(root, electron.executable)),
            ...(copy ? { GRAPPE_PAQUET_EXECUTABLE: copy } : {})
          },
          // On a wire, the user changes inside the namespace, once it is made.
          ...(wired ? {} : runner.identity)
        })
        reports.push(report(folder, status, copy !== null))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    const notApplicable = reports.flatMap((part) => part.notApplicable)
    const unknown =
      paquet && project === 'e2e' && words.length === 0
        ? Object.entries(notOnPackages).filter(([title, reason]) => !notApplicable.some((line) => line.endsWith(` > ${title} (${reason})`)))
        : []
    return {
      passed: reports.reduce((total, { passed }) => total + passed, 0),
      failed: [...reports.flatMap(({ failed }) => failed), ...unknown.map(([title]) => `package-scope.mjs names a test that was not met: ${title}`)],
      skipped: reports.flatMap(({ skipped }) => skipped),
      notApplicable
    }
  } finally {
    for (const folder of [...runs.map(({ temporary }) => temporary), compiled, join(output, 'paquet')])
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    rmSync(kept, { recursive: true, force: true })
    mkdirSync(kept, { recursive: true })
    for (const { folder } of runs) cpSync(folder, kept, { recursive: true })
    rmSync(output, { recursive: true, force: true })
    runner.cleanup()
  }
}

/**
 * Exit code of a command, null when it could not start or was killed.
 * @param {readonly string[]} words
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number | null>}
 */
function ended([command = '', ...args], options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options)
    child.on('error', (error) => {
      console.error(error.message)
      resolve(null)
    })
    child.on('exit', resolve)
  })
}

/**
 * @param {string} output
 * @param {number | null} status
 * @param {boolean} onPackage a test that package-scope.mjs puts aside is not applicable there; anything else left out is skipped
 * @returns {Required<import('./test-report.mjs').Report>}
 */
function report(output, status, onPackage) {
  const path = join(output, 'e2e.json')
  if (!existsSync(path)) return { passed: 0, failed: ['end-to-end tests: no report'], skipped: [], notApplicable: [] }
  /** @type {{ suites: Suite[], errors: { message?: string }[] }} */
  const { suites, errors } = JSON.parse(readFileSync(path, 'utf8'))
  const failed = errors.map(({ message }) => `end-to-end tests: ${message ?? 'error'}`)
  const skipped = []
  const notApplicable = []
  let passed = 0
  for (const spec of allSpecs(suites)) {
    const name = `${spec.file} > ${spec.title}`
    const reason = onPackage ? notOnPackages[spec.title] : undefined
    for (const test of spec.tests) {
      if (test.status === 'expected') passed += 1
      else if (test.status === 'skipped' && reason && test.annotations.some(({ description }) => description === reason))
        notApplicable.push(`${name} (${reason})`)
      else if (test.status === 'skipped') skipped.push(name)
      else failed.push(name)
    }
  }
  if (status !== 0 && failed.length === 0) failed.push('end-to-end tests: an error outside any test')
  return { passed, failed, skipped, notApplicable }
}
