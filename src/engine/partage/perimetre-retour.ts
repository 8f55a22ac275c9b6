import type { Cellule } from '#domain/champs/champ.ts'
import { champDe, type Ligne } from '#domain/dossier.ts'
import { createAppartenance } from '#domain/partage/appartenance.ts'
import { champVie } from '../db/lecture.ts'
import type { OpLue } from './source-filtree.ts'

/** Why an edit of a returned copy is not taken. */
export type Refus = 'hors-perimetre' | 'rattachement' | 'reserve-au-porteur'
export const refusLabel: Readonly<Record<Refus, string>> = {
  'hors-perimetre': 'Hors du périmètre demandé à cet organisme',
  rattachement: 'Rattache une ligne à un autre organisme ou établissement',
  'reserve-au-porteur': 'Réservé au porteur'
}

/** The only fields of its own `envoi` that a recipient writes. */
const reponseEnvoi: ReadonlySet<string> = new Set(['renvoyeLe', 'reponse'])

export interface Arrivee {
  /** Part (OG, ESSMS or project) of each line, the porteur's own lines first. */
  readonly partDe: (id: string) => string
  /** Null when the edit is taken. */
  readonly juger: (op: Pick<OpLue, 'kind' | 'id' | 'champ' | 'valeur'>) => Refus | null
}

/**
 * Judges the edits of a returned collecte against the parts that the porteur recorded when it left: never against what the file says.
 * A line that the porteur has is where the porteur has it; a new one is where it says, if that is inside. `parts` null: a whole copy, all is taken.
 */
export function jugerRetour(projet: string, siennes: readonly Ligne[], recues: readonly Ligne[], parts: ReadonlySet<string> | null): Arrivee {
  const lignes = new Map([...recues, ...siennes].map((l) => [l.id, l]))
  const connues = new Set(siennes.map((l) => l.id))
  const appartenance = createAppartenance(projet, (id) => lignes.get(id))
  const memo = new Map<string, string>()
  const partDe = (id: string): string => {
    const sue = memo.get(id)
    if (sue !== undefined) return sue
    const ligne = lignes.get(id)
    const part = ligne ? appartenance(ligne) : projet
    memo.set(id, part)
    return part
  }
  const vise = (kind: string, champ: string, valeur: Cellule): boolean => {
    if (typeof valeur !== 'string') return false
    const vers = champDe(kind, champ)?.vers
    const cible = lignes.get(valeur)
    return (vers === 'organisme' || vers === 'etablissement') && cible !== undefined && !(parts?.has(cible.id) ?? true)
  }
  return {
    partDe,
    juger: ({ kind, id, champ, valeur }) => {
      if (parts === null) return null
      if (!parts.has(partDe(id))) return 'hors-perimetre'
      if (kind === 'envoi' && !(connues.has(id) && reponseEnvoi.has(champ))) return 'reserve-au-porteur'
      if ((kind === 'etablissement' || kind === 'organisme') && (champ === champVie || !connues.has(id))) return 'reserve-au-porteur'
      return vise(kind, champ, valeur) ? 'rattachement' : null
    }
  }
}
