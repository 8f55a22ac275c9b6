import type { Dossier } from './dossier.ts'
import type { PieceJointe } from './piece-jointe.ts'
import type { Pv } from './pv.ts'

/** Words of a name of person, whatever accents, case and punctuation. */
export const motsDuNom = (nom: string): readonly string[] =>
  nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('fr')
    .split(/[^a-z]+/u)
    .filter(Boolean)

/** Who signs for an organisation, whatever the order of the words; null while it is not known. */
const signataireDe = ({ signataireClient, organisme }: Pv): string | null =>
  signataireClient === null || organisme === null ? null : `${organisme} ${[...motsDuNom(signataireClient)].sort().join(' ')}`

/**
 * Delegations of signature that stand for a procès-verbal: those joined to it, those joined to its organisation, and those joined to another
 * one, VA or VSR, that the same person signs for the same organisation. The same file comes once.
 */
export function createDelegations(dossier: Dossier): (pv: Pv) => readonly PieceJointe[] {
  const pvs = new Map(dossier.pvs.map((pv) => [pv.id, pv]))
  const jointes = dossier.piecesJointes.flatMap((piece) => {
    if (piece.role !== 'delegation') return []
    const pv = pvs.get(piece.cible ?? '')
    return [{ piece, cible: pv?.id ?? piece.organisme ?? piece.cible, signataire: pv ? signataireDe(pv) : null }]
  })
  return (pv) => {
    const signataire = signataireDe(pv)
    const siennes = jointes.filter((d) => (d.cible !== null && [pv.id, pv.organisme].includes(d.cible)) || (signataire !== null && d.signataire === signataire))
    // Its own first: the others are not needed when they are the same file.
    const parFichier = new Map<string, PieceJointe>()
    for (const { piece } of siennes.toSorted((a, b) => Number(b.cible === pv.id) - Number(a.cible === pv.id)))
      if (!parFichier.has(piece.sha256 ?? piece.id)) parFichier.set(piece.sha256 ?? piece.id, piece)
    return [...parFichier.values()]
  }
}
