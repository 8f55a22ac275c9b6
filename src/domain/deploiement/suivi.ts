import type { Action } from '../action.ts'
import type { Checklist, Lien, Portee } from '../catalogue/checklist.ts'
import { type ActionSuivie, actionsPour, checklistDe } from '../catalogue/checklists.ts'
import { type Dossier, etablissementsConserves } from '../dossier.ts'

export type EtatEtape = NonNullable<Action['etat']>

/** One action for one scope: what is ticked. */
export interface Etape {
  readonly action: ActionSuivie
  /** `grappe`, or the id of an organisme or establishment. */
  readonly portee: string
  readonly nom: string
  /** What was entered for this very scope. */
  readonly suivi: Action | undefined
  /** State that counts: its own, else that of its OG, else that of the grappe. */
  readonly etat: EtatEtape
}

/** A soft link, and what it still waits for. Never blocks. */
export interface Attente {
  readonly lien: Lien
  readonly restent: readonly Etape[]
}

/** Number of steps of an action, and their states. */
export interface Bilan {
  readonly total: number
  readonly faits: number
  readonly enCours: number
  readonly sansObjet: number
}

/** The deployment list of a grappe, unfolded over its scopes. */
export interface Deploiement {
  readonly liste: Checklist
  readonly actions: readonly ActionSuivie[]
  /** Scope at which an action is followed. */
  readonly niveau: (code: string) => Portee
  /** Days foreseen for an action; null when nothing was entered. */
  readonly duree: (code: string) => number | null
  readonly etapes: (code: string) => readonly Etape[]
  readonly etape: (code: string, portee: string) => Etape | undefined
  readonly bilan: (code: string) => Bilan
  /** Steps at the other end of a link of a step: same OG, same establishment, or all when one of them is the grappe's. */
  readonly precedentes: (etape: Etape, lien: Lien) => readonly Etape[]
  /** Links of a step that still wait for something. */
  readonly attentes: (etape: Etape) => readonly Attente[]
  /** Steps not finished that wait for nothing, in the order of the list. */
  readonly possibles: () => readonly Etape[]
}

export const estAchevee = ({ etat }: Pick<Etape, 'etat'>): boolean => etat === 'fait' || etat === 'sans-objet'
export const toutAcheve = ({ total, faits, sansObjet }: Bilan): boolean => total > 0 && faits + sansObjet === total

