import type { Cellule } from '#domain/champs/champ.ts'
import { type Conflit, compareLignes, type Dossier, decodeLigne, foldDossier, type Ligne } from '#domain/dossier.ts'
import { nomDe, noms } from '#domain/noms.ts'
import { createPerimetre } from './perimetre.ts'

/** Where the file is, when that asks for something; see the contract. */
export type Emplacement = 'ordinaire' | 'reseau' | 'nuage' | 'temporaire' | 'lecture-seule' | null

/** What the engine says about an open dossier (`dossier.ouvrir`, `dossier.lire`). */
export interface SessionLue {
  readonly projet: string
  readonly fichier: string | null
  readonly lectureSeule: boolean
  readonly role: 'grappe' | 'legere' | 'collecte'
  readonly emplacement: Emplacement
  readonly lignes: readonly Ligne[]
  readonly conflits: readonly Conflit[]
}

/** One immutable picture of the session; a new one after each change. */
export interface EtatDossier {
  readonly projet: string
  readonly fichier: string | null
  readonly lectureSeule: boolean
  readonly role: SessionLue['role']
  readonly emplacement: Emplacement
  readonly dossier: Dossier
}

/** Unsaved cells of one entity, laid over what the engine last said. */
export type Surcouche = (id: string) => Readonly<Record<string, Cellule>> | undefined

type Brute = ReturnType<typeof decodeLigne>

/**
 * The session's lines and the Dossier folded from them, for `useSyncExternalStore`. A change re-decodes only
 * the changed lines and rebuilds only their collections, so what did not change keeps its identity.
 */
