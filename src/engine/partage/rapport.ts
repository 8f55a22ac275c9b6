import type { Cellule } from '#domain/champs/champ.ts'
import { designationDe } from '#domain/completude/designation.ts'
import { champDe, decodeLigne, foldDossier, type Ligne } from '#domain/dossier.ts'
import { nomDe } from '#domain/noms.ts'
import type { RapportFusion } from '../db/fusion.ts'
import { champVie, type Lecture } from '../db/lecture.ts'
import { type Refus, refusLabel } from './perimetre-retour.ts'
import type { Signatures, ValeurSignee } from './signatures.ts'

interface Element {
  readonly kind: string
  readonly id: string
  /** « EHPAD Les Tilleuls », « dépense n° 12 ». */
  readonly libelle: string
}
interface Signe {
  readonly auteur: string
  readonly instant: number
}
export interface ElementSigne extends Element, Signe {}
export interface Modification extends ElementSigne {
  readonly champ: string
  readonly champLibelle: string
  readonly ancienne: Cellule
  readonly nouvelle: Cellule
}
export interface ConflitSigne extends Element {
  readonly champ: string
  readonly champLibelle: string
  readonly cotes: readonly ValeurSignee[]
}
/** An edit of the file that is not taken, and why. */
export interface EditionRefusee extends ElementSigne {
  readonly champ: string
  readonly champLibelle: string
  readonly valeur: Cellule
  readonly raison: string
}
/** What one file changes for one OG, one establishment, or the grappe as a whole. */
export interface GroupeRapport {
  /** Id to accept it alone. */
  readonly part: string
  readonly libelle: string
  readonly ajouts: readonly ElementSigne[]
  readonly modifications: readonly Modification[]
  readonly suppressions: readonly ElementSigne[]
  readonly retablis: readonly ElementSigne[]
  readonly conflits: readonly ConflitSigne[]
  readonly refus: readonly EditionRefusee[]
}

export interface OpRefusee extends Signe {
  readonly kind: string
  readonly id: string
  readonly champ: string
  readonly valeur: Cellule
  readonly refus: Refus
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] }

const champLibelle = (kind: string, champ: string): string => (champ === champVie ? 'Présence dans le dossier' : (champDe(kind, champ)?.label ?? champ))

/** Kinds whose names say what the other lines are. */
const nommants: ReadonlySet<string> = new Set(['etablissement', 'organisme', 'indicateur-propre'])

/** Names lines to a person, whether they are the porteur's or only the file's. */
export function createLibelles(projet: string, lignes: readonly Ligne[]) {
  const designation = designationDe(
    foldDossier(
      projet,
      lignes.filter((l) => nommants.has(l.kind)).map((l) => ({ ...l, vivant: true }))
    )
  )
  const parId = new Map(lignes.map((l) => [l.id, l]))
  return (kind: string, id: string): string => {
    const nom = nomDe(kind)
    const ligne = parId.get(id)
    if (!nom || !ligne) return nom?.label ?? kind
    return nom.unique ? nom.label : designation.de(nom, decodeLigne(nom, id, ligne.cellules), 0)
  }
}

/** Arranges what uniting a file did, by OG and establishment: the grappe first, then in the order they were met. */
export function grouper(
  projet: string,
  rapport: RapportFusion,
  refusees: readonly OpRefusee[],
  outils: {
    readonly partDe: (id: string) => string
    readonly libelle: (kind: string, id: string) => string
    readonly signatures: Signatures
    readonly lecture: Lecture
  }
): GroupeRapport[] {
  const { partDe, libelle, signatures, lecture } = outils
  const groupes = new Map<string, Mutable<GroupeRapport>>()
  const groupe = (id: string) => {
    const part = partDe(id)
    const connu = groupes.get(part)
    if (connu) return connu
    const kind = part === projet ? 'grappe' : (lecture.entite(part)?.kind ?? 'etablissement')
    const nouveau: Mutable<GroupeRapport> = {
      part,
      libelle: part === projet ? 'Toute la grappe' : libelle(kind, part),
      ajouts: [],
      modifications: [],
      suppressions: [],
      retablis: [],
      conflits: [],
      refus: []
    }
    groupes.set(part, nouveau)
    return nouveau
  }
  const element = ({ kind, id }: { kind: string; id: string }): Element => ({ kind, id, libelle: libelle(kind, id) })
  const signature = (id: string, champ: string): Signe => {
    const [tete] = signatures.tetesDe(id, champ)
    return { auteur: tete?.auteur ?? '', instant: tete?.instant ?? 0 }
  }
  for (const e of rapport.ajouts) groupe(e.id).ajouts.push({ ...element(e), ...signature(e.id, champVie) })
  for (const e of rapport.suppressions) groupe(e.id).suppressions.push({ ...element(e), ...signature(e.id, champVie) })
  for (const e of rapport.retablis) groupe(e.id).retablis.push({ ...element(e), ...signature(e.id, champVie) })
  // Which of two different values is displayed meanwhile is no modification.
  const enConflit = new Set(rapport.conflits.map((c) => `${c.id}|${c.champ}`))
  for (const { champ, ancienne, nouvelle, ...e } of rapport.modifications.filter((m) => !enConflit.has(`${m.id}|${m.champ}`)))
    groupe(e.id).modifications.push({ ...element(e), champ, champLibelle: champLibelle(e.kind, champ), ancienne, nouvelle, ...signature(e.id, champ) })
  for (const { kind, id, champ } of rapport.conflits) {
    if (id === null || champ === null) continue
    groupe(id).conflits.push({ ...element({ kind, id }), champ, champLibelle: champLibelle(kind, champ), cotes: signatures.cotesDe(id, champ) })
  }
  for (const { kind, id, champ, valeur, refus, auteur, instant } of refusees)
    groupe(id).refus.push({ ...element({ kind, id }), champ, champLibelle: champLibelle(kind, champ), valeur, raison: refusLabel[refus], auteur, instant })
  return [...groupes.values()].sort((a, b) => Number(b.part === projet) - Number(a.part === projet))
}
