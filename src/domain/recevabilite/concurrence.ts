import { formatDate } from '../format.ts'
import { comporteAcquisition, defineControle, demander, fautif } from './controle.ts'

/** Sectors whose acquisitions go through a competition between éditeurs. Source: regional FAQ. */
const concernes = new Set(['PA', 'PHE', 'PHA', 'PH', 'DOM'])

export const concurrence = defineControle({
  code: 'concurrence',
  titre: 'Mise en concurrence des éditeurs',
  regle: 'Acquisition (personnes âgées, handicap, domicile) : les éditeurs sont mis en concurrence, et aucun contrat n’est signé avant.',
  source: 'Foire aux questions d’Occitanie',
  question: 'Les éditeurs ont-ils été, ou seront-ils, mis en concurrence avant tout contrat ?',
  evaluer: ({ dossier, conserves, reponse }) => {
    const bought = conserves.filter((e) => e.situationDui !== 'conformite' && concernes.has(e.secteur ?? ''))
    if (!comporteAcquisition({ dossier }) || bought.length === 0) return { etat: 'conforme', explication: 'Sans objet : aucune acquisition n’est concernée.' }
    const { voieAchat, dateMiseEnConcurrence } = dossier.solution
    if (voieAchat === 'contrat')
      return {
        etat: 'non-conforme',
        explication: 'Un contrat existant exclut le financement de l’acquisition ; l’aide aux usages reste possible.',
        fautifs: bought.map(fautif),
        champ: { kind: 'solution', champ: 'voieAchat' }
      }
    if (dateMiseEnConcurrence !== null) return { etat: 'conforme', explication: `Consultation des éditeurs le ${formatDate(dateMiseEnConcurrence)}.` }
    return demander(reponse, { etat: 'non-conforme', explication: 'Sans mise en concurrence, l’acquisition n’est pas financée.', fautifs: bought.map(fautif) })
  }
})
