import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './run.mjs'
import { command } from './test-report.mjs'

/** @typedef {{ name: string, status: string, assertionResults: { fullName: string, status: string }[] }} TestFile */

/** @returns {import('./test-report.mjs').Report} */
export function unitTests() {
  const output = join(root, '.cache', 'test', 'unit.json')
  mkdirSync(dirname(output), { recursive: true })
  rmSync(output, { force: true })
  // The threads and the programs that the tests start by the dozen compile their modules once for all.
  const compiled = { NODE_COMPILE_CACHE: join(root, '.cache', 'compile') }
  const whole = command('unit tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`], compiled)
  if (!existsSync(output)) return { passed: 0, failed: ['unit tests: no report'], skipped: [] }
  /** @type {{ testResults: TestFile[] }} */
  const { testResults } = JSON.parse(readFileSync(output, 'utf8'))
  const failed = []
  const skipped = []
  let passed = 0
  for (const file of testResults) {
    const place = relative(root, file.name)
    const before = failed.length
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') passed += 1
      else if (status === 'failed') failed.push(`${place} > ${fullName}`)
      else skipped.push(`${place} > ${fullName}`)
    }
    if (file.status === 'failed' && failed.length === before) failed.push(place)
  }
  if (failed.length === 0 && whole.failed.length > 0) failed.push('unit tests: an error outside any test')
  return { passed, failed, skipped }
}
