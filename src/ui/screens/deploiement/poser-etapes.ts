import type { Etape } from '#domain/deploiement/suivi.ts'
import { aujourdhui } from '../../manques.ts'
import type { Edition, Session } from '../../session.ts'

type Etat = Etape['etat']

/** Sets the state of many steps at once: one step of undo for those already followed, one for the others. « Fait » proposes today. */
export function poserEtapes(session: Session, catalogue: string, voulus: readonly { readonly etape: Etape; readonly etat: Etat | null }[]): void {
  const nouvelles: Record<string, string | null>[] = []
  const editions: Edition[] = []
  for (const { etape, etat } of voulus) {
    const valeurs = { etat, ...(etat === 'fait' && !etape.suivi?.date ? { date: aujourdhui() } : {}) }
    const id = etape.suivi?.id
    if (id === undefined) nouvelles.push({ catalogue, code: etape.action.code, portee: etape.portee, ...valeurs })
    else editions.push(...Object.entries(valeurs).map(([champ, valeur]) => ({ kind: 'action', id, champ, valeur })))
  }
  if (nouvelles.length > 0) session.ajouter('action', nouvelles)
  if (editions.length > 0) session.saisir(editions)
}
