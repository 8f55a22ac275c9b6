import type { ActionSuivie } from '../catalogue/checklists.ts'
import { type Dossier, etablissementsConserves } from '../dossier.ts'
import { addDays } from '../format.ts'
import { type Deploiement, type Etape, estAchevee } from './suivi.ts'

/** An action that holds the VA back: shortening it, or finishing it earlier, may bring the VA nearer. */
export interface ActionRetenue {
  readonly action: ActionSuivie
  /** Its steps that hold it back. */
  readonly etapes: readonly Etape[]
  /** Earliest start of its first step and earliest end of its last one, civil dates. */
  readonly debut: string
  readonly fin: string
  /** Days foreseen; null when nothing was entered, counted as none. */
  readonly duree: number | null
}

/** Earliest date at which every VA can be signed: the critical path over the soft links and the durations entered. */
export interface DateVa {
  /** Every VA is signed already. */
  readonly signee: boolean
  /** Civil date; null when signed already, or when there is nothing to sign. */
  readonly date: string | null
  /** From when the days are counted. */
  readonly depart: string
  /** What holds it back, in the order of time. */
  readonly retenues: readonly ActionRetenue[]
  /** Actions on the way to the VA, not finished, whose duration is unknown: the date is a minimum. */
  readonly sansDuree: readonly ActionSuivie[]
  /** Last go-live of the DUI entered, when it comes after the date: a VA comes after it. */
  readonly miseEnServiceApres: string | null
}

const plusTard = (a: string, b: string): string => (a < b ? b : a)

/** `date`: today. Days are calendar days; an action without a duration counts for none; what is done counts for nothing. */
export function dateVaAuPlusTot(deploiement: Deploiement, dossier: Dossier, date: string): DateVa {
  const { liste, etapes, precedentes, duree } = deploiement
  const depart = plusTard(date, dossier.grappe.dateNotification ?? date)
  const cibles = etapes(liste.signatures.va)
  const restent = cibles.filter((e) => !estAchevee(e))
  const signee = cibles.length > 0 && restent.length === 0
  if (restent.length === 0 || etablissementsConserves(dossier).length === 0)
    return { signee, date: null, depart, retenues: [], sansDuree: [], miseEnServiceApres: null }

  interface Bornes {
    readonly debut: string
    readonly fin: string
    /** Steps whose end (or start) is its own start. */
    readonly tenuPar: readonly Etape[]
  }
  const bornes = new Map<Etape, Bornes>()
  /** Earliest start and end of a step that is not finished. The lists have no cycle. */
  const borner = (etape: Etape): Bornes => {
    const connues = bornes.get(etape)
    if (connues) return connues
    let debut = depart
    const avant: { readonly etape: Etape; readonly quand: string }[] = []
    for (const lien of etape.action.apres)
      for (const e of precedentes(etape, lien)) {
        if (estAchevee(e) || (lien.pendant && e.etat === 'en-cours')) continue
        const quand = lien.pendant ? borner(e).debut : borner(e).fin
        avant.push({ etape: e, quand })
        debut = plusTard(debut, quand)
      }
    const jours = duree(etape.action.code) ?? 0
    const commencee = etape.etat === 'en-cours' ? (etape.suivi?.date ?? null) : null
    const fin = commencee === null ? addDays(debut, jours) : plusTard(debut, addDays(commencee, jours))
    const trouvees = { debut, fin, tenuPar: avant.filter((a) => a.quand === debut).map((a) => a.etape) }
    bornes.set(etape, trouvees)
    return trouvees
  }

  const fin = restent.reduce((max, e) => plusTard(max, borner(e).fin), depart)
  const critiques = new Set<Etape>()
  const remonter = (etape: Etape): void => {
    if (critiques.has(etape)) return
    critiques.add(etape)
    for (const e of borner(etape).tenuPar) remonter(e)
  }
  for (const e of restent) if (borner(e).fin === fin) remonter(e)

  const rang = new Map(deploiement.actions.map((a, i) => [a.code, i]))
  const parAction = new Map<string, Etape[]>()
  for (const e of critiques) {
    const groupe = parAction.get(e.action.code)
    if (groupe) groupe.push(e)
    else parAction.set(e.action.code, [e])
  }
  const retenues = [...parAction.values()].flatMap((groupe): readonly ActionRetenue[] => {
    const premiere = groupe[0]
    if (!premiere) return []
    return [
      {
        action: premiere.action,
        etapes: groupe,
        debut: groupe.reduce((min, e) => (borner(e).debut < min ? borner(e).debut : min), borner(premiere).debut),
        fin: groupe.reduce((max, e) => plusTard(max, borner(e).fin), depart),
        duree: duree(premiere.action.code)
      }
    ]
  })
  const profondeurs = new Map<string, number>()
  /** Longest chain of links before an action: orders those that the dates do not. */
  const profondeur = (code: string): number => {
    const connue = profondeurs.get(code)
    if (connue !== undefined) return connue
    const apres = deploiement.actions.find((a) => a.code === code)?.apres ?? []
    const n = apres.reduce((max, l) => Math.max(max, 1 + profondeur(l.code)), 0)
    profondeurs.set(code, n)
    return n
  }
  retenues.sort(
    (a, b) =>
      (a.debut < b.debut ? -1 : a.debut > b.debut ? 1 : 0) ||
      profondeur(a.action.code) - profondeur(b.action.code) ||
      (rang.get(a.action.code) ?? 0) - (rang.get(b.action.code) ?? 0)
  )

  const chemin = new Set([...bornes.keys()].map((e) => e.action.code))
  const derniere = etablissementsConserves(dossier).reduce((max, e) => plusTard(max, e.dateMiseEnService ?? ''), '')
  return {
    signee: false,
    date: fin,
    depart,
    retenues,
    sansDuree: deploiement.actions.filter((a) => chemin.has(a.code) && duree(a.code) === null),
    miseEnServiceApres: derniere > fin ? derniere : null
  }
}
