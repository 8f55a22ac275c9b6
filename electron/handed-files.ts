import { statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'

/** What the page may be asked to open: a file, plain, zipped or encrypted. */
const extensions = new Set(['.db', '.zip', '.age'])

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** A desktop of Linux may hand over an address (`file:///…`) instead of a path. */
function pathOf(word: string, folder: string): string {
  try {
    return word.startsWith('file:') ? fileURLToPath(word) : resolve(folder, word)
  } catch {
    return resolve(folder, word)
  }
}

/** Files among the words of a command line. */
const filesIn = (words: readonly string[], folder: string): string[] =>
  words
    .slice(1)
    .filter((word) => !word.startsWith('-') && extensions.has(extname(word).toLowerCase()))
    .map((word) => pathOf(word, folder))
    .filter(isFile)

/**
 * Files that the system hands over: double-click or « Ouvrir avec » (command line of the start, or of a second start that gives way to
 * this one), Dock of macOS. Kept until somebody asks for them.
 */
export function collectHandedFiles() {
  let listener: ((paths: readonly string[]) => void) | undefined
  const waiting = filesIn(process.argv, process.cwd())
  const receive = (paths: readonly string[]) => {
    if (paths.length === 0) return
    if (listener) listener(paths)
    else waiting.push(...paths)
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    receive([path])
  })
  app.on('second-instance', (_event, words, folder) => receive(filesIn(words, folder)))
  return {
    deliverTo(to: (paths: readonly string[]) => void) {
      listener = to
      receive(waiting.splice(0))
    }
  }
}
