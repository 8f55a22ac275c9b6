import type { Demande, Evenement, NomAppel, Sortie } from '#contract/contract.ts'
import { type Erreur, messages, type Outcome } from '#contract/errors.ts'
import { type Client, createClient } from '#contract/rpc.ts'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Conflit, Dossier, Ligne } from '#domain/dossier.ts'
import { type Autosave, type Changement, createAutosave, type EtatFile } from './autosave.ts'
import { createDossierStore, type DossierStore, type SessionLue } from './dossier-store.ts'
import type { Ecran } from './ecran.ts'
import { createIllisibles, type Illisibles } from './illisibles.ts'
import { createMagasin, type Magasin } from './magasin.ts'
import { aucunManque, type Manques } from './manques.ts'
import { type EntiteLibre, entiteDe, entitesDe, nomLibre } from './presenter.ts'
import { ecouterPorts, type Shell } from './shell.ts'

export interface Progres {
  readonly appel: NomAppel
  readonly titre: string
  readonly fait: number
  readonly total: number
  readonly texte: string
  readonly annulation: boolean
}

export interface Avis {
  readonly id: number
  readonly ton: 'succes' | 'erreur' | 'neutre'
  readonly texte: string
  /** `derniere`: takes back the last change; it goes away with the next one, which it would take back instead. */
  readonly action?: { readonly label: string; readonly faire: () => void; readonly derniere?: true }
}

/** Who works on this computer. */
export interface Auteur {
  readonly nom: string
  readonly fonction: string
  readonly organisation: string
}

export interface Edition {
  readonly kind: string
  readonly id: string
  readonly champ: string
  readonly valeur: Cellule
}

/** Cells that name one entity of a kind, and what to set on it. */
export interface Pose {
  readonly identite: Readonly<Record<string, Cellule>>
  readonly valeurs: Readonly<Record<string, Cellule>>
}

/** Everything the screens use: one per window, never replaced; what changes in it is behind small stores. */
export interface Session {
  readonly shell: Shell
  readonly store: DossierStore
  readonly file: Autosave
  readonly connecte: Magasin<boolean>
  readonly enregistrement: Magasin<{ readonly file: EtatFile; readonly moteur: Sortie<'dossier.enregistrement'> | null }>
  readonly ecran: Magasin<Ecran>
  readonly progres: Magasin<Progres | null>
  readonly avis: Magasin<readonly Avis[]>
  readonly manques: Magasin<Manques>
  readonly auteur: Magasin<Auteur | null>
  /** Dialogs that the menu opens. */
  readonly aPropos: Magasin<boolean>
  /** Search everywhere (Ctrl+K). */
  readonly recherche: Magasin<boolean>
  readonly demandeNouvelle: Magasin<boolean>
  /** Typed texts that could not be read, by `cleChamp`: kept so that leaving a screen loses nothing. */
  readonly illisibles: Illisibles
  readonly appeler: <N extends NomAppel>(name: N, input: Demande<N>) => Promise<Outcome<Sortie<N>>>
  /** Same, with a progress dialog when it lasts over 300 ms. */
  readonly appelerLong: <N extends NomAppel>(name: N, input: Demande<N>, titre: string) => Promise<Outcome<Sortie<N>>>
  readonly annulerAppel: (name: NomAppel) => void
  readonly ouvrir: (session: SessionLue) => void
  readonly fermer: () => Promise<void>
  readonly saisir: (editions: readonly Edition[], attendre?: boolean) => void
  readonly ajouter: (kind: string, listes: readonly Readonly<Record<string, Cellule>>[]) => readonly string[]
  readonly retirer: (kind: string, ids: readonly string[]) => void
  readonly retablir: (kind: string, ids: readonly string[]) => void
  /** Finds the entity whose cells equal `identite`, or adds it, then sets `valeurs`. */
  readonly poser: (kind: string, identite: Readonly<Record<string, Cellule>>, valeurs: Readonly<Record<string, Cellule>>, attendre?: boolean) => void
  /** Same for many at once: one call, one step of undo. */
  readonly poserTous: (kind: string, poses: readonly Pose[]) => void
  readonly recevoir: (lignes: readonly Ligne[], conflits: readonly Conflit[] | null) => void
  readonly annuler: () => Promise<void>
  readonly refaire: () => Promise<void>
  readonly publier: (ref: string | null) => Promise<void>
  readonly aller: (ecran: Partial<Ecran> & { readonly page: Ecran['page'] }) => void
  readonly avertir: (avis: Omit<Avis, 'id'>) => void
  readonly dossier: () => Dossier
}

