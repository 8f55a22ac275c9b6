import { type Depense, depense } from '../depense.ts'
import { entiteDe } from '../entite-de.ts'
import type { Etablissement } from '../etablissement.ts'
import { type Cout, type CoutRh, cout, coutRh, type Ressource, ressource } from '../financement.ts'
import { withSirenKey, withSiretKey } from '../identifiants.ts'
import { type Materiel, materiel } from '../materiel.ts'
import type { Organisme } from '../organisme.ts'
import type { Hasard } from './hasard.ts'

const annees = [2024, 2025, 2026] as const
/** Share of each year: enough in 2024 and 2026 to absorb the advance and the balance of the subsidy. */
const parts = [0.43, 0.14, 0.43] as const

/** Poste, nature, imputation, VAT rate in per cent, euros HT per ESSMS over the project. */
const postes = [
  ['Licences et abonnement', 'logiciel', 'fonctionnement', 20, 4900],
  ['Paramétrage et intégration', 'prestation', 'investissement', 20, 2600],
  ['Reprise de données', 'prestation', 'investissement', 20, 1400],
  ['Interfaces et services socles', 'prestation', 'investissement', 20, 1100],
  ['Formation', 'formation', 'fonctionnement', 0, 1900],
  ['Assistance à maîtrise d’ouvrage', 'amoa', 'fonctionnement', 20, 900]
] as const
const posteEquipement = 'Équipements'

const ttcDe = (ht: number, taux: number) => ht + Math.round((ht * taux) / 100)

/** HT and TTC of equipment lines, each rounded as an invoice does. */
const totalMateriels = (materiels: readonly Materiel[]) =>
  materiels.reduce(
    (sum, m) => {
      const ht = m.quantite! * m.prixUnitaireHt!
      return { ht: sum.ht + ht, ttc: sum.ttc + ttcDe(ht, m.tauxTva!) }
    },
    { ht: 0, ttc: 0 }
  )

/** Costs of the three years; the equipment is the one of the priced list, bought at once. */
export function coutsExemple(essms: number, materiels: readonly Materiel[]): readonly Cout[] {
  const couts = postes.flatMap(([poste, nature, imputation, tauxTva, euros], p) =>
    annees.map((annee, a) => {
      const ht = Math.round(euros * 100 * essms * parts[a]!)
      return entiteDe(cout, `cout-${p + 1}-${annee}`, { poste, nature, imputation, annee, ht, tauxTva, ttc: ttcDe(ht, tauxTva), ordre: p * 10 + a })
    })
  )
  const equipement = entiteDe(cout, 'cout-equipement', {
    poste: posteEquipement,
    nature: 'materiel',
    imputation: 'investissement',
    annee: 2024,
    ...totalMateriels(materiels),
    tauxTva: 20,
    ordre: postes.length * 10
  })
  return materiels.length > 0 ? [...couts, equipement] : couts
}

export const coutsRhExemple = (): readonly CoutRh[] =>
  annees.map((annee, i) =>
    entiteDe(coutRh, `cout-rh-${annee}`, {
      fonction: 'Cheffe de projet DUI',
      organisme: 'og-1',
      annee,
      etp: 0.8,
      mois: annee === 2026 ? 9 : 12,
      coutMensuel: 520_000,
      ordre: i + 1
    })
  )

/** Subsidy in two halves, the rest self-funded: uses equal resources each year. */
export function ressourcesExemple(subvention: number, couts: readonly Cout[], rh: readonly CoutRh[]): readonly Ressource[] {
  const emplois = (annee: number) =>
    couts.filter((c) => c.annee === annee).reduce((sum, c) => sum + c.ttc!, 0) +
    rh.filter((c) => c.annee === annee).reduce((sum, c) => sum + Math.round(c.coutMensuel! * c.mois! * c.etp!), 0)
  return annees.flatMap((annee, i) => {
    const aide = annee === 2024 ? subvention / 2 : annee === 2026 ? subvention - subvention / 2 : 0
    const reste = emplois(annee) - aide
    return [
      ...(aide ? [entiteDe(ressource, `ressource-${annee}-aide`, { source: annee === 2024 ? 'avance' : 'solde', annee, montant: aide, ordre: i * 10 })] : []),
      ...(reste > 0
        ? [
            entiteDe(ressource, `ressource-${annee}-propre`, {
              source: 'autofinancement',
              libelle: 'Fonds propres des organismes',
              annee,
              montant: reste,
              ordre: i * 10 + 1
            })
          ]
        : [])
    ]
  })
}

const fournisseurs: Readonly<Record<string, readonly [string, string]>> = {
  logiciel: ['Éditeur Exemple', '99100001'],
  prestation: ['Éditeur Exemple', '99100001'],
  formation: ['Formation Exemple', '99100002'],
  amoa: ['Conseil Exemple', '99100003'],
  materiel: ['Matériel Exemple', '99100004']
}

