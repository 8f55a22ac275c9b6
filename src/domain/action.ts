import { choix, date, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** State of one action of a checklist (deployment or preparation) for one scope. */
export const action = defineNom({
  kind: 'action',
  collection: 'actions',
  label: 'action',
  champs: {
    catalogue: texte('Liste'),
    code: texte('Action'),
    /** `grappe`, or the id of an organisme / etablissement. */
    portee: texte('Portée'),
    etat: choix('État', [
      ['a-faire', 'À faire'],
      ['en-cours', 'En cours'],
      ['fait', 'Fait'],
      ['sans-objet', 'Sans objet']
    ]),
    date: date('Date'),
    personne: texte('Responsable', { personnel: true }),
    commentaire: texte('Commentaire')
  }
})
export type Action = Entite<typeof action>
