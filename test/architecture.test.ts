import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultsOf, importsOf } from './architecture-rules.ts'

const root = join(import.meta.dirname, '..')
const files = ['src', 'electron', 'scripts', 'test']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
  )
  .map((path) => ({ path: path.slice(root.length + 1).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))
  // These two hold bad samples on purpose.
  .filter(({ path }) => !path.startsWith('test/architecture'))

test('every file keeps the rules of the house', () => {
  expect(files.length).toBeGreaterThan(30)
  expect(files.flatMap(faultsOf)).toEqual([])
})

test('imports are all seen', () => {
  const text = `import a from 'a'\nimport {\n  b,\n  c\n} from "b/c"\nimport type { D } from '@d/e/f'\nimport 'g.css'\nexport { h } from '#h/i.ts'\nconst j = await import('node:j')\n`
  expect(importsOf(text)).toEqual(['a', 'b/c', '@d/e/f', 'g.css', '#h/i.ts', 'node:j'])
})

describe('each rule can fail', () => {
  const samples: readonly (readonly [path: string, text: string, fault: string])[] = [
    ['src/domain/a.ts', "import { PDFDocument } from 'pdf-lib'", 'may not import the package pdf-lib'],
    ['src/domain/a.ts', "import { readFileSync } from 'node:fs'", 'may not import node:fs'],
    ['src/domain/a.ts', "import { call } from '#contract/rpc.ts'", 'may not import #contract/rpc.ts'],
    ['src/domain/a.ts', "import { call } from '../contract/rpc.ts'", 'leaves its folder'],
    ['src/documents/a.ts', "import { z } from 'zod'", 'may not import the package zod'],
    ['src/documents/a.ts', "import { createHash } from 'node:crypto'", 'may not import node:crypto'],
    ['src/contract/a.ts', "import { x } from '#documents/doc.ts'", 'may not import #documents/doc.ts'],
    ['src/engine/a.ts', "import { app } from 'electron'", 'may not import the package electron'],
    ['src/engine/a.ts', "import React from 'react'", 'may not import the package react'],
    ['src/engine/a.ts', "import { x } from '#ui/x.ts'", 'may not import #ui/x.ts'],
    ['src/ui/a.tsx', "import { x } from '#engine/engine.ts'", 'may not import #engine/engine.ts'],
    ['src/ui/a.tsx', "const x = await import('better-sqlite3')", 'may not import the package better-sqlite3'],
    ['src/cli/a.ts', "import yargs from 'yargs'", 'may not import the package yargs'],
    ['src/cli/a.ts', "import { app } from 'electron'", 'may not import the package electron'],
    ['electron/main.ts', "import { createEngine } from '#engine/engine.ts'", 'may not import #engine/engine.ts'],
    ['electron/engine-host.ts', "import { createEngine } from '#engine/engine.ts'", 'may not import #engine/engine.ts'],
    ['electron/main.ts', "import { lots } from '#domain/lot.ts'", 'may not import #domain/lot.ts'],
    ['electron/engine.ts', "import { app } from 'electron'", 'may not import the package electron'],
    ['scripts/a.mjs', "import z from 'zod'", 'may not import the package zod'],
    ['src/domain/a.test.ts', "import { app } from 'electron'", 'may not import the package electron'],
    ['src/ui/a.tsx', 'node.innerHTML = text', 'writes HTML from text'],
    ['src/ui/a.tsx', '<p dangerouslySetInnerHTML={x} />', 'writes HTML from text'],
    ['src/engine/a.ts', 'eval(text)', 'runs text as code'],
    ['src/engine/a.ts', 'const f = new Function(text)', 'runs text as code'],
    ['electron/menu.ts', 'void shell.openExternal(url)', 'outside the shell calls'],
    ['electron/window.ts', 'void shell.openPath(path)', 'outside the shell calls'],
    ['electron/main.ts', "ipcMain.on('x', f)", 'outside the shell calls'],
    ['src/ui/a.ts', "ipcRenderer.send('x')", 'outside the preload'],
    ['electron/main.ts', 'const w = new BrowserWindow({})', 'outside window.ts'],
    ['src/domain/a.ts', 'const x = Math.random()', 'clock or chance'],
    ['src/documents/a.ts', 'const x = Date.now()', 'clock or chance'],
    ['src/documents/a.ts', "const x = new Date('2026-01-01')", 'Date for a civil date'],
    ['src/ui/a.ts', 'const x = Map.groupBy([], String)', 'the window of the tests does not know'],
    ['src/domain/a.ts', 'const x = Object.groupBy([], String)', 'the window of the tests does not know'],
    ['src/domain/a.ts', "export * from './b.ts'", 'barrel'],
    ['src/domain/index.ts', '', 'barrel'],
    ['src/domain/a.test.ts', "test.skip('x', () => {})", 'leaves a test out'],
    ['src/domain/a.test.ts', "  it.only('x', () => {})", 'leaves a test out'],
    ['src/engine/a.test.ts', "vi.mock('node:fs', () => ({}))", 'replaces what the other tests'],
    ['src/ui/a.test.ts', 'vi.useFakeTimers()', 'replaces what the other tests'],
    ['src/domain/a.ts', '// @ts-ignore\nconst x = 1', 'silences the compiler'],
    ['src/engine/utils.ts', '', 'a name that says nothing'],
    ['src/engine/date-helpers.ts', '', 'a name that says nothing'],
    ['src/engine/loadDossier.ts', '', 'not in kebab-case'],
    ['src/engine/a.ts', 'x\n'.repeat(401), '401 lines']
  ]
  test.each(samples.map(([path, text, fault], rank) => ({ rank, path, text, fault })))('$rank $path: $fault', ({ path, text, fault }) => {
    expect(faultsOf({ path, text }).join('\n')).toContain(fault)
  })

  const good: readonly (readonly [path: string, text: string])[] = [
    ['src/engine/a.ts', "import { app } from '#domain/electron.ts' // ipcMain, eval(x)"],
    ['src/domain/catalogue/liste.ts', 'x\n'.repeat(900)],
    ['electron/shell-calls.ts', "import { ipcMain } from 'electron'\nipcMain.handle('x', f)"],
    ['electron/engine.ts', "import { createEngine } from '#engine/engine.ts'"],
    ['electron/watchdog.test.ts', 'vi.useFakeTimers()'],
    ['src/domain/a.test.ts', "import fc from 'fast-check'\nimport { renderPdf } from '#engine/render/pdf.ts'"]
  ]
  test.each(good.map(([path, text], rank) => ({ rank, path, text })))('good $rank $path', ({ path, text }) => {
    expect(faultsOf({ path, text })).toEqual([])
  })
})
