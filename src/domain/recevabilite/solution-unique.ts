import { defineControle } from './controle.ts'

export const solutionUnique = defineControle({
  code: '9',
  titre: 'Même solution, même version',
  regle: 'Tous les établissements de la grappe utilisent la même solution, dans la même version.',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 9 ; foire aux questions d’Occitanie',
  question: 'Tous les établissements auront-ils la même solution, dans la même version ?',
  evaluer: ({ dossier, reponse }) => {
    if (reponse?.reponse === 'non') return { etat: 'non-conforme', explication: 'Une seule solution, dans une seule version, est attendue pour la grappe.' }
    const { editeur, nom, version } = dossier.solution
    if (editeur !== null && nom !== null && version !== null)
      return { etat: 'conforme', explication: `${nom}, version ${version} (${editeur}) est déclarée une fois pour toute la grappe.` }
    const champ = { kind: 'solution', champ: nom === null ? 'nom' : version === null ? 'version' : 'editeur' }
    return { etat: 'a-renseigner', explication: 'Renseignez l’éditeur, la solution et sa version.', champ }
  }
})
