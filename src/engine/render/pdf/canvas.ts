import type { Face } from './faces.ts'
import type { Line, Run } from './lines.ts'

/** Growable bytes of a content stream. */
class Bytes {
  buffer = new Uint8Array(32_768)
  length = 0

  private room(count: number): void {
    if (this.length + count <= this.buffer.length) return
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count))
    larger.set(this.buffer.subarray(0, this.length))
    this.buffer = larger
  }
  byte(value: number): void {
    this.room(1)
    this.buffer[this.length++] = value
  }
  ascii(text: string): void {
    this.room(text.length)
    for (let i = 0; i < text.length; i++) this.buffer[this.length++] = text.charCodeAt(i)
  }
  /** Integer hundredths written as a decimal: 1234 → « 12.34 ». */
  hundredths(value: number): void {
    this.room(16)
    let rest = value
    if (rest < 0) {
      this.buffer[this.length++] = 0x2d
      rest = -rest
    }
    const whole = Math.floor(rest / 100)
    this.integer(whole)
    const cents = rest - whole * 100
    if (cents === 0) return
    this.buffer[this.length++] = 0x2e
    this.buffer[this.length++] = 0x30 + Math.floor(cents / 10)
    if (cents % 10 !== 0) this.buffer[this.length++] = 0x30 + (cents % 10)
  }
  private integer(value: number): void {
    let scale = 1
    while (scale * 10 <= value) scale *= 10
    for (let rest = value; scale >= 1; scale /= 10) {
      const digit = Math.floor(rest / scale)
      this.buffer[this.length++] = 0x30 + digit
      rest -= digit * scale
    }
  }
  /** One UTF-16 code of a literal string, big-endian, with ( ) \ and CR escaped. */
  code(value: number): void {
    this.room(4)
    this.literal(value >> 8)
    this.literal(value & 0xff)
  }
  private literal(value: number): void {
    if (value === 0x28 || value === 0x29 || value === 0x5c) this.buffer[this.length++] = 0x5c
    if (value === 0x0d) {
      this.buffer[this.length++] = 0x5c
      this.buffer[this.length++] = 0x72
    } else this.buffer[this.length++] = value
  }
  append(other: Bytes): void {
    this.room(other.length)
    this.buffer.set(other.buffer.subarray(0, other.length), this.length)
    this.length += other.length
  }
  take(): Uint8Array {
    return this.buffer.slice(0, this.length)
  }
}

/** Clickable rectangle of the table of contents, y downwards; `cible` is the rank of a heading. */
export interface Lien {
  readonly x: number
  readonly y: number
  readonly l: number
  readonly h: number
  readonly cible: number
}

const rgb = new Map<string, string>()
function colourOperands(hex: string): string {
  const known = rgb.get(hex)
  if (known) return known
  const part = (at: number): string => String(Math.round((Number.parseInt(hex.slice(at, at + 2), 16) / 255) * 1000) / 1000)
  const operands = /^#[0-9a-f]{6}$/iu.test(hex) ? `${part(1)} ${part(3)} ${part(5)}` : '0 0 0'
  rgb.set(hex, operands)
  return operands
}

/** Bézier constant of a quarter circle. */
const kappa = 0.5523

/**
 * Writes one page as bytes in two layers: shapes, then text over them (the draft mark goes between). Coordinates in points,
 * y downwards. A text code is its own character id (Identity-H), so the bytes of a string do not depend on the subset.
 */
export class Canvas {
  readonly hauteur: number
  /** Codes drawn so far, per face: what the subsets must hold. */
  readonly used: Map<Face, Uint8Array>
  liens: Lien[] = []
  private readonly shapes = new Bytes()
  private readonly text = new Bytes()
  private fill = ''
  private stroke = ''
  private face: Face | null = null
  private taille = 0
  private couleur = ''
  private x = 0
  private y = 0
  private codes: Uint8Array = new Uint8Array(0)

  constructor(hauteur: number, used: Map<Face, Uint8Array>) {
    this.hauteur = hauteur
    this.used = used
  }

