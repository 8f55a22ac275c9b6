import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Folders whose files neither keep nor change anything outside themselves: their tests share one load of the modules. */
const pur = ['src/{domain,documents,contract,ui}/**/*.test.{ts,tsx}']
const commun = { environment: 'node', testTimeout: 60_000 } as const

export default defineConfig({
  test: {
    // As many as there are cores: half of the time of the others goes in programs that they start.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { ...commun, name: 'pur', include: pur, isolate: false } },
      {
        test: {
          ...commun,
          name: 'moteur',
          include: ['src/**/*.test.{ts,tsx}', 'electron/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...pur, 'test/e2e/**', 'node_modules/**']
        }
      }
    ]
  }
})
