import { choix, date, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/**
 * An answer or a written reason given by a person: `cle` is the code of a recevabilité check
 * (`controle:5`) or the key of a `Manque` (« à justifier »).
 */
export const reponse = defineNom({
  kind: 'reponse',
  collection: 'reponses',
  label: 'réponse',
  champs: {
    cle: texte('Objet'),
    reponse: choix('Réponse', [
      ['oui', 'Oui'],
      ['non', 'Non']
    ]),
    motif: texte('Motif'),
    auteur: texte('Répondu par', { personnel: true }),
    date: date('Date')
  }
})
export type Reponse = Entite<typeof reponse>
