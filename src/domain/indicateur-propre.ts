import { choix, decimal, entier, mois, reference, texte, texteLong } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'
import { releve } from './releve.ts'

/** An indicator that a grappe follows beside the five of the programme (programme §8: e-prescription…): words of its own, no code. */
export const indicateurPropre = defineNom({
  kind: 'indicateur-propre',
  collection: 'indicateursPropres',
  label: 'indicateur ajouté',
  champs: {
    nom: texte('Indicateur', { aide: 'Par exemple : utilisation de l’e-prescription.' }),
    numerateur: texte('Numérateur', { aide: 'Ce que l’on compte, par exemple : ordonnances électroniques.' }),
    denominateur: texte('Dénominateur', { aide: 'Ce à quoi on le rapporte, par exemple : ordonnances de la période.' }),
    cible: decimal('Cible', { unite: '%' }),
    definition: texteLong('Définition'),
    ordre: entier('Ordre')
  }
})
export type IndicateurPropre = Entite<typeof indicateurPropre>

/** ESSMS × added indicator × period: the two numbers of its rate. Same periods as a relevé. */
export const mesurePropre = defineNom({
  kind: 'mesure-propre',
  collection: 'mesuresPropres',
  label: 'mesure d’un indicateur ajouté',
  part: 'etablissement',
  champs: {
    etablissement: reference('Établissement', 'etablissement'),
    indicateur: reference('Indicateur', 'indicateur-propre'),
    type: choix(
      'Période',
      (releve.champs.type.options ?? []).map((o) => [o.value as 'va' | 'cloture' | 'mois', o.label] as const)
    ),
    mois: mois('Mois', { aide: 'Pour le suivi mensuel seulement.' }),
    numerateur: entier('Numérateur'),
    denominateur: entier('Dénominateur')
  }
})
export type MesurePropre = Entite<typeof mesurePropre>
