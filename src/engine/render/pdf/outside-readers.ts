import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * For the tests: other people's PDF readers (qpdf and poppler). A missing tool makes the test fail, never pass silently.
 */
function run(bytes: Uint8Array, tool: string, argumentsOf: (path: string) => readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'grappe-pdf-'))
  try {
    const path = join(folder, 'a.pdf')
    writeFileSync(path, bytes)
    return execFileSync(tool, argumentsOf(path), { maxBuffer: 512 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Throws when qpdf finds an error or a warning. */
export const qpdfCheck = (bytes: Uint8Array): string => run(bytes, 'qpdf', (path) => ['--check', path]).toString()

/** The whole file as readable objects, for looking at dictionaries. */
export const qpdfJson = (bytes: Uint8Array): unknown =>
  JSON.parse(run(bytes, 'qpdf', (path) => ['--json', '--json-key=outlines', '--json-key=pages', path]).toString())

/** Text of each page between the margins (headers and footers left out), in the order it was written. */
export function pdftotext(bytes: Uint8Array, area?: { x: number; y: number; l: number; h: number }): string[] {
  const crop = area ? ['-x', area.x, '-y', area.y, '-W', area.l, '-H', area.h].map(String) : []
  const text = run(bytes, 'pdftotext', (path) => ['-raw', '-enc', 'UTF-8', ...crop, path, '-']).toString('utf8')
  return text.split('\f').slice(0, -1)
}

export interface PoliceLue {
  readonly nom: string
  readonly incorporee: boolean
  readonly unicode: boolean
}
export function pdffonts(bytes: Uint8Array): PoliceLue[] {
  const [, rule = '', ...lines] = run(bytes, 'pdffonts', (path) => [path])
    .toString()
    .trimEnd()
    .split('\n')
  const starts = [...rule.matchAll(/-+/gu)].map((column) => [column.index, column.index + column[0].length] as const)
  const cell = (line: string, i: number): string => line.slice(...(starts[i] ?? [0, 0])).trim()
  return lines.map((line) => ({ nom: cell(line, 0), incorporee: cell(line, 3) === 'yes', unicode: cell(line, 5) === 'yes' }))
}

export const pdfinfo = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    run(bytes, 'pdfinfo', (path) => ['-isodates', path])
      .toString('utf8')
      .split('\n')
      .flatMap((line) => {
        const colon = line.indexOf(':')
        return colon === -1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]]
      })
  )

/** One page as grey levels, row by row, 0 black to 255 white. */
export interface Gris {
  readonly l: number
  readonly h: number
  readonly pixels: Uint8Array
}
export function pdftoppm(bytes: Uint8Array, page: number, dpi: number): Gris {
  const pgm = run(bytes, 'pdftoppm', (path) => ['-r', String(dpi), '-gray', '-f', String(page), '-l', String(page), path])
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/u.exec(pgm.subarray(0, 64).toString('latin1'))
  if (!header) throw new Error('pdftoppm : image illisible')
  const [l, h] = [Number(header[1]), Number(header[2])]
  return { l, h, pixels: new Uint8Array(pgm.subarray(header[0].length, header[0].length + l * h)) }
}

export interface MotLu {
  readonly texte: string
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Words of each page with the box the reader gives them, in points from the top left. */
export function pdfWords(bytes: Uint8Array): MotLu[][] {
  const html = run(bytes, 'pdftotext', (path) => ['-bbox', '-enc', 'UTF-8', path, '-']).toString('utf8')
  return html
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<\/word>/gu)].map((word) => ({
        texte: (word[5] ?? '').replace(/&(\w+);/gu, (_, name: string) => entities[name] ?? '?'),
        x1: Number(word[1]),
        y1: Number(word[2]),
        x2: Number(word[3]),
        y2: Number(word[4])
      }))
    )
}

/** Words whose box holds no dark pixel once drawn: what a blank-glyph font gives. Spaces have no word. */
export function wordsWithoutInk(bytes: Uint8Array, dpi = 100): string[] {
  const scale = dpi / 72
  return pdfWords(bytes).flatMap((words, p) => {
    const image = pdftoppm(bytes, p + 1, dpi)
    return words.filter((word) => !hasInk(image, word, scale)).map((word) => `${p + 1}:${word.texte}`)
  })
}

/** Ink is what is clearly darker than the ground of the box, pale or white. */
function hasInk(image: Gris, word: MotLu, scale: number): boolean {
  let [darkest, lightest] = [255, 0]
  for (let y = Math.max(0, Math.floor(word.y1 * scale)); y < Math.min(image.h, Math.ceil(word.y2 * scale)); y++)
    for (let x = Math.max(0, Math.floor(word.x1 * scale)); x < Math.min(image.l, Math.ceil(word.x2 * scale)); x++) {
      const level = image.pixels[y * image.l + x] ?? 255
      darkest = Math.min(darkest, level)
      lightest = Math.max(lightest, level)
    }
  return lightest - darkest > 40
}

/** Dark pixels of a page. */
export const inkOf = (image: Gris): number => image.pixels.reduce((count, level) => count + (level < 140 ? 1 : 0), 0)
