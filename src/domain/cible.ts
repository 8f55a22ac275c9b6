import { decimal, ouiNon, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** Per-grappe setting of one indicator: target typed by hand, or indicator not followed. */
export const cible = defineNom({
  kind: 'cible',
  collection: 'cibles',
  label: 'cible d’usage',
  champs: {
    indicateur: texte('Indicateur'),
    suivi: ouiNon('Indicateur suivi'),
    cible: decimal('Cible', { unite: '%' }),
    source: texte('Source de la cible', { aide: 'Convention, instruction ou notification.' })
  }
})
export type Cible = Entite<typeof cible>
