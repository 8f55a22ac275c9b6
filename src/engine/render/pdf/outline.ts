import { type PDFContext, type PDFDict, PDFHexString, PDFName, type PDFRef } from 'pdf-lib'

/** A bookmark: `niveau` 1 is the outermost, `y` counts from the foot of the page, null for the whole page. */
export interface Bookmark {
  readonly niveau: number
  readonly titre: string
  readonly page: PDFRef
  readonly y: number | null
}

interface Node {
  readonly ref: PDFRef
  readonly bookmark: Bookmark
  readonly children: Node[]
}

const count = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + 1 + count(node.children), 0)

/** Writes the bookmarks panel, nested by level; nothing when there are none. */
export function writeOutline(context: PDFContext, catalog: PDFDict, bookmarks: readonly Bookmark[]): void {
  if (bookmarks.length === 0) return
  const roots: Node[] = []
  const path: Node[] = []
  for (const bookmark of bookmarks) {
    const node: Node = { ref: context.nextRef(), bookmark, children: [] }
    while ((path.at(-1)?.bookmark.niveau ?? 0) >= bookmark.niveau) path.pop()
    ;(path.at(-1)?.children ?? roots).push(node)
    path.push(node)
  }
  const root = context.nextRef()
  const write = (nodes: readonly Node[], parent: PDFRef): void => {
    for (const [i, node] of nodes.entries()) {
      const { bookmark, children } = node
      const entry = context.obj({
        Title: PDFHexString.fromText(bookmark.titre.replaceAll('\n', ' ')),
        Parent: parent,
        Dest: [bookmark.page, PDFName.of('XYZ'), null, bookmark.y === null ? null : Math.round(bookmark.y), null]
      })
      const [previous, next, first, last] = [nodes[i - 1], nodes[i + 1], children[0], children.at(-1)]
      if (previous) entry.set(PDFName.of('Prev'), previous.ref)
      if (next) entry.set(PDFName.of('Next'), next.ref)
      if (first && last) {
        entry.set(PDFName.of('First'), first.ref)
        entry.set(PDFName.of('Last'), last.ref)
        entry.set(PDFName.of('Count'), context.obj(count(children)))
      }
      context.assign(node.ref, entry)
      write(children, node.ref)
    }
  }
  write(roots, root)
  const [first, last] = [roots[0], roots.at(-1)]
  if (!first || !last) return
  context.assign(root, context.obj({ Type: 'Outlines', First: first.ref, Last: last.ref, Count: count(roots) }))
  catalog.set(PDFName.of('Outlines'), root)
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}
