import type { Dossier } from '../dossier.ts'
import { etablissementsConserves } from '../dossier.ts'
import type { Etablissement } from '../etablissement.ts'
import type { FamilleManque, Manque, Phase } from '../lot.ts'
import type { Organisme } from '../organisme.ts'
import type { PieceJointe } from '../piece-jointe.ts'
import type { Reponse } from '../reponse.ts'
import { type Designation, designationDe } from './designation.ts'

/** A document to sign, by the key of its data code. */
export type CleSignee = 'piece:3' | 'piece:4' | `pv:${string}`

export interface OptionsCompletude {
  /** Today, AAAA-MM-JJ. */
  readonly date: string
  /** Data code a document to sign would print now; without it, signatures on changed data are not looked for. */
  readonly codeDonnees?: (cle: CleSignee) => string
}

/** What a check may read besides the Dossier: indexes built once, and where it reports. */
export interface ContexteCompletude {
  readonly dossier: Dossier
  readonly options: OptionsCompletude
  readonly conserves: readonly Etablissement[]
  readonly organismes: ReadonlyMap<string, Organisme>
  readonly etablissements: ReadonlyMap<string, Etablissement>
  readonly reponses: ReadonlyMap<string, Reponse>
  readonly fichiers: {
    readonly parRole: (role: NonNullable<PieceJointe['role']>) => readonly PieceJointe[]
    readonly parPiece: (numero: number) => readonly PieceJointe[]
  }
  readonly designation: Designation
  /** Reports something missing. A written reason with the same key settles an `a-justifier`. */
  readonly manque: (manque: Omit<Manque, 'motif'> & { readonly motif?: string | undefined; readonly exclusif?: boolean }) => void
  /** Counts things looked at and found right, for the progress of a phase. */
  readonly enRegle: (phase: Phase, n?: number) => void
  /** Counts something that is not right yet and that is already reported elsewhere, under another phase. */
  readonly enAttente: (phase: Phase) => void
}

/** One check of completeness: reads the context, reports what is missing. */
export type Verification = (contexte: ContexteCompletude) => void

export interface Collecte {
  readonly contexte: ContexteCompletude
  readonly manques: Manque[]
  /** Those that a pièce « fournie » makes useless. */
  readonly exclusifs: ReadonlySet<Manque>
  /** Things found right, by phase. */
  readonly enRegle: Map<Phase, number>
  /** Things that wait for what another phase reports, by phase. */
  readonly enAttente: Map<Phase, number>
}

const fine = '\u202f'
/** Narrow no-break spaces of the sentences written here; the rest of the typography is already right. */
const espacer = (text: string) => text.replace(/ (?=[:;!?»])/gu, fine).replace(/« /gu, `«${fine}`)

/** The sentence of something said the same of several things, and its two halves. */
export const enFamille = (famille: FamilleManque): Pick<Manque, 'texte' | 'famille'> => ({ texte: `${famille.quoi} : ${famille.qui}`, famille })

/** True when a reason was really written. */
export const estMotif = (motif: string | null | undefined): motif is string => motif !== null && motif !== undefined && motif.trim() !== ''

export function createCollecte(dossier: Dossier, options: OptionsCompletude): Collecte {
  const manques: Manque[] = []
  const exclusifs = new Set<Manque>()
  const enRegle = new Map<Phase, number>()
  const enAttente = new Map<Phase, number>()
  const reponses = new Map<string, Reponse>()
  for (const reponse of dossier.reponses) if (reponse.cle !== null && !estMotif(reponses.get(reponse.cle)?.motif)) reponses.set(reponse.cle, reponse)
  const parRole = new Map<string, PieceJointe[]>()
  const parPiece = new Map<number, PieceJointe[]>()
  const push = <K>(map: Map<K, PieceJointe[]>, key: K, file: PieceJointe) => {
    const known = map.get(key)
    if (known) known.push(file)
    else map.set(key, [file])
  }
  for (const file of dossier.piecesJointes) {
    if (file.role !== null) push(parRole, file.role, file)
    if (file.role === 'piece' && file.piece !== null) push(parPiece, file.piece, file)
  }
  const contexte: ContexteCompletude = {
    dossier,
    options,
    conserves: etablissementsConserves(dossier),
    organismes: new Map(dossier.organismes.map((o) => [o.id, o])),
    etablissements: new Map(dossier.etablissements.map((e) => [e.id, e])),
    reponses,
    fichiers: { parRole: (role) => parRole.get(role) ?? [], parPiece: (numero) => parPiece.get(numero) ?? [] },
    designation: designationDe(dossier),
    manque: ({ cle, gravite, phase, lots, piece, texte, famille, ou, motif, exclusif }) => {
      const reason = estMotif(motif) ? motif : gravite === 'a-justifier' ? reponses.get(cle)?.motif : undefined
      const manque: Manque = {
        cle,
        gravite,
        phase,
        lots,
        ...(piece === undefined ? undefined : { piece }),
        texte: espacer(texte),
        ...(famille === undefined ? undefined : { famille }),
        ou,
        ...(estMotif(reason) ? { motif: reason } : undefined)
      }
      manques.push(manque)
      if (exclusif === true) exclusifs.add(manque)
    },
    enRegle: (phase, n = 1) => void enRegle.set(phase, (enRegle.get(phase) ?? 0) + n),
    enAttente: (phase) => void enAttente.set(phase, (enAttente.get(phase) ?? 0) + 1)
  }
  return { contexte, manques, exclusifs, enRegle, enAttente }
}
