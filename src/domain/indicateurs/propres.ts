import { type Dossier, etablissementsConserves } from '../dossier.ts'
import { formatEntier } from '../format.ts'
import type { IndicateurPropre, MesurePropre } from '../indicateur-propre.ts'
import { methodeDe } from './calcul.ts'
import type { Periode } from './fenetre.ts'
import { etatTauxLabel, juger, type Mesure, sommeMesures, type Taux } from './taux.ts'

export type TauxPropre = Omit<Taux, 'indicateur'>

/** Rate of a group: Σ numerators ÷ Σ denominators of the establishments that have both numbers. */
export interface TauxPropreAgrege extends TauxPropre {
  readonly comptes: number
  /** Ids of the establishments without figures: listed, never counted as 0. */
  readonly sansReleve: readonly string[]
}

/** One added indicator over a period, at the three levels where it is printed. */
export interface UsagePropre {
  readonly indicateur: IndicateurPropre
  readonly nom: string
  readonly etablissements: ReadonlyMap<string, TauxPropre>
  readonly organismes: ReadonlyMap<string, TauxPropreAgrege>
  readonly grappe: TauxPropreAgrege
}

export const nomPropre = (indicateur: Pick<IndicateurPropre, 'nom'>): string => indicateur.nom ?? 'Indicateur sans nom'

/** « Il manque 12 au numérateur », or the state of the rate. */
export const phrasePropre = ({ etat, manqueEnUnites }: TauxPropre): string =>
  manqueEnUnites ? `il manque ${formatEntier(manqueEnUnites)} au numérateur` : etatTauxLabel[etat]

/** Measures found by indicator, establishment and period. */
export interface IndexPropres {
  readonly de: (indicateur: string, etablissement: string, periode: Periode) => MesurePropre | undefined
  /** Surplus measures of one same place: the first in display order counts. */
  readonly doublons: readonly MesurePropre[]
}

export function indexPropres({ mesuresPropres }: Dossier): IndexPropres {
  const parPlace = new Map<string, MesurePropre>()
  const doublons: MesurePropre[] = []
  for (const m of mesuresPropres) {
    if (m.etablissement === null || m.indicateur === null || m.type === null) continue
    const place = `${m.indicateur}|${m.etablissement}|${m.type === 'mois' ? (m.mois ?? '') : m.type}`
    if (parPlace.has(place)) doublons.push(m)
    else parPlace.set(place, m)
  }
  return {
    de: (indicateur, etablissement, periode) => parPlace.get(`${indicateur}|${etablissement}|${typeof periode === 'string' ? periode : periode.mois}`),
    doublons
  }
}

const tauxDe = (found: readonly Mesure[] | null, cible: number | null): TauxPropre => ({
  numerateur: found ? sommeMesures(found, 'numerateur') : null,
  denominateur: found ? sommeMesures(found, 'denominateur') : null,
  ...juger(found ?? [], cible),
  cible
})

function agreger(membres: readonly (readonly [id: string, found: readonly Mesure[] | null])[], cible: number | null): TauxPropreAgrege {
  const comptes = membres.flatMap(([, found]) => (found ? [found] : []))
  const totaux = comptes[0]?.map((_, i): Mesure => {
    const moment = comptes.flatMap((found) => found[i] ?? [])
    return { numerateur: sommeMesures(moment, 'numerateur'), denominateur: sommeMesures(moment, 'denominateur') }
  })
  return { ...tauxDe(totaux ?? null, cible), comptes: comptes.length, sansReleve: membres.flatMap(([id, found]) => (found ? [] : [id])) }
}

/**
 * Rates of the added indicators, by the rules of the five: method of the grappe, sums for the groups, « non calculable » on a zero
 * denominator, kept establishments only. There is no exemption: the grappe chose them. Empty when none was added.
 */
export function calculerPropres(dossier: Dossier, periode: Periode, index: IndexPropres = indexPropres(dossier)): readonly UsagePropre[] {
  if (dossier.indicateursPropres.length === 0) return []
  const { periodes } = methodeDe(dossier, periode)
  const conserves = etablissementsConserves(dossier)
  return dossier.indicateursPropres.map((indicateur): UsagePropre => {
    const { cible } = indicateur
    const lus = conserves.map((e) => {
      const found = periodes.flatMap((p): Mesure[] => {
        const m = index.de(indicateur.id, e.id, p)
        return m && m.numerateur !== null && m.denominateur !== null ? [{ numerateur: m.numerateur, denominateur: m.denominateur }] : []
      })
      return { e, membre: [e.id, periodes.length > 0 && found.length === periodes.length ? found : null] as const }
    })
    return {
      indicateur,
      nom: nomPropre(indicateur),
      etablissements: new Map(lus.map(({ membre: [id, found] }) => [id, tauxDe(found, cible)])),
      organismes: new Map(
        [...new Set(conserves.map((e) => e.organisme ?? ''))].map((og) => [
          og,
          agreger(
            lus.flatMap(({ e, membre }) => ((e.organisme ?? '') === og ? [membre] : [])),
            cible
          )
        ])
      ),
      grappe: agreger(
        lus.map(({ membre }) => membre),
        cible
      )
    }
  })
}
