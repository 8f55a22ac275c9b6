import { choix, date, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** A deposit in GALIS or on the closure form, and the answer received. */
export const depot = defineNom({
  kind: 'depot',
  collection: 'depots',
  label: 'dépôt',
  champs: {
    lot: choix('Dossier déposé', [
      ['galis', 'Dossier GALIS'],
      ['complement', 'Compléments'],
      ['cloture', 'Clôture']
    ]),
    date: date('Déposé le'),
    reference: texte('Référence du dépôt'),
    echeance: date('Échéance'),
    resultat: choix('Réponse de l’ARS', [
      ['retenue', 'Retenue'],
      ['reserves', 'Retenue avec réserves ou clause suspensive'],
      ['incomplete', 'Incomplète'],
      ['irrecevable', 'Irrecevable'],
      ['non-retenue', 'Non retenue']
    ]),
    dateReponse: date('Date de la réponse'),
    archiveLe: date('Copie d’archive faite le'),
    observation: texteLong('Observation')
  }
})
export type Depot = Entite<typeof depot>
