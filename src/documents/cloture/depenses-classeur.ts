import type { Dossier } from '#domain/dossier.ts'
import { formatDate } from '#domain/format.ts'
import { repartitionEligible } from '#domain/repartition-depenses.ts'
import { rangPostes, totauxParPoste } from '#domain/totaux-depense.ts'
import { type CelluleX, type Classeur, type Feuille, lettreColonne, xd, xdate, xe, xeur, xf, xt } from '../classeur.ts'
import { enteteClasseur } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { motsDepense, total } from './etat-depenses.ts'

const colonnes = [
  ['N°', 6],
  ['Organisme', 30],
  ['FINESS EJ', 12],
  ['Établissement', 30],
  ['FINESS ET', 12],
  ['Poste du plan de financement', 32],
  ['N° poste', 8],
  ['Nature', 18],
  ['Imputation', 17],
  ['Libellé', 44],
  ['Fournisseur', 24],
  ['SIRET fournisseur', 17],
  ['N° facture', 15],
  ['Date facture', 13],
  ['Date d’acquittement', 13],
  ['HT ou salaire brut (€)', 14],
  ['Taux TVA (%)', 9],
  ['TVA ou charges (€)', 13],
  ['TTC ou coût total (€)', 14],
  ['Montant éligible (€)', 14],
  ['Clé de répartition', 26],
  ['Observation', 36]
] as const

const lettre = (titre: (typeof colonnes)[number][0]) => lettreColonne(colonnes.findIndex(([t]) => t === titre))
const [poste, ht, tva, ttc, eligible] = [
  lettre('N° poste'),
  lettre('HT ou salaire brut (€)'),
  lettre('TVA ou charges (€)'),
  lettre('TTC ou coût total (€)'),
  lettre('Montant éligible (€)')
]

const premiere = 5

function lisezMoi(dossier: Dossier, contexte: Contexte): Feuille {
  const { grappe } = dossier
  const periode =
    grappe.debutEligibilite && grappe.finEligibilite ? `du ${formatDate(grappe.debutEligibilite)} au ${formatDate(grappe.finEligibilite)}` : 'non renseignée'
  const lignes: readonly (readonly [string, string])[] = [
    ['Objet', 'État récapitulatif des dépenses de la grappe, présenté par Grappe : ce n’est pas un modèle officiel.'],
    ['Convention', grappe.referenceConvention ?? 'à compléter'],
    ['Période d’éligibilité', periode],
    ['Montants', 'En euros. Pour une ligne de ressources humaines, HT : salaire brut ; TVA : charges de l’employeur ; TTC : coût total.'],
    ['Dépenses', 'Une ligne par facture acquittée ou par salaire, avec le poste du plan de financement.'],
    ['Par poste', 'Comparaison avec le plan de financement ; l’écart est le réalisé moins le prévu.'],
    ['Répartition', 'Montants éligibles par établissement : lignes propres, et part des lignes mutualisées selon leur clé, au centime près.'],
    ['Par organisme', 'Les mêmes montants, additionnés par organisme gestionnaire.'],
    ['Établi le', formatDate(contexte.date)]
  ]
  return {
    nom: 'Lisez-moi',
    colonnes: [{ largeur: 24 }, { largeur: 100 }],
    lignes: [
      [xt('État récapitulatif des dépenses', 'titre')],
      [xt(grappe.nom ?? 'à compléter', 'sous-titre')],
      [],
      ...lignes.map(([a, b]) => [xt(a, 'entete'), xt(b)])
    ]
  }
}

function feuilleDepenses(dossier: Dossier): { feuille: Feuille; derniere: number } {
  const mots = motsDepense(dossier)
  // Postes are summed by rank: a name may hold characters that a spreadsheet reads as a pattern.
  const rang = rangPostes(dossier)
  const lignes = dossier.depenses.map((d): CelluleX[] => {
    const m = mots(d)
    return [
      xe(d.numero),
      xt(m.organisme),
      xt(m.finessEj),
      xt(m.etablissement),
      xt(m.finessEt),
      xt(d.poste),
      xe(rang.get(d.id)),
      xt(m.nature),
      xt(m.imputation),
      xt(d.libelle),
      xt(d.fournisseur),
      xt(d.siretFournisseur),
      xt(d.facture),
      xdate(d.dateFacture),
      xdate(d.dateAcquittement),
      xeur(d.ht),
      xd(d.tauxTva),
      xeur(d.tva),
      xeur(d.ttc),
      xeur(d.eligible),
      xt(m.cle),
      xt(d.observation)
    ]
  })
  const derniere = Math.max(premiere, premiere + lignes.length - 1)
  const somme = (colonne: string, cents: number) => xf(`SUM(${colonne}${premiere}:${colonne}${derniere})`, cents, 'euros', 'total')
  const blanc = xt(null, 'total')
  return {
    derniere,
    feuille: {
      nom: 'Dépenses',
      paysage: true,
      protegee: false,
      colonnes: colonnes.map(([, largeur]) => ({ largeur })),
      ligneEntete: premiere - 1,
      figer: { lignes: premiere - 1, colonnes: 1 },
      lignes: [
        [xt('État récapitulatif des dépenses', 'titre')],
        [xt(dossier.grappe.nom ?? 'à compléter', 'sous-titre')],
        [],
        colonnes.map(([titre]) => xt(titre, 'entete')),
        ...(lignes.length ? lignes : [[xt('Aucune dépense saisie')]]),
        [
          xt('Total', 'total'),
          ...Array.from({ length: 14 }, () => blanc),
          somme(
            ht,
            total(dossier.depenses, (d) => d.ht)
          ),
          blanc,
          somme(
            tva,
            total(dossier.depenses, (d) => d.tva)
          ),
          somme(
            ttc,
            total(dossier.depenses, (d) => d.ttc)
          ),
          somme(
            eligible,
            total(dossier.depenses, (d) => d.eligible)
          ),
          blanc,
          blanc
        ]
      ]
    }
  }
}