export function createDossierStore() {
  let lignes = new Map<string, Ligne>()
  let etat: EtatDossier | null = null
  let perimetre = createPerimetre('', () => undefined)
  const decodees = new Map<string, { ligne: Ligne; entite: Brute }>()
  const abonnes = new Set<() => void>()
  /** Lines changed since `prendreModifiees` was last called; `tout` after an opening. */
  let modifiees: Set<string> | 'tout' = 'tout'
  const annoncer = () => {
    for (const abonne of abonnes) abonne()
  }

  const decoder = (ligne: Ligne): Brute => {
    const connue = decodees.get(ligne.id)
    if (connue?.ligne === ligne) return connue.entite
    const nom = nomDe(ligne.kind)
    const entite = nom ? decodeLigne(nom, ligne.id, ligne.cellules) : ({ id: ligne.id } as Brute)
    decodees.set(ligne.id, { ligne, entite })
    return entite
  }

  /** Rebuilds the collections of these kinds; the others are shared with the previous Dossier. */
  const replier = (kinds: ReadonlySet<string>, conflits: readonly Conflit[]) => {
    if (!etat) return
    const suivant: Record<string, unknown> = { ...etat.dossier, conflits }
    const parKind = new Map<string, Ligne[]>()
    for (const kind of kinds) parKind.set(kind, [])
    for (const ligne of lignes.values()) if (ligne.vivant) parKind.get(ligne.kind)?.push(ligne)
    for (const nom of noms) {
      const triees = parKind.get(nom.kind)?.sort(compareLignes)
      if (!triees) continue
      if (nom.unique) suivant[nom.collection] = triees[0] ? decoder(triees[0]) : decodeLigne(nom, nom.kind === 'grappe' ? etat.projet : '', {})
      else suivant[nom.collection] = triees.map(decoder)
    }
    etat = { ...etat, dossier: suivant as Dossier }
    annoncer()
  }

  const changer = (ligne: Ligne) => {
    lignes.set(ligne.id, ligne)
    if (modifiees !== 'tout') modifiees.add(ligne.id)
  }
  const poser = (ligne: Ligne, surcouche?: Surcouche): Ligne => {
    const locales = surcouche?.(ligne.id)
    const posee = locales ? { ...ligne, cellules: { ...ligne.cellules, ...locales } } : ligne
    changer(posee)
    return posee
  }

  return {
    lire: (): EtatDossier | null => etat,
    abonner: (abonne: () => void) => {
      abonnes.add(abonne)
      return () => void abonnes.delete(abonne)
    },
    ligne: (id: string): Ligne | undefined => lignes.get(id),

    /** False when nothing, or this line, or (without `id`) a new line of this kind, may be changed here. */
    isEcrivable: (kind?: string, id?: string): boolean =>
      etat !== null && !etat.lectureSeule && (etat.role !== 'collecte' || kind === undefined || perimetre.permet(etat.dossier, kind, id)),
    /** Cells of a new line: in a collecte copy, those of the recipient's OG. */
    completer: (kind: string, cellules: Readonly<Record<string, Cellule>>): Readonly<Record<string, Cellule>> =>
      etat?.role === 'collecte' ? perimetre.completer(etat.dossier, kind, cellules) : cellules,

    /** What changed since the last call, for a follower that keeps its own copy: every line after an opening. */
    prendreModifiees(): { readonly tout: boolean; readonly lignes: readonly Ligne[] } {
      const prises = modifiees
      modifiees = new Set()
      return prises === 'tout' ? { tout: true, lignes: [...lignes.values()] } : { tout: false, lignes: [...prises].flatMap((id) => lignes.get(id) ?? []) }
    },

    ouvrir(session: SessionLue, surcouche?: Surcouche): void {
      lignes = new Map()
      modifiees = 'tout'
      decodees.clear()
      perimetre = createPerimetre(session.projet, (id) => lignes.get(id))
      for (const ligne of session.lignes) poser(ligne, surcouche)
      etat = {
        projet: session.projet,
        fichier: session.fichier,
        lectureSeule: session.lectureSeule,
        role: session.role,
        emplacement: session.emplacement,
        dossier: foldDossier(session.projet, [], session.conflits)
      }
      replier(new Set(noms.map((n) => n.kind)), session.conflits)
    },
    fermer(): void {
      lignes = new Map()
      modifiees = 'tout'
      decodees.clear()
      etat = null
      annoncer()
    },
    /** The file's name after « Enregistrer ailleurs ». */
    renommer(fichier: string | null): void {
      if (!etat) return
      etat = { ...etat, fichier, emplacement: null }
      annoncer()
    },

    /** What the engine answered; cells still waiting in the queue stay as the person typed them. */
    recevoir(recues: readonly Ligne[], conflits: readonly Conflit[] | null, surcouche?: Surcouche): void {
      if (!etat || (recues.length === 0 && conflits === null)) return
      for (const ligne of recues) poser(ligne, surcouche)
      replier(new Set(recues.map((l) => l.kind)), conflits ?? etat.dossier.conflits)
    },
    /** Shows edits at once, before the engine answers. */
    saisir(editions: readonly { readonly id: string; readonly champ: string; readonly valeur: Cellule }[]): void {
      if (!etat) return
      const parId = new Map<string, Record<string, Cellule>>()
      for (const { id, champ, valeur } of editions) {
        const cellules = parId.get(id) ?? {}
        cellules[champ] = valeur
        parId.set(id, cellules)
      }
      const kinds = new Set<string>()
      for (const [id, cellules] of parId) {
        const ligne = lignes.get(id)
        if (!ligne) continue
        changer({ ...ligne, cellules: { ...ligne.cellules, ...cellules } })
        kinds.add(ligne.kind)
      }
      replier(kinds, etat.dossier.conflits)
    },
    /** Shows new entities at once, at the end of their list. */
    ajouter(nouvelles: readonly { readonly kind: string; readonly id: string; readonly cellules: Readonly<Record<string, Cellule>> }[]): void {
      if (!etat) return
      let cree = 0
      for (const ligne of lignes.values()) cree = Math.max(cree, ligne.cree)
      for (const { kind, id, cellules } of nouvelles) changer({ id, kind, part: '', cree: ++cree, vivant: true, cellules })
      replier(new Set(nouvelles.map((n) => n.kind)), etat.dossier.conflits)
    },
    /** Forgets a line the page had given its own id; the engine's follows in `recevoir`. */
    oublier(id: string): void {
      const ligne = lignes.get(id)
      if (ligne) changer({ ...ligne, vivant: false })
    },
    marquer(id: string, vivant: boolean): void {
      const ligne = lignes.get(id)
      if (!etat || !ligne) return
      changer({ ...ligne, vivant })
      replier(new Set([ligne.kind]), etat.dossier.conflits)
    }
  }
}
export type DossierStore = ReturnType<typeof createDossierStore>
