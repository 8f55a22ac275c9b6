// Builds the application into out/: main, preload and page by electron-vite, the engine and its reader of PDFs by themselves.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, run } from './run.mjs'

export function build() {
  const bin = (/** @type {readonly string[]} */ ...parts) => join(root, 'node_modules', ...parts)
  run(process.execPath, [bin('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'])
  const engine = [bin('vite', 'bin', 'vite.js'), 'build', '--config', 'vite.engine.config.ts', '--logLevel', 'warn']
  run(process.execPath, engine)
  run(process.execPath, [...engine, '--mode', 'lecteur-pdf'])
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) build()
