import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { type CodeErreur, GrappeError } from '#contract/errors.ts'
import { roleDe } from '../partage/role.ts'
import { caviarderVersion, viderJournalSqlite } from './effacement.ts'
import { delaiPublication, type Emplacement, emplacementDe } from './emplacement.ts'
import type { Empreinte } from './empreinte.ts'
import { etatJournal } from './etat-journal.ts'
import type { OptionsFichier } from './fichier.ts'
import type { RapportFusion } from './fusion.ts'
import { createJournal, type Journal } from './journal.ts'
import { ouvrirRecu } from './ouverture.ts'
import { erreurPublication, publierVers } from './publication.ts'
import { ecrireRegistre, type Registre } from './registre.ts'
import { restaurerLignes } from './restauration.ts'
import type { Motif, Version, Versions } from './versions.ts'

export interface EtatEnregistrement {
  /** Edits safe in the working copy (« Enregistré sur ce poste ») that the user's file does not hold yet. */
  readonly aPublier: boolean
  /** ms since 1970. */
  readonly publieLe: number | null
  /** Why the last publication failed; null once one succeeds. */
  readonly erreur: { readonly code: CodeErreur; readonly message: string } | null
}
export type Changement = 'enregistrement' | 'dossier'

export interface FichierOuvert {
  readonly journal: Journal
  readonly projet: string
  /** Null while the dossier has no place of its own. */
  readonly cheminUtilisateur: string | null
  /** Opened aside, for reading: any edit is refused. */
  readonly lectureSeule: boolean
  readonly emplacement: Emplacement | null
  readonly avertissements: readonly string[]
  /** What opening united with the working copy; null when nothing was. */
  readonly rapport: RapportFusion | null
  readonly versions: {
    readonly lister: () => readonly Version[]
    readonly restaurer: (nom: string) => Promise<number>
    /** Keeps the present state aside; returns its name. */
    readonly garder: (motif: Motif) => string
    readonly oublier: (nom: string) => void
    /** Does to every kept version what was erased in the dossier; one that cannot be treated is deleted. Returns how many there are. */
    readonly caviarder: () => number
  }
  /** Rewrites the user's file now, or a new one at `vers`, which becomes the user's file. Throws when it fails. */
  readonly publier: (vers?: string) => Promise<EtatEnregistrement>
  readonly etatEnregistrement: () => EtatEnregistrement
  /** `dossier`: another copy was united, read the lines again. Returns the function that stops listening. */
  readonly onChange: (listener: (quoi: Changement) => void) => () => void
  /** Publishes what is pending, then closes in any case; the answer says whether it could. */
  readonly fermer: () => Promise<EtatEnregistrement>
}

interface Depart {
  readonly db: Database
  readonly registre: Registre
  readonly versions: Versions
  readonly lectureSeule: boolean
  readonly avertissements: readonly string[]
  readonly marque: string
  readonly machine: string
  readonly options: OptionsFichier
  /** A checked copy to unite first, and the version kept before, forgotten when the copy brings nothing. */
  readonly aUnir?: { readonly db: Database; readonly version: string | null }
  /** Releases a private copy opened for reading. */
  readonly liberer?: () => void
}

const heure = 3_600_000
/** After a failed publication, ms before it is tried again by itself. */
const reprise = 60_000

const attendre = (ms: number, fn: () => void): (() => void) => {
  const minuterie = setTimeout(fn, ms)
  return () => clearTimeout(minuterie)
}

