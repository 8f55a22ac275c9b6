import type { Valeur } from '#documents/doc.ts'
import { printedValue } from '#documents/printed-value.ts'
import type { Strip } from './flow.ts'
import { type Layout, tons } from './layout.ts'
import { breakRuns, type Run } from './lines.ts'
import { baseline } from './paragraphs.ts'
import { couleurs, entreBlocs, mm } from './style.ts'

const taille = 10
const interligne = 13.2
const retraitY = 2.4
/** Pairs with more lines than this are cut by lines rather than kept whole. */
const longest = 14
const absent = 'Non renseigné'

/** Label and value on two columns, a light rule under each pair. */
export function layoutPairs(layout: Layout, lignes: readonly (readonly [string, Valeur])[]): Strip[] {
  const { demi, normal, italique } = layout.fonts
  const labels = lignes.map(([label]) => layout.text.french(label))
  const widest = Math.max(0, ...labels.map((label) => demi.width(label, taille)))
  const colonne = Math.min(Math.max(widest + 12, mm(35)), layout.largeur * 0.38)
  const base = baseline(taille, interligne)
  const small = lignes.length < 6
  return lignes.flatMap(([, valeur], k): Strip[] => {
    const labelRuns: Run[] = [{ texte: labels[k] ?? '', face: demi, couleur: couleurs.grisFonce }]
    const empty = valeur.t === 'vide'
    const texte = empty ? absent : printedValue(valeur, layout.text, false)
    const valueRuns: Run[] = [
      { texte, face: empty ? italique : normal, couleur: empty ? couleurs.gris : valeur.t === 'texte' && valeur.ton ? tons[valeur.ton].encre : couleurs.encre }
    ]
    const labelLines = breakRuns(labelRuns, taille, colonne - 10)
    const valueLines = breakRuns(valueRuns, taille, layout.largeur - colonne)
    const count = Math.max(labelLines.length, valueLines.length)
    const joint = k === lignes.length - 1 ? 0 : small || k === 0 || k === lignes.length - 2 ? 1 : 0
    const strip = (from: number, to: number): Strip => {
      const last = to === count
      const first = from === 0
      const h = (to - from) * interligne + (first ? retraitY : 0) + (last ? retraitY : 0)
      return {
        genre: 'cellules',
        h,
        avant: k === 0 && first ? entreBlocs : 0,
        lien: last ? joint : from === 0 || to === count - 1 ? 2 : 0,
        draw: (canvas, y) => {
          const top = y + (first ? retraitY : 0) + base
          for (let i = from; i < to; i++) {
            const label = labelLines[i]
            const value = valueLines[i]
            if (label) canvas.ligneDeTexte(labelRuns, label, taille, layout.x, top + (i - from) * interligne)
            if (value) canvas.ligneDeTexte(valueRuns, value, taille, layout.x + colonne, top + (i - from) * interligne)
          }
          if (last) canvas.filet(layout.x, y + h, layout.x + layout.largeur, y + h, couleurs.filet)
        }
      }
    }
    if (count <= longest) return [strip(0, count)]
    return Array.from({ length: count }, (_, i) => strip(i, i + 1))
  })
}
