import { date, entier, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** A line of the communication plan. */
export const communication = defineNom({
  kind: 'communication',
  collection: 'communications',
  label: 'action de communication',
  champs: {
    action: texte('Action', { exige: ['galis'], manque: 'Intitulé manquant' }),
    public: texte('Public', { exige: ['galis'] }),
    support: texte('Support'),
    date: date('Date', { exige: ['galis'] }),
    responsable: texte('Responsable'),
    ordre: entier('Ordre')
  }
})
export type Communication = Entite<typeof communication>

/** A line of the training plan. */
export const formation = defineNom({
  kind: 'formation',
  collection: 'formations',
  label: 'formation',
  champs: {
    intitule: texte('Formation', { exige: ['galis'], manque: 'Intitulé manquant' }),
    public: texte('Public', { exige: ['galis'] }),
    participants: entier('Participants', { exige: ['galis'], manque: 'Nombre de participants manquant' }),
    duree: texte('Durée'),
    date: date('À partir du', { exige: ['galis'], manque: 'Date de début manquante' }),
    organisation: texteLong('Organisation'),
    ordre: entier('Ordre')
  }
})
export type Formation = Entite<typeof formation>
