import { execFileSync } from 'node:child_process'
import { mots } from './mots.ts'

/** A PDF as another program reads it (poppler): lines of each page in the order they were written. */
export function lignesPdf(octets: Uint8Array): readonly (readonly string[])[] {
  const texte = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], { input: octets, maxBuffer: 256 * 1024 * 1024 }).toString('utf8')
  return texte
    .split('\f')
    .slice(0, -1)
    .map((page) => page.split('\n').filter((l) => l !== ''))
}

/** The mark of a draft, written slantwise: read before the rest of the page, whole or one letter a line. */
const filigrane = 'BROUILLON'

export interface PageLue {
  readonly brouillon: boolean
  /** Running header, null on the first page. */
  readonly entete: string | null
  readonly pied: string
  /** « Document établi avec Grappe … », first page only. */
  readonly mentionOutil: string | null
  readonly mots: readonly string[]
}

const joint = (ligne: string | undefined): string => mots(ligne ?? '').join(' ')

/** Header and footer apart, the rest as words. */
export function lirePdf(octets: Uint8Array): readonly PageLue[] {
  return lignesPdf(octets).map((lignes, i) => {
    const prises = [1, filigrane.length].find((n) => lignes.slice(0, n).join('') === filigrane) ?? 0
    const reste = lignes.slice(prises)
    const outil = i === 0 ? joint(reste.pop()) : null
    const pied = joint(reste.pop())
    const entete = i === 0 ? null : joint(reste.shift())
    return { brouillon: prises > 0, entete, pied, mentionOutil: outil, mots: mots(reste.join('\n')) }
  })
}
