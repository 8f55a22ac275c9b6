import { choix, entier, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** What the porteur foresees for one action of a deployment list: how long it takes, and at which scope its state is kept. */
export const prevision = defineNom({
  kind: 'prevision',
  collection: 'previsions',
  label: 'prévision',
  champs: {
    catalogue: texte('Liste'),
    code: texte('Action'),
    duree: entier('Durée prévue', { unite: 'jours', aide: 'En jours de calendrier, attentes comprises : du premier geste à la réponse reçue.' }),
    niveau: choix('Suivie', [
      ['grappe', 'Une fois pour la grappe'],
      ['og', 'Par organisme'],
      ['essms', 'Par établissement']
    ])
  }
})
export type Prevision = Entite<typeof prevision>