function feuillePostes(dossier: Dossier, derniere: number): Feuille {
  const postes = totauxParPoste(dossier)
  const plage = (colonne: string) => `'Dépenses'!$${colonne}$${premiere}:$${colonne}$${derniere}`
  const rows = postes.map((p, i): CelluleX[] => {
    const r = premiere + i
    const somme = (colonne: string, cents: number) => xf(`SUMIF(${plage(poste)},A${r},${plage(colonne)})`, cents, 'euros')
    return [
      xe(i + 1),
      xt(p.poste),
      xeur(p.prevu),
      somme(ttc, p.realise),
      somme(eligible, p.eligible),
      xf(`D${r}-C${r}`, p.ecart, 'euros'),
      xf(`IF(C${r}=0,"",(D${r}-C${r})/C${r})`, p.ecartPourcent ?? '', p.ecartPourcent === null ? 'texte' : 'pourcent')
    ]
  })
  const last = Math.max(premiere, premiere + rows.length - 1)
  const somme = (colonne: string, cents: number) => xf(`SUM(${colonne}${premiere}:${colonne}${last})`, cents, 'euros', 'total')
  const prevu = total(postes, (p) => p.prevu)
  const realise = total(postes, (p) => p.realise)
  const eligibles = total(postes, (p) => p.eligible)
  const fin = last + 1
  const convention = dossier.grappe.montantConvention
  return {
    nom: 'Par poste',
    colonnes: [{ largeur: 6 }, { largeur: 40 }, { largeur: 18 }, { largeur: 18 }, { largeur: 18 }, { largeur: 18 }, { largeur: 12 }],
    ligneEntete: premiere - 1,
    figer: { lignes: premiere - 1, colonnes: 2 },
    lignes: [
      [xt('Dépenses et plan de financement, par poste', 'titre')],
      [xt('Montants TTC en euros', 'sous-titre')],
      [],
      ['N°', 'Poste', 'Prévu (€ TTC)', 'Réalisé (€ TTC)', 'Éligible (€)', 'Écart (€)', 'Écart (%)'].map((t) => xt(t, 'entete')),
      ...(rows.length ? rows : [[xt('Aucun poste')]]),
      [
        xt('Total', 'total'),
        xt(null, 'total'),
        somme('C', prevu),
        somme('D', realise),
        somme('E', eligibles),
        xf(`D${fin}-C${fin}`, realise - prevu, 'euros', 'total'),
        xf(`IF(C${fin}=0,"",(D${fin}-C${fin})/C${fin})`, prevu === 0 ? '' : ((realise - prevu) / prevu) * 100, prevu === 0 ? 'texte' : 'pourcent', 'total')
      ],
      [],
      [xt(null), xt('Subvention de la convention'), xeur(convention)],
      [xt(null), xt('Éligible moins subvention'), xf(`E${fin}-C${fin + 2}`, eligibles - (convention ?? 0), 'euros')]
    ]
  }
}

