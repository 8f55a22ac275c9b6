import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Dossier } from '#domain/dossier.ts'
import type { Magasin } from './magasin.ts'
import { type EntiteLibre, entiteDe } from './presenter.ts'
import type { Session } from './session.ts'

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('SessionContext absent')
  return session
}

export const useMagasin = <T>(magasin: Magasin<T>): T => useSyncExternalStore(magasin.abonner, magasin.lire)

/** A part of the Dossier. `choisir` must give back the same object while what it reads does not change. */
export function useDossier<T>(choisir: (dossier: Dossier) => T): T {
  const { store, dossier } = useSession()
  return useSyncExternalStore(store.abonner, () => choisir(dossier()))
}

/** The whole Dossier: redraws at each change. For screens that compute over everything. */
export const useDossierEntier = (): Dossier => useDossier((d) => d)

export const useEntite = (kind: string, id: string): EntiteLibre | undefined => useDossier((d) => entiteDe(d, kind, id))

/**
 * True when nothing may be changed; with `kind`, when lines of this kind may not be added, and with `id`, when that line may not be
 * changed: in a collecte copy, what is not the recipient's.
 */
export const useLectureSeule = (kind?: string, id?: string): boolean => {
  const { store } = useSession()
  return useSyncExternalStore(store.abonner, () => !store.isEcrivable(kind, id))
}

export const useRole = (): 'grappe' | 'legere' | 'collecte' => {
  const { store } = useSession()
  return useSyncExternalStore(store.abonner, () => store.lire()?.role ?? 'grappe')
}
