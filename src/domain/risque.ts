import { choix, entier, reference, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

const impacts = [
  ['1', '1 – faible'],
  ['2', '2 – moyen'],
  ['3', '3 – fort'],
  ['4', '4 – très fort']
] as const
const probabilites = [
  ['1', '1 – faible'],
  ['2', '2 – moyenne'],
  ['3', '3 – forte'],
  ['4', '4 – très forte']
] as const

/** A risk of the grappe, or of one structure. Criticité = probabilité × impact, 1 to 16. */
export const risque = defineNom({
  kind: 'risque',
  collection: 'risques',
  label: 'risque',
  champs: {
    libelle: texte('Risque', { exige: ['galis'], manque: 'Intitulé manquant' }),
    etablissement: reference('Structure concernée', 'etablissement', { aide: 'Vide : toute la grappe.' }),
    probabilite: choix('Probabilité', probabilites, { exige: ['galis'] }),
    impact: choix('Impact', impacts, { exige: ['galis'] }),
    preventif: texteLong('Action préventive', { exige: ['galis'] }),
    correctif: texteLong('Action corrective'),
    responsable: texte('Responsable'),
    ordre: entier('Ordre')
  }
})
export type Risque = Entite<typeof risque>

/** Probabilité × impact, 1 to 16; null while one is unknown. */
export const criticite = (r: Pick<Risque, 'probabilite' | 'impact'>): number | null =>
  r.probabilite === null || r.impact === null ? null : Number(r.probabilite) * Number(r.impact)

/** Level of a criticality, in words: the colour comes second. */
export const niveauDe = (c: number): 'faible' | 'moyenne' | 'élevée' => (c >= 9 ? 'élevée' : c >= 4 ? 'moyenne' : 'faible')
