import { type Dossier, etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import type { Releve } from '../releve.ts'
import { type RegleUsage, reglesUsage } from './cibles.ts'
import { fenetreDe, type Periode } from './fenetre.ts'
import { chiffre, type IndexReleves, indexReleves } from './index-releves.ts'
import type { Indicateur } from './indicateur.ts'
import { type CodeIndicateur, indicateurs } from './registre.ts'
import { juger, type Mesure, sommeMesures, type Taux, type TauxAgrege } from './taux.ts'

export type ParIndicateur<T> = Readonly<Record<CodeIndicateur, T>>

/** Rates of a period at the four levels: ESSMS, OG, sector, grappe. Keys of the maps: ids, and sector codes (« » when none is entered). */
export interface Usages {
  readonly periode: Periode
  /** How the declared rates are computed; printed with them. */
  readonly methode: 'fenetre' | 'moyenne'
  readonly regles: ParIndicateur<RegleUsage>
  readonly etablissements: ReadonlyMap<string, ParIndicateur<Taux>>
  readonly organismes: ReadonlyMap<string, ParIndicateur<TauxAgrege>>
  readonly secteurs: ReadonlyMap<string, ParIndicateur<TauxAgrege>>
  readonly grappe: ParIndicateur<TauxAgrege>
}

const parIndicateur = <T>(of: (indicateur: (typeof indicateurs)[number]) => T): ParIndicateur<T> =>
  Object.fromEntries(indicateurs.map((i) => [i.code, of(i)])) as Record<CodeIndicateur, T>

/** One numerator and denominator, or null while either is absent. */
function mesure(releve: Releve | undefined, { numerateur, denominateur }: Indicateur): Mesure | null {
  const n = chiffre(releve, numerateur)
  const d = chiffre(releve, denominateur)
  return n === null || d === null ? null : { numerateur: n, denominateur: d }
}

export interface Methode {
  readonly nom: Usages['methode']
  /** Periods read: the window itself, or its three months. Empty: the window has no end yet. */
  readonly periodes: readonly Periode[]
}

/** The method chosen for the declared windows; a month is always its own rate. */
export function methodeDe(dossier: Dossier, periode: Periode): Methode {
  if (typeof periode !== 'string' || dossier.grappe.methodeTaux !== 'moyenne') return { nom: 'fenetre', periodes: [periode] }
  return { nom: 'moyenne', periodes: (fenetreDe(dossier, periode)?.mois ?? []).map((mois) => ({ mois })) }
}

/** Measures of an establishment from its relevés of each period, null as soon as one lacks figures. */
function mesures(releves: readonly (Releve | undefined)[], indicateur: Indicateur): readonly Mesure[] | null {
  const found: Mesure[] = []
  for (const releve of releves) {
    const one = mesure(releve, indicateur)
    if (one === null) return null
    found.push(one)
  }
  return found.length === 0 ? null : found
}

/** Rate of an establishment; with the mean of months, `numerateur` and `denominateur` are the sums of the three months, for display. */
function tauxDe(code: CodeIndicateur, found: readonly Mesure[] | null, regle: RegleUsage, exempte: boolean): Taux {
  const cible = regle.suivi && !exempte ? regle.cible : null
  const judged = juger(found ?? [], cible)
  return {
    indicateur: code,
    numerateur: found ? sommeMesures(found, 'numerateur') : null,
    denominateur: found ? sommeMesures(found, 'denominateur') : null,
    ...judged,
    etat: !regle.suivi ? 'non-suivi' : exempte ? 'exempte' : judged.etat,
    cible
  }
}

/** Sums establishments one by one, without keeping their figures. */
class Somme {
  readonly code: CodeIndicateur
  readonly regle: RegleUsage
  private readonly totaux: { numerateur: number; denominateur: number }[] = []
  private readonly sansReleve: string[] = []
  private readonly exemptes: string[] = []
  private comptes = 0

  constructor(code: CodeIndicateur, regle: RegleUsage) {
    this.code = code
    this.regle = regle
  }

  ajouter(etablissement: string, found: readonly Mesure[] | null, exempte: boolean): void {
    if (exempte) this.exemptes.push(etablissement)
    else if (found === null) this.sansReleve.push(etablissement)
    else {
      this.comptes += 1
      for (const [i, { numerateur, denominateur }] of found.entries()) {
        const total = this.totaux[i]
        if (total) {
          total.numerateur += numerateur
          total.denominateur += denominateur
        } else this.totaux.push({ numerateur, denominateur })
      }
    }
  }

  resultat(): TauxAgrege {
    const nobody = this.comptes === 0 && this.sansReleve.length === 0 && this.exemptes.length > 0
    const taux = tauxDe(this.code, this.comptes === 0 ? null : this.totaux, this.regle, nobody)
    return { ...taux, comptes: this.comptes, sansReleve: this.sansReleve, exemptes: this.exemptes }
  }
}

/**
 * Rates of every kept establishment and of every group, for a declared window or a month, in one pass over the relevés.
 * Default method: numerator of the window ÷ persons. `grappe.methodeTaux = moyenne`: mean of the three monthly rates.
 * Groups: Σ numerators ÷ Σ denominators of the establishments that have figures and are not exempt. Source: programme, « Usages ».
 */
export function calculerUsages(dossier: Dossier, periode: Periode, index: IndexReleves = indexReleves(dossier)): Usages {
  const regles = reglesUsage(dossier)
  const methode = methodeDe(dossier, periode)
  const sommes = () => parIndicateur(({ code }) => new Somme(code, regles[code]))
  const grappe = sommes()
  const organismes = new Map(dossier.organismes.map((o) => [o.id, sommes()]))
  const secteurs = new Map<string, ParIndicateur<Somme>>()
  const etablissements = new Map<string, ParIndicateur<Taux>>()
  for (const e of etablissementsConserves(dossier)) {
    const secteur = secteurs.get(e.secteur ?? '') ?? sommes()
    secteurs.set(e.secteur ?? '', secteur)
    const releves = methode.periodes.map((p) => index.de(e.id, p))
    const groupes = [grappe, secteur, ...(e.organisme === null ? [] : [organismes.get(e.organisme)])]
    etablissements.set(
      e.id,
      parIndicateur((indicateur) => {
        const { code } = indicateur
        const exempte = regles[code].isExempte(e)
        const found = mesures(releves, indicateur)
        for (const groupe of groupes) groupe?.[code].ajouter(e.id, found, exempte)
        return tauxDe(code, found, regles[code], exempte)
      })
    )
  }
  const resultats = (groupe: ParIndicateur<Somme>) => parIndicateur(({ code }) => groupe[code].resultat())
  return {
    periode,
    methode: methode.nom,
    regles,
    etablissements,
    organismes: new Map([...organismes].map(([id, s]) => [id, resultats(s)])),
    secteurs: new Map([...secteurs].map(([code, s]) => [code, resultats(s)])),
    grappe: resultats(grappe)
  }
}

/** Rates of one group of establishments alone, as `calculerUsages` gives them for its groups. */
export function tauxDuGroupe(dossier: Dossier, membres: readonly Etablissement[], periode: Periode, index: IndexReleves): ParIndicateur<TauxAgrege> {
  const regles = reglesUsage(dossier)
  const { periodes } = methodeDe(dossier, periode)
  const groupe = parIndicateur(({ code }) => new Somme(code, regles[code]))
  for (const e of membres) {
    const releves = periodes.map((p) => index.de(e.id, p))
    for (const i of indicateurs) groupe[i.code].ajouter(e.id, mesures(releves, i), regles[i.code].isExempte(e))
  }
  return parIndicateur(({ code }) => groupe[code].resultat())
}

/** Rates of a group month by month, for the months that have at least one relevé in the grappe, oldest first. */
export function serieMensuelle(
  dossier: Dossier,
  membres: readonly Etablissement[],
  index: IndexReleves
): readonly { readonly mois: string; readonly taux: ParIndicateur<TauxAgrege> }[] {
  const months = [...new Set(dossier.releves.flatMap((r) => (r.type === 'mois' && r.mois !== null ? [r.mois] : [])))].sort()
  return months.map((mois) => ({ mois, taux: tauxDuGroupe(dossier, membres, { mois }, index) }))
}

/** « Nombre de DUI actifs » of a window, asked by the ARS since 2024: Σ active files of kept establishments; null without any figure. */
export function nombreDuiActifs(dossier: Dossier, periode: Periode): number | null {
  const index = indexReleves(dossier)
  const values = etablissementsConserves(dossier).flatMap((e) => chiffre(index.de(e.id, periode), 'dossiersActifs') ?? [])
  return values.length === 0 ? null : values.reduce((total, v) => total + v, 0)
}
