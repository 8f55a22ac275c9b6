// Everything `npm test` runs, in order. `node scripts/test.mjs lint types …` runs only the named steps.
// Last line: « N passed, N failed, N skipped ».

import { endToEndTests } from './test-e2e.mjs'
import { command } from './test-report.mjs'
import { unitTests } from './test-unit.mjs'

/** @type {readonly { key: string, title: string, run: () => import('./test-report.mjs').Report | Promise<import('./test-report.mjs').Report> }[]} */
const steps = [
  { key: 'lint', title: 'Format and lint', run: () => command('format and lint', 'biome', ['ci', '.', ...(process.stdout.isTTY ? [] : ['--colors=off'])]) },
  { key: 'types', title: 'Types and import rules', run: () => command('types', 'tsc', ['-b']) },
  { key: 'deadcode', title: 'Dead code', run: () => command('dead code', 'knip', []) },
  { key: 'unit', title: 'Unit tests', run: unitTests },
  { key: 'build', title: 'Build', run: () => command('build', 'node', ['scripts/build.mjs']) },
  { key: 'e2e', title: 'End-to-end tests in the real Electron, sandbox on', run: endToEndTests }
]

const wanted = new Set(process.argv.slice(2))
const total = { passed: 0, failed: /** @type {string[]} */ ([]), skipped: /** @type {string[]} */ ([]), notApplicable: /** @type {string[]} */ ([]) }
const times = []
for (const step of steps.filter(({ key }) => wanted.size === 0 || wanted.has(key))) {
  console.log(`\n== ${step.title}`)
  const begun = performance.now()
  const report = await step.run()
  const time = `${((performance.now() - begun) / 1000).toFixed(1)} s`
  total.passed += report.passed
  total.failed.push(...report.failed)
  total.skipped.push(...report.skipped)
  total.notApplicable.push(...(report.notApplicable ?? []))
  times.push(`${step.title}: ${time}`)
  console.log(`-- ${step.title}: ${report.passed} passed, ${report.failed.length} failed, ${report.skipped.length} skipped in ${time}`)
}

console.log(`\n${times.join('\n')}`)
for (const name of total.failed) console.log(`failed: ${name}`)
for (const name of total.skipped) console.log(`skipped: ${name}`)
for (const name of total.notApplicable) console.log(`not applicable: ${name}`)
// A skip is a failure where nobody reads the screen.
process.exitCode = total.failed.length > 0 || (process.env['CI'] && total.skipped.length > 0) ? 1 : 0
const besides = total.notApplicable.length > 0 ? `, ${total.notApplicable.length} not applicable` : ''
console.log(`${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped${besides}`)
