import { defineControle, demander } from './controle.ts'

export const financementEuropeen = defineControle({
  code: '6',
  titre: 'Pas d’autre financement européen',
  regle: 'Cette opération ne reçoit aucun autre financement européen (FEDER, FSE…).',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 6',
  question: 'L’opération est-elle sans autre financement européen ?',
  evaluer: ({ reponse }) => demander(reponse, { etat: 'non-conforme', explication: 'Un autre financement européen de la même opération ne se cumule pas.' })
})
