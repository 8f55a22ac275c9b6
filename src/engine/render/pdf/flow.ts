import type { Canvas } from './canvas.ts'

/** What a strip of the page is, for the tests of the page rules. */
export type Genre = 'entete' | 'titre' | 'ligne' | 'cellules' | 'enteteTable' | 'bloc' | 'signature'

/** A table heading drawn again at the top of each page the table goes on to. */
export interface Repetition {
  readonly h: number
  readonly draw: (canvas: Canvas, y: number) => void
}

/**
 * How firmly a strip holds to the next one. 0: not at all · 1: when both fit on one page (short tables) ·
 * 2: first and last lines, total rows · 3: headings. A run that cannot fit on a page is opened at its weakest joints.
 */
export type Lien = 0 | 1 | 2 | 3

/** An unbreakable strip across the page; a document is a list of them. Heights in points. */
export interface Strip {
  readonly genre: Genre
  readonly h: number
  /** Space above, dropped at the top of a page. */
  readonly avant: number
  lien: Lien
  readonly draw: (canvas: Canvas, y: number) => void
  readonly repetition?: Repetition
  /** Starts a new page. */
  readonly saut?: boolean
  /** Rank of the heading in the outline. */
  readonly titre?: number
  /** Rank of the block in the document. */
  bloc?: number
}

/** A strip put on a page, `y` its top. */
export interface Placed {
  readonly strip: Strip
  readonly y: number
}
/** A page before drawing: its strips from top to bottom, repeated table heading first when there is one. */
export interface PlacedPage {
  readonly strips: Placed[]
  readonly repetition: Repetition | null
}

export interface Cadre {
  readonly haut: number
  readonly bas: number
}

/** Puts strips on pages: joined strips stay together whenever a page can hold them. */
export function paginate(strips: readonly Strip[], cadre: Cadre): PlacedPage[] {
  const pages: PlacedPage[] = []
  const room = cadre.bas - cadre.haut + 0.01
  let page: PlacedPage = { strips: [], repetition: null }
  let y = cadre.haut

  const open = (first: Strip): void => {
    const repetition = first.genre === 'enteteTable' ? null : (first.repetition ?? null)
    page = { strips: [], repetition }
    pages.push(page)
    y = cadre.haut + (repetition?.h ?? 0)
  }
  const put = (strip: Strip): void => {
    const top = page.strips.length === 0 ? y : y + strip.avant
    page.strips.push({ strip, y: top })
    y = top + strip.h
  }
  /** Height of [from, to) at the top of a page, or below what is already there. */
  const height = (from: number, to: number, atTop: boolean): number => {
    let total = 0
    for (let i = from; i < to; i++) {
      const strip = strips[i]
      if (strip) total += strip.h + (i === from && atTop ? 0 : strip.avant)
    }
    const first = strips[from]
    return atTop && first && first.genre !== 'enteteTable' ? total + (first.repetition?.h ?? 0) : total
  }
  const place = (from: number, to: number, joint: number): void => {
    const first = strips[from]
    if (!first) return
    if (pages.length === 0 || (first.saut && page.strips.length > 0)) open(first)
    const fitsHere = y + height(from, to, page.strips.length === 0) - (page.strips.length === 0 ? (page.repetition?.h ?? 0) : 0) <= cadre.bas + 0.01
    if (!fitsHere && to - from > 1 && height(from, to, true) > room) {
      // Too tall for any page: open the run at its weakest joints.
      let start = from
      for (let i = from; i < to; i++)
        if (i === to - 1 || (strips[i]?.lien ?? 0) <= joint) {
          place(start, i + 1, joint + 1)
          start = i + 1
        }
      return
    }
    if (!fitsHere && page.strips.length > 0) open(first)
    for (let i = from; i < to; i++) {
      const strip = strips[i]
      if (strip) put(strip)
    }
  }
  let start = 0
  for (let i = 0; i < strips.length; i++)
    if (i === strips.length - 1 || (strips[i]?.lien ?? 0) === 0 || strips[i + 1]?.saut) {
      place(start, i + 1, 1)
      start = i + 1
    }
  return pages
}
