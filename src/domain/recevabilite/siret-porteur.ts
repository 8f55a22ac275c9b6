import { isSiret } from '../identifiants.ts'
import { defineControle } from './controle.ts'

export const siretPorteur = defineControle({
  code: '4',
  titre: 'SIRET du porteur',
  regle: 'Le porteur de la grappe a un numéro SIRET.',
  source: 'Kit ESMS Numérique 2023, recevabilité, point 4',
  question: null,
  evaluer: ({ dossier }) => {
    const porteurs = dossier.organismes.filter((o) => o.porteur === 'oui')
    const [porteur] = porteurs
    const champ = { kind: 'organisme', champ: 'siret' }
    if (porteur === undefined || porteurs.length > 1)
      return { etat: 'a-renseigner', explication: 'Désignez un seul organisme porteur.', champ: { kind: 'organisme', champ: 'porteur' } }
    const fautifs = [{ kind: 'organisme', id: porteur.id, libelle: porteur.raisonSociale ?? 'porteur sans nom' }]
    if (porteur.siret === null) return { etat: 'a-renseigner', explication: 'Le SIRET du porteur manque.', fautifs, champ }
    return isSiret(porteur.siret)
      ? { etat: 'conforme', explication: 'Le porteur a un SIRET.' }
      : {
          etat: 'a-justifier',
          explication: 'Le SIRET du porteur ne respecte pas sa clé de contrôle : corrigez-le, ou confirmez-le avec un motif.',
          fautifs,
          champ
        }
  }
})
