import { createMagasin } from './magasin.ts'
import type { Session } from './session.ts'

/** A returned file: its handle, and the words that open it. */
export interface FichierRecu {
  readonly ref: string
  readonly phrase: string | null
}

/** Files waiting on the « Recevoir » screen, for one dossier. */
export const aRecevoir = createMagasin<{ readonly projet: string; readonly fichiers: readonly FichierRecu[] }>({ projet: '', fichiers: [] })

/** Kinds of files that carry a dossier. */
export const filtreRecu = [{ nom: 'Dossier Grappe (.db, .zip, .age)', extensions: ['db', 'zip', 'age'] }]

/** Adds returned files to the « Recevoir » screen of the open dossier, and shows it. */
export function recevoir(session: Session, fichiers: readonly FichierRecu[]): void {
  const projet = session.store.lire()?.projet
  if (projet === undefined) return
  aRecevoir.changer((deja) => ({ projet, fichiers: [...(deja.projet === projet ? deja.fichiers : []), ...fichiers] }))
  session.aller({ page: 'partage', onglet: 'recevoir' })
}
