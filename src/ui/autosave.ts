import { type CodeErreur, type Erreur, messages } from '#contract/errors.ts'
import type { Client } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Conflit, Ligne } from '#domain/dossier.ts'

/** One change of the dossier waiting to be written. Ids are given by the page, so nothing waits for an answer. */
export type Changement =
  | { readonly t: 'saisir'; readonly kind: string; readonly id: string; readonly champ: string; readonly valeur: Cellule }
  | { readonly t: 'ajouter'; readonly kind: string; readonly id: string; readonly cellules: Readonly<Record<string, Cellule>> }
  | { readonly t: 'retirer'; readonly kind: string; readonly id: string }
  | { readonly t: 'retablir'; readonly kind: string; readonly id: string }

/** `geste`: what a person did in one go (a paste) leaves in one call, and is undone in one step. */
type EnFile = Changement & { readonly geste: number }

export interface Refus {
  readonly changement: Changement
  readonly erreur: Erreur
}

export interface EtatFile {
  /** Changes not yet acknowledged by the engine, in flight included. */
  readonly enAttente: number
  /** Why the queue is held up; null when it flows. It is tried again by itself. */
  readonly cause: Erreur | null
  /** Changes that the engine refuses whatever we do; each stays here until the cell is changed again. */
  readonly refus: readonly Refus[]
}

interface Options {
  readonly client: () => Client | null
  /** After each answer: the lines as the engine has them now. */
  readonly recevoir: (lignes: readonly Ligne[], conflits: readonly Conflit[] | null) => void
  /** The engine knows this entity under another id (one state per key): the page's own id is forgotten. */
  readonly renommer: (ancien: string, nouveau: string) => void
  readonly annoncer: (etat: EtatFile) => void
  /** Quiet time before typed text leaves, in ms. */
  readonly delai?: number
  /** Time before a failed queue is tried again, in ms. */
  readonly reprise?: number
  readonly lotMax?: number
  readonly minuterie?: { readonly poser: (f: () => void, ms: number) => unknown; readonly retirer: (jeton: unknown) => void }
}

/** Failures of the moment: the same change can succeed later. Everything else is refused for good. */
const passagers: ReadonlySet<CodeErreur> = new Set<CodeErreur>([
  'moteur-arrete',
  'disque-plein',
  'lecture-seule',
  'publication-impossible',
  'aucun-dossier',
  'auteur-inconnu',
  'interne',
  'annule'
])

const cleDe = (c: { readonly id: string; readonly champ: string }) => `${c.id}|${c.champ}`

/**
 * The queue between the controls and the engine. Order is kept; several edits of one cell that have not left
 * yet become one, the latest; nothing leaves the queue before the engine has acknowledged it.
 */
