import { etatTauxLabel, type Taux } from '#domain/indicateurs/taux.ts'
import { type CelluleX, type StyleCellule, xf, xpct, xt } from '../classeur.ts'
import { type Bloc, type CelluleTable, cel, ent, pct, type Ton, txt, type Valeur } from '../doc.ts'

/** A rate as the indicator documents write it, in a workbook and in a table. */
type TauxLu = Pick<Taux, 'taux' | 'etat'>

const tonTaux: Readonly<Partial<Record<Taux['etat'], Ton>>> = { atteint: 'vert', sous: 'rouge' }

export const celluleTaux = (t: TauxLu | undefined): CelluleTable => {
  if (!t) return cel(txt(null))
  const couleur = tonTaux[t.etat]
  return t.taux === null || t.etat === 'exempte' || t.etat === 'non-suivi' ? cel(txt(etatTauxLabel[t.etat])) : cel(pct(t.taux), couleur ? { ton: couleur } : {})
}

/** Result of one indicator for the grappe, with what is said of it. */
interface ResultatIndicateur {
  readonly nom: string
  readonly taux: Pick<Taux, 'numerateur' | 'denominateur' | 'taux' | 'etat'>
  readonly cible: Valeur
  readonly phrase: string
}

/** Results of the grappe, an indicator a row. */
export const tableResultats = (resultats: readonly ResultatIndicateur[]): Bloc => ({
  b: 'table',
  colonnes: [
    { titre: 'Indicateur', largeur: 34 },
    { titre: 'Numérateur', aligne: 'droite', largeur: 13 },
    { titre: 'Dénominateur', aligne: 'droite', largeur: 14 },
    { titre: 'Taux', unite: '%', aligne: 'droite', largeur: 11 },
    { titre: 'Cible', unite: '%', aligne: 'droite', largeur: 11 },
    { titre: 'Résultat', largeur: 17 }
  ],
  rangees: resultats.map(({ nom, taux, cible, phrase }) => {
    const couleur = tonTaux[taux.etat]
    return {
      cellules: [
        cel(txt(nom)),
        cel(ent(taux.numerateur)),
        cel(ent(taux.denominateur)),
        celluleTaux(taux),
        cel(cible),
        cel(txt(phrase), couleur ? { ton: couleur } : {})
      ]
    }
  })
})

/** Text shown in place of a rate, or null when there is one. */
const motTaux = (taux: TauxLu): string | null => {
  if (taux.etat === 'exempte') return 'Exempté'
  if (taux.etat === 'non-suivi') return 'Non suivi'
  if (taux.etat === 'non-calculable') return 'Non calculable'
  return taux.taux === null ? '' : null
}

/** A rate in a workbook: live when a formula is given and nothing forbids it. */
export const celluleTauxX = (taux: TauxLu, formule: string | null, s: StyleCellule = 'calcul'): CelluleX => {
  const mot = motTaux(taux)
  const fixe = taux.etat === 'exempte' || taux.etat === 'non-suivi'
  if (formule === null || fixe) return mot === null ? xpct(taux.taux, s) : xt(mot, s)
  return xf(formule, mot ?? taux.taux, mot === null ? 'pourcent' : 'texte', s)
}

/** Rate of two cells: blank while one is empty, « Non calculable » on a zero denominator. */
export const formuleTaux = (n: string, d: string) => `IF(${n}="","",IF(${d}="","",IF(${d}=0,"Non calculable",${n}/${d})))`
