import { defineConfig } from 'vite'

/** `lecteur-pdf`: the thread that reads attached PDFs, which the engine starts from the file beside it. */
const entries = { engine: 'electron/engine.ts', 'lecteur-pdf': 'src/engine/preuves/lecteur-pdf.ts' } as const

/**
 * The engine is built apart from main: a module they shared would be cut out into a chunk that main then loads from the engine.
 * One file each, for Node 24 (Electron's own, or that of the npm scripts), everything inside but better-sqlite3, which is native.
 */
export default defineConfig(({ mode }) => {
  const entry = mode === 'lecteur-pdf' ? mode : 'engine'
  return {
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: entries[entry],
      outDir: 'out/engine',
      emptyOutDir: entry === 'engine',
      target: 'node24',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: `${entry}.cjs`, codeSplitting: false } }
    }
  }
})