  /** Text on a baseline at (x, y). Draws `texte[from, to)`. */
  texte(face: Face, taille: number, couleur: string, x: number, y: number, texte: string, from = 0, to = texte.length): void {
    if (to <= from) return
    const out = this.text
    if (face !== this.face || taille !== this.taille) this.setFont(face, taille)
    if (couleur !== this.couleur) {
      out.ascii(`${colourOperands(couleur)} rg\n`)
      this.couleur = couleur
    }
    const px = Math.round(x * 100)
    const py = Math.round((this.hauteur - y) * 100)
    out.hundredths(px - this.x)
    out.byte(0x20)
    out.hundredths(py - this.y)
    out.ascii(' Td')
    this.x = px
    this.y = py
    this.show(face, texte, from, to)
  }

  private setFont(face: Face, taille: number): void {
    if (face !== this.face) {
      this.face = face
      const known = this.used.get(face)
      this.codes = known ?? new Uint8Array(65_536)
      if (!known) this.used.set(face, this.codes)
    }
    this.taille = taille
    this.text.ascii(`/${face.ressource} `)
    this.text.hundredths(Math.round(taille * 100))
    this.text.ascii(' Tf\n')
  }

  /** `(…)Tj`, or `[(…)-12(…)]TJ` as soon as a pair is kerned. */
  private show(face: Face, texte: string, from: number, to: number): void {
    const out = this.text
    const { codes } = this
    const start = out.length
    out.byte(0x28)
    let previous = 0
    let kerned = false
    for (let i = from; i < to; i++) {
      const code = texte.charCodeAt(i)
      const kern = previous === 0 ? 0 : face.kern(previous, code)
      if (kern !== 0) {
        if (!kerned) {
          kerned = true
          out.byte(0)
          out.buffer.copyWithin(start + 1, start, out.length - 1)
          out.buffer[start] = 0x5b
        }
        out.byte(0x29)
        out.hundredths(-kern * 100)
        out.byte(0x28)
      }
      codes[code] = 1
      out.code(code)
      previous = code
    }
    out.ascii(kerned ? ')]TJ\n' : ')Tj\n')
  }

  /** One broken line of runs, its baseline at y. */
  ligneDeTexte(runs: readonly Run[], line: Line, taille: number, x: number, y: number): void {
    for (const piece of line.pieces) {
      const run = runs[piece.run]
      if (run) this.texte(run.face, taille, run.couleur, x + piece.x, y, run.texte, piece.from, piece.to)
    }
  }

  private setFill(couleur: string): void {
    if (couleur === this.fill) return
    this.fill = couleur
    this.shapes.ascii(`${colourOperands(couleur)} rg\n`)
  }
  private setStroke(couleur: string, epaisseur: number): void {
    const key = `${couleur}/${epaisseur}`
    if (key === this.stroke) return
    this.stroke = key
    this.shapes.ascii(`${colourOperands(couleur)} RG `)
    this.shapes.hundredths(Math.round(epaisseur * 100))
    this.shapes.ascii(' w\n')
  }
  private point(x: number, y: number, operator: string): void {
    const out = this.shapes
    out.hundredths(Math.round(x * 100))
    out.byte(0x20)
    out.hundredths(Math.round((this.hauteur - y) * 100))
    out.ascii(operator)
  }

  rect(x: number, y: number, l: number, h: number, couleur: string): void {
    this.setFill(couleur)
    this.point(x, y + h, ' ')
    this.shapes.hundredths(Math.round(l * 100))
    this.shapes.byte(0x20)
    this.shapes.hundredths(Math.round(h * 100))
    this.shapes.ascii(' re f\n')
  }

  /** Rectangle with optional fill, stroke and rounded corners. */
  cadre(x: number, y: number, l: number, h: number, style: { fond?: string; trait?: string; epaisseur?: number; rayon?: number }): void {
    if (style.fond) this.setFill(style.fond)
    if (style.trait) this.setStroke(style.trait, style.epaisseur ?? 0.6)
    const r = Math.min(style.rayon ?? 0, l / 2, h / 2)
    const k = r * (1 - kappa)
    this.point(x + r, y, ' m ')
    this.point(x + l - r, y, ' l ')
    if (r > 0) this.curve(x + l - k, y, x + l, y + k, x + l, y + r)
    this.point(x + l, y + h - r, ' l ')
    if (r > 0) this.curve(x + l, y + h - k, x + l - k, y + h, x + l - r, y + h)
    this.point(x + r, y + h, ' l ')
    if (r > 0) this.curve(x + k, y + h, x, y + h - k, x, y + h - r)
    this.point(x, y + r, ' l ')
    if (r > 0) this.curve(x, y + k, x + k, y, x + r, y)
    this.paint(style.fond, style.trait, true)
  }

