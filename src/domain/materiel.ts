import { decimal, entier, montant, reference, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

/** A line of pièce 11, priced equipment list; only for ESSMS of a petit OG. Unit price HT in cents. */
export const materiel = defineNom({
  kind: 'materiel',
  collection: 'materiels',
  label: 'matériel',
  champs: {
    etablissement: reference('Établissement', 'etablissement', { exige: ['galis'] }),
    designation: texte('Désignation', { exige: ['galis'] }),
    quantite: entier('Quantité', { exige: ['galis'] }),
    prixUnitaireHt: montant('Prix unitaire HT', { exige: ['galis'] }),
    tauxTva: decimal('Taux de TVA', { unite: '%', exige: ['galis'] }),
    ordre: entier('Ordre')
  }
})
export type Materiel = Entite<typeof materiel>
