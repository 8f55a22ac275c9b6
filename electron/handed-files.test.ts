import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'

const electron = vi.hoisted(() => ({ listeners: new Map<string, (...args: unknown[]) => void>() }))
vi.mock('electron', () => ({ app: { on: (name: string, listener: (...args: unknown[]) => void) => void electron.listeners.set(name, listener) } }))
const { collectHandedFiles } = await import('./handed-files.ts')

const folder = mkdtempSync(join(tmpdir(), 'grappe-remis-'))
const place = (name: string) => join(folder, name)
for (const name of ['a.db', 'retour à ouvrir.DB', 'b.zip', 'c.age', 'd.exe', 'sans-extension', 'x.db.exe', '-u.db']) writeFileSync(place(name), 'x')
mkdirSync(place('dossier.db'))
afterAll(() => rmSync(folder, { recursive: true }))

const own = process.argv
beforeEach(() => {
  process.argv = [...own]
  return () => {
    process.argv = own
  }
})
const secondStart = (...words: string[]) => electron.listeners.get('second-instance')?.({}, ['grappe', ...words], folder)

test('files of the start wait until somebody listens, those that follow go straight to them', () => {
  process.argv = ['grappe', place('a.db'), '--inspect', pathToFileURL(place('retour à ouvrir.DB')).href]
  const received: (readonly string[])[] = []
  const handed = collectHandedFiles()
  secondStart('b.zip')
  handed.deliverTo((paths) => received.push(paths))
  secondStart('c.age')
  const event = { preventDefault: vi.fn() }
  electron.listeners.get('open-file')?.(event, place('a.db'))
  expect(event.preventDefault).toHaveBeenCalledOnce()
  expect(received).toEqual([[place('a.db'), place('retour à ouvrir.DB'), place('b.zip')], [place('c.age')], [place('a.db')]])
})

test('nothing else on a command line is a file: switches, folders, other kinds, addresses, words that are no path', () => {
  process.argv = ['grappe']
  const received: (readonly string[])[] = []
  collectHandedFiles().deliverTo((paths) => received.push(paths))
  const hostile = [
    'd.exe',
    'x.db.exe',
    'sans-extension',
    'dossier.db',
    'absent.db',
    '-u.db',
    '--load-extension=a.db',
    'a.db\0.exe',
    'a\0.db',
    `${'x'.repeat(5000)}.db`
  ]
  const addresses = ['https://example.org/a.db', 'file://serveur/partage/a.db', 'file:///%00.db', 'file:%%%.db', 'javascript:a.db', 'data:,a.db']
  for (const word of [...hostile, ...addresses]) secondStart(word)
  secondStart()
  expect(received).toEqual([])
  secondStart(...hostile, 'a.db', ...addresses)
  expect(received).toEqual([[place('a.db')]])
})
