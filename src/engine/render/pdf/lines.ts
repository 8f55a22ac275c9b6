import type { Face } from './faces.ts'

/** A run of text in one face and colour. */
export interface Run {
  readonly texte: string
  readonly face: Face
  readonly couleur: string
}

/** One piece of a line: `run` is an index into the runs, `[from, to)` a range of its text, `x` its offset in points. */
export interface Piece {
  readonly run: number
  readonly from: number
  readonly to: number
  readonly x: number
}
export interface Line {
  readonly pieces: readonly Piece[]
  readonly width: number
}

const space = 0x20
const newline = 0x0a
const hyphen = 0x2d

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code <= 0x17f)
/** Inside a word too long for its line, it is better to break after one of these: / - _ . @ & = */
const isSeam = (code: number): boolean =>
  code === 0x2f || code === hyphen || code === 0x5f || code === 0x2e || code === 0x40 || code === 0x26 || code === 0x3d || code === 0x2c

/** May a line end just after the code at `i`? After a space, a dash between letters, or a hyphen between letters. */
function isBreak(text: string, i: number): boolean {
  const code = text.charCodeAt(i)
  if (code === space) return true
  if (code === hyphen || code === 0x2010 || code === 0x2014) return i > 0 && isLetter(text.charCodeAt(i - 1)) && isLetter(text.charCodeAt(i + 1))
  return false
}

/** Width of the longest part of a text that no line break cuts, in points. */
export function widestWord(face: Face, text: string, taille: number): number {
  let widest = 0
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === newline || isBreak(text, i)) {
      const end = code === space || code === newline ? i : i + 1
      if (end > start) widest = Math.max(widest, face.width(text, taille, start, end))
      start = i + 1
    }
  }
  return start < text.length ? Math.max(widest, face.width(text, taille, start)) : widest
}

/**
 * Breaks one text in one face: flat pairs [from, to, from, to, …], trailing spaces left out; at least one line.
 * A word wider than `largeur` is cut, after a separator when there is one.
 */
export function breakText(face: Face, text: string, taille: number, largeur: number): number[] {
  const out: number[] = []
  const limit = (largeur * 1000) / taille + 0.5
  let from = 0
  let x = 0
  let previous = 0
  let lastBreak = -1
  let lastSeam = -1
  const push = (to: number): void => {
    let end = to
    while (end > from && text.charCodeAt(end - 1) === space) end--
    out.push(from, end)
  }
  let i = 0
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === newline) {
      push(i)
      from = ++i
      x = 0
      previous = 0
      lastBreak = lastSeam = -1
      continue
    }
    const advance = face.advance(code) + (previous === 0 ? 0 : face.kern(previous, code))
    if (x + advance > limit && code !== space && i > from) {
      const next = lastBreak > from ? lastBreak : lastSeam > from ? lastSeam : i
      push(next)
      from = next
      while (text.charCodeAt(from) === space) from++
      i = from
      x = 0
      previous = 0
      lastBreak = lastSeam = -1
      continue
    }
    x += advance
    previous = code
    if (isBreak(text, i)) lastBreak = i + 1
    else if (isSeam(code)) lastSeam = i + 1
    i++
  }
  push(text.length)
  return out
}

/** Breaks a paragraph of several runs; every line starts at `x` = 0. A line break inside the text is kept. */
export function breakRuns(runs: readonly Run[], taille: number, largeur: number): Line[] {
  if (runs.length === 1 && runs[0]) {
    const [run] = runs
    const flat = breakText(run.face, run.texte, taille, largeur)
    const lines: Line[] = []
    for (let i = 0; i < flat.length; i += 2) {
      const from = flat[i] ?? 0
      const to = flat[i + 1] ?? 0
      lines.push({ pieces: from < to ? [{ run: 0, from, to, x: 0 }] : [], width: run.face.width(run.texte, taille, from, to) })
    }
    return lines
  }
  return breakMixed(runs, taille, largeur)
}

/** Several faces on one line: break on the joined text, with each code measured in the face of its run. */
function breakMixed(runs: readonly Run[], taille: number, largeur: number): Line[] {
  const text = runs.map((run) => run.texte).join('')
  const owner = new Uint16Array(text.length)
  const starts: number[] = []
  let at = 0
  for (const [r, run] of runs.entries()) {
    starts.push(at)
    owner.fill(r, at, at + run.texte.length)
    at += run.texte.length
  }
  const limit = (largeur * 1000) / taille + 0.5
  const lines: Line[] = []
  const push = (from: number, to: number): void => {
    let end = to
    while (end > from && text.charCodeAt(end - 1) === space) end--
    const pieces: Piece[] = []
    let x = 0
    for (let start = from; start < end; ) {
      const r = owner[start] ?? 0
      const run = runs[r]
      if (!run) break
      const base = starts[r] ?? 0
      const stop = Math.min(end, base + run.texte.length)
      pieces.push({ run: r, from: start - base, to: stop - base, x })
      x += run.face.width(run.texte, taille, start - base, stop - base)
      start = stop
    }
    lines.push({ pieces, width: x })
  }
  let from = 0
  let x = 0
  let lastBreak = -1
  let lastSeam = -1
  let i = 0
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === newline) {
      push(from, i)
      from = ++i
      x = 0
      lastBreak = lastSeam = -1
      continue
    }
    const face = runs[owner[i] ?? 0]?.face
    const joined = i > from && owner[i] === owner[i - 1]
    const advance = face ? face.advance(code) + (joined ? face.kern(text.charCodeAt(i - 1), code) : 0) : 0
    if (x + advance > limit && code !== space && i > from) {
      const next = lastBreak > from ? lastBreak : lastSeam > from ? lastSeam : i
      push(from, next)
      from = next
      while (text.charCodeAt(from) === space) from++
      i = from
      x = 0
      lastBreak = lastSeam = -1
      continue
    }
    x += advance
    if (isBreak(text, i)) lastBreak = i + 1
    else if (isSeam(code)) lastSeam = i + 1
    i++
  }
  push(from, text.length)
  return lines
}
