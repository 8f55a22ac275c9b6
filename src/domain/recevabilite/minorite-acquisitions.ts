import { defineControle, fautif } from './controle.ts'

export const minoriteAcquisitions = defineControle({
  code: 'mixte',
  titre: 'Type de projet et situations',
  regle: 'Un projet mixte est une mise en conformité avec une minorité d’acquisitions. Sinon, tous les établissements sont dans la situation du projet.',
  source: 'Foire aux questions d’Occitanie',
  question: null,
  evaluer: ({ dossier, conserves }) => {
    const { typeProjet } = dossier.grappe
    if (typeProjet === null) return { etat: 'a-renseigner', explication: 'Choisissez le type de projet.', champ: { kind: 'grappe', champ: 'typeProjet' } }
    const bought = conserves.filter((e) => e.situationDui === 'acquisition')
    const upgraded = conserves.filter((e) => e.situationDui === 'conformite')
    const unknown = conserves.filter((e) => e.situationDui === null)
    // Nothing is said of what is not known yet, but a fault that is there already is said at once.
    const aRenseigner = {
      etat: 'a-renseigner' as const,
      explication: unknown.length === 1 ? 'La situation DUI d’un établissement manque.' : `La situation DUI de ${unknown.length} établissements manque.`,
      fautifs: unknown.map(fautif),
      champ: { kind: 'etablissement' as const, champ: 'situationDui' }
    }
    if (typeProjet === 'mixte' && unknown.length > 0 && bought.length * 2 < conserves.length) return aRenseigner
    if (typeProjet === 'mixte')
      return bought.length * 2 >= conserves.length && bought.length > 0
        ? {
            etat: 'non-conforme',
            explication: `${bought.length} acquisitions sur ${conserves.length} établissements : elles doivent rester minoritaires.`,
            fautifs: bought.map(fautif)
          }
        : { etat: 'conforme', explication: `${bought.length} acquisition${bought.length < 2 ? '' : 's'} sur ${conserves.length} établissements.` }
    const others = typeProjet === 'acquisition' ? upgraded : bought
    if (others.length === 0 && unknown.length > 0) return aRenseigner
    return others.length === 0
      ? { etat: 'conforme', explication: 'Tous les établissements sont dans la situation du projet.' }
      : {
          etat: 'a-justifier',
          explication: 'Ces établissements ne sont pas dans la situation du projet : choisissez « Mixte », ou dites le motif.',
          fautifs: others.map(fautif)
        }
  }
})
