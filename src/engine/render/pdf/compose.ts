import type { Bloc, Doc } from '#documents/doc.ts'
import { layoutCallout } from './callout.ts'
import { type Heading, layoutContents } from './contents.ts'
import { layoutFigure } from './figure.ts'
import { type Cadre, type PlacedPage, paginate, type Strip } from './flow.ts'
import { layoutGantt } from './gantt.ts'
import type { Layout } from './layout.ts'
import { layoutPairs } from './pairs.ts'
import { layoutHeading, layoutList, layoutParagraph } from './paragraphs.ts'
import { layoutSignatures } from './signatures.ts'
import { entreTables } from './style.ts'
import { layoutTable } from './table.ts'
import { layoutTitleBlock } from './title-block.ts'

/** A document laid out, nothing drawn yet. */
export interface Composition {
  readonly pages: readonly PlacedPage[]
  readonly headings: readonly Heading[]
}

async function layoutBlock(layout: Layout, bloc: Bloc, headings: Heading[]): Promise<Strip[]> {
  switch (bloc.b) {
    case 'titre':
      headings.push({ niveau: bloc.niveau, texte: layout.text.french(bloc.texte), page: 0, y: 0 })
      return layoutHeading(layout, bloc.niveau, bloc.texte, headings.length - 1)
    case 'paragraphe':
      return layoutParagraph(layout, bloc.texte, { petit: bloc.petit ?? false, centre: bloc.centre ?? false })
    case 'liste':
      return layoutList(layout, bloc.ordonnee ?? false, bloc.elements)
    case 'paires':
      return layoutPairs(layout, bloc.lignes)
    case 'table':
      return layoutTable(layout, bloc)
    case 'gantt':
      return layoutGantt(layout, bloc)
    case 'figure':
      return layoutFigure(layout, bloc)
    case 'encadre':
      return layoutCallout(layout, bloc.ton, bloc.titre, bloc.texte)
    case 'signatures':
      return layoutSignatures(layout, bloc.blocs)
    case 'saut':
      return []
  }
}

/** Lines of a paragraph that are carried to the page of the signatures with its last ones. */
const keptWithSignatures = 8

/** Lines of a paragraph that, under a heading, open what follows rather than stand for it. */
const opening = 3

/** A heading and a sentence do not stay at the foot of a page without what they open. */
function holdOpening(strips: readonly Strip[], previous: Bloc | undefined, bloc: Bloc, next: Bloc | undefined): void {
  if (previous?.b !== 'titre' || bloc.b !== 'paragraphe' || strips.length > opening) return
  if (next === undefined || next.b === 'titre' || next.b === 'saut') return
  const last = strips.at(-1)
  if (last && last.lien === 0) last.lien = 1
}

/** Under a heading, the space above the first strip shrinks: the heading already brings its own. */
function tightenAfterHeading(strips: Strip[], previous: Bloc | undefined): void {
  const first = strips[0]
  if (first && previous?.b === 'titre') strips[0] = { ...first, avant: first.avant * 0.35 }
}

/** Height of the headings at the end of `body`: what follows must leave them this room on its page. */
function headingsAbove(body: readonly Strip[]): number {
  let height = 0
  for (let i = body.length - 1; body[i]?.genre === 'titre'; i--) height += (body[i]?.h ?? 0) + (body[i]?.avant ?? 0)
  return height
}

/** The strips of the body: page breaks, and the text that holds to the signatures. */
async function layoutBody(layout: Layout, doc: Doc, headings: Heading[]): Promise<Strip[]> {
  const body: Strip[] = []
  let saut = doc.sommaire ?? false
  let previousLength = 0
  for (const [rang, bloc] of doc.blocs.entries()) {
    if (bloc.b === 'saut') {
      saut = body.length > 0 || saut
      continue
    }
    const above = saut ? 0 : headingsAbove(body) + entreTables
    const strips = await layoutBlock({ ...layout, sousTitres: Math.max(layout.sousTitres, above) }, bloc, headings)
    for (const strip of strips) strip.bloc = rang
    tightenAfterHeading(strips, doc.blocs[rang - 1])
    holdOpening(strips, doc.blocs[rang - 1], bloc, doc.blocs[rang + 1])
    const first = strips[0]
    if (first && saut) strips[0] = { ...first, saut: true }
    if (bloc.b === 'signatures' && body.length > 0 && !saut) {
      // Signatures never stand alone: the last lines before them come along.
      const from = Math.max(previousLength, body.length - keptWithSignatures)
      const whole = body.length - previousLength <= keptWithSignatures
      for (let i = whole ? from : body.length - 2; i < body.length; i++) {
        const strip = body[i]
        if (strip && strip.lien < 2) strip.lien = 2
      }
    }
    if (strips.length > 0) {
      previousLength = body.length
      saut = false
    }
    for (const strip of strips) body.push(strip)
    await layout.souffle(strips.length)
  }
  return body
}

/** Lays out a whole document on pages whose text stands between `cadre.haut` and `cadre.bas`. */
export async function compose(layout: Layout, doc: Doc, cadre: Cadre): Promise<Composition> {
  const headings: Heading[] = []
  const body = await layoutBody(layout, doc, headings)
  const front = layoutTitleBlock(layout, doc)
  const strips = [...front, ...(doc.sommaire && headings.some((heading) => heading.niveau < 3) ? layoutContents(layout, headings) : []), ...body]
  const pages = paginate(strips, cadre)
  for (const [p, page] of pages.entries())
    for (const { strip, y } of page.strips) {
      const heading = strip.titre === undefined ? undefined : headings[strip.titre]
      if (heading) {
        heading.page = p + 1
        heading.y = y
      }
    }
  return { pages, headings }
}
