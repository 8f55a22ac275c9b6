import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import { formatEntier, formatMois } from '../format.ts'
import { methodeDe } from '../indicateurs/calcul.ts'
import { type RegleUsage, reglesUsage } from '../indicateurs/cibles.ts'
import type { Fenetre } from '../indicateurs/fenetre.ts'
import { chiffre, type IndexReleves, indexReleves } from '../indicateurs/index-releves.ts'
import { type CodeIndicateur, indicateurs } from '../indicateurs/registre.ts'
import type { PieceJointe } from '../piece-jointe.ts'
import { libelleChiffre, type NomChiffre, nomsChiffres } from '../releve.ts'
import { chercherNombre, chercherSurLigne, lireAnalyse } from './analyse.ts'
import { type Couverture, couvertureDe } from './couverture.ts'
import type { Place } from './texte-lu.ts'

/** A declared figure against the proofs of its establishment. */
export interface ChiffreVerifie {
  readonly nom: NomChiffre
  /** Month of the follow-up, when rates are the mean of three months. */
  readonly mois: string | null
  readonly valeur: number
  /** `illisible`: none of the proofs could be read. */
  readonly etat: 'trouve' | 'absent' | 'illisible'
  /** Where it stands in the first proof that has it. */
  readonly preuve: string | null
  readonly page: number | null
  readonly place: Place | null
  /** In a table of several establishments: false when it stands elsewhere than on the row of its own. Null when there is no such row. */
  readonly surSaLigne: boolean | null
}

/** « DMP alimentés 41, juillet 2026 ». */
export const direChiffre = ({ nom, mois, valeur }: Pick<ChiffreVerifie, 'nom' | 'mois' | 'valeur'>): string =>
  `${libelleChiffre[nom]} ${formatEntier(valeur)}${mois === null ? '' : `, ${formatMois(mois)}`}`

/** True when the text of a proof could be read: figures can be looked for. */
export function isLisible(preuve: PieceJointe): boolean {
  const a = lireAnalyse(preuve.analyse)
  return a !== null && a.etat === 'lu' && a.caracteres > 0 && a.illisibles * 3 < a.caracteres && !isPerimee(preuve)
}

/** True when the file was replaced since it was read. */
export function isPerimee(preuve: PieceJointe): boolean {
  const a = lireAnalyse(preuve.analyse)
  return a !== null && a.sha256 !== '' && preuve.sha256 !== null && !preuve.sha256.startsWith(a.sha256)
}

type Trouve = Pick<ChiffreVerifie, 'etat' | 'preuve' | 'page' | 'place' | 'surSaLigne'>

/** On the row of its establishment first, then anywhere. */
function chercher(preuves: readonly PieceJointe[], valeur: number, { id, finess }: Etablissement): Trouve {
  for (const preuve of preuves) {
    const a = lireAnalyse(preuve.analyse)
    if (a === null) continue
    const sienne = chercherSurLigne(a, [id, finess], valeur)
    if (sienne) return { etat: 'trouve', preuve: preuve.id, ...sienne, surSaLigne: true }
    const found = chercherNombre(a, valeur)
    if (found !== undefined)
      return { etat: 'trouve', preuve: preuve.id, page: found?.page ?? null, place: found?.place ?? null, surSaLigne: sienne === null ? false : null }
  }
  return { etat: 'absent', preuve: null, page: null, place: null, surSaLigne: null }
}

export interface VerificationChiffres {
  readonly couverture: Couverture
  readonly de: (etablissement: Etablissement) => readonly ChiffreVerifie[]
  /** False while none of the figures asked of an establishment is declared, be it zero: nothing to compare with its proofs. */
  readonly isDeclare: (etablissement: Etablissement) => boolean
}

/**
 * Declared figures of each establishment looked for in its proofs, computed from the relevé as it is now. Only figures that a
 * followed indicator needs; a zero is not looked for, a DUI often prints nothing for it. Whole numbers only.
 */
export function verifierChiffresDeclares(
  dossier: Dossier,
  fenetre: Fenetre,
  index: IndexReleves = indexReleves(dossier),
  couverture: Couverture = couvertureDe(dossier, fenetre),
  regles: Readonly<Record<CodeIndicateur, RegleUsage>> = reglesUsage(dossier)
): VerificationChiffres {
  const { periodes } = methodeDe(dossier, fenetre)
  const suivisIci = indicateurs.filter(({ code }) => regles[code].suivi)
  const utilesPar = new Map<string, readonly NomChiffre[]>()
  /** Figures that the indicators followed by this establishment need; the same list for the same exemptions. */
  function utilesDe(e: Etablissement): readonly NomChiffre[] {
    const suivis = suivisIci.filter(({ code }) => !regles[code].isExempte(e))
    const cle = suivis.map(({ code }) => code).join()
    const utiles = utilesPar.get(cle) ?? nomsChiffres.filter((nom) => suivis.some((i) => i.numerateur === nom || i.denominateur === nom))
    utilesPar.set(cle, utiles)
    return utiles
  }
  return {
    couverture,
    isDeclare: (e) => {
      const utiles = utilesDe(e)
      return utiles.length === 0 || periodes.some((p) => utiles.some((nom) => chiffre(index.de(e.id, p), nom) !== null))
    },
    de: (e) => {
      const utiles = utilesDe(e)
      const jointes = couverture.preuvesDe(e)
      const lisibles = jointes.filter(isLisible)
      const verifies: ChiffreVerifie[] = []
      for (const periode of periodes) {
        const releve = index.de(e.id, periode)
        for (const nom of utiles) {
          const valeur = chiffre(releve, nom)
          if (valeur === null || valeur === 0) continue
          const lu = chercher(lisibles, valeur, e)
          // A scan or a proof not read yet may hold what the others do not.
          const etat = lu.etat === 'absent' && lisibles.length < Math.max(1, jointes.length) ? 'illisible' : lu.etat
          verifies.push({
            nom,
            mois: typeof periode === 'string' ? null : periode.mois,
            valeur,
            etat,
            preuve: lu.preuve,
            page: lu.page,
            place: lu.place,
            surSaLigne: lu.surSaLigne
          })
        }
      }
      // A row that holds few of them is a heading: the figures are below it.
      const surLigne = verifies.filter((c) => c.surSaLigne).length
      return surLigne * 2 > verifies.length ? verifies : verifies.map((c) => (c.surSaLigne === null ? c : { ...c, surSaLigne: null }))
    }
  }
}

/** How many declared figures of a window are found, not found, or cannot be looked for. */
export function bilanChiffres(dossier: Dossier, fenetre: Fenetre): Readonly<Record<ChiffreVerifie['etat'], number>> {
  const { de } = verifierChiffresDeclares(dossier, fenetre)
  const bilan = { trouve: 0, absent: 0, illisible: 0 }
  for (const e of etablissementsConserves(dossier)) for (const { etat } of de(e)) bilan[etat] += 1
  return bilan
}
