import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pdfMinimal } from '../exemple/pdf-minimal.ts'
import { pdfSansFin } from './fixtures/pdf-brut.ts'
import type { createLecteurIsole } from './lecteur-isole.ts'

const dossier = mkdtempSync(join(tmpdir(), 'grappe-lecteur-'))
beforeAll(async () => {
  const { build } = await import('vite')
  const commun = { configFile: 'vite.engine.config.ts', logLevel: 'error' } as const
  await build({ ...commun, mode: 'lecteur-pdf', build: { outDir: dossier } })
  // The reader's other end, as the engine holds it: one CommonJS file beside the first.
  await build({
    ...commun,
    configFile: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'src/engine/preuves/lecteur-isole.ts',
      outDir: dossier,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'engine.cjs' } }
    }
  })
}, 60_000)
afterAll(() => rmSync(dossier, { recursive: true, force: true }))

test('once built, the reader starts from the text of its file and is ended in the same way', async () => {
  const construit = createRequire(import.meta.url)(join(dossier, 'engine.cjs')) as { createLecteurIsole: typeof createLecteurIsole }
  const lecteur = construit.createLecteurIsole({ delaiMs: 5000, memoireMax: 800_000_000 })
  const bytes = pdfMinimal('Indicateurs', ['DMP alimentés : 1 412'])
  const lire = (octets: Uint8Array) => lecteur.examiner({ bytes: octets, preuve: { reperes: [], sha256: '' } })
  expect(await lire(bytes)).toMatchObject({ etat: 'lu', analyse: expect.stringContaining('[1412,1,') as string })
  expect(await lire(pdfSansFin())).toMatchObject({ etat: 'sans-fin' })
  expect(await lire(bytes)).toMatchObject({ etat: 'lu' })
  await lecteur.arreter()
})
