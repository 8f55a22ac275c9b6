import { formatDate } from '../format.ts'
import { comporteAcquisition, defineControle, demander } from './controle.ts'

const champ = { kind: 'grappe', champ: 'dateMiseEnOrdreDeMarche' }

export const operationNouvelle = defineControle({
  code: '5',
  titre: 'Opération nouvelle',
  regle: 'Acquisition : aucune mise en ordre de marche, sous contrat avec un éditeur, avant la date de l’instruction (16 janvier 2023 pour celle de 2023).',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 5',
  question: 'Pour les établissements en acquisition, toute mise en ordre de marche sous contrat éditeur est-elle postérieure à l’instruction ?',
  evaluer: ({ dossier, instruction, reponse }) => {
    const { typeProjet, dateMiseEnOrdreDeMarche: started } = dossier.grappe
    if (typeProjet === null) return { etat: 'a-renseigner', explication: 'Choisissez le type de projet.', champ: { kind: 'grappe', champ: 'typeProjet' } }
    if (!comporteAcquisition({ dossier })) return { etat: 'conforme', explication: 'Sans objet : le projet est une mise en conformité.' }
    const limit = instruction.contratInterditAvant
    const date = limit === null ? '' : `${formatDate(limit)}${instruction.saisis.includes('contratInterditAvant') ? ' (date saisie)' : ''}`
    if (started !== null && limit !== null)
      return started < limit
        ? { etat: 'non-conforme', explication: `Mise en ordre de marche le ${formatDate(started)}, avant le ${date}.`, champ }
        : { etat: 'conforme', explication: `Mise en ordre de marche le ${formatDate(started)}, après le ${date}.` }
    return demander(
      reponse,
      { etat: 'non-conforme', explication: 'Une mise en ordre de marche antérieure exclut l’acquisition.', champ },
      limit === null ? 'Répondu « aucune ».' : `Répondu « aucune avant le ${date} ».`,
      started !== null ? { kind: 'grappe', champ: 'contratInterditAvant' } : undefined
    )
  }
})
