import Papa from 'papaparse'
import { GrappeError } from '#contract/errors.ts'
import { colonnesMax, type Rangee, rangeesMax } from './table.ts'

/** Longest line of the file, in characters: no list has one, and the parser would hold it all at once. */
const ligneMax = 1_000_000

/** Refuses a text whose lines are too long to be those of a list. */
function verifierLignes(texte: string): void {
  for (let debut = 0; debut < texte.length; ) {
    const fin = texte.indexOf('\n', debut)
    const suite = fin < 0 ? texte.length : fin
    if (suite - debut > ligneMax) throw new GrappeError('fichier-trop-grand', 'une de ses lignes est trop longue')
    debut = suite + 1
  }
}

const separateurs = [';', '\t', ',', '|'] as const

/** Rows of a CSV text whose separator is known; quoted cells may hold separators, quotes and line breaks. */
export function lireCsv(texte: string, separateur: string, max = rangeesMax, largeurMax = colonnesMax): readonly Rangee[] {
  verifierLignes(texte)
  const rangees: Rangee[] = []
  let numero = 0
  Papa.parse<string[]>(texte, {
    delimiter: separateur,
    step: ({ data }) => {
      numero += 1
      if (data.length > largeurMax) throw new GrappeError('fichier-trop-grand', `plus de ${largeurMax} colonnes`)
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
    const rangees = lireCsv(debut, separateur, rangeesMax, Number.POSITIVE_INFINITY)
    const largeur = Math.max(0, ...rangees.slice(0, 50).map((r) => r.cellules.length))
    const points = note(rangees) * 1000 + Math.min(largeur, 999)
    if (points > best.points) best = { separateur, points }
  }
  return best.separateur
}
