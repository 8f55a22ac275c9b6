// How long the window makes a person wait at 500 and 2,000 establishments, said by the page's own clock (test/bench/fenetre.ts).
// `--grep=500` takes one size. On a quiet machine: the load is printed.

import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './run.mjs'
import { endToEndTests } from './test-e2e.mjs'

build()
const { passed, failed } = await endToEndTests({ project: 'bench', kept: join(root, 'test-results') })
for (const name of failed) console.log(`failed: ${name}`)
console.log(`${passed} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
