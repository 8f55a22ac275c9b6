import { estVide, type Grille } from './grille.ts'

const motExemple = /^[([]?\s*ex(?:emple)?\b/iu
/** What a row under the headings says of each column: its unit, its format, how it is answered. */
const unite =
  /^[([]?(?:en )?(?:k?€|euros?|%|pourcentages?|nb|nbre|nombre(?: entier)?|entier|décimal|texte(?: libre)?|date|jours?|mois|années?|oui ?\/ ?non|o ?\/ ?n|liste(?: déroulante)?|menu déroulant|calculé|automatique|obligatoire|facultatif|\d{1,3} (?:chiffres|caractères)(?: max\.?)?)[)\]]?\.?$/iu
/** The number of a column, and what it is made of: « (3) », « (5) = (3) + (4) », « C ». */
const numero = /^[([]?(?:\d{1,2}|[a-z])[)\]]?(?:\s*[=+\-−–x×*/÷]\s*[([]?(?:\d{1,2}|[a-z])[)\]]?)*$/iu
const serviceMax = 3

const pleines = (g: Grille, ligne: number, colonnes: readonly number[]) => colonnes.map((c) => g.ancre(ligne, c)).filter((c) => c !== undefined && !estVide(c))

function estExplication(g: Grille, ligne: number, colonnes: readonly number[]): boolean {
  const ici = pleines(g, ligne, colonnes)
  if (ici.length === 0 || ici.some((c) => c?.formule !== undefined)) return false
  const textes = ici.map((c) => c?.texte.trim() ?? '')
  if (ici.every((c) => c?.nature === 'texte') && textes.every((t) => unite.test(t))) return true
  const suite = textes.flatMap((t) => /\d+|[a-z]/iu.exec(t)?.[0] ?? []).map((t) => (/\d/u.test(t) ? Number(t) : t.toLowerCase().charCodeAt(0)))
  return (
    ici.length > 2 && ici.length * 2 > colonnes.length && textes.every((t) => numero.test(t)) && suite.every((n, i) => i === 0 || n === (suite[i - 1] ?? 0) + 1)
  )
}

/** Rows under the headings that explain them and are not to be filled: units, numbers of the columns, an example. */
export function lignesDeService(g: Grille, bas: number, colonnes: readonly number[]): number {
  const [debut = 1, fin = 1] = [Math.min(...colonnes), Math.max(...colonnes)]
  let n = 0
  while (n < serviceMax) {
    const l = bas + 1 + n
    const suivante = l + 1
    // Second headings go on beside the run; units repeated down the column are those of the rows to fill.
    const deborde = g.propre(l, debut - 1) !== '' || g.propre(l, g.suivante(l, fin)) !== ''
    const explique = !deborde && estExplication(g, l, colonnes) && !(estExplication(g, suivante, colonnes) && memes(g, l, suivante, colonnes))
    if (!explique && !colonnes.some((c) => motExemple.test(g.libelle(l, c)))) break
    n++
  }
  return n
}

const memes = (g: Grille, l: number, m: number, colonnes: readonly number[]): boolean =>
  colonnes.every((c) => (g.ancre(l, c)?.texte ?? '') === (g.ancre(m, c)?.texte ?? ''))

/** « € » or « % » written under a heading that does not say it. */
export function uniteDessous(g: Grille, bas: number, service: number, colonne: number): string {
  for (let l = bas + 1; l <= bas + service; l++) {
    const lue = /[€%]/u.exec(g.libelle(l, colonne))
    if (lue && unite.test(g.libelle(l, colonne).trim())) return lue[0]
  }
  return ''
}
