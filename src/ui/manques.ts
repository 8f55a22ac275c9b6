import { codeDonnees } from '#documents/code-donnees.ts'
import { analyser } from '#domain/completude/analyse.ts'
import type { Manque, Phase } from '#domain/lot.ts'
import type { Session } from './session.ts'

/** What is missing, computed in the page a moment after the last change, never while a key is being handled. */
export interface Manques {
  readonly liste: readonly Manque[]
  readonly parPhase: ReadonlyMap<Phase, readonly Manque[]>
  /** Number of things looked at and found right. */
  readonly enRegle: ReadonlyMap<Phase, number>
  /** False until the first computation of this dossier. */
  readonly pret: boolean
}

export const aucunManque: Manques = { liste: [], parPhase: new Map(), enRegle: new Map(), pret: false }
const delai = 150

/** Today as a civil date of this computer. */
export function aujourdhui(): string {
  const d = new Date()
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`
}

export function suivreManques(session: Session): void {
  const magasin = session.manques
  let minuteur: ReturnType<typeof setTimeout> | undefined
  let projet: string | null = null
  const calculer = () => {
    const dossier = session.store.lire()?.dossier
    if (!dossier) return magasin.poser(aucunManque)
    const { manques, enRegle } = analyser(dossier, { date: aujourdhui(), codeDonnees: (cle) => codeDonnees(dossier, cle) })
    const parPhase = new Map<Phase, Manque[]>()
    for (const manque of manques) {
      const deja = parPhase.get(manque.phase)
      if (deja) deja.push(manque)
      else parPhase.set(manque.phase, [manque])
    }
    magasin.poser({ liste: manques, parPhase, enRegle, pret: true })
  }
  session.store.abonner(() => {
    const courant = session.store.lire()?.projet ?? null
    clearTimeout(minuteur)
    if (courant !== projet) {
      projet = courant
      magasin.poser(aucunManque)
    }
    minuteur = setTimeout(calculer, delai)
  })
}

/** What still has to be done in a list of missing things: reasons already written are settled. */
export const restants = (liste: readonly Manque[] | undefined): { readonly bloquants: number; readonly aJustifier: number } => ({
  bloquants: liste?.filter((m) => m.gravite === 'bloquant').length ?? 0,
  aJustifier: liste?.filter((m) => m.gravite === 'a-justifier' && m.motif === undefined).length ?? 0
})
