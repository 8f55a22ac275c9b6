/**
 * Time of one durable edit, against the floor of the disk: `node test/bench/edition.ts [folder] [edits]`.
 * Bar (reliability amendments): p95 of the transaction ≤ 2 × p95 of the floor + 1 ms. Prints JSON, exits 1 above the bar.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { travailNeuf } from '#engine/db/copie-de-travail.ts'
import { createJournal } from '#engine/db/journal.ts'

const [parent = tmpdir(), nombre = '1000'] = process.argv.slice(2)
const editions = Number(nombre)
const dossier = mkdtempSync(join(parent, 'grappe-bench-'))

const quantile = (durees: readonly number[], q: number) => Number((durees.toSorted((a, b) => a - b)[Math.floor((durees.length - 1) * q)] ?? 0).toFixed(3))
const resume = (durees: readonly number[]) => ({
  p50: quantile(durees, 0.5),
  p95: quantile(durees, 0.95),
  p99: quantile(durees, 0.99),
  max: quantile(durees, 1)
})
const chronometrer = (fn: () => void): number => {
  const debut = performance.now()
  fn()
  return performance.now() - debut
}

const projet = randomUUID()
const db = travailNeuf(dossier, projet, [])
const journal = createJournal(db, {
  auteur: () => ({ uuid: projet, nom: 'Banc', fonction: '', organisation: '' }),
  machine: randomUUID(),
  version: 'banc',
  clock: Date.now,
  newId: randomUUID
})

// A grappe of 500 establishments with 60 cells each: about 30,000 cells already there.
const ids = journal.groupe(() =>
  Array.from(
    { length: 500 },
    (_, i) =>
      journal.ajouter(
        'etablissement',
        null,
        null,
        Object.fromEntries(Array.from({ length: 60 }, (_x, c) => [`champ${c}`, c % 2 ? c * i : `Valeur ${c} de ${i}`]))
      ).id
  )
)

const plancherFd = openSync(join(dossier, 'plancher'), 'w')
const bloc = Buffer.alloc(4096, 1)
const plancher: number[] = []
const transaction: number[] = []
// Alternated, so that both meet the same neighbours.
for (let i = 0; i < editions; i++) {
  plancher.push(
    chronometrer(() => {
      writeSync(plancherFd, bloc)
      fdatasyncSync(plancherFd)
    })
  )
  const id = ids[(i * 7919) % ids.length] ?? ''
  transaction.push(chronometrer(() => journal.ecrire([{ kind: 'etablissement', id, champ: `champ${i % 60}`, valeur: `Saisie ${i}` }])))
}
closeSync(plancherFd)
const lecture = chronometrer(() => journal.lireLignes())
db.close()
rmSync(dossier, { recursive: true, force: true })

const barre = Number((2 * quantile(plancher, 0.95) + 1).toFixed(3))
const mesures = {
  editions,
  unite: 'ms',
  plancher: resume(plancher),
  transaction: resume(transaction),
  barreP95: barre,
  lectureComplete: Number(lecture.toFixed(1))
}
console.log(JSON.stringify(mesures, null, 2))
if (mesures.transaction.p95 > barre) process.exitCode = 1