const uuid = (): string => crypto.randomUUID()

export function createSession(shell: Shell, ecouter: (nouveau: (canal: Parameters<typeof createClient>[0]) => void) => void = ecouterPorts): Session {
  let client: Client | null = null
  const store = createDossierStore()
  const connecte = createMagasin(false)
  const enregistrement = createMagasin<{ file: EtatFile; moteur: Sortie<'dossier.enregistrement'> | null }>({
    file: { enAttente: 0, cause: null, refus: [] },
    moteur: null
  })
  const ecran = createMagasin<Ecran>({ page: 'tableau', onglet: null, cible: null })
  const progres = createMagasin<Progres | null>(null)
  const avis = createMagasin<readonly Avis[]>([])
  const illisibles = createIllisibles()
  let numeroAvis = 0
  /** Ids the page gave to entities that the engine knows otherwise: a control still on screen may hold one. */
  const alias = new Map<string, string>()

  /** Something else is changed: what offered to take the last change back no longer can. */
  const perimer = () => {
    if (avis.lire().some((a) => a.action?.derniere)) avis.changer((liste) => liste.filter((a) => !a.action?.derniere))
  }
  const poserRecues = (lignes: readonly Ligne[], conflits: readonly Conflit[] | null) => store.recevoir(lignes, conflits, file.surcouche)
  const recevoir = (lignes: readonly Ligne[], conflits: readonly Conflit[] | null) => {
    if (lignes.length > 0) perimer()
    poserRecues(lignes, conflits)
  }
  const file = createAutosave({
    client: () => client,
    // The acknowledgement of what was typed is not another change.
    recevoir: poserRecues,
    renommer: (ancien, nouveau) => {
      alias.set(ancien, nouveau)
      store.oublier(ancien)
    },
    annoncer: (etat) => {
      enregistrement.changer((e) => ({ ...e, file: etat }))
      if (etat.enAttente === 0) void relireEnregistrement()
    }
  })

  const appeler: Session['appeler'] = (name, input) =>
    client ? client.call(name, input) : Promise.resolve({ ok: false, error: { code: 'moteur-arrete', message: messages['moteur-arrete'] } })

  let relecture: 'non' | 'en-cours' | 'a-refaire' = 'non'
  /** One question at a time; an event that comes meanwhile asks again, so the last answer shown is never older than it. */
  async function relireEnregistrement(): Promise<void> {
    if (relecture !== 'non') {
      relecture = 'a-refaire'
      return
    }
    if (!store.lire()) return
    relecture = 'en-cours'
    const lu = await appeler('dossier.enregistrement', {})
    const refaire = (relecture as string) === 'a-refaire'
    relecture = 'non'
    if (lu.ok) enregistrement.changer((e) => ({ ...e, moteur: lu.value }))
    if (refaire) void relireEnregistrement()
  }

  /** A dossier read anew, under what is still waiting to be written. */
  const reposer = (lue: SessionLue) => {
    store.ouvrir(lue, file.surcouche)
    for (const c of file.structure()) {
      if (c.t === 'ajouter' && !store.ligne(c.id)) store.ajouter([{ kind: c.kind, id: c.id, cellules: { ...c.cellules, ...file.surcouche(c.id) } }])
      else if (c.t === 'retirer' || c.t === 'retablir') store.marquer(c.id, c.t === 'retablir')
    }
  }

  const surEvenement = (e: Evenement) => {
    if (e.e === 'enregistrement') void relireEnregistrement()
    if (e.e === 'dossier-change') void relire()
    if (e.e === 'progres') progres.changer((p) => (p && p.appel === e.appel ? { ...p, fait: e.fait, total: e.total, texte: e.texte } : p))
  }
  const relire = async () => {
    const lu = await appeler('dossier.lire', {})
    if (lu.ok) reposer(lu.value)
  }

  /** A new engine knows no open dossier: it takes back the one on screen, from its working copy. */
  const rouvrir = async () => {
    const projet = store.lire()?.projet
    if (projet === undefined) return
    const lu = await appeler('dossier.rouvrir', { projet })
    if (!lu.ok) return signaler(lu.error)
    if (store.lire()?.projet === projet) reposer(lu.value)
    void relireEnregistrement()
  }

  ecouter((canal) => {
    client = createClient(canal)
    client.onEvent(surEvenement)
    canal.onClose(() => connecte.poser(false))
    connecte.poser(true)
    if (store.lire()) {
      // Sent first: commands keep their order, so the edits that follow find the dossier open.
      void rouvrir()
      file.reconnecter()
    }
  })

  const signaler = (erreur: Erreur) => session.avertir({ ton: 'erreur', texte: erreur.message })

  const session: Session = {
    shell,
    store,
    file,
    connecte,
    enregistrement,
    ecran,
    progres,
    avis,
    manques: createMagasin<Manques>(aucunManque),
    auteur: createMagasin<Auteur | null>(null),
    aPropos: createMagasin(false),
    recherche: createMagasin(false),
    demandeNouvelle: createMagasin(false),
    illisibles,
    appeler,
    async appelerLong(name, input, titre) {
      const minuteur = setTimeout(() => progres.poser({ appel: name, titre, fait: 0, total: 0, texte: '', annulation: false }), 300)
      const reponse = await appeler(name, input)
      clearTimeout(minuteur)
      progres.poser(null)
      return reponse
    },
    annulerAppel: (name) => {
      progres.changer((p) => (p ? { ...p, annulation: true } : p))
      client?.annuler(name)
    },
    ouvrir(lue) {
      illisibles.clear()
      store.ouvrir(lue)
      ecran.poser({ page: 'tableau', onglet: null, cible: null })
      enregistrement.changer((e) => ({ ...e, moteur: null }))
      void relireEnregistrement()
    },
    async fermer() {
      await file.vider()
      if (file.etat().enAttente > 0) return
      const ferme = await appeler('dossier.fermer', {})
      if (!ferme.ok) return signaler(ferme.error)
      file.oublier()
      illisibles.clear()
      store.fermer()
    },
    saisir(editions, attendre = false) {
      if (editions.length > 0) perimer()
      const changements: Changement[] = []
      const posees: { id: string; champ: string; valeur: Cellule }[] = []
      for (const e of editions) {
        const id = alias.get(e.id) ?? idReel(session.dossier(), e)
        if (!store.ligne(id)) {
          store.ajouter([{ kind: e.kind, id, cellules: {} }])
          changements.push({ t: 'ajouter', kind: e.kind, id, cellules: {} })
        }
        posees.push({ id, champ: e.champ, valeur: e.valeur })
        changements.push({ t: 'saisir', kind: e.kind, id, champ: e.champ, valeur: e.valeur })
      }
      store.saisir(posees)
      file.ajouter(changements, attendre)
    },
    ajouter(kind, listes) {
      perimer()
      const nouvelles = listes.map((cellules) => ({ kind, id: uuid(), cellules: store.completer(kind, cellules) }))
      store.ajouter(nouvelles)
      file.ajouter(nouvelles.map((n) => ({ t: 'ajouter', ...n }) as const))
      return nouvelles.map((n) => n.id)
    },
    retirer(kind, ids) {
      perimer()
      const reels = ids.map((id) => alias.get(id) ?? id)
      for (const id of reels) store.marquer(id, false)
      file.ajouter(reels.map((id) => ({ t: 'retirer', kind, id }) as const))
    },
    retablir(kind, ids) {
      perimer()
      const reels = ids.map((id) => alias.get(id) ?? id)
      for (const id of reels) store.marquer(id, true)
      file.ajouter(reels.map((id) => ({ t: 'retablir', kind, id }) as const))
    },
    poser(kind, identite, valeurs, attendre = false) {
      const existante = entitesDe(session.dossier(), kind).find((e) => Object.entries(identite).every(([c, v]) => (e[c] ?? null) === v))
      if (!existante) session.ajouter(kind, [{ ...identite, ...valeurs }])
      else
        session.saisir(
          Object.entries(valeurs).map(([champ, valeur]) => ({ kind, id: existante.id, champ, valeur })),
          attendre
        )
    },
    poserTous(kind, poses) {
      perimer()
      const nouvelles: { kind: string; id: string; cellules: Readonly<Record<string, Cellule>> }[] = []
      const editions: { t: 'saisir'; kind: string; id: string; champ: string; valeur: Cellule }[] = []
      const champs = Object.keys(poses[0]?.identite ?? {})
      const cleDe = (e: Readonly<Record<string, unknown>>) => JSON.stringify(champs.map((c) => e[c] ?? null))
      const connues = new Map(entitesDe(session.dossier(), kind).map((e) => [cleDe(e), e.id]))
      for (const { identite, valeurs } of poses) {
        const id = connues.get(cleDe(identite))
        if (id === undefined) nouvelles.push({ kind, id: uuid(), cellules: { ...identite, ...valeurs } })
        else editions.push(...Object.entries(valeurs).map(([champ, valeur]) => ({ t: 'saisir', kind, id, champ, valeur }) as const))
      }
      if (nouvelles.length > 0) store.ajouter(nouvelles)
      store.saisir(editions)
      file.ajouter([...nouvelles.map((n) => ({ t: 'ajouter', ...n }) as const), ...editions])
    },
    recevoir,
    annuler: () => historique('historique.annuler'),
    refaire: () => historique('historique.refaire'),
    async publier(ref) {
      await file.vider()
      const publie = await appeler('dossier.publier', { ref })
      if (!publie.ok) return signaler(publie.error)
      enregistrement.changer((e) => ({ ...e, moteur: publie.value }))
      if (ref !== null) {
        const lu = await appeler('dossier.lire', {})
        if (lu.ok) store.renommer(lu.value.fichier)
      }
      if (publie.value.erreur) session.avertir({ ton: 'erreur', texte: publie.value.erreur.message })
      else
        session.avertir({ ton: 'succes', texte: store.lire()?.fichier ? 'Tout est enregistré et le fichier est à jour.' : 'Tout est enregistré sur ce poste.' })
    },
    aller: (vers) => {
      void file.vider()
      ecran.poser({ onglet: null, cible: null, ...vers })
    },
    avertir(nouvel) {
      const id = ++numeroAvis
      avis.changer((liste) => [...liste.filter((a) => a.texte !== nouvel.texte).slice(-2), { ...nouvel, id }])
      if (nouvel.ton !== 'erreur') setTimeout(() => avis.changer((liste) => liste.filter((a) => a.id !== id)), nouvel.action ? 9000 : 5000)
    },
    dossier: () => {
      const etat = store.lire()
      if (!etat) throw new Error('aucun dossier ouvert')
      return etat.dossier
    }
  }

  async function historique(appel: 'historique.annuler' | 'historique.refaire'): Promise<void> {
    await file.vider()
    const reponse = await appeler(appel, {})
    if (!reponse.ok) return signaler(reponse.error)
    if (!reponse.value.fait)
      return session.avertir({ ton: 'neutre', texte: appel === 'historique.annuler' ? 'Il n’y a rien à annuler.' : 'Il n’y a rien à rétablir.' })
    recevoir(reponse.value.lignes, reponse.value.conflits)
    session.avertir({
      ton: 'neutre',
      texte: appel === 'historique.annuler' ? 'Dernière modification annulée.' : 'Modification rétablie.',
      action:
        appel === 'historique.annuler'
          ? { label: 'Rétablir', faire: () => void session.refaire() }
          : { label: 'Annuler', faire: () => void session.annuler(), derniere: true }
    })
  }
  return session
}

/** The unique nouns may have no line yet: the grappe takes the project's id, the solution a new one. */
function idReel(dossier: Dossier, { kind, id }: { readonly kind: string; readonly id: string }): string {
  if (!nomLibre(kind).unique) return id
  const entite: EntiteLibre | undefined = entiteDe(dossier, kind, id)
  return entite?.id || (kind === 'grappe' ? dossier.projet : uuid())
}