const acheteDe = (nature: string) => {
  const [fournisseur, siren] = fournisseurs[nature]!
  return { fournisseur, siretFournisseur: withSiretKey(`${withSirenKey(siren)}0001`) }
}
const factureDe = (annee: number, numero: number) => `F${annee}-${String(numero).padStart(4, '0')}`

/** Each planned cost becomes `parPoste` invoices that add up to it to the cent; one equipment invoice per establishment; then payroll. */
export function depensesExemple(
  hasard: Hasard,
  couts: readonly Cout[],
  rh: readonly CoutRh[],
  parPoste: number,
  materiels: readonly Materiel[],
  etablissements: readonly Etablissement[]
): readonly Depense[] {
  let numero = 0
  const factures = couts
    .filter((c) => c.nature !== 'materiel')
    .flatMap((c) =>
      Array.from({ length: parPoste }, (_, i) => {
        numero += 1
        const share = (total: number) => (i === parPoste - 1 ? total - Math.floor(total / parPoste) * (parPoste - 1) : Math.floor(total / parPoste))
        const ht = share(c.ht!)
        const ttc = share(c.ttc!)
        const mois = String(2 + ((i * 3 + hasard.entre(0, 2)) % 8)).padStart(2, '0')
        return entiteDe(depense, `depense-${numero}`, {
          numero,
          organisme: 'og-1',
          poste: c.poste,
          nature: c.nature,
          imputation: c.imputation,
          libelle: `${c.poste} – ${c.annee}, échéance ${i + 1}`,
          ...acheteDe(c.nature!),
          facture: factureDe(c.annee!, numero),
          dateFacture: `${c.annee}-${mois}-10`,
          dateAcquittement: `${c.annee}-${mois}-27`,
          ht,
          tauxTva: c.tauxTva,
          tva: ttc - ht,
          ttc,
          eligible: ttc,
          cle: 'egale'
        })
      })
    )
  const lignesDe = new Map<string, Materiel[]>()
  for (const m of materiels) lignesDe.set(m.etablissement!, [...(lignesDe.get(m.etablissement!) ?? []), m])
  const equipements = etablissements.flatMap((e) => {
    const lignes = lignesDe.get(e.id)
    if (!lignes) return []
    numero += 1
    const { ht, ttc } = totalMateriels(lignes)
    return [
      entiteDe(depense, `depense-${numero}`, {
        numero,
        organisme: e.organisme,
        etablissement: e.id,
        poste: posteEquipement,
        nature: 'materiel',
        imputation: 'investissement',
        libelle: `Équipements – ${e.nom}`,
        ...acheteDe('materiel'),
        facture: factureDe(2024, numero),
        dateFacture: '2024-09-16',
        dateAcquittement: '2024-10-11',
        ht,
        tauxTva: 20,
        tva: ttc - ht,
        ttc,
        eligible: ttc,
        cle: 'aucune'
      })
    ]
  })
  const salaires = rh.map((c) => {
    numero += 1
    const total = Math.round(c.coutMensuel! * c.mois! * c.etp!)
    const brut = Math.round(total * 0.69)
    return entiteDe(depense, `depense-${numero}`, {
      numero,
      organisme: 'og-1',
      poste: 'Ressources humaines',
      nature: 'rh',
      imputation: 'fonctionnement',
      libelle: `Salaire chargé de la cheffe de projet – ${c.annee}`,
      dateAcquittement: c.annee === 2026 ? '2026-09-30' : `${c.annee}-12-30`,
      ht: brut,
      tva: total - brut,
      ttc: total,
      eligible: total,
      cle: 'personnes'
    })
  })
  return [...factures, ...equipements, ...salaires]
}

/** Tablets for the establishments of the petits OG (fewer than 15 ESSMS managed). */
export function materielsExemple(etablissements: readonly Etablissement[], organismes: readonly Organisme[]): readonly Materiel[] {
  const petits = new Set(organismes.filter((o) => o.nombreEssmsGeres! < 15).map((o) => o.id))
  return etablissements
    .filter((e) => petits.has(e.organisme!))
    .flatMap((e, i) => [
      entiteDe(materiel, `materiel-${i + 1}-a`, {
        etablissement: e.id,
        designation: 'Tablette durcie 10 pouces',
        quantite: 3,
        prixUnitaireHt: 38_990,
        tauxTva: 20,
        ordre: i * 10
      }),
      entiteDe(materiel, `materiel-${i + 1}-b`, {
        etablissement: e.id,
        designation: 'Lecteur de carte',
        quantite: 4,
        prixUnitaireHt: 2_450,
        tauxTva: 20,
        ordre: i * 10 + 1
      })
    ])
}
