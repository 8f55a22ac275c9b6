import type { Dossier } from '#domain/dossier.ts'
import { type Cout, type CoutRh, ressource } from '#domain/financement.ts'
import { grouper } from '#domain/grouper.ts'
import { coutRhTotal } from '#domain/plan-financement.ts'
import { cleRegions } from '#domain/routage.ts'
import { libelle } from '../libelles.ts'

/** Sheets of the workbook, as its formulas name them. */
export const nomsFeuilles = { couts: 'Coûts du projet', rh: 'Coûts RH', plan: 'Plan de financement' } as const
/** First line of data of its sheets (1-based); the heading is just above. */
export const premiereLigne = 5
/** Year columns start here (0-based) in « Coûts du projet » and « Coûts RH ». */
export const colonneAnnees = { couts: 11, rh: 7 } as const

/** The plan de financement as both its workbook and its PDF show it. Amounts in integer cents, TTC. */
export interface ModeleFinancement {
  readonly annees: readonly number[]
  /** Postes in order of first appearance; their rank + 1 is the « N° de poste » of the workbook. */
  readonly postes: readonly string[]
  readonly couts: readonly { readonly cout: Cout; readonly poste: number }[]
  readonly coutsRh: readonly { readonly cout: CoutRh; readonly total: number }[]
  readonly ressources: readonly { readonly libelle: string; readonly estSubvention: boolean; readonly parAnnee: readonly number[] }[]
  /** Empty for a grappe of one region. `ajustement`: cents that the largest remainders add to or take from the rounded share. */
  readonly regions: readonly { readonly nom: string; readonly essms: number; readonly montant: number | null; readonly ajustement: number }[]
  /** Cents spent on a poste in a year. */
  readonly emploi: (poste: number, annee: number) => number
  readonly emploiRh: (annee: number) => number
  /** Lines that the plan cannot count in full, one French phrase each. */
  readonly incompletes: readonly string[]
}

const sansPoste = 'à compléter'
/** A share rounded half away from zero, as ROUND does in the workbook; `ajustement` brings it to the exact key. */
const arrondi = (cents: number, essms: number, total: number) => Math.sign(cents) * Math.round((Math.abs(cents) * essms) / total)

/** The key of the routing, when the grappe spreads over several regions. */
function partage(dossier: Dossier): ModeleFinancement['regions'] {
  const cles = cleRegions(dossier)
  if (cles.length < 2) return []
  const total = cles.reduce((n, r) => n + r.essms, 0)
  const demande = dossier.grappe.montantDemande ?? 0
  return cles.map(({ nom, essms, montant }) => ({ nom, essms, montant, ajustement: montant === null ? 0 : montant - arrondi(demande, essms, total) }))
}

function incompletes(dossier: Dossier): readonly string[] {
  const dire = (quoi: string, annee: number | null, montant: number | null): readonly string[] => {
    const manque = [annee === null ? 'année' : null, montant === null ? 'montant' : null].filter((m) => m !== null)
    return manque.length === 0 ? [] : [`${quoi}${annee === null ? '' : ` ${annee}`} : ${manque.join(' et ')} à compléter`]
  }
  return [
    ...dossier.couts.flatMap((c) => dire(`coût « ${c.poste ?? 'sans poste'} »`, c.annee, c.ttc)),
    ...dossier.coutsRh.flatMap((c) => dire(`coût de personnel « ${c.fonction ?? 'sans fonction'} »`, c.annee, coutRhTotal(c))),
    ...dossier.ressources.flatMap((r) => dire(`ressource « ${libelle(ressource.champs.source, r.source) ?? 'sans source'} »`, r.annee, r.montant))
  ]
}

export function modeleFinancement(dossier: Dossier): ModeleFinancement {
  const annees = [...new Set([...dossier.couts, ...dossier.coutsRh, ...dossier.ressources].map((l) => l.annee))].filter((a) => a !== null).sort((a, b) => a - b)
  const postes = [...new Set(dossier.couts.map((c) => c.poste ?? sansPoste))]
  const rangs = new Map(postes.map((p, i) => [p, i]))
  const couts = dossier.couts.map((cout) => ({ cout, poste: rangs.get(cout.poste ?? sansPoste) ?? 0 }))
  const coutsRh = dossier.coutsRh.map((cout) => ({ cout, total: coutRhTotal(cout) ?? 0 }))

  const emplois = new Map<string, number>()
  const ajouter = (cle: string, cents: number) => emplois.set(cle, (emplois.get(cle) ?? 0) + cents)
  for (const { cout, poste } of couts) ajouter(`${poste}|${cout.annee}`, cout.ttc ?? 0)
  for (const { cout, total } of coutsRh) ajouter(`rh|${cout.annee}`, total)

  const sources = grouper(dossier.ressources, (r) => `${r.source ?? ''}|${r.libelle ?? ''}`)
  const ressources = [...sources.values()].map((lignes) => {
    const premiere = lignes[0]
    const source = libelle(ressource.champs.source, premiere?.source ?? null) ?? 'Source à compléter'
    return {
      libelle: premiere?.libelle ? `${source} (${premiere.libelle})` : source,
      estSubvention: premiere?.source === 'avance' || premiere?.source === 'solde',
      parAnnee: annees.map((a) => lignes.filter((l) => l.annee === a).reduce((n, l) => n + (l.montant ?? 0), 0))
    }
  })
  return {
    annees,
    postes,
    couts,
    coutsRh,
    ressources,
    regions: partage(dossier),
    emploi: (poste, annee) => emplois.get(`${poste}|${annee}`) ?? 0,
    emploiRh: (annee) => emplois.get(`rh|${annee}`) ?? 0,
    incompletes: incompletes(dossier)
  }
}
