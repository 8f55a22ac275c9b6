import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that put something else in the place of a module or of the clock: each is loaded alone. test/architecture-rules.ts knows them too. */
const seuls = ['electron/**/*.test.ts', 'test/ipc/natifs.test.ts']

/**
 * The longest files, begun first and in this order, so that the workers end together: their size, which orders the others, does not tell how
 * long they are. The reader of PDFs, whose tests hold it to three seconds, comes when the processes of the faults have ended.
 */
const longs = ['test/faults/courtes.test.ts', 'src/cli/grappe.test.ts', 'test/determinisme.test.ts', 'src/engine/preuves/lecteur.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const first = longs.flatMap((long) => sorted.filter(({ moduleId }) => moduleId.endsWith(long)))
    return [...first, ...sorted.filter((file) => !first.includes(file))]
  }
}

const commun = { environment: 'node', testTimeout: 60_000, hookTimeout: 60_000 } as const

export default defineConfig({
  test: {
    // As many as there are cores: half of the time of the longest files goes in programs that they start.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...commun,
          name: 'commun',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: [...seuls, 'test/e2e/**', 'node_modules/**'],
          // One load of the modules for each worker: no file keeps or changes anything that the others see.
          isolate: false
        }
      },
      { test: { ...commun, name: 'seul', include: seuls } }
    ]
  }
})
