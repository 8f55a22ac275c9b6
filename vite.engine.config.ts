import { defineConfig } from 'vite'

/**
 * The engine is built apart from main: a module they shared would be cut out into a chunk that main then loads from the engine.
 * One file, for Node 24 (Electron's own, or that of the npm scripts), everything inside but better-sqlite3, which is native.
 */
export default defineConfig({
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: 'electron/engine.ts',
    outDir: 'out/engine',
    target: 'node24',
    rolldownOptions: { output: { format: 'cjs', entryFileNames: 'engine.cjs', codeSplitting: false } }
  }
})