/** Unfolds the list of a grappe, in one pass over its states. */
export function suivreDeploiement(dossier: Dossier): Deploiement {
  const liste = checklistDe(dossier.grappe.checklist)
  const actions = actionsPour(liste, dossier.solution.appelInsi)
  const parCode = new Map(actions.map((a) => [a.code, a]))
  const suivis = new Map(dossier.actions.flatMap((a) => (a.catalogue === liste.code && a.code && a.portee ? [[`${a.code}|${a.portee}`, a] as const] : [])))
  const previsions = new Map(dossier.previsions.flatMap((p) => (p.catalogue === liste.code && p.code ? [[p.code, p] as const] : [])))
  const essms = etablissementsConserves(dossier)
  const organismeDe = new Map(essms.map((e) => [e.id, e.organisme]))
  const portees: Readonly<Record<Portee, readonly { readonly id: string; readonly nom: string }[]>> = {
    grappe: [{ id: 'grappe', nom: 'Grappe' }],
    og: dossier.organismes.map((o) => ({ id: o.id, nom: o.raisonSociale ?? 'Organisme sans nom' })),
    essms: essms.map((e) => ({ id: e.id, nom: e.nom ?? e.finess ?? 'Établissement sans nom' }))
  }

  const niveau = (code: string): Portee => {
    const action = parCode.get(code)
    const signe = code === liste.signatures.va ? dossier.grappe.niveauVa : code === liste.signatures.vsr ? dossier.grappe.niveauVsr : null
    const choisi = signe ?? previsions.get(code)?.niveau ?? null
    return choisi !== null && action?.portees.includes(choisi) ? choisi : (action?.portee ?? 'grappe')
  }
  const etatDe = (action: ActionSuivie, portee: string): EtatEtape => {
    if (action.sansObjet !== null) return 'sans-objet'
    const og = organismeDe.get(portee)
    const lu = (id: string | null | undefined) => (id ? suivis.get(`${action.code}|${id}`)?.etat : null)
    return lu(portee) ?? lu(og) ?? lu('grappe') ?? 'a-faire'
  }

  const etapesPar = new Map<string, { readonly liste: readonly Etape[]; readonly parId: ReadonlyMap<string, Etape> }>()
  for (const action of actions) {
    const etapes = portees[niveau(action.code)].map(
      ({ id, nom }): Etape => ({ action, portee: id, nom, suivi: suivis.get(`${action.code}|${id}`), etat: etatDe(action, id) })
    )
    etapesPar.set(action.code, { liste: etapes, parId: new Map(etapes.map((e) => [e.portee, e])) })
  }
  const etapes = (code: string): readonly Etape[] => etapesPar.get(code)?.liste ?? []
  const etape = (code: string, portee: string) => etapesPar.get(code)?.parId.get(portee)
  const seule = (e: Etape | undefined): readonly Etape[] => (e ? [e] : [])

  /** Steps of an action of ESSMS scope, by OG. */
  const parOrganisme = new Map<string, ReadonlyMap<string, readonly Etape[]>>()
  const etapesDeLOrganisme = (code: string, organisme: string): readonly Etape[] => {
    let index = parOrganisme.get(code)
    if (!index) {
      const groupes = new Map<string, Etape[]>()
      for (const e of etapes(code)) {
        const og = organismeDe.get(e.portee)
        if (!og) continue
        const groupe = groupes.get(og)
        if (groupe) groupe.push(e)
        else groupes.set(og, [e])
      }
      index = groupes
      parOrganisme.set(code, index)
    }
    return index.get(organisme) ?? []
  }

  const precedentes = (ici: Etape, { code }: Lien): readonly Etape[] => {
    const [la, moi] = [niveau(code), niveau(ici.action.code)]
    if (la === 'grappe' || moi === 'grappe') return etapes(code)
    if (la === moi) return seule(etape(code, ici.portee))
    if (la !== 'og') return etapesDeLOrganisme(code, ici.portee)
    // While the organisme of an establishment is not said, it follows them all.
    const organisme = etape(code, organismeDe.get(ici.portee) ?? '')
    return organisme ? [organisme] : etapes(code)
  }
  const attentes = (ici: Etape): readonly Attente[] =>
    ici.action.apres.flatMap((lien): readonly Attente[] => {
      const restent = precedentes(ici, lien).filter((e) => !estAchevee(e) && !(lien.pendant && e.etat === 'en-cours'))
      return restent.length === 0 ? [] : [{ lien, restent }]
    })
  /** As long as the grappe has no ESSMS, what concerns nobody is not done. */
  const attend = (ici: Etape): boolean =>
    ici.action.apres.some(
      (lien) =>
        (essms.length === 0 && etapes(lien.code).length === 0) || precedentes(ici, lien).some((e) => !estAchevee(e) && !(lien.pendant && e.etat === 'en-cours'))
    )

  return {
    liste,
    actions,
    niveau,
    duree: (code) => previsions.get(code)?.duree ?? null,
    etapes,
    etape,
    bilan: (code) => {
      const compte = { total: 0, faits: 0, enCours: 0, sansObjet: 0 }
      for (const { etat } of etapes(code)) {
        compte.total += 1
        if (etat === 'fait') compte.faits += 1
        else if (etat === 'en-cours') compte.enCours += 1
        else if (etat === 'sans-objet') compte.sansObjet += 1
      }
      return compte
    },
    precedentes,
    attentes,
    possibles: () => actions.flatMap((a) => etapes(a.code).filter((e) => !estAchevee(e) && !attend(e)))
  }
}
