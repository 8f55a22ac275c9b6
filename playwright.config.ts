import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

/** Reports, screenshots and traces go here; the runner moves them to test-results/. */
const output = process.env['GRAPPE_E2E_SORTIE'] ?? 'test-results'

export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.spec.ts' },
    { name: 'photos', testDir: 'test/photos', testMatch: 'photos.ts', timeout: 600_000 },
    { name: 'bench', testDir: 'test/bench', testMatch: 'fenetre.ts', timeout: 600_000 }
  ],
  outputDir: join(output, 'playwright'),
  reporter: [['list'], ['json', { outputFile: join(output, 'e2e.json') }]],
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 }
})
