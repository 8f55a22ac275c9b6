import Papa from 'papaparse'
import { GrappeError } from '#contract/errors.ts'
import { type Rangee, rangeesMax } from './table.ts'

const separateurs = [';', '\t', ',', '|'] as const

/** Rows of a CSV text whose separator is known; quoted cells may hold separators, quotes and line breaks. */
export function lireCsv(texte: string, separateur: string, max = rangeesMax): readonly Rangee[] {
  const rangees: Rangee[] = []
  let numero = 0
  Papa.parse<string[]>(texte, {
    delimiter: separateur,
    step: ({ data }) => {
      numero += 1
      const cellules = data.map((cell) => cell.trim())
      if (cellules.every((c) => /^[;,|\t]*$/u.test(c))) return
      if (rangees.length >= max) throw new GrappeError('fichier-trop-grand', `plus de ${max} lignes`)
      rangees.push({ numero, cellules })
    }
  })
  return rangees
}

/** Tries each separator on the beginning of the text and keeps the one whose rows `note` best. */
export function devinerSeparateur(texte: string, note: (rangees: readonly Rangee[]) => number): string {
  const stated = /^sep=(.)\r?\n/u.exec(texte)?.[1]
  if (stated) return stated
  const end = texte.lastIndexOf('\n', 100_000)
  const debut = texte.length > 100_000 && end > 0 ? texte.slice(0, end) : texte
  let best: { readonly separateur: string; readonly points: number } = { separateur: ';', points: -1 }
  for (const separateur of separateurs) {
    const rangees = lireCsv(debut, separateur)
    const largeur = Math.max(0, ...rangees.slice(0, 50).map((r) => r.cellules.length))
    const points = note(rangees) * 1000 + Math.min(largeur, 999)
    if (points > best.points) best = { separateur, points }
  }
  return best.separateur
}
