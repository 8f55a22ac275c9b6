// The whole road on the command line: example grappe, both bundles, re-read, summary. No display needed.

import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './run.mjs'

const start = performance.now()
const folder = join(root, 'demo')
const file = join(folder, 'exemple.db')

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })}\u202fs`
/** @param {unknown} count */
const number = (count) => Number(count ?? 0).toLocaleString('fr-FR')

/**
 * Runs one command of the CLI and gives back its JSON answer.
 * @param {string} label
 * @param {readonly string[]} words
 * @returns {Record<string, unknown>}
 */
function grappe(label, ...words) {
  const begun = performance.now()
  const result = spawnSync(process.execPath, [join(root, 'src', 'cli', 'grappe.ts'), ...words, '--json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256_000_000,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  if (result.status !== 0) {
    console.error(result.stdout)
    console.error(`« grappe ${words.join(' ')} » a échoué (code ${result.status}).`)
    process.exit(result.status ?? 2)
  }
  console.log(`${label} (${seconds(performance.now() - begun)})`)
  return JSON.parse(result.stdout)
}

mkdirSync(folder, { recursive: true })
grappe('Grappe d’exemple créée', 'exemple', file, '--remplacer')
const lots = [
  { lot: 'galis', titre: 'Lot de candidature (GALIS)' },
  { lot: 'cloture', titre: 'Lot de clôture' }
].map(({ lot, titre }) => {
  const written = grappe(`${titre} généré`, 'generer', file, '--lot', lot, '--vers', folder)
  const read = grappe(`${titre} relu`, 'relire', String(written['chemin']))
  return { titre, written, read }
})

console.log(`\nGrappe d’exemple : ${relative(root, file)}`)
for (const { titre, written, read } of lots) {
  const chemin = String(written['chemin'])
  console.log(`${titre} : ${relative(root, chemin)}`)
  console.log(`  archive : ${relative(root, join(dirname(chemin), String(written['zip'])))}`)
  console.log(
    `  ${number(read['fichiers'])} fichiers (bordereau compris), ${number(read['pages'])} pages, ${number(read['cellules'])} cellules, relus sans écart`
  )
}
console.log(`Temps total : ${seconds(performance.now() - start)}`)
