import type { Ton } from '#documents/doc.ts'
import type { Canvas } from './canvas.ts'
import { tons } from './layout.ts'
import { couleurs } from './style.ts'

/** A small sign of its own shape for each tone, so that colour never speaks alone; centre (x, y), `r` half its size. */
export function drawMark(canvas: Canvas, ton: Ton, x: number, y: number, r: number): void {
  const { encre } = tons[ton]
  if (ton === 'vert') {
    canvas.cercle(x, y, r, encre)
    canvas.trace(
      [
        [x - r * 0.48, y + r * 0.02],
        [x - r * 0.12, y + r * 0.4],
        [x + r * 0.5, y - r * 0.36]
      ],
      couleurs.blanc,
      r * 0.3,
      false
    )
  } else if (ton === 'orange') {
    canvas.polygone(
      [
        [x, y - r],
        [x + r * 1.1, y + r * 0.9],
        [x - r * 1.1, y + r * 0.9]
      ],
      encre
    )
    canvas.filet(x, y - r * 0.35, x, y + r * 0.3, couleurs.blanc, r * 0.3)
    canvas.filet(x, y + r * 0.48, x, y + r * 0.72, couleurs.blanc, r * 0.3)
  } else if (ton === 'rouge') {
    canvas.cadre(x - r, y - r, r * 2, r * 2, { fond: encre, rayon: r * 0.3 })
    canvas.filet(x - r * 0.45, y - r * 0.45, x + r * 0.45, y + r * 0.45, couleurs.blanc, r * 0.3)
    canvas.filet(x - r * 0.45, y + r * 0.45, x + r * 0.45, y - r * 0.45, couleurs.blanc, r * 0.3)
  } else {
    canvas.cercle(x, y, r, encre)
    canvas.filet(x, y - r * 0.1, x, y + r * 0.55, couleurs.blanc, r * 0.3)
    canvas.filet(x, y - r * 0.55, x, y - r * 0.32, couleurs.blanc, r * 0.3)
  }
}
