import { libelleSecteur } from '#domain/catalogue/secteurs.ts'
import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { compareTexte, formatDecimal, formatFenetre } from '#domain/format.ts'
import { calculerUsages, type Usages } from '#domain/indicateurs/calcul.ts'
import { phrasesExemptions } from '#domain/indicateurs/exemptions.ts'
import { type Fenetre, fenetreDe } from '#domain/indicateurs/fenetre.ts'
import { chiffre, indexReleves } from '#domain/indicateurs/index-releves.ts'
import { indicateurs } from '#domain/indicateurs/registre.ts'
import { nomsChiffres, type Releve } from '#domain/releve.ts'
import { annuaireDe } from '../libelles.ts'

/** Establishments with the rank of their OG and of their sector: what the indicator documents are drawn from. */
export interface LigneUsage {
  readonly etablissement: Etablissement
  readonly organisme: string
  readonly finessEj: string | null
  readonly rangOg: number
  readonly secteur: string
  readonly rangSecteur: number
  readonly releve: Releve | undefined
  /** The seven numbers, in the order of `nomsChiffres`. */
  readonly chiffres: readonly (number | null)[]
}

/** A group of establishments: an OG or a sector. `cle` is its key in `Usages`. */
export interface GroupeUsage {
  readonly cle: string
  readonly rang: number
  readonly nom: string
}

export interface TableauUsages {
  readonly usages: Usages
  readonly lignes: readonly LigneUsage[]
  readonly organismes: readonly GroupeUsage[]
  readonly secteurs: readonly GroupeUsage[]
  /** « du 1er juillet 2026 au 30 septembre 2026 », or « à compléter ». */
  readonly periode: string
  readonly methode: string
}

const nomVide = 'à compléter'

/** Everything the indicator documents of a declared window print, computed once, ordered by OG then establishment. */
export function tableauUsages(dossier: Dossier, fenetre: Fenetre): TableauUsages {
  const index = indexReleves(dossier)
  const usages = calculerUsages(dossier, fenetre, index)
  const { organisme } = annuaireDe(dossier)
  const bornes = fenetreDe(dossier, fenetre)
  const conserves = etablissementsConserves(dossier)
  const ogs = new Map<string, GroupeUsage>()
  const secteurs = new Map<string, GroupeUsage>()
  const nomOg = (e: Etablissement) => organisme(e.organisme)?.raisonSociale ?? nomVide
  const ordonnes = [...conserves].sort((a, b) => compareTexte(nomOg(a), nomOg(b)) || compareTexte(a.nom ?? '', b.nom ?? '') || (a.id < b.id ? -1 : 1))
  const rang = (groupes: Map<string, GroupeUsage>, cle: string, nom: string) => {
    const found = groupes.get(cle) ?? { cle, rang: groupes.size + 1, nom }
    groupes.set(cle, found)
    return found.rang
  }
  const lignes = ordonnes.map((e): LigneUsage => {
    const og = organisme(e.organisme)
    const releve = index.de(e.id, fenetre)
    return {
      etablissement: e,
      organisme: og?.raisonSociale ?? nomVide,
      finessEj: og?.finessEj ?? null,
      rangOg: rang(ogs, e.organisme ?? '', nomOg(e)),
      secteur: libelleSecteur(e.secteur),
      rangSecteur: rang(secteurs, e.secteur ?? '', libelleSecteur(e.secteur)),
      releve,
      chiffres: nomsChiffres.map((nom) => chiffre(releve, nom))
    }
  })
  return {
    usages,
    lignes,
    organismes: [...ogs.values()],
    secteurs: [...secteurs.values()],
    periode: bornes ? formatFenetre(bornes) : nomVide,
    methode: usages.methode === 'moyenne' ? 'moyenne des trois taux mensuels' : 'numérateur de la fenêtre de trois mois rapporté au dénominateur'
  }
}

/** Label / text pairs printed with every indicator document: period, method, definitions, targets and their source. */
export function definitionsUsages(dossier: Dossier, tableau: TableauUsages): readonly (readonly [string, string])[] {
  const { regles } = tableau.usages
  const exemptions = phrasesExemptions(dossier)
  return [
    ['Période mesurée', tableau.periode],
    ['Calcul des taux', tableau.methode],
    ['Définition de « dossier actif »', dossier.grappe.definitionDossierActif ?? nomVide],
    [
      'Niveaux',
      'Organisme, secteur et grappe : somme des numérateurs divisée par somme des dénominateurs des établissements qui ont des chiffres et ne sont pas exemptés.'
    ],
    ...indicateurs.map((i): readonly [string, string] => {
      const regle = regles[i.code]
      const cible = !regle.suivi
        ? 'non suivi dans cette grappe'
        : regle.cible === null
          ? 'cible non connue'
          : `cible ${formatDecimal(regle.cible, 0)} %${regle.source ? ` (${regle.source})` : ''}`
      return [`${i.code} – ${i.titre}`, `${i.description} ${cible.charAt(0).toUpperCase()}${cible.slice(1)}.`]
    }),
    ...(exemptions.length > 0 ? [['Exemptions', exemptions.join(' ')] as const] : []),
    ['Origine des chiffres', 'Relevés lus dans le DUI, par établissement ; une estimation est nommée comme telle.'],
    ['Statut du document', 'Présentation établie par Grappe : ce n’est pas un modèle officiel.']
  ]
}
