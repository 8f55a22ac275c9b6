import type { Sujet } from '#domain/modeles/usage.ts'

/** What a row of a model stands for, in words. */
export const nomSujet: Readonly<Record<Sujet, string>> = {
  grappe: 'La grappe',
  organismes: 'Un organisme par ligne',
  essms: 'Un établissement par ligne',
  usages: 'Les usages d’un établissement par ligne',
  depenses: 'Une dépense par ligne',
  couts: 'Un coût du plan par ligne',
  rh: 'Un coût RH par ligne',
  ressources: 'Une ressource du plan par ligne',
  taches: 'Une étape du planning par ligne',
  instances: 'Une instance par ligne',
  communications: 'Une action de communication par ligne',
  formations: 'Une formation par ligne',
  risques: 'Un risque par ligne',
  vagues: 'Une vague par ligne',
  materiels: 'Un matériel par ligne'
}

/** Suffixes of a datum that is asked for a window, a month or a year; '' is the whole of what the model is for. */
export const periodes: Readonly<Record<'fenetre' | 'annee', readonly (readonly [suffixe: string, nom: string])[]>> = {
  fenetre: [
    ['', 'toute la fenêtre du modèle'],
    ['m1', 'mois 1 de la fenêtre'],
    ['m2', 'mois 2 de la fenêtre'],
    ['m3', 'mois 3 de la fenêtre'],
    ['va', 'état des lieux (VA)'],
    ['cloture', 'clôture']
  ],
  annee: [
    ['', 'toutes les années'],
    ['n1', 'année 1'],
    ['n2', 'année 2'],
    ['n3', 'année 3'],
    ['n4', 'année 4']
  ]
}
