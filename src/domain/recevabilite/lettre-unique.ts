import { defineControle } from './controle.ts'

export const lettreUnique = defineControle({
  code: 'lettre',
  titre: 'Une seule lettre d’engagement',
  regle: 'Le porteur signe une lettre d’engagement pour toute la grappe, envers elle et envers l’ARS.',
  source: 'Foire aux questions d’Occitanie',
  question: null,
  evaluer: ({ dossier }) => {
    const letters = dossier.piecesJointes.filter((p) => p.role === 'piece' && p.piece === 4)
    return letters.length < 2
      ? { etat: 'conforme', explication: letters.length === 0 ? 'La lettre reste à signer.' : 'Une lettre est jointe.' }
      : {
          etat: 'a-justifier',
          explication: `${letters.length} lettres sont jointes : une seule est attendue.`,
          fautifs: letters.map((p) => ({ kind: 'piece-jointe', id: p.id, libelle: p.nom ?? 'fichier sans nom' }))
        }
  }
})
