import { pieceDe } from '../catalogue/pieces.ts'
import type { Dossier } from '../dossier.ts'
import { estMotif, type Verification } from './collecteur.ts'

/** Day the complements were deposited since the ARS last asked for some; null while its demand still waits. */
export function complementsDeposes({ depots }: Pick<Dossier, 'depots'>): string | null {
  const demande = depots.reduce((jour, d) => (d.resultat === 'incomplete' && (d.dateReponse ?? '') > jour ? (d.dateReponse ?? '') : jour), '')
  const depose = depots.reduce((jour, d) => (d.lot === 'complement' && (d.date ?? '') > jour ? (d.date ?? '') : jour), '')
  return depose !== '' && depose >= demande ? depose : null
}

/** The complement bundle holds the pièces the ARS asked for again, each with the answer given. */
export const verifierComplement: Verification = ({ dossier, manque, enRegle }) => {
  const asked = dossier.pieces.filter((p) => p.suite === 'a-corriger')
  const common = { gravite: 'bloquant', phase: 'depot', lots: ['complement'] } as const
  if (asked.length === 0)
    manque({ cle: 'complement:aucune', ...common, texte: 'Aucune pièce n’est marquée « À corriger »', ou: { kind: 'piece', id: null, champ: 'suite' } })
  for (const p of asked) {
    if (estMotif(p.reponse)) enRegle('depot')
    else
      manque({
        cle: `complement:${p.numero ?? p.id}`,
        ...common,
        ...(p.numero === null ? {} : { piece: p.numero }),
        texte: `Réponse à la demande de l’ARS manquante : ${pieceDe(p.numero ?? 0)?.titre ?? 'pièce sans numéro'}`,
        ou: { kind: 'piece', id: p.id, champ: 'reponse' }
      })
  }
}
