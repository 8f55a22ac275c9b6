import { entiteDe } from '../entite-de.ts'
import { type Reponse, reponse } from '../reponse.ts'

/** Answers to the checks of recevabilité that only a person can give; `petite`: below the minimum, with the agreement of the ARS. */
export const reponsesExemple = (petite: boolean): readonly Reponse[] =>
  (
    [
      ...(petite ? ([['2', null, 'L’ARS accepte une grappe plus petite : son courrier du 15 mai 2023 est joint.']] as const) : []),
      ['5', 'oui', 'Aucun contrat avec un éditeur avant le projet pour les établissements en acquisition.'],
      ['6', 'oui', 'Aucun financement FEDER ni FSE sur cette opération.'],
      ['7', 'oui', 'Première participation de tous les établissements.'],
      ['8', 'oui', 'Aucune commande SONS passée pour une autre solution.']
    ] as const
  ).map(([code, answer, motif]) =>
    entiteDe(reponse, `reponse-${code}`, { cle: `controle:${code}`, reponse: answer, motif, auteur: 'Camille Aubrac-Menez', date: '2023-05-22' })
  )
