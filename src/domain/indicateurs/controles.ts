import { formatEntier } from '../format.ts'
import { libelleChiffre, type NomChiffre, type Releve } from '../releve.ts'
import { chiffre } from './index-releves.ts'
import { type CodeIndicateur, indicateurs } from './registre.ts'

/** What is wrong in the seven numbers of one relevé. `erreur` refuses the bundle; `avertissement` is only shown. */
export interface ControleReleve {
  /** Stable: `<numerator>><denominator>` or `nul:<denominator>`. */
  readonly code: string
  readonly gravite: 'erreur' | 'avertissement' | 'information'
  readonly indicateurs: readonly CodeIndicateur[]
  /** The two numbers compared: the cells to highlight. */
  readonly chiffres: readonly NomChiffre[]
  readonly texte: string
}

const minuscule = (text: string) => (/^[A-ZÉ]{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase('fr') + text.slice(1))

/**
 * Checks the seven numbers of a relevé against each other. Every rate but MSSanté above 100 % is an error, hence DMP ≤ persons with a
 * projet, ACT ≤ persons accompanied, PP and AGD ≤ ACT; persons with a projet above persons accompanied is a warning; a zero
 * denominator makes its rates non calculable (information). Source: programme, « Usages ».
 */
export function controlesReleve(releve: Releve): readonly ControleReleve[] {
  const found: ControleReleve[] = []
  const zero = new Map<NomChiffre, CodeIndicateur[]>()
  for (const { code, numerateur, denominateur, peutDepasser100 } of indicateurs) {
    const n = chiffre(releve, numerateur)
    const d = chiffre(releve, denominateur)
    if (d === 0) zero.set(denominateur, [...(zero.get(denominateur) ?? []), code])
    if (n !== null && d !== null && n > d && !peutDepasser100)
      found.push({
        code: `${numerateur}>${denominateur}`,
        gravite: 'erreur',
        indicateurs: [code],
        chiffres: [numerateur, denominateur],
        texte: `${libelleChiffre[numerateur]} : ${formatEntier(n)} pour ${formatEntier(d)} ${minuscule(libelleChiffre[denominateur])}. Ce taux ne peut pas dépasser 100 %.`
      })
  }
  const accompagnees = chiffre(releve, 'personnesAccompagnees')
  const projet = chiffre(releve, 'personnesProjet')
  if (accompagnees !== null && projet !== null && projet > accompagnees)
    found.push({
      code: 'personnesProjet>personnesAccompagnees',
      gravite: 'avertissement',
      indicateurs: ['MSS', 'DMP'],
      chiffres: ['personnesProjet', 'personnesAccompagnees'],
      texte: `Les personnes pouvant bénéficier d’un projet (${formatEntier(projet)}) sont plus nombreuses que les personnes accompagnées (${formatEntier(accompagnees)}).`
    })
  for (const [nom, codes] of zero)
    found.push({
      code: `nul:${nom}`,
      gravite: 'information',
      indicateurs: codes,
      chiffres: [nom],
      texte: `${libelleChiffre[nom]} : zéro. ${codes.length > 1 ? `Taux non calculables : ${codes.join(', ')}` : `Taux non calculable : ${codes.join('')}`}.`
    })
  return found
}
