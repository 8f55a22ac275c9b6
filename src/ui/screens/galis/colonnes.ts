import type { Cout, CoutRh } from '#domain/financement.ts'
import { formatEuros } from '#domain/format.ts'
import type { Materiel } from '#domain/materiel.ts'
import { ecartTtc, ttcAuTaux } from '#domain/montants.ts'
import { coutRhTotal } from '#domain/plan-financement.ts'
import type { Colonne } from '../../grille/colonne.ts'
import type { EntiteLibre } from '../../presenter.ts'

const somme = (rangees: readonly EntiteLibre[], de: (e: EntiteLibre) => number | null) => formatEuros(rangees.reduce((t, e) => t + (de(e) ?? 0), 0))

const calcul = (cle: string, titre: string, de: (e: EntiteLibre) => number | null): Colonne<EntiteLibre> => ({
  cle,
  titre,
  largeur: 150,
  droite: true,
  texte: (e) => {
    const v = de(e)
    return v === null ? '' : formatEuros(v)
  },
  tri: de,
  nombre: (e) => {
    const v = de(e)
    return v === null ? null : v / 100
  },
  total: (rangees) => somme(rangees, de)
})

const totalMateriel = (e: EntiteLibre): number | null => {
  const { quantite, prixUnitaireHt, tauxTva } = e as unknown as Materiel
  return quantite === null || prixUnitaireHt === null ? null : Math.round(quantite * prixUnitaireHt * (1 + (tauxTva ?? 0) / 100))
}

export const colonnesTaches = [
  { champ: 'libelle', largeur: 300, fige: true },
  { champ: 'gantt', largeur: 190 },
  { champ: 'debut', largeur: 120 },
  { champ: 'fin', largeur: 120 },
  { champ: 'jalon', largeur: 90 },
  { champ: 'responsable', largeur: 190 },
  { champ: 'vague', largeur: 180 }
]
export const colonnesVagues = [
  { champ: 'nom', largeur: 220, fige: true },
  { champ: 'debut', largeur: 120 },
  { champ: 'fin', largeur: 120 },
  { champ: 'prerequis' }
]
export const colonnesCouts = [
  { champ: 'poste', largeur: 260, fige: true },
  { champ: 'nature', largeur: 150 },
  { champ: 'imputation', largeur: 150 },
  { champ: 'annee', largeur: 90 },
  { champ: 'ht', largeur: 140, total: true },
  { champ: 'tauxTva', largeur: 110 },
  {
    champ: 'ttc',
    largeur: 140,
    total: true,
    doute: (e: EntiteLibre) => {
      const attendu = ecartTtc(e as unknown as Cout)
      return attendu === null ? null : `Avec ce taux, le TTC serait de ${formatEuros(attendu)}.`
    }
  },
  { champ: 'organisme', largeur: 220 }
]
/** The TTC of a planned cost, from its HT and its rate. */
export const deduireCout = (e: EntiteLibre): Readonly<Record<string, number>> => {
  const { ht, tauxTva } = e as unknown as Cout
  return ht === null || tauxTva === null ? {} : { ttc: ttcAuTaux(ht, tauxTva) }
}
export const colonnesRh = [
  { champ: 'fonction', largeur: 200, fige: true },
  { champ: 'organisme', largeur: 200 },
  { champ: 'annee', largeur: 80 },
  { champ: 'etp', largeur: 80, titre: 'ETP' },
  { champ: 'mois', largeur: 110, titre: 'Durée' },
  { champ: 'coutMensuel', largeur: 160 },
  calcul('total', 'Coût total', (e) => coutRhTotal(e as unknown as CoutRh))
]
export const colonnesRessources = [
  { champ: 'source', largeur: 280, fige: true },
  { champ: 'libelle', largeur: 260 },
  { champ: 'annee', largeur: 90 },
  { champ: 'montant', largeur: 160, total: true }
]
export const colonnesMateriels = [
  { champ: 'designation', largeur: 260, fige: true },
  { champ: 'etablissement', largeur: 240 },
  { champ: 'quantite', largeur: 100, total: true },
  { champ: 'prixUnitaireHt', largeur: 150 },
  { champ: 'tauxTva', largeur: 110 },
  calcul('total', 'Total TTC', totalMateriel)
]
