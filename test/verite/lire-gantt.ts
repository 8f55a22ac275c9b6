import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Shapes of one page that poppler draws in SVG: verticals of the calendar, bars and milestones, in drawing order. */
interface Dessin {
  readonly verticales: readonly number[]
  readonly formes: readonly { readonly de: number; readonly a: number; readonly jalon: boolean }[]
}

const accent = /fill:rgb\(12\.\d+%,30\.\d+%,54\.\d+%\)/u

function lirePage(svg: string): Dessin {
  const verticales: number[] = []
  const formes: { de: number; a: number; jalon: boolean }[] = []
  for (const [, style = '', d = '', reste = ''] of svg.matchAll(/<path style="([^"]*)" d="([^"]*)"([^>]*)/gu)) {
    const nombres = [...d.matchAll(/-?\d+(?:\.\d+)?/gu)].map((m) => Number(m[0]))
    const xs = nombres.filter((_, i) => i % 2 === 0)
    const ys = nombres.filter((_, i) => i % 2 === 1)
    const commandes = d.replace(/[^A-Z]/gu, '')
    const [de, a] = [Math.min(...xs), Math.max(...xs)]
    const [haut, bas] = [Math.min(...ys), Math.max(...ys)]
    if (style.startsWith('fill:none') && commandes === 'ML' && a - de < 0.01 && bas - haut > 30) {
      const [echelle, , , , x0] = (/matrix\(([^)]*)\)/u.exec(reste)?.[1] ?? '1,0,0,1,0,0').split(',').map(Number)
      verticales.push(de * echelle! + x0!)
    } else if (accent.test(style) && /^M(?:LC){3,4}L?C?Z?M?$/u.test(commandes)) formes.push({ de, a, jalon: false })
    else if (commandes === 'MLLL' && Math.abs(a - de - (bas - haut)) < 0.1 && a - de < 12) formes.push({ de: (de + a) / 2, a: (de + a) / 2, jalon: true })
  }
  return { verticales, formes }
}

function dessins(octets: Uint8Array, pages: number): readonly Dessin[] {
  const dossier = mkdtempSync(join(tmpdir(), 'verite-'))
  try {
    const pdf = join(dossier, 'a.pdf')
    writeFileSync(pdf, octets)
    return Array.from({ length: pages }, (_, i) => {
      const svg = join(dossier, `${i}.svg`)
      execFileSync('pdftocairo', ['-svg', '-f', String(i + 1), '-l', String(i + 1), pdf, svg])
      return lirePage(readFileSync(svg, 'utf8'))
    })
  } finally {
    rmSync(dossier, { recursive: true, force: true })
  }
}

export interface GanttAttendu {
  /** Months of the calendar, `AAAA-MM`. */
  readonly mois: readonly string[]
  /** `fin` null: a milestone. */
  readonly barres: readonly { readonly debut: string; readonly fin: string | null }[]
}

const jourDe = (iso: string) => Date.parse(iso) / 86_400_000
/** Tolerance in points: well under a day of the longest calendar. */
const tolerance = 0.3

/** Measures the drawn bars against the verticals of their calendar: each must start and end on its day. */
export function verifierGantts(octets: Uint8Array, pages: number, attendus: readonly GanttAttendu[]): readonly string[] {
  const avecGantt = dessins(octets, pages).filter((d) => d.formes.length > 0)
  if (avecGantt.length !== attendus.length) return [`${avecGantt.length} diagrammes dessinés au lieu de ${attendus.length}`]
  return attendus.flatMap(({ mois, barres }, g) => {
    const { verticales, formes } = avecGantt[g]!
    const traits = verticales.length === mois.length ? mois : mois.filter((m, i) => i === 0 || Number(m.slice(5)) % 3 === 1)
    if (traits.length !== verticales.length) return [`diagramme ${g + 1} : ${verticales.length} traits pour ${mois.length} mois`]
    if (formes.length !== barres.length) return [`diagramme ${g + 1} : ${formes.length} barres au lieu de ${barres.length}`]
    const [x0, x1] = [verticales[0]!, verticales.at(-1)!]
    const [j0, j1] = [jourDe(`${traits[0]}-01`), jourDe(`${traits.at(-1)}-01`)]
    const abscisse = (jour: number) => x0 + ((x1 - x0) * (jour - j0)) / (j1 - j0)
    const loin = (x: number, jour: number) => Math.abs(x - abscisse(jour)) > tolerance
    return [
      ...traits.flatMap((m, i) => (loin(verticales[i]!, jourDe(`${m}-01`)) ? [`diagramme ${g + 1} : trait de ${m} mal placé`] : [])),
      ...barres.flatMap(({ debut, fin }, i) => {
        const forme = formes[i]!
        const faux = forme.jalon !== (fin === null) || loin(forme.de, jourDe(debut)) || (fin !== null && loin(forme.a, jourDe(fin) + 1))
        return faux ? [`diagramme ${g + 1}, barre ${i + 1} : pas du ${debut} au ${fin ?? debut}`] : []
      })
    ]
  })
}
