import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** What every style must keep: nothing moves for who asks for stillness, and the focus is seen in both themes. */

const dossier = join(import.meta.dirname, '..', 'src', 'ui', 'styles')
const feuilles = readdirSync(dossier).map((nom) => ({ nom, texte: readFileSync(join(dossier, nom), 'utf8').replace(/\/\*[\s\S]*?\*\//gu, '') }))

/** A sheet without its blocks `@media (…)` of that preference. */
function sans(texte: string, preference: string): string {
  const debut = texte.indexOf(`@media (prefers-reduced-motion: ${preference})`)
  if (debut === -1) return texte
  let fin = texte.indexOf('{', debut)
  for (let ouvertes = 1; ouvertes > 0; ) {
    fin++
    if (texte[fin] === '{') ouvertes++
    else if (texte[fin] === '}') ouvertes--
  }
  return sans(texte.slice(0, debut) + texte.slice(fin + 1), preference)
}

test('what moves is only for who did not ask for stillness', () => {
  const fautes = feuilles.flatMap(({ nom, texte }) =>
    [...sans(sans(texte, 'no-preference'), 'reduce').matchAll(/(?:transition|animation|scroll-behavior)[\w-]*\s*:[^;]*/gu)].map(
      ([regle]) => `${nom} : ${regle}`
    )
  )
  expect(fautes).toEqual([])
  // The grid component brings its own style sheet.
  expect(feuilles.find((f) => f.nom === 'base.css')?.texte).toMatch(
    /prefers-reduced-motion: reduce\) \{\s*\*[\s\S]*transition: none !important;\s*animation: none !important/u
  )
})

const jetons = feuilles.find((f) => f.nom === 'jetons.css')?.texte ?? ''
const valeurs = (texte: string) => Object.fromEntries([...texte.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gu)].map(([, nom, couleur]) => [nom, couleur]))
const [clair = '', sombre = ''] = jetons.split('@media screen and (prefers-color-scheme: dark)')

const luminance = (hex: string): number => {
  const [r = 0, v = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * v + 0.0722 * b
}
const contraste = (a: string, b: string): number => {
  const [haut = 0, bas = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (haut + 0.05) / (bas + 0.05)
}

describe.each([
  ['clair', valeurs(clair)],
  ['sombre', { ...valeurs(clair), ...valeurs(sombre) }]
])('focus, thème %s', (_, couleurs) => {
  test.each(['fond', 'surface', 'surface-2', 'surface-3', 'accent-doux', 'rouge-doux', 'orange-doux', 'vert-doux'])('se voit sur %s', (fond) => {
    expect(contraste(couleurs['accent'] ?? '#000000', couleurs[fond] ?? '#000000')).toBeGreaterThanOrEqual(3)
  })
})

test('no outline is taken away without another mark of the focus', () => {
  const fautes = feuilles.flatMap(({ nom, texte }) =>
    [...texte.matchAll(/([^{}]+)\{[^{}]*outline:\s*(?:none|0)\b[^{}]*\}/gu)]
      .map(([, selecteur]) => (selecteur ?? '').trim())
      // A region that a shortcut reaches is the whole work area: its controls show where one is.
      .filter((s) => s !== '[data-region]:focus' && !texte.includes(`${s}[data-focus-visible]`) && !texte.includes(`${s}[data-focused]`))
      .map((s) => `${nom} : ${s}`)
  )
  expect(fautes).toEqual([])
})
