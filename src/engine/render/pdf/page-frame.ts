import type { Doc } from '#documents/doc.ts'
import type { Canvas } from './canvas.ts'
import type { Face } from './faces.ts'
import type { Layout } from './layout.ts'
import { couleurs, mm } from './style.ts'

const taille = 8
const enteteY = mm(12)
const piedY = mm(12.5)
const filetPied = mm(16)

/** Shortened with an ellipsis to fit `room` points. */
export function shorten(face: Face, texte: string, size: number, room: number): string {
  if (face.width(texte, size) <= room) return texte
  let end = texte.length
  while (end > 0 && face.width(`${texte.slice(0, end).trimEnd()}…`, size) > room) end--
  return `${texte.slice(0, end).trimEnd()}…`
}

export interface Frame {
  readonly doc: Doc
  readonly nomFichier: string
  readonly version: string
  readonly brouillon: boolean
  readonly largeurPage: number
  readonly hauteurPage: number
  readonly total: number
}

/** Running header, from page 2. */
export function drawHeader(layout: Layout, canvas: Canvas, frame: Frame): void {
  const { normal } = layout.fonts
  const { x, largeur } = layout
  const grappe = shorten(normal, layout.text.french(frame.doc.grappe), taille, largeur * 0.55)
  const titre = shorten(normal, layout.text.french(frame.doc.titreCourt), taille, largeur - normal.width(grappe, taille) - 14)
  canvas.texte(normal, taille, couleurs.accent, x, enteteY, titre)
  canvas.texte(normal, taille, couleurs.grisFonce, x + normal.width(titre, taille), enteteY, ` · ${grappe}`)
  canvas.filet(x, enteteY + 5, x + largeur, enteteY + 5, couleurs.filet)
}

/** Footer of page `numero` (from 1), and the draft mark: drawn after the text, so that a reader meets them last. */
export function drawFooter(layout: Layout, canvas: Canvas, frame: Frame, numero: number): void {
  const { normal } = layout.fonts
  const { x, largeur } = layout
  const right = x + largeur
  const base = frame.hauteurPage - piedY
  canvas.filet(x, frame.hauteurPage - filetPied, right, frame.hauteurPage - filetPied, couleurs.filet)
  const page = `page\u00a0${numero}\u00a0/\u00a0${frame.total}`
  const pageWidth = normal.width(page, taille)
  const code = frame.doc.codeDonnees ? `Code des données\u202f: ${frame.doc.codeDonnees}` : ''
  const codeWidth = code ? normal.width(code, taille) + 16 : 0
  const nom = shorten(normal, layout.text.raw(frame.nomFichier), taille, largeur - pageWidth - codeWidth - 16)
  canvas.texte(normal, taille, couleurs.grisFonce, x, base, nom)
  if (code) canvas.texte(normal, taille, couleurs.encre, right - pageWidth - codeWidth, base, code)
  canvas.texte(normal, taille, couleurs.grisFonce, right - pageWidth, base, page)
  if (numero === 1) canvas.texte(normal, 7, couleurs.gris, x, base + 9.5, layout.text.raw(`Document établi avec Grappe ${frame.version}`))
  if (frame.brouillon) drawDraftMark(layout, canvas, frame)
}

function drawDraftMark(layout: Layout, canvas: Canvas, frame: Frame): void {
  const { gras } = layout.fonts
  const texte = 'BROUILLON'
  const { largeurPage: l, hauteurPage: h } = frame
  const angle = Math.atan2(h, l)
  const size = Math.round((Math.hypot(l, h) * 0.66) / gras.width(texte, 1))
  const half = (size * [...texte].reduce((sum, letter) => sum + gras.advance(letter.charCodeAt(0)), 0)) / 2000
  const drop = size * 0.33
  const x = l / 2 - half * Math.cos(angle) + drop * Math.sin(angle)
  const y = h / 2 + half * Math.sin(angle) + drop * Math.cos(angle)
  canvas.filigrane({ face: gras, taille: size, couleur: couleurs.filigrane, texte, x, y, angle })
}
