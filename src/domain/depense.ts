import { type Cellule, choix, date, decimal, entier, montant, ouiNon, reference, siret, texte } from './champs/champ.ts'
import { defineNom, type Entite } from './nom.ts'

export const natures = [
  ['logiciel', 'Logiciel'],
  ['prestation', 'Prestation'],
  ['materiel', 'Matériel'],
  ['formation', 'Formation'],
  ['amoa', 'AMOA'],
  ['rh', 'Ressources humaines']
] as const
export const imputations = [
  ['investissement', 'Investissement'],
  ['fonctionnement', 'Fonctionnement']
] as const

/**
 * One line of the état récapitulatif des dépenses. Amounts in integer cents.
 * Payroll (`nature: rh`): HT holds the gross salary, TVA the employer charges, TTC the total.
 */
export const depense = defineNom({
  kind: 'depense',
  collection: 'depenses',
  label: 'dépense',
  part: 'organisme',
  champs: {
    numero: entier('N°'),
    organisme: reference('Organisme', 'organisme', { exige: ['cloture'] }),
    etablissement: reference('Établissement', 'etablissement', { aide: 'Vide : dépense mutualisée.' }),
    poste: texte('Poste du plan de financement', { exige: ['cloture'] }),
    nature: choix('Nature', natures, { exige: ['cloture'] }),
    imputation: choix('Imputation', imputations, { exige: ['cloture'] }),
    libelle: texte('Libellé', { exige: ['cloture'] }),
    fournisseur: texte('Fournisseur', { exige: ['cloture'], si: (d) => d['nature'] !== 'rh' }),
    siretFournisseur: siret('SIRET du fournisseur'),
    facture: texte('N° de facture', { exige: ['cloture'], si: (d) => d['nature'] !== 'rh' }),
    dateFacture: date('Date de facture', { exige: ['cloture'], si: (d) => d['nature'] !== 'rh' }),
    dateAcquittement: date('Date d’acquittement', { exige: ['cloture'] }),
    ht: montant('Montant HT', { exige: ['cloture'] }),
    tauxTva: decimal('Taux de TVA', { unite: '%' }),
    tva: montant('TVA', { exige: ['cloture'], manque: 'Montant de la TVA manquant' }),
    ttc: montant('Montant TTC', { exige: ['cloture'] }),
    eligible: montant('Montant éligible', { exige: ['cloture'] }),
    cle: choix('Clé de répartition', [
      ['aucune', 'Aucune'],
      ['egale', 'À parts égales entre ESSMS'],
      ['personnes', 'Au prorata des personnes accompagnées']
    ]),
    beneficiaireSons: ouiNon('Bénéficiaire SONS'),
    observation: texte('Observation')
  }
})
export type Depense = Entite<typeof depense>

/** The numbers of the next expense lines, imported or typed: after those of the dossier and those that new lines bring with them. */
export function numerosSuivants(depenses: readonly Pick<Depense, 'numero'>[], apportes: readonly (Cellule | undefined)[]): () => number {
  let dernier = Math.max(0, ...depenses.map((d) => d.numero ?? 0), ...apportes.map((n) => (typeof n === 'number' ? n : 0)))
  return () => ++dernier
}
