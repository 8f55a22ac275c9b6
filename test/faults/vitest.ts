import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mesure } from './bilan.ts'
import { racineProjet } from './moteur.ts'

export interface BarreVitest {
  readonly barre: string
  readonly demande: string
  readonly fichiers: readonly string[]
  /** Only the tests whose name matches. */
  readonly motif?: string
  /** Sizes of the long form. */
  readonly env?: NodeJS.ProcessEnv
}

interface Rapport {
  readonly testResults: readonly {
    readonly name: string
    readonly message?: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

/** A bar whose tests sit beside their source: runs them at their long size and reports which hold. */
export async function parVitest({ barre, demande, fichiers, motif, env }: BarreVitest): Promise<Mesure> {
  const dossier = mkdtempSync(join(tmpdir(), 'grappe-vitest-'))
  const sortie = join(dossier, 'rapport.json')
  const args = [
    join(racineProjet, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...fichiers,
    '--reporter=json',
    `--outputFile=${sortie}`,
    '--testTimeout=1800000',
    ...(motif === undefined ? [] : ['-t', motif])
  ]
  const code = await new Promise<number | null>((resolve) =>
    spawn(process.execPath, args, { cwd: racineProjet, env: { ...process.env, ...env }, stdio: 'ignore' }).on('close', resolve)
  )
  let rapport: Rapport
  try {
    rapport = JSON.parse(readFileSync(sortie, 'utf8')) as Rapport
  } catch {
    return { barre, demande, vu: 'aucun rapport', ecarts: ['vitest wrote no report'] }
  } finally {
    rmSync(dossier, { recursive: true, force: true })
  }
  const tests = rapport.testResults.flatMap((f) => f.assertionResults)
  const passes = tests.filter((t) => t.status === 'passed')
  const rates = tests.filter((t) => t.status === 'failed').map((t) => t.fullName)
  const tailles = Object.entries(env ?? {}).map(([nom, valeur]) => `${nom.replace('GRAPPE_', '').toLowerCase()} ${valeur}`)
  return {
    barre,
    demande,
    vu: [`${passes.length} épreuves tenues sur ${passes.length + rates.length}`, ...tailles].join(', '),
    ecarts: [
      ...rates,
      ...(passes.length === 0 ? ['no test ran'] : []),
      // A worker that dies leaves its file out of the report.
      ...(code === 0 || rates.length > 0 ? [] : [`vitest ended with ${code}`]),
      ...fichiers.filter((f) => !rapport.testResults.some((r) => r.name.endsWith(f) && r.assertionResults.length > 0)).map((f) => `nothing ran in ${f}`),
      ...rapport.testResults.flatMap((f) => (f.assertionResults.length === 0 && f.message ? [f.message] : []))
    ]
  }
}
