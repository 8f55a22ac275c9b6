import type { Bloc, Forme } from '#documents/doc.ts'
import type { Canvas } from './canvas.ts'
import type { Strip } from './flow.ts'
import type { Layout } from './layout.ts'
import { baseline, layoutParagraph } from './paragraphs.ts'
import { couleurs, entreTables } from './style.ts'

type FigureBloc = Extract<Bloc, { b: 'figure' }>

function arrowHead(canvas: Canvas, from: readonly [number, number], to: readonly [number, number], size: number, couleur: string): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
  const side = (turn: number): [number, number] => [to[0] - size * Math.cos(angle + turn), to[1] - size * Math.sin(angle + turn)]
  canvas.polygone([to, side(0.42), side(-0.42)], couleur)
}

function drawShape(layout: Layout, canvas: Canvas, forme: Forme, x: number, y: number, scale: number): void {
  const px = (value: number): number => x + value * scale
  const py = (value: number): number => y + value * scale
  switch (forme.f) {
    case 'rect':
      canvas.cadre(px(forme.x), py(forme.y), forme.l * scale, forme.h * scale, {
        ...(forme.fond ? { fond: forme.fond } : {}),
        ...(forme.trait ? { trait: forme.trait } : {}),
        epaisseur: 0.7,
        rayon: (forme.rayon ?? 0) * scale
      })
      break
    case 'cercle':
      canvas.cercle(px(forme.x), py(forme.y), forme.r * scale, forme.fond, forme.trait, 0.7)
      break
    case 'ligne': {
      const points = forme.points.map(([a, b]): [number, number] => [px(a), py(b)])
      const epaisseur = Math.max(0.4, (forme.epaisseur ?? 1) * scale)
      canvas.trace(points, forme.trait, epaisseur, forme.pointille ?? false)
      const [to, from] = [points.at(-1), points.at(-2)]
      if (forme.fleche && to && from) arrowHead(canvas, from, to, 5 + epaisseur * 2, forme.trait)
      break
    }
    case 'texte': {
      const face = forme.gras ? layout.fonts.demi : layout.fonts.normal
      const taille = Math.round(forme.taille * scale * 100) / 100
      const texte = layout.text.french(forme.texte).replaceAll('\n', ' ')
      const width = face.width(texte, taille)
      const shift = forme.ancre === 'milieu' ? -width / 2 : forme.ancre === 'fin' ? -width : 0
      canvas.texte(face, taille, forme.couleur ?? couleurs.encre, px(forme.x) + shift, py(forme.y), texte)
    }
  }
}

/** A vector figure under its title, scaled to the text width (or to the page height), never split. */
export function layoutFigure(layout: Layout, bloc: FigureBloc): Strip[] {
  const titre = layoutParagraph(layout, [{ texte: bloc.titre, gras: true }], {}).map((strip): Strip => ({ ...strip, lien: 3 }))
  const room = layout.hauteur - titre.reduce((h, strip) => h + strip.h, 0) - layout.sousTitres
  const scale = Math.min(layout.largeur / bloc.largeur, room / bloc.hauteur)
  const x = layout.x + (layout.largeur - bloc.largeur * scale) / 2
  const h = bloc.hauteur * scale
  const drawing: Strip = {
    genre: 'bloc',
    h: h + 4,
    avant: 4,
    lien: 0,
    draw: (canvas, y) => {
      for (const forme of bloc.formes) drawShape(layout, canvas, forme, x, y, scale)
    }
  }
  return [...titre.map((strip, i): Strip => (i === 0 ? { ...strip, avant: entreTables } : strip)), drawing]
}

/** Baseline of a text centred on a height, for drawings. */
export const centredBaseline = (y: number, h: number, taille: number): number => y + baseline(taille, h)
