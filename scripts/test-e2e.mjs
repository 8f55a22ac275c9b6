import { spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureElectron } from './electron-binary.mjs'
import { inspectableCopy, lastPackage } from './package-run.mjs'
import { root } from './run.mjs'
import { unprivilegedRunner } from './unprivileged.mjs'
import { onAWire } from './wire.mjs'

/**
 * @typedef {{ title: string, file: string, tests: { status: string }[] }} Spec
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
 * @param {{ project?: 'e2e' | 'photos', kept?: string }} options which part of playwright.config.ts runs, and where its files are kept
 * @returns {Promise<import('./test-report.mjs').Report>}
 */
export async function endToEndTests({ project = 'e2e', kept = join(root, 'test-results') } = {}) {
  const electron = await ensureElectron()
  console.log(electron.phrase)
  const runner = unprivilegedRunner()
  const output = mkdtempSync(join(tmpdir(), 'grappe-e2e-'))
  const { uid, gid } = runner.identity
  const temporary = join(output, 'tmp')
  mkdirSync(temporary)
  if (uid !== undefined && gid !== undefined) for (const folder of [output, temporary]) chownSync(folder, uid, gid)
  const playwright = [
    join(runner.root, 'node_modules', '@playwright', 'test', 'cli.js'),
    'test',
    `--project=${project}`,
    ...process.argv.slice(2).filter((word) => word.startsWith('-') && word !== '--guide' && word !== packaged)
  ]
  const copy = process.argv.includes(packaged) ? await inspectableCopy(lastPackage(), join(output, 'paquet')) : null
  if (copy) console.log('Essais sur le paquet : une copie dont seul le fusible « inspection » est rétabli, sans quoi rien ne peut la conduire.')
  const node = process.execPath.replace(root, runner.root)
  const words = process.platform === 'linux' ? ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24', node, ...playwright] : [node, ...playwright]
  const wired = uid !== undefined && gid !== undefined ? onAWire(words, { uid, gid }, output) : null
  if (!wired) console.log('Les paquets qui sortiraient ne sont pas comptés : il y faut Linux et l’utilisateur root.')
  const [command, ...args] = wired ?? words
  try {
    const { status, error } = spawnSync(command ?? node, args, {
      cwd: runner.root,
      stdio: 'inherit',
      env: {
        ...runner.env,
        TMPDIR: temporary,
        GRAPPE_E2E_SORTIE: output,
        GRAPPE_ELECTRON: electron.officiel ? 'officiel' : 'remplacement',
        GRAPPE_ELECTRON_EXECUTABLE: join(runner.root, relative(root, electron.executable)),
        ...(copy ? { GRAPPE_PAQUET_EXECUTABLE: copy } : {})
      },
      // On a wire, the user changes inside the namespace, once it is made.
      ...(wired ? {} : runner.identity)
    })
    if (error) console.error(error.message)
    return report(output, status)
  } finally {
    for (const folder of [temporary, join(output, 'paquet')]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    rmSync(kept, { recursive: true, force: true })
    mkdirSync(kept, { recursive: true })
    cpSync(output, kept, { recursive: true })
    rmSync(output, { recursive: true, force: true })
    runner.cleanup()
  }
}

/**
 * @param {string} output
 * @param {number | null} status
 * @returns {import('./test-report.mjs').Report}
 */
function report(output, status) {
  const path = join(output, 'e2e.json')
  if (!existsSync(path)) return { passed: 0, failed: ['end-to-end tests: no report'], skipped: [] }
  /** @type {{ suites: Suite[], errors: { message?: string }[] }} */
  const { suites, errors } = JSON.parse(readFileSync(path, 'utf8'))
  const failed = errors.map(({ message }) => `end-to-end tests: ${message ?? 'error'}`)
  const skipped = []
  let passed = 0
  for (const spec of allSpecs(suites)) {
    const name = `${spec.file} > ${spec.title}`
    for (const test of spec.tests) {
      if (test.status === 'expected') passed += 1
      else if (test.status === 'skipped') skipped.push(name)
      else failed.push(name)
    }
  }
  if (status !== 0 && failed.length === 0) failed.push('end-to-end tests: an error outside any test')
  return { passed, failed, skipped }
}
