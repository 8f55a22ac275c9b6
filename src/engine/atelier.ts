import type { Evenement } from '#contract/contract.ts'
import { GrappeError } from '#contract/errors.ts'
import { type Conflit, type Dossier, foldDossier, type Ligne } from '#domain/dossier.ts'
import type { FichierOuvert } from './db/fichier-ouvert.ts'
import type { LimitesExamen } from './preuves/lecteur-isole.ts'
import { openProfil, type Profil } from './profil.ts'

export interface OptionsMoteur {
  /** Folder of this computer's profile: author, recent files, working copies, versions. */
  readonly profil: string
  readonly version: string
  /** Folder that holds `fonts/`. */
  readonly ressources: string
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number
  readonly newId: () => string
  /** Bounds of the reading of one attached PDF; 20 s when left out. */
  readonly examen?: LimitesExamen
}

interface EtatLu {
  readonly lignes: Ligne[]
  readonly conflits: readonly Conflit[]
}

/** What the handlers share: the open file, its Dossier, the handles, the profile and the events. */
export interface Atelier {
  readonly options: OptionsMoteur
  readonly profil: Profil
  readonly accorder: (ref: string, chemin: string) => void
  readonly nouvelleRef: (chemin: string) => string
  /** Path behind a handle; throws `fichier-introuvable` for an unknown one. */
  readonly chemin: (ref: string) => string
  /** The open file; throws `aucun-dossier`. */
  readonly fichier: () => FichierOuvert
  /** Project of the open file, null when none is open. */
  readonly projetOuvert: () => string | null
  readonly placer: (fichier: FichierOuvert) => void
  /** The rows and the conflicts of the open file, read now; the next `dossier()` folds these instead of reading again. */
  readonly lire: () => EtatLu
  /** The Dossier of the open file, folded once between two edits. */
  readonly dossier: () => Dossier
  /** To call after every edit: the next `dossier()` folds again. */
  readonly change: () => void
  readonly fermer: () => Promise<void>
  /** What to let go of when the dossier closes. */
  readonly surFermeture: (fn: () => void) => void
  readonly emettre: (e: Evenement) => void
  readonly onEvent: (listener: (e: Evenement) => void) => void
  /** Today as a civil date in the computer's time zone, `AAAA-MM-JJ`. */
  readonly aujourdhui: () => string
}

export function createAtelier(options: OptionsMoteur): Atelier {
  const refs = new Map<string, string>()
  const listeners: ((e: Evenement) => void)[] = []
  const fermetures: (() => void)[] = []
  const profil = openProfil(options.profil)
  let ouvert: FichierOuvert | null = null
  let dossier: Dossier | null = null
  let lu: EtatLu | null = null
  const oublier = () => {
    dossier = null
    lu = null
  }

  const emettre = (e: Evenement) => {
    for (const listener of listeners) listener(e)
  }
  const fichier = () => {
    if (!ouvert) throw new GrappeError('aucun-dossier')
    return ouvert
  }
  const lire = () => {
    const { journal } = fichier()
    const etat = { lignes: journal.lireLignes(), conflits: journal.lireConflits() }
    if (!dossier) lu = etat
    return etat
  }
  const fermer = async () => {
    const ancien = ouvert
    ouvert = null
    oublier()
    for (const fn of fermetures) fn()
    await ancien?.fermer()
  }
  return {
    options,
    profil,
    accorder: (ref, chemin) => void refs.set(ref, chemin),
    nouvelleRef: (chemin) => {
      const ref = `ref-${options.newId()}`
      refs.set(ref, chemin)
      return ref
    },
    chemin: (ref) => {
      const chemin = refs.get(ref)
      if (chemin === undefined) throw new GrappeError('fichier-introuvable')
      return chemin
    },
    fichier,
    projetOuvert: () => ouvert?.projet ?? null,
    placer: (nouveau) => {
      ouvert = nouveau
      oublier()
      nouveau.onChange((quoi) => {
        if (quoi === 'dossier') oublier()
        emettre({ e: quoi === 'dossier' ? 'dossier-change' : 'enregistrement' })
      })
    },
    lire,
    dossier: () => {
      if (!dossier) {
        const { lignes, conflits } = lu ?? lire()
        lu = null
        dossier = foldDossier(fichier().projet, lignes, conflits)
      }
      return dossier
    },
    change: oublier,
    fermer,
    surFermeture: (fn) => void fermetures.push(fn),
    emettre,
    onEvent: (listener) => void listeners.push(listener),
    aujourdhui: () => {
      const now = new Date(options.clock())
      return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
    }
  }
}
