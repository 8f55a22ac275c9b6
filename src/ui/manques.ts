import type { AvancementPhase, ProchaineAction } from '#domain/avancement.ts'
import type { Lot, Manque, Phase } from '#domain/lot.ts'
import type { DepuisAnalyse, VersAnalyse } from './manques-worker.ts'
import type { Session } from './session.ts'

/** What is missing, analysed beside the page a moment after the last change. */
export interface Manques {
  readonly liste: readonly Manque[]
  readonly parPhase: ReadonlyMap<Phase, readonly Manque[]>
  /** How far each phase is, for the bundles under way. */
  readonly avancements: ReadonlyMap<Phase, AvancementPhase>
  /** The bundles under way: what holds them back is to be done now, the rest later. */
  readonly lotsEnCours: ReadonlySet<Lot>
  /** The bundles deposited or mailed already. */
  readonly lotsPartis: ReadonlySet<Lot>
  /** The next things to do, first one first. */
  readonly prochaines: readonly ProchaineAction[]
  /** False until the first analysis of this dossier. */
  readonly pret: boolean
}

export const aucunManque: Manques = {
  liste: [],
  parPhase: new Map(),
  avancements: new Map(),
  lotsEnCours: new Set(),
  lotsPartis: new Set(),
  prochaines: [],
  pret: false
}
/** Quiet time before an analysis, in ms: one for a burst of keys. */
const delai = 150

/** Today as a civil date of this computer. */
export function aujourdhui(): string {
  const d = new Date()
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`
}

export function suivreManques({ store, manques }: Session): void {
  const analyse = new Worker(new URL('./manques-worker.ts', import.meta.url), { type: 'module' })
  let minuteur: ReturnType<typeof setTimeout> | undefined
  let projet: string | null = null
  let conflits: unknown = null

  const envoyer = () => {
    const etat = store.lire()
    if (!etat) return
    const { tout, lignes } = store.prendreModifiees()
    if (!tout && lignes.length === 0 && conflits === etat.dossier.conflits) return
    conflits = etat.dossier.conflits
    analyse.postMessage({ projet: etat.projet, tout, lignes, conflits: etat.dossier.conflits, date: aujourdhui() } satisfies VersAnalyse)
  }
  store.abonner(() => {
    const courant = store.lire()?.projet ?? null
    if (courant !== projet) {
      projet = courant
      manques.poser(aucunManque)
      return envoyer()
    }
    clearTimeout(minuteur)
    minuteur = setTimeout(envoyer, delai)
  })
  analyse.addEventListener('error', (e) => console.error(`analyse : ${e.message}`))
  analyse.addEventListener('message', ({ data }: MessageEvent<DepuisAnalyse>) => {
    if (data.projet !== projet) return
    const parPhase = new Map<Phase, Manque[]>()
    for (const manque of data.manques) {
      const deja = parPhase.get(manque.phase)
      if (deja) deja.push(manque)
      else parPhase.set(manque.phase, [manque])
    }
    const parCode = new Map(data.avancements.map((a) => [a.phase, a]))
    manques.poser({
      liste: data.manques,
      parPhase,
      avancements: parCode,
      lotsEnCours: new Set(data.lotsEnCours),
      lotsPartis: new Set(data.lotsPartis),
      prochaines: data.prochaines,
      pret: true
    })
  })
}

/** What still has to be done in a list of missing things: reasons already written are settled. */
export const restants = (liste: readonly Manque[] | undefined): { readonly bloquants: number; readonly aJustifier: number } => ({
  bloquants: liste?.filter((m) => m.gravite === 'bloquant').length ?? 0,
  aJustifier: liste?.filter((m) => m.gravite === 'a-justifier' && m.motif === undefined).length ?? 0
})

/** True for what holds a bundle under way back, and for what is only good to know. */
export const estPourMaintenant = (manque: Manque, lotsEnCours: ReadonlySet<Lot>): boolean =>
  manque.gravite === 'information' || manque.lots.some((lot) => lotsEnCours.has(lot))
