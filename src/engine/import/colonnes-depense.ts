import { depense } from '#domain/depense.ts'
import { champDe } from '#domain/dossier.ts'
import { createVocabulaire } from './colonnes.ts'

/**
 * Headings of expense lists → field of a line; `organisme.finessEj` and `etablissement.finess` find by number what the other columns find by
 * name. For a payroll line, HT is the gross salary, TVA the charges, TTC the total. New synonym = one word here.
 */
const synonymes: Readonly<Record<string, string>> = {
  numero: 'n|numero|no|num|ligne|n ordre|numero d ordre|n ligne',
  organisme: 'organisme|organisme gestionnaire|og|nom og|association|gestionnaire|entite juridique|raison sociale|raison sociale og',
  'organisme.finessEj': 'finess ej|finess juridique|finess og|finess gestionnaire|finess organisme|ej',
  etablissement: 'etablissement|essms|esms|etablissement ou service|nom etablissement|structure|site|service|etablissement beneficiaire|affectation',
  'etablissement.finess': 'finess et|finess geographique|finess etablissement|finess essms|finess|finess site',
  poste: 'poste du plan de financement|poste|poste de depense|poste budgetaire|ligne budgetaire|rubrique|categorie de depense|categorie',
  nature: 'nature|nature de la depense|nature de depense|type de depense|type',
  imputation: 'imputation|investissement ou fonctionnement|investissement fonctionnement|section|i f|inv fonct|invest fonct',
  libelle:
    'libelle|libelle ecriture|libelle de l ecriture|libelle operation|libelle de la depense|designation|objet|description|intitule|objet de la depense|description de la depense|nature de la prestation|detail|salarie|fonction',
  fournisseur: 'fournisseur|prestataire|nom du fournisseur|emetteur|tiers|creancier|societe|editeur|fournisseur ou prestataire',
  siretFournisseur: 'siret fournisseur|siret du fournisseur|siret prestataire|siret emetteur|siret',
  facture:
    'facture|numero facture|numero de facture|n de facture|n facture|ref facture|reference facture|reference de la facture|ref|reference|piece|numero piece|numero de piece|n piece|n de piece|numero de la facture|justificatif',
  dateFacture:
    'date facture|date de facture|date de la facture|date d emission|date emission|date piece|date de piece|date de la piece|date ecriture|date d ecriture|facturee le|date',
  dateAcquittement:
    'date d acquittement|date acquittement|acquittee le|acquitte le|acquittement|date de paiement|date paiement|payee le|paye le|date de reglement|date reglement|reglee le|regle le|date de mandatement|date mandat|date de decaissement|date de debit',
  ht: 'ht|montant ht|total ht|prix ht|hors taxe|hors taxes|montant hors taxe|montant hors taxes|ht ou salaire brut|salaire brut|brut',
  tauxTva: 'taux tva|taux de tva|tva taux|taux',
  tva: 'tva|montant tva|montant de la tva|montant de tva|tva ou charges|charges|charges patronales|charges employeur|charges sociales',
  ttc: 'ttc|montant ttc|total ttc|prix ttc|toutes taxes comprises|ttc ou cout total|cout total|montant paye|montant acquitte|montant regle|total|montant',
  eligible: 'montant eligible|eligible|depense eligible|montant eligible impute|montant retenu|eligible retenu|montant impute|depense retenue',
  cle: 'cle de repartition|cle|repartition',
  beneficiaireSons: 'beneficiaire sons|sons',
  observation: 'observation|observations|commentaire|commentaires|remarque|remarques|note'
}

/** Lists of expenses: invoices and payroll lines. */
export const vocabulaireDepenses = createVocabulaire(
  synonymes,
  (champ) => {
    const [kind, name = ''] = champ.includes('.') ? champ.split('.') : ['depense', champ]
    if (kind !== 'depense' && !(champ in synonymes)) return undefined
    const field = champDe(kind ?? '', name)
    return field && kind !== undefined ? { kind, name, field } : undefined
  },
  Object.entries(depense.champs).map(([name, { label }]) => [name, label, 0] as const)
)
