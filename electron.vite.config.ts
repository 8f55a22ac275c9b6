import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { dressWindow } from './scripts/dress-window.mjs'

/** CommonJS everywhere outside the page: a sandboxed preload must be, and the stand-in Electron knows nothing else for main. */
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' } as const

/** zod tries whether it may make code of text: refused in the page, and each try is a complaint. Said before its own module runs. */
const sansCode = { intro: 'globalThis.__zod_globalConfig??={jitless:true};' } as const

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: { input: { main: 'electron/main.ts' }, output: commonJs }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: { input: { preload: 'electron/preload.ts' }, output: commonJs }
    }
  },
  renderer: {
    root: 'src/ui',
    plugins: [dressWindow(), react()],
    html: { cspNonce: '__GRAPPE_NONCE__' },
    worker: { format: 'es', rolldownOptions: { output: sansCode } },
    build: {
      outDir: 'out/renderer',
      target: 'chrome114',
      minify: true,
      // A font or picture inlined as data: would be refused by the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'src/ui/index.html', output: sansCode }
    }
  }
})