  private curve(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.point(x1, y1, ' ')
    this.point(x2, y2, ' ')
    this.point(x, y, ' c ')
  }
  private paint(fond: string | undefined, trait: string | undefined, close: boolean): void {
    this.shapes.ascii(fond ? (trait ? 'b\n' : 'f\n') : trait ? (close ? 's\n' : 'S\n') : 'n\n')
  }

  filet(x1: number, y1: number, x2: number, y2: number, couleur: string, epaisseur = 0.5): void {
    this.setStroke(couleur, epaisseur)
    this.point(x1, y1, ' m ')
    this.point(x2, y2, ' l S\n')
  }

  /** Broken line; `pointille` dashes it. */
  trace(points: readonly (readonly [number, number])[], couleur: string, epaisseur: number, pointille: boolean): void {
    this.setStroke(couleur, epaisseur)
    if (pointille) this.shapes.ascii('[3 2] 0 d ')
    for (const [i, [x, y]] of points.entries()) this.point(x, y, i === 0 ? ' m ' : ' l ')
    this.shapes.ascii('S\n')
    if (pointille) this.shapes.ascii('[] 0 d\n')
  }

  polygone(points: readonly (readonly [number, number])[], couleur: string): void {
    this.setFill(couleur)
    for (const [i, [x, y]] of points.entries()) this.point(x, y, i === 0 ? ' m ' : ' l ')
    this.shapes.ascii('f\n')
  }

  cercle(x: number, y: number, r: number, fond?: string, trait?: string, epaisseur = 0.6): void {
    if (fond) this.setFill(fond)
    if (trait) this.setStroke(trait, epaisseur)
    const k = r * kappa
    this.point(x + r, y, ' m ')
    this.curve(x + r, y + k, x + k, y + r, x, y + r)
    this.curve(x - k, y + r, x - r, y + k, x - r, y)
    this.curve(x - r, y - k, x - k, y - r, x, y - r)
    this.curve(x + k, y - r, x + r, y - k, x + r, y)
    this.paint(fond, trait, true)
  }

  lien(x: number, y: number, l: number, h: number, cible: number): void {
    this.liens.push({ x, y, l, h, cible })
  }

  /**
   * Diagonal mark between shapes and text, `x`, `y` its start. Used for « BROUILLON »: the state /G0 (transparency) must be a resource
   * of the page.
   */
  private marque: { face: Face; taille: number; couleur: string; texte: string; x: number; y: number; angle: number } | null = null
  filigrane(marque: NonNullable<Canvas['marque']>): void {
    this.marque = marque
  }

  /** The whole page as content-stream bytes; the canvas is then empty and may serve for the next page. */
  finish(): Uint8Array {
    const page = new Bytes()
    page.ascii('q\n1 j\n')
    page.append(this.shapes)
    page.ascii('Q\n')
    if (this.marque) this.writeMarque(page, this.marque)
    page.ascii('BT\n')
    page.append(this.text)
    page.ascii('ET\n')
    this.shapes.length = this.text.length = 0
    this.fill = this.stroke = this.couleur = ''
    this.face = null
    this.taille = this.x = this.y = 0
    this.liens = []
    this.marque = null
    return page.take()
  }

  private writeMarque(page: Bytes, marque: NonNullable<Canvas['marque']>): void {
    const [cos, sin] = [Math.cos(marque.angle).toFixed(5), Math.sin(marque.angle).toFixed(5)]
    page.ascii(`q\n/G0 gs\n${colourOperands(marque.couleur)} rg\nBT\n/${marque.face.ressource} ${marque.taille} Tf\n`)
    page.ascii(`${cos} ${sin} -${sin} ${cos} ${marque.x.toFixed(2)} ${(this.hauteur - marque.y).toFixed(2)} Tm\n(`)
    const codes = this.used.get(marque.face) ?? new Uint8Array(65_536)
    this.used.set(marque.face, codes)
    for (let i = 0; i < marque.texte.length; i++) {
      const code = marque.texte.charCodeAt(i)
      codes[code] = 1
      page.code(code)
    }
    page.ascii(')Tj\nET\nQ\n')
  }
}
