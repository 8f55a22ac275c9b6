import { defineConfig } from 'vite'

/** `lecteur-pdf`: the thread that reads attached PDFs, which the engine starts from the file beside it. */
const entries = { engine: 'electron/engine.ts', 'lecteur-pdf': 'src/engine/preuves/lecteur-pdf.ts' } as const

/**
 * The engine is built apart from main: a module they shared would be cut out into a chunk that main then loads from the engine.
 * For Node 24 (Electron's own, or that of the npm scripts), everything inside but better-sqlite3, which is native. The engine is compiled at each
 * start and the window waits for it: what is only imported when a PDF is read again stays beside, and white space goes (names stay, for the
 * traces). The reader's thread runs from its text: one file.
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
      rolldownOptions: {
        output: {
          format: 'cjs',
          entryFileNames: `${entry}.cjs`,
          chunkFileNames: '[name].cjs',
          codeSplitting: entry === 'engine',
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } }
        }
      }
    }
  }
})
