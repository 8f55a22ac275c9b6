import { choix, date, entier, ouiNon, reference, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

export const gantts = [
  ['projet', 'Projet'],
  ['changement', 'Conduite du changement'],
  ['deploiement', 'Déploiement']
] as const

/** A bar or a milestone (`jalon: oui`, only `debut`) of one of the three Gantts. */
export const tache = defineNom({
  kind: 'tache',
  collection: 'taches',
  label: 'tâche',
  champs: {
    gantt: choix('Planning', gantts, { exige: ['galis'], manque: 'Planning à choisir' }),
    libelle: texte('Tâche ou jalon', { exige: ['galis'], manque: 'Intitulé manquant' }),
    debut: date('Début', { exige: ['galis'], manque: 'Date de début manquante' }),
    fin: date('Fin', { exige: ['galis'], si: (t) => t['jalon'] !== 'oui', manque: 'Date de fin manquante' }),
    jalon: ouiNon('Jalon'),
    responsable: texte('Responsable'),
    vague: reference('Vague', 'vague'),
    ordre: entier('Ordre')
  }
})
export type Tache = Entite<typeof tache>

/** A wave of deployment; establishments point to it. */
export const vague = defineNom({
  kind: 'vague',
  collection: 'vagues',
  label: 'vague',
  champs: {
    nom: texte('Vague', { exige: ['galis'], manque: 'Nom manquant' }),
    debut: date('Début', { exige: ['galis'], manque: 'Date de début manquante' }),
    fin: date('Fin', { exige: ['galis'], manque: 'Date de fin manquante' }),
    prerequis: texteLong('Prérequis et dépendances'),
    ordre: entier('Ordre')
  }
})
export type Vague = Entite<typeof vague>
