import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

export interface PageFile {
  readonly type: string
  readonly bytes: Buffer
}

/** Every type the page's build may hold: a file of another type is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png'
}

/** The page's build, read once: URL path → file. A request only ever picks in this table, so no path is built from a URL. */
export function readPageFiles(folder: string, prefix = ''): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const [path, url] = [join(folder, entry.name), `${prefix}/${entry.name}`]
    const type = types[extname(entry.name)]
    if (entry.isDirectory()) for (const [inner, file] of readPageFiles(path, url)) files.set(inner, file)
    else if (type) files.set(url, { type, bytes: readFileSync(path) })
  }
  return files
}
