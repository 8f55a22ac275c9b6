// The static French of the window is written with plain spaces, as one types it; the build dresses it once: « Rien n’est perdu ; vraiment ? » never
// breaks before its marks. What people typed is not in the sources: the screens dress it, or not, where they show it.

import { typographier } from '#domain/typographie.ts'

/** What calls for a narrow no-break space: only such texts are touched. */
const marks = /« | »| [;:!?%€](?=[\s»).,]|$)/u

/**
 * One piece of text as the source writes it. It may follow, or be followed by, a value: a stand-in takes its place.
 * @param {string} raw
 */
export function dressPiece(raw) {
  if (!marks.test(raw)) return raw
  const suffix = /« ?$/u.test(raw) ? 'x' : ''
  const prefix = /^ [%€]/u.test(raw) ? '0' : ')'
  const dressed = typographier(`${prefix}${raw}${suffix}`)
  return dressed.slice(1, dressed.length - suffix.length)
}

/**
 * Texts of a parsed module, without their quotes: between tags, strings, parts of templates.
 * @param {unknown} node
 * @param {{ start: number, end: number }[]} found
 */
function collectTexts(node, found) {
  if (node === null || typeof node !== 'object') return
  if (Array.isArray(node)) {
    for (const child of node) collectTexts(child, found)
    return
  }
  const { type, start, end, value } = /** @type {{ type?: string, start: number, end: number, value?: unknown }} */ (node)
  if (type === 'ImportDeclaration' || type?.startsWith('TS')) {
    // `x as const`, `x satisfies T`: the value is inside.
    if ('expression' in node) collectTexts(node.expression, found)
    return
  }
  if (type === 'JSXText') found.push({ start, end })
  else if (type === 'Literal' && typeof value === 'string') found.push({ start: start + 1, end: end - 1 })
  else if (type === 'TemplateElement') {
    // Its span may hold its delimiters.
    const { raw } = /** @type {{ raw: string }} */ (value)
    const from = end - start === raw.length ? start : start + 1
    found.push({ start: from, end: from + raw.length })
  } else for (const child of Object.values(node)) collectTexts(child, found)
}

/** @returns {import('vite').Plugin} */
export function dressWindow() {
  return {
    name: 'dress-window',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/ui\/.*\.tsx?$/u, code: marks },
      handler(code) {
        /** @type {{ start: number, end: number }[]} */
        const texts = []
        collectTexts(this.parse(code, { lang: 'tsx' }), texts)
        texts.sort((a, b) => a.start - b.start)
        let dressed = ''
        let last = 0
        for (const { start, end } of texts) {
          dressed += code.slice(last, start) + dressPiece(code.slice(start, end))
          last = end
        }
        return { code: dressed + code.slice(last), map: null }
      }
    }
  }
}
