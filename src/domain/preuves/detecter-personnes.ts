import { motsDe, motsDeTableau, motsGeneriques } from './mots.ts'

const civilite = '(?:(?:M\\.|Mr\\.?|Mme|Mlle|Monsieur|Madame)\\s+)?'
const majuscules = "\\p{Lu}[\\p{Lu}'’-]+"
const capitale = '\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?'
const formes = [
  new RegExp(`^${civilite}${majuscules}(?: ${majuscules})? ${capitale}$`, 'u'),
  new RegExp(`^${civilite}${capitale} ${majuscules}$`, 'u'),
  new RegExp(`^${civilite}${capitale} ${capitale}$`, 'u')
]

/**
 * Texts of a line that look like « NOM Prénom »: two or three words alone in their column, or before a date or a number.
 * Words of tables and sorts of establishments are not people.
 */
export function detecterPersonnes(ligne: string, connus: ReadonlySet<string>): readonly string[] {
  return ligne.split(/\t| {2,}/u).flatMap((cellule) => {
    const debut = (/^[^\d(:;]*/u.exec(cellule.trim())?.[0] ?? '').trim().replace(/[,\s]+$/u, '')
    if (debut.length < 5 || debut.length > 60 || /:\s*$/u.test(cellule) || !formes.some((f) => f.test(debut))) return []
    const mots = motsDe(debut)
    if (mots.some((m) => motsGeneriques.has(m) || motsDeTableau.has(m)) || mots.every((m) => connus.has(m))) return []
    return [mots.join(' ')]
  })
}
