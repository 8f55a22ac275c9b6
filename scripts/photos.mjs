// Pictures of every screen of the built application, into photos/: empty, example, 500 establishments, in four sizes and both themes.
// What is cut or wider than the window is printed, and the exit code says it. `--grep=exemple` takes those of one state.
// `--guide`: those of the in-app guide are replaced too (resources/guide/images).

import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './run.mjs'
import { endToEndTests } from './test-e2e.mjs'

/** Picture of the guide → end of the name of the screen's picture, taken on the example at 1366 × 768. */
const guide = {
  'tableau-de-bord': 'tableau-de-bord',
  etablissements: 'ma-grappe-etablissements',
  pieces: 'dossier-galis-pieces',
  matrice: 'deploiement-matrice',
  usages: 'usages-taux-et-cibles',
  cloture: 'cloture-ou-en-est-la-cloture',
  partage: 'partage-envoyer'
}

/** @param {string} folder pictures of the example */
function renewGuide(folder) {
  const taken = existsSync(folder) ? readdirSync(folder) : []
  for (const [name, end] of Object.entries(guide)) {
    const picture = taken.find((file) => file.replace(/^\d+-/u, '') === `${end}.png`)
    if (!picture) throw new Error(`no picture of ${end}`)
    copyFileSync(join(folder, picture), join(root, 'resources', 'guide', 'images', `${name}.png`))
  }
}

build()
const photos = join(root, 'photos')
const { passed, failed } = await endToEndTests({ project: 'photos', kept: photos })
if (process.argv.includes('--guide')) renewGuide(join(photos, 'exemple', 'clair', '1366'))
for (const name of failed) console.log(`failed: ${name}`)
console.log(`${passed} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 ? 1 : 0
