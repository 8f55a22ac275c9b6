import { defineControle, demander } from './controle.ts'

export const sons = defineControle({
  code: '8',
  titre: 'Pas de SONS pour une autre solution',
  regle: 'Aucun établissement n’a bénéficié d’un financement SONS pour une solution différente de celle retenue.',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 8',
  question: 'Tous les établissements sont-ils sans financement SONS pour une autre solution ?',
  evaluer: ({ reponse }) =>
    demander(reponse, {
      etat: 'non-conforme',
      explication: 'Un SONS pour une autre solution exclut l’établissement : retirez-le, ou retenez la même solution.'
    })
})
