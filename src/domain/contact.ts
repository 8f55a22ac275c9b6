import { courriel, entier, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** An address of the grappe's own, beside those that are published: ARS, GRADeS, éditeur, collectif… */
export const contact = defineNom({
  kind: 'contact',
  collection: 'contacts',
  label: 'contact',
  champs: {
    nom: texte('Contact'),
    objet: texte('Pour'),
    courriel: courriel('E-mail'),
    telephone: texte('Téléphone', { personnel: true }),
    site: texte('Site'),
    observation: texte('Observation'),
    ordre: entier('Ordre')
  }
})
export type ContactGrappe = Entite<typeof contact>
