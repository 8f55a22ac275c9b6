import { secteurs } from './catalogue/secteurs.ts'
import { choix, texte } from './champs/champ.ts'
import { indicateurs } from './indicateurs/registre.ts'
import { defineNom, type Entite } from './nom.ts'

/** An exemption that a grappe adds to those of its instruction, or puts in their place: one sector, one indicator. */
export const exemption = defineNom({
  kind: 'exemption',
  collection: 'exemptions',
  label: 'exemption',
  champs: {
    secteur: choix(
      'Secteur',
      secteurs.map((s) => [s.code, s.libelle] as const)
    ),
    indicateur: choix(
      'Indicateur',
      indicateurs.map((i) => [i.code, i.titre] as const)
    ),
    etablissements: choix(
      'Établissements concernés',
      [
        ['tous', 'Tous'],
        ['non-eligible-sons', 'Non éligibles au SONS']
      ],
      { aide: 'Tous ceux du secteur si rien n’est choisi.' }
    ),
    source: texte('Source', { aide: 'Convention, notification ou courrier de l’ARS.' })
  }
})
export type Exemption = Entite<typeof exemption>
