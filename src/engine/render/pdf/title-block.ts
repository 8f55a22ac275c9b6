import type { Doc } from '#documents/doc.ts'
import { formatDate } from '#domain/format.ts'
import type { Strip } from './flow.ts'
import type { Layout } from './layout.ts'
import { breakRuns, type Run } from './lines.ts'
import { drawMark } from './marks.ts'
import { baseline } from './paragraphs.ts'
import { couleurs, mm } from './style.ts'

const titre = { taille: 23, interligne: 28 } as const
const sousTitre = { taille: 13, interligne: 17.5 } as const
const fiche = { taille: 10, interligne: 13.6 } as const

/** First page: title, subtitle, then what the document belongs to; a draft contract carries its mention in a frame. */
export function layoutTitleBlock(layout: Layout, doc: Doc): Strip[] {
  const { gras, demi, normal } = layout.fonts
  const strips: Strip[] = []
  const line = (h: number, avant: number, draw: Strip['draw']): void => {
    strips.push({ genre: 'entete', h, avant, lien: 2, draw })
  }
  const paragraph = (runs: Run[], style: { taille: number; interligne: number }, avant: number): void => {
    for (const [i, broken] of breakRuns(runs, style.taille, layout.largeur).entries())
      line(style.interligne, i === 0 ? avant : 0, (canvas, y) =>
        canvas.ligneDeTexte(runs, broken, style.taille, layout.x, y + baseline(style.taille, style.interligne))
      )
  }
  paragraph([{ texte: layout.text.french(doc.titre), face: gras, couleur: couleurs.accent }], titre, 0)
  if (doc.sousTitre) paragraph([{ texte: layout.text.french(doc.sousTitre), face: normal, couleur: couleurs.grisFonce }], sousTitre, 3)
  line(3, 8, (canvas, y) => canvas.rect(layout.x, y, mm(30), 2, couleurs.accent))
  if (doc.mention) layoutMention(layout, doc.mention, line)
  const lignes: [string, string][] = [
    ['Grappe', doc.grappe],
    ['Porteur', doc.porteur],
    ...(doc.instruction ? ([['Instruction', doc.instruction]] as [string, string][]) : []),
    ['Date', formatDate(doc.date)]
  ]
  const colonne = mm(26)
  for (const [i, [label, valeur]] of lignes.entries()) {
    const runs: Run[] = [{ texte: layout.text.french(valeur), face: i === 0 ? demi : normal, couleur: couleurs.encre }]
    for (const [k, broken] of breakRuns(runs, fiche.taille, layout.largeur - colonne).entries())
      line(fiche.interligne, k > 0 ? 0 : i === 0 ? 10 : 1.6, (canvas, y) => {
        const base = y + baseline(fiche.taille, fiche.interligne)
        if (k === 0) canvas.texte(normal, fiche.taille, couleurs.gris, layout.x, base, label)
        canvas.ligneDeTexte(runs, broken, fiche.taille, layout.x + colonne, base)
      })
  }
  line(1, 9, (canvas, y) => canvas.filet(layout.x, y, layout.x + layout.largeur, y, couleurs.filet, 0.6))
  strips.push({ genre: 'entete', h: 4, avant: 0, lien: 0, draw: () => {} })
  return strips
}

function layoutMention(layout: Layout, mention: string, line: (h: number, avant: number, draw: Strip['draw']) => void): void {
  const texte = layout.text.french(mention)
  const runs: Run[] = [{ texte: texte.charAt(0).toUpperCase() + texte.slice(1), face: layout.fonts.demi, couleur: couleurs.orange }]
  const lines = breakRuns(runs, fiche.taille, layout.largeur - 34)
  const h = lines.length * fiche.interligne + 9
  line(h, 9, (canvas, y) => {
    canvas.cadre(layout.x, y, layout.largeur, h, { fond: couleurs.orangePale, trait: couleurs.orange, epaisseur: 0.7, rayon: 2 })
    drawMark(canvas, 'orange', layout.x + 14, y + h / 2, 5)
    for (const [i, broken] of lines.entries())
      canvas.ligneDeTexte(runs, broken, fiche.taille, layout.x + 26, y + 4.5 + i * fiche.interligne + baseline(fiche.taille, fiche.interligne))
  })
}
