import { choix, decimal, entier, montant, reference, texte } from './champs/champ.ts'
import { imputations, natures } from './depense.ts'
import { defineNom, type Entite } from './nom.ts'

/** One line of « coûts du projet »: a poste for one year. Amounts in cents. */
export const cout = defineNom({
  kind: 'cout',
  collection: 'couts',
  label: 'coût',
  champs: {
    poste: texte('Poste', { exige: ['galis'] }),
    nature: choix('Nature', natures, { exige: ['galis'] }),
    imputation: choix('Imputation', imputations, { exige: ['galis'] }),
    annee: entier('Année', { exige: ['galis'] }),
    ht: montant('Montant HT', { exige: ['galis'] }),
    tauxTva: decimal('Taux de TVA', { unite: '%', exige: ['galis'] }),
    ttc: montant('Montant TTC', { exige: ['galis'] }),
    organisme: reference('Organisme', 'organisme', { aide: 'Vide : mutualisé.' }),
    ordre: entier('Ordre')
  }
})
export type Cout = Entite<typeof cout>

/** One line of « coûts RH ». `coutTotal` = chargé mensuel × mois × ETP, in cents, entered or computed. */
export const coutRh = defineNom({
  kind: 'cout-rh',
  collection: 'coutsRh',
  label: 'coût RH',
  champs: {
    fonction: texte('Fonction', { exige: ['galis'] }),
    organisme: reference('Organisme', 'organisme'),
    annee: entier('Année', { exige: ['galis'] }),
    etp: decimal('ETP consacrés au projet', { unite: 'ETP', exige: ['galis'] }),
    mois: decimal('Durée', { unite: 'mois', exige: ['galis'] }),
    coutMensuel: montant('Coût mensuel chargé pour 1 ETP', { exige: ['galis'] }),
    ordre: entier('Ordre')
  }
})
export type CoutRh = Entite<typeof coutRh>

/** One resource of the plan de financement for one year, in cents. */
export const ressource = defineNom({
  kind: 'ressource',
  collection: 'ressources',
  label: 'ressource',
  champs: {
    source: choix(
      'Source',
      [
        ['avance', 'Subvention ESMS Numérique – avance'],
        ['solde', 'Subvention ESMS Numérique – solde'],
        ['sons', 'SONS'],
        ['autofinancement', 'Autofinancement'],
        ['autre', 'Autre financement']
      ],
      { exige: ['galis'] }
    ),
    libelle: texte('Précision'),
    annee: entier('Année', { exige: ['galis'] }),
    montant: montant('Montant', { exige: ['galis'] }),
    ordre: entier('Ordre')
  }
})
export type Ressource = Entite<typeof ressource>