export function createAutosave(options: Options) {
  const delai = options.delai ?? 400
  const reprise = options.reprise ?? 4000
  const lotMax = options.lotMax ?? 10_000
  const horloge = options.minuterie ?? { poser: (f: () => void, ms: number) => setTimeout(f, ms), retirer: (j: unknown) => clearTimeout(j as number) }

  let file: EnFile[] = []
  let enVol: readonly EnFile[] = []
  let gestes = 0
  let refus: Refus[] = []
  let cause: Erreur | null = null
  let jeton: unknown = null
  let generation = 0
  /** Edits left to send one at a time: a batch of several was refused and one of them is at fault. */
  let aIsoler = 0
  let attentes: (() => void)[] = []
  const brouillons = new Map<string, () => void>()

  const annoncer = () => options.annoncer({ enAttente: file.length + enVol.length, cause, refus })
  const planifier = (ms: number) => {
    if (jeton !== null) horloge.retirer(jeton)
    jeton = horloge.poser(() => {
      jeton = null
      void envoyer()
    }, ms)
  }
  const liberer = () => {
    const pretes = attentes
    attentes = []
    for (const suite of pretes) suite()
  }

  /** The next changes that can leave in one call: a run of edits, the additions and edits of one gesture, or one removal. */
  const prochainLot = (): EnFile[] => {
    const premier = file[0]
    if (!premier) return []
    if (premier.t === 'retirer' || premier.t === 'retablir') return [premier]
    const isSuite = (c: EnFile) => c.t === 'saisir' || (c.t === 'ajouter' && premier.t === 'ajouter')
    const fin = file.findIndex((c) => !isSuite(c) || (premier.t === 'ajouter' && c.geste !== premier.geste))
    return file.slice(0, Math.min(fin === -1 ? file.length : fin, aIsoler > 0 ? 1 : lotMax))
  }

  const appeler = async (client: Client, lot: readonly Changement[]) => {
    const premier = lot[0] as Changement
    if (lot.length > 1 || premier.t === 'saisir') {
      const ajouts = lot.flatMap((c) => (c.t === 'ajouter' ? [{ kind: c.kind, id: c.id, cellules: { ...c.cellules } }] : []))
      const editions = lot.flatMap((c) => (c.t === 'saisir' ? [{ kind: c.kind, id: c.id, champ: c.champ, valeur: c.valeur }] : []))
      return client.call('champ.saisir', { ...(ajouts.length > 0 ? { ajouts } : {}), editions })
    }
    const { kind, id } = premier
    const reponse =
      premier.t === 'ajouter'
        ? await client.call('entite.ajouter', { kind, id, cellules: { ...premier.cellules } })
        : await client.call(premier.t === 'retirer' ? 'entite.retirer' : 'entite.retablir', { kind, id })
    if (!reponse.ok) return reponse
    const { ligne } = reponse.value
    return { ok: true, value: { lignes: [ligne], conflits: null, ajoutees: premier.t === 'ajouter' ? [ligne.id] : [] } } as const
  }

  async function envoyer(): Promise<void> {
    if (enVol.length > 0) return
    const client = options.client()
    const lot = prochainLot()
    if (lot.length === 0) return liberer()
    if (!client) {
      cause = { code: 'moteur-arrete', message: messages['moteur-arrete'] }
      annoncer()
      return liberer()
    }
    enVol = lot
    file = file.slice(lot.length)
    const mienne = generation
    annoncer()
    const reponse = await appeler(client, lot)
    if (mienne !== generation) return
    enVol = []
    if (reponse.ok) {
      cause = null
      aIsoler = Math.max(0, aIsoler - lot.length)
      for (const [i, ajout] of lot.filter((c) => c.t === 'ajouter').entries()) adopterId(ajout, reponse.value.ajoutees[i])
      options.recevoir(reponse.value.lignes as readonly Ligne[], reponse.value.conflits as readonly Conflit[] | null)
    } else if (passagers.has(reponse.error.code)) {
      cause = reponse.error
      remettre(lot)
      annoncer()
      liberer()
      planifier(reprise)
      return
    } else if (lot.length > 1) {
      aIsoler = lot.length
      remettre(lot)
    } else {
      aIsoler = Math.max(0, aIsoler - 1)
      refus = [...refus, { changement: lot[0] as Changement, erreur: reponse.error }]
    }
    annoncer()
    return envoyer()
  }

  /** What is still queued for an added entity follows the id that the engine gave it. */
  const adopterId = (ajout: Changement, id: string | undefined) => {
    if (id === undefined || id === ajout.id) return
    file = file.map((c) => (c.id === ajout.id ? { ...c, id } : c))
    options.renommer(ajout.id, id)
  }

  /** Puts a failed batch back in front, without the cells that were typed again since. */
  const remettre = (lot: readonly EnFile[]) => {
    const retapees = new Set(file.flatMap((c) => (c.t === 'saisir' ? [cleDe(c)] : [])))
    file = [...lot.filter((c) => c.t !== 'saisir' || !retapees.has(cleDe(c))), ...file]
  }

  const enfiler = (changement: Changement, geste: number) => {
    if (changement.t === 'saisir') {
      const cle = cleDe(changement)
      refus = refus.filter((r) => r.changement.t !== 'saisir' || cleDe(r.changement) !== cle)
      file = file.filter((c) => c.t !== 'saisir' || cleDe(c) !== cle)
    }
    file.push({ ...changement, geste })
  }

  const vider = (): Promise<void> => {
    for (const valider of [...brouillons.values()]) valider()
    if (jeton !== null) {
      horloge.retirer(jeton)
      jeton = null
    }
    if (file.length === 0 && enVol.length === 0) return Promise.resolve()
    return new Promise((resolve) => {
      attentes.push(resolve)
      void envoyer()
    })
  }

  return {
    /** Queues changes; `attendre` leaves typed text a moment before it goes. Never blocks, never throws. */
    ajouter(changements: readonly Changement[], attendre = false): void {
      if (changements.length === 0) return
      gestes++
      for (const changement of changements) enfiler(changement, gestes)
      annoncer()
      if (cause === null) planifier(attendre ? delai : 0)
    },
    /** Sends everything now, after the half-typed fields were taken. Resolves once all is written or held up. */
    vider,
    /** Tries again now (« Réessayer », or a new engine). */
    reprendre(): void {
      cause = null
      annoncer()
      planifier(0)
    },
    /** A new channel: what was in flight on the old one is sent again. Sending twice the same value is harmless. */
    reconnecter(): void {
      generation++
      const perdu = enVol
      enVol = []
      remettre(perdu)
      cause = null
      annoncer()
      planifier(0)
    },
    /** Forgets one refused change: the person chose to drop it. */
    abandonner(refuse: Refus): void {
      refus = refus.filter((r) => r !== refuse)
      annoncer()
    },
    /** Forgets everything. Only for a closed dossier whose queue is empty, or that the person chose to lose. */
    oublier(): void {
      generation++
      file = []
      enVol = []
      refus = []
      cause = null
      brouillons.clear()
      liberer()
      annoncer()
    },
    /** A field being typed: `valider` is called by `vider`. Returns the function that withdraws it. */
    brouillon(cle: string, valider: () => void): () => void {
      brouillons.set(cle, valider)
      return () => {
        if (brouillons.get(cle) === valider) brouillons.delete(cle)
      }
    },
    /** Unsaved cells of one entity, in flight first, latest last. */
    surcouche(id: string): Readonly<Record<string, Cellule>> | undefined {
      let cellules: Record<string, Cellule> | undefined
      for (const c of [...enVol, ...file]) {
        if (c.t !== 'saisir' || c.id !== id) continue
        cellules ??= {}
        cellules[c.champ] = c.valeur
      }
      return cellules
    },
    /** Additions and removals not yet acknowledged, in order: laid again over a dossier read anew. */
    structure: (): readonly Changement[] => [...enVol, ...file].filter((c) => c.t !== 'saisir'),
    etat: (): EtatFile => ({ enAttente: file.length + enVol.length, cause, refus })
  }
}
export type Autosave = ReturnType<typeof createAutosave>
