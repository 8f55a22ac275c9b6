import { entier, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** A governance body (COSTRAT, COPIL, COMOP…). */
export const instance = defineNom({
  kind: 'instance',
  collection: 'instances',
  label: 'instance',
  champs: {
    nom: texte('Instance', { exige: ['galis'], manque: 'Nom manquant' }),
    role: texteLong('Rôle', { exige: ['galis'] }),
    composition: texteLong('Composition', { exige: ['galis'] }),
    frequence: texte('Fréquence', { exige: ['galis'] }),
    ordre: entier('Ordre')
  }
})
export type Instance = Entite<typeof instance>

/** Roles across the RACI matrix: field name → heading. */
export const rolesRaci = [
  ['direction', 'Directions d’OG'],
  ['porteur', 'Porteur'],
  ['chefProjet', 'Chef de projet'],
  ['referents', 'Référents'],
  ['si', 'SI / RSSI'],
  ['dpo', 'DPO'],
  ['editeur', 'Éditeur'],
  ['amoa', 'AMOA']
] as const

/** One row of the RACI matrix; each cell holds R, A, C, I or several (« R/A »); exactly one A per row. */
export const raci = defineNom({
  kind: 'raci',
  collection: 'racis',
  label: 'ligne RACI',
  champs: {
    activite: texte('Activité', { exige: ['galis'] }),
    direction: texte('Directions d’OG'),
    porteur: texte('Porteur'),
    chefProjet: texte('Chef de projet'),
    referents: texte('Référents'),
    si: texte('SI / RSSI'),
    dpo: texte('DPO'),
    editeur: texte('Éditeur'),
    amoa: texte('AMOA'),
    ordre: entier('Ordre')
  }
})
export type Raci = Entite<typeof raci>
