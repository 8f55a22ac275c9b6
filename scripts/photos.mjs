// Pictures of every screen of the built application, into photos/: empty, example, 500 establishments, in two sizes.

import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './run.mjs'
import { endToEndTests } from './test-e2e.mjs'

build()
const { passed, failed } = await endToEndTests({ project: 'photos', kept: join(root, 'photos') })
for (const name of failed) console.log(`failed: ${name}`)
console.log(`${passed} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
