import { choix, date, entier, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** What the user decided about one of the 14 pièces; absent = generated, not deposited. Files are `piece-jointe`. */
export const piece = defineNom({
  kind: 'piece',
  collection: 'pieces',
  label: 'pièce',
  champs: {
    numero: entier('N° de la pièce'),
    mode: choix('Origine', [
      ['generee', 'Générée par Grappe'],
      ['fournie', 'Fournie par vous']
    ]),
    suite: choix('Suite', [
      ['deposee', 'Déposée'],
      ['a-corriger', 'À corriger']
    ]),
    dateDepot: date('Déposée le'),
    demandeArs: texte('Demande de l’ARS'),
    reponse: texte('Réponse apportée')
  }
})
export type Piece = Entite<typeof piece>
