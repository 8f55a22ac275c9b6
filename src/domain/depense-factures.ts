import type { Depense } from './depense.ts'
import type { Dossier } from './dossier.ts'
import type { PieceJointe } from './piece-jointe.ts'
import { cleFacture } from './regles-depense.ts'

const mots = (texte: string): readonly string[] =>
  texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/u)
    .filter(Boolean)
const nu = (texte: string) => mots(texte).join('')

/** True when the file name holds the invoice number as whole words: « F-12 » is in « Edit_F12_mars.pdf », not in « F123.pdf ». */
function contient(nomMots: readonly string[], numero: string): boolean {
  for (let debut = 0; debut < nomMots.length; debut++) {
    let suite = ''
    for (let fin = debut; fin < nomMots.length && suite.length < numero.length; fin++) suite += nomMots[fin]
    if (suite === numero) return true
  }
  return false
}

/**
 * The line whose invoice number is written in a file's name; null when there is none, or several invoices have an equal claim. The longest
 * number wins; between two suppliers that use the same number, the one that is named in the file name. Numbers of one or two characters are
 * too common to be trusted.
 */
export function depenseDuFichier(nom: string, depenses: readonly Depense[]): Depense | null {
  // « (1) » is what a browser adds to a file downloaded twice.
  const nomMots = mots(nom.replace(/\.[^.]*$/u, '').replace(/\s*\(\d{1,2}\)$/u, ''))
  const claims = depenses
    .filter((d) => d.facture !== null && d.nature !== 'rh')
    .map((d) => ({ d, numero: nu(d.facture ?? '') }))
    .filter(({ numero }) => numero.length >= 3 && /\d/u.test(numero) && contient(nomMots, numero))
  const longest = Math.max(0, ...claims.map((c) => c.numero.length))
  const best = claims.filter((c) => c.numero.length === longest)
  const named = best.filter(({ d }) => mots(d.fournisseur ?? '').some((m) => m.length >= 4 && nomMots.includes(m)))
  const kept = named.length > 0 ? named : best
  return new Set(kept.map(({ d }) => cleFacture(d))).size === 1 ? (kept[0]?.d ?? null) : null
}

/** Invoices attached to the lines: an invoice split between several lines is attached once and justifies them all. */
export function facturesJointes(dossier: Dossier): {
  /** Files of each line, by line id. */
  readonly parLigne: ReadonlyMap<string, readonly PieceJointe[]>
  /** Files that no line holds. */
  readonly libres: readonly PieceJointe[]
  /** Lines of an invoice without any file; payroll is not asked for one. */
  readonly sans: readonly Depense[]
} {
  const lignes = new Map(dossier.depenses.map((d) => [d.id, d]))
  const cles = new Map(dossier.depenses.map((d) => [d.id, cleFacture(d)]))
  const parCle = new Map<string, PieceJointe[]>()
  const libres: PieceJointe[] = []
  for (const f of dossier.piecesJointes) {
    if (f.role !== 'facture') continue
    const ligne = lignes.get(f.cible ?? '')
    const cle = ligne && (cles.get(ligne.id) ?? ligne.id)
    if (cle === undefined) libres.push(f)
    else parCle.set(cle, [...(parCle.get(cle) ?? []), f])
  }
  const parLigne = new Map(dossier.depenses.map((d) => [d.id, parCle.get(cles.get(d.id) ?? d.id) ?? []]))
  return { parLigne, libres, sans: dossier.depenses.filter((d) => d.nature !== 'rh' && parLigne.get(d.id)?.length === 0) }
}