/** One open dossier: its journal, and the user's file kept up to date behind it. */
export function createFichierOuvert(depart: Depart): FichierOuvert {
  const { db, options, versions, lectureSeule } = depart
  let registre = depart.registre
  let aPublier = false
  let erreur: EtatEnregistrement['erreur'] = null
  let derniereVersion = options.clock()
  let isFerme = false
  let arreter: (() => void) | null = null
  let file: Promise<unknown> = Promise.resolve()
  const listeners = new Set<(quoi: Changement) => void>()
  /** A listener that fails (closed window) must not make a committed edit look refused. */
  const annoncer = (quoi: Changement) => {
    for (const listener of listeners) {
      try {
        listener(quoi)
      } catch (error) {
        console.error(error)
      }
    }
  }
  const etat = (): EtatEnregistrement => ({ aPublier, publieLe: registre.publieLe, erreur })

  const journal = createJournal(db, {
    auteur: options.auteur,
    machine: depart.machine,
    version: options.version,
    clock: options.clock,
    newId: options.newId,
    ...(options.fuseauMin === undefined ? {} : { fuseauMin: options.fuseauMin }),
    apresEcriture: () => {
      const isNouveau = !aPublier
      aPublier = true
      planifier()
      if (isNouveau) annoncer('enregistrement')
    }
  })

  function planifier(ms?: number): void {
    arreter?.()
    arreter = null
    const { chemin } = registre
    if (isFerme || lectureSeule || chemin === null || !aPublier) return
    arreter = (options.planifier ?? attendre)(ms ?? delaiPublication(registre.empreinte?.taille ?? 0, emplacementDe(chemin)), () => {
      arreter = null
      publier().catch(() => planifier(reprise))
    })
  }

  function memoriser(chemin: string, empreinte: Empreinte, etatPublie: string): void {
    registre = { ...registre, chemin, empreinte, etat: etatPublie, publieLe: options.clock(), nom: basename(chemin) }
    ecrireRegistre(options.profil, registre)
  }

  /** Someone else wrote at this place: unites their copy, or says why their file must not be replaced. */
  async function absorber(chemin: string, isChoisi: boolean): Promise<void> {
    let recu: Awaited<ReturnType<typeof ouvrirRecu>>
    try {
      recu = await ouvrirRecu(chemin, options)
    } catch (error) {
      if (!(error instanceof GrappeError) || error.code === 'version-plus-recente' || error.code === 'fichier-illisible') throw error
      // A place chosen by the person is replaced, as the dialog said; a file that changed behind us is not.
      if (isChoisi || error.code === 'fichier-introuvable') return
      throw new GrappeError('publication-impossible', 'un autre fichier a pris sa place', [error.message])
    }
    try {
      if (recu.projet !== journal.projet) {
        if (isChoisi) return
        throw new GrappeError('publication-impossible', 'le dossier d’une autre grappe a pris sa place')
      }
      if (roleDe(recu.db) === 'collecte' && roleDe(db) !== 'collecte') {
        if (isChoisi) return
        throw new GrappeError('publication-impossible', 'une copie de collecte a pris sa place')
      }
      unir(recu.db)
    } finally {
      recu.liberer()
    }
  }

  /** Unites a checked copy; the state before is kept aside when the copy brings something. */
  function unir(autre: Database): RapportFusion {
    const nom = versions.garderBase(db, 'avant-reunion')
    const fait = journal.fusionner(autre)
    if (fait.ops === 0 && fait.blobs === 0) versions.oublier(nom)
    else annoncer('dossier')
    return fait
  }

  /** What was just published, kept once an hour. */
  async function garderUneVersion(chemin: string): Promise<void> {
    if (options.clock() - derniereVersion < heure) return
    try {
      await versions.copierFichier(chemin, 'horaire')
    } catch {
      // A full disk must not hold back the publication, which has its own message.
    }
    derniereVersion = options.clock()
  }

  async function publierMaintenant(vers?: string): Promise<EtatEnregistrement> {
    const chemin = vers ?? registre.chemin
    if (chemin === null || lectureSeule) throw new GrappeError(lectureSeule ? 'lecture-seule' : 'destination-refusee')
    arreter?.()
    arreter = null
    try {
      const { empreinte, etat: etatPublie } = await publierVers(db, chemin, {
        attendue: vers === undefined || vers === registre.chemin ? registre.empreinte : null,
        absorber: () => absorber(chemin, vers !== undefined),
        marque: depart.marque,
        ...(options.renommer ? { renommer: options.renommer } : {}),
        ...(options.patience === undefined ? {} : { patience: options.patience })
      })
      erreur = null
      memoriser(chemin, empreinte, etatPublie)
      aPublier = etatJournal(db) !== etatPublie
      await garderUneVersion(chemin)
      if (aPublier) planifier()
      return etat()
    } catch (error) {
      const traduite = erreurPublication(error)
      erreur = { code: traduite.code, message: traduite.message }
      throw traduite
    } finally {
      annoncer('enregistrement')
    }
  }
  /** One publication at a time. */
  function publier(vers?: string): Promise<EtatEnregistrement> {
    const suite = () => publierMaintenant(vers)
    const tour = file.then(suite, suite)
    file = tour.catch(() => undefined)
    return tour
  }

  let rapport: RapportFusion | null = null
  if (depart.aUnir) {
    rapport = journal.fusionner(depart.aUnir.db)
    if (depart.aUnir.version !== null && rapport.ops === 0 && rapport.blobs === 0) versions.oublier(depart.aUnir.version)
  }
  aPublier = !lectureSeule && registre.etat !== etatJournal(db)
  planifier()
  return {
    journal,
    projet: journal.projet,
    get cheminUtilisateur() {
      return registre.chemin
    },
    lectureSeule,
    get emplacement() {
      return registre.chemin === null ? null : emplacementDe(registre.chemin)
    },
    avertissements: depart.avertissements,
    rapport,
    versions: {
      lister: versions.lister,
      garder: (motif) => versions.garderBase(db, motif),
      oublier: versions.oublier,
      caviarder: () => {
        viderJournalSqlite(db)
        const toutes = versions.lister()
        for (const { nom } of toutes) {
          try {
            caviarderVersion(versions.chemin(nom), db)
          } catch {
            versions.oublier(nom)
          }
        }
        return toutes.length
      },
      restaurer: async (nom) => {
        const recu = await ouvrirRecu(versions.chemin(nom), options)
        try {
          if (recu.projet !== journal.projet) throw new GrappeError('contenu-invalide')
          const voulu = createJournal(recu.db, { ...options, machine: depart.machine })
          versions.garderBase(db, 'avant-restauration')
          journal.fusionner(recu.db)
          return restaurerLignes(journal, voulu.lireLignes(), voulu.lireConflits())
        } finally {
          recu.liberer()
          annoncer('dossier')
        }
      }
    },
    publier,
    etatEnregistrement: etat,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    fermer: async () => {
      if (isFerme) return etat()
      if (aPublier && registre.chemin !== null) await publier().catch(() => undefined)
      await file
      isFerme = true
      arreter?.()
      db.close()
      depart.liberer?.()
      return etat()
    }
  }
}