function feuilleRepartition(dossier: Dossier): Feuille {
  const { etablissements: parts, organismes, sansCle, retires } = repartitionEligible(dossier)
  const nomOg = new Map(organismes.map((o) => [o.id, o.nom]))
  const rangOg = new Map(organismes.map((o, i) => [o.id, i + 1]))
  const rows = parts.map((p, i): CelluleX[] => {
    const r = premiere + i
    return [
      xt(nomOg.get(p.organisme) ?? null),
      xt(p.nom ?? 'à compléter'),
      xt(p.finess),
      xeur(p.directes),
      xeur(p.mutualisees),
      xf(`D${r}+E${r}`, p.directes + p.mutualisees, 'euros'),
      xe(rangOg.get(p.organisme))
    ]
  })
  const last = Math.max(premiere, premiere + rows.length - 1)
  const somme = (colonne: string, cents: number) => xf(`SUM(${colonne}${premiere}:${colonne}${last})`, cents, 'euros', 'total')
  const directes = total(parts, (p) => p.directes)
  const mutualisees = total(parts, (p) => p.mutualisees)
  return {
    nom: 'Répartition',
    paysage: true,
    colonnes: [{ largeur: 36 }, { largeur: 40 }, { largeur: 12 }, { largeur: 18 }, { largeur: 18 }, { largeur: 18 }, { largeur: 8 }],
    ligneEntete: premiere - 1,
    figer: { lignes: premiere - 1, colonnes: 2 },
    lignes: [
      [xt('Montants éligibles par établissement', 'titre')],
      [xt('En euros, au centime près', 'sous-titre')],
      [],
      ['Organisme', 'Établissement', 'FINESS ET', 'Dépenses propres (€)', 'Part mutualisée (€)', 'Total éligible (€)', 'N° OG'].map((t) => xt(t, 'entete')),
      ...(rows.length ? rows : [[xt('Aucun établissement')]]),
      [xt('Total', 'total'), xt(null, 'total'), xt(null, 'total'), somme('D', directes), somme('E', mutualisees), somme('F', directes + mutualisees)],
      ...(sansCle === 0 ? [] : [[xt('Mutualisé sans clé'), xt(null), xt(null), xt(null), xt(null), xeur(sansCle)]]),
      ...(retires === 0 ? [] : [[xt('Établissements retirés'), xt(null), xt(null), xt(null), xt(null), xeur(retires)]])
    ]
  }
}

function feuilleOrganismes(dossier: Dossier): Feuille {
  const { organismes, etablissements } = repartitionEligible(dossier)
  const fin = Math.max(premiere, premiere + etablissements.length - 1)
  const plage = (colonne: string) => `'Répartition'!$${colonne}$${premiere}:$${colonne}$${fin}`
  const rows = organismes.map((o, i): CelluleX[] => {
    const r = premiere + i
    // By rank, as the postes: a name may hold characters that a spreadsheet reads as a pattern.
    const somme = (colonne: string, cents: number) => xf(`SUMIF(${plage('G')},A${r},${plage(colonne)})`, cents, 'euros')
    return [
      xe(i + 1),
      xt(o.nom ?? 'à compléter'),
      xt(o.finessEj),
      xe(o.etablissements),
      somme('D', o.directes),
      somme('E', o.mutualisees),
      xf(`E${r}+F${r}`, o.directes + o.mutualisees, 'euros')
    ]
  })
  const last = Math.max(premiere, premiere + rows.length - 1)
  const somme = (colonne: string, cents: number) => xf(`SUM(${colonne}${premiere}:${colonne}${last})`, cents, 'euros', 'total')
  const directes = total(organismes, (o) => o.directes)
  const mutualisees = total(organismes, (o) => o.mutualisees)
  return {
    nom: 'Par organisme',
    colonnes: [{ largeur: 6 }, { largeur: 40 }, { largeur: 12 }, { largeur: 15 }, { largeur: 20 }, { largeur: 20 }, { largeur: 20 }],
    ligneEntete: premiere - 1,
    figer: { lignes: premiere - 1, colonnes: 2 },
    lignes: [
      [xt('Montants éligibles par organisme', 'titre')],
      [xt('Sommes de la feuille Répartition, en euros', 'sous-titre')],
      [],
      ['N°', 'Organisme', 'FINESS EJ', 'Établissements', 'Dépenses propres (€)', 'Part mutualisée (€)', 'Total éligible (€)'].map((t) => xt(t, 'entete')),
      ...(rows.length ? rows : [[xt(null), xt('Aucun organisme')]]),
      [
        xt('Total', 'total'),
        xt(null, 'total'),
        xt(null, 'total'),
        xt(null, 'total'),
        somme('E', directes),
        somme('F', mutualisees),
        somme('G', directes + mutualisees)
      ]
    ]
  }
}

/** État récapitulatif des dépenses as a workbook: lines, comparison with the plan, allocation. Not an official model. */
export function classeurDepenses(dossier: Dossier, contexte: Contexte): Classeur {
  const { feuille, derniere } = feuilleDepenses(dossier)
  return {
    ...enteteClasseur(dossier, contexte, 'État récapitulatif des dépenses'),
    feuilles: [lisezMoi(dossier, contexte), feuille, feuillePostes(dossier, derniere), feuilleRepartition(dossier), feuilleOrganismes(dossier)]
  }
}
