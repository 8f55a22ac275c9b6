import type { Cellule } from '#domain/champs/champ.ts'
import type { OpRef, Trace } from './ecriture.ts'
import { champVie, type EntiteLue, type Lecture } from './lecture.ts'

const cleOp = (op: OpRef) => `${op.session}/${op.seq}`
/** Names the state of a cell before an edit: the op that held it, or that it was empty. */
const etatAvant = (t: Trace) => (t.avant.length === 0 ? `vide:${t.entite.id}/${t.champ}` : t.avant.map(cleOp).join('+'))

type EcrireOp = (entite: EntiteLue, champ: string, valeur: Cellule) => Trace

/**
 * Undo and redo of this opening, as compensating ops. A group is one user action. A cell that someone (a merge)
 * or something else changed since is left alone. `remplacants` tells which later op stands for an earlier state,
 * so that undoing twice, or undoing what was redone, finds its way.
 */
export function createAnnulation(lecture: Lecture) {
  let faits: (readonly Trace[])[] = []
  let defaits: (readonly Trace[])[] = []
  const remplacants = new Map<string, string>()

  const isEnTete = (trace: Trace, etat: string): boolean => {
    const champNo = lecture.champNo(trace.champ)
    const tetes = champNo === undefined ? [] : lecture.tetesDe(trace.entite.no, champNo)
    return tetes.map(cleOp).join('+') === (remplacants.get(etat) ?? etat)
  }

  /** The entity as it is now: its part may have changed since. */
  const actuelle = (trace: Trace): EntiteLue => lecture.entite(trace.entite.id) ?? trace.entite

  function defaire(groupe: readonly Trace[], ecrireOp: EcrireOp): Trace[] {
    const crees = new Set(groupe.filter((t) => t.champ === champVie && t.avant.length === 0).map((t) => t.entite.id))
    const faites: Trace[] = []
    for (const trace of groupe.toReversed()) {
      const isCreation = trace.champ === champVie && trace.avant.length === 0
      if (crees.has(trace.entite.id) && !isCreation) continue
      if (!isEnTete(trace, cleOp(trace.apres))) continue
      const op = ecrireOp(actuelle(trace), trace.champ, isCreation ? 0 : trace.valeurAvant)
      remplacants.set(etatAvant(trace), cleOp(op.apres))
      faites.push(trace)
    }
    return faites.toReversed()
  }

  function refaire(groupe: readonly Trace[], ecrireOp: EcrireOp): Trace[] {
    return groupe.filter((trace) => {
      if (!isEnTete(trace, etatAvant(trace))) return false
      const op = ecrireOp(actuelle(trace), trace.champ, trace.valeurApres)
      remplacants.set(cleOp(trace.apres), cleOp(op.apres))
      return true
    })
  }

  /** Takes groups until one changes something. Returns what was touched, null when nothing is left. */
  function prendre(
    de: (readonly Trace[])[],
    vers: (readonly Trace[])[],
    appliquer: (groupe: readonly Trace[]) => readonly Trace[]
  ): readonly EntiteLue[] | null {
    for (let groupe = de.pop(); groupe; groupe = de.pop()) {
      let faites: readonly Trace[]
      try {
        faites = appliquer(groupe)
      } catch (error) {
        de.push(groupe)
        throw error
      }
      if (faites.length === 0) continue
      vers.push(groupe)
      return faites.map((t) => t.entite)
    }
    return null
  }

  return {
    /** Records a committed user action; what was undone before can no longer be redone. */
    retenir(groupe: readonly Trace[]): void {
      if (groupe.length === 0) return
      faits.push(groupe)
      defaits = []
    },
    annuler: (ecrireOp: EcrireOp) => prendre(faits, defaits, (g) => defaire(g, ecrireOp)),
    refaire: (ecrireOp: EcrireOp) => prendre(defaits, faits, (g) => refaire(g, ecrireOp)),
    oublier(): void {
      faits = []
      defaits = []
      remplacants.clear()
    }
  }
}
