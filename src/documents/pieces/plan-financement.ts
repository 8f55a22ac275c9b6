import type { Dossier } from '#domain/dossier.ts'
import { cout } from '#domain/financement.ts'
import { type Bloc, type Colonne, cel, type Doc, dec, ent, eur, pct, rangee, requis, txt } from '../doc.ts'
import { annuaireDe, libelle } from '../libelles.ts'
import { entete } from '../page-de-garde.ts'
import { type Contexte, definePiece } from '../production.ts'
import { classeurFinancement } from './classeur-financement.ts'
import { type ModeleFinancement, modeleFinancement } from './modele-financement.ts'

const sommeDe = (valeurs: readonly number[]) => valeurs.reduce((a, b) => a + b, 0)
const an = (annee: number | null) => txt(annee === null ? null : String(annee))
const absent = requis(txt(null))
const montants = (annees: readonly number[]): readonly Colonne[] => [
  ...annees.map((a) => ({ titre: String(a), aligne: 'droite' as const, unite: '€ TTC' })),
  { titre: 'Total', aligne: 'droite', unite: '€ TTC' }
]

function tableCouts(dossier: Dossier, m: ModeleFinancement): Bloc {
  const annuaire = annuaireDe(dossier)
  const lignes = m.couts.map(({ cout: c }) =>
    rangee([
      requis(txt(c.poste)),
      requis(txt(libelle(cout.champs.nature, c.nature))),
      requis(txt(libelle(cout.champs.imputation, c.imputation))),
      txt(annuaire.organisme(c.organisme)?.raisonSociale ?? 'Mutualisé'),
      requis(an(c.annee)),
      requis(eur(c.ht)),
      requis(pct(c.tauxTva)),
      requis(eur(c.ttc))
    ])
  )
  return {
    b: 'table',
    colonnes: [
      { titre: 'Poste', largeur: 0.24 },
      { titre: 'Nature', largeur: 0.12 },
      { titre: 'Imputation', largeur: 0.12 },
      { titre: 'Organisme', largeur: 0.2 },
      { titre: 'Année', largeur: 0.06, aligne: 'centre' },
      { titre: 'HT', largeur: 0.1, aligne: 'droite', unite: '€' },
      { titre: 'TVA', largeur: 0.06, aligne: 'droite', unite: '%' },
      { titre: 'TTC', largeur: 0.1, aligne: 'droite', unite: '€' }
    ],
    rangees: [
      ...(lignes.length === 0 ? [rangee([absent, ...Array.from({ length: 7 }, () => txt(null))])] : lignes),
      {
        role: 'total',
        cellules: [
          cel(txt('Total'), { etendue: 5 }),
          cel(eur(sommeDe(m.couts.map(({ cout: c }) => c.ht ?? 0)))),
          cel(txt('')),
          cel(eur(sommeDe(m.couts.map(({ cout: c }) => c.ttc ?? 0))))
        ]
      }
    ]
  }
}

function tableRh(dossier: Dossier, m: ModeleFinancement): Bloc {
  const annuaire = annuaireDe(dossier)
  const lignes = m.coutsRh.map(({ cout: c, total }) =>
    rangee([
      requis(txt(c.fonction)),
      txt(annuaire.organisme(c.organisme)?.raisonSociale ?? 'Mutualisé'),
      requis(an(c.annee)),
      requis(dec(c.etp)),
      requis(dec(c.mois, 1)),
      requis(eur(c.coutMensuel)),
      eur(total)
    ])
  )
  return {
    b: 'table',
    colonnes: [
      { titre: 'Fonction', largeur: 0.27 },
      { titre: 'Organisme', largeur: 0.25 },
      { titre: 'Année', largeur: 0.07, aligne: 'centre' },
      { titre: 'ETP', largeur: 0.07, aligne: 'droite' },
      { titre: 'Mois', largeur: 0.07, aligne: 'droite' },
      { titre: 'Coût mensuel chargé (1 ETP)', largeur: 0.14, aligne: 'droite', unite: '€' },
      { titre: 'Coût total', largeur: 0.13, aligne: 'droite', unite: '€' }
    ],
    rangees: [
      ...(lignes.length === 0 ? [rangee([absent, ...Array.from({ length: 6 }, () => txt(null))])] : lignes),
      { role: 'total', cellules: [cel(txt('Total'), { etendue: 6 }), cel(eur(sommeDe(m.coutsRh.map((c) => c.total))))] }
    ]
  }
}

function tablePlan(m: ModeleFinancement): readonly Bloc[] {
  const emplois = m.annees.map((a) => sommeDe(m.postes.map((_, p) => m.emploi(p, a))) + m.emploiRh(a))
  const ressources = m.annees.map((_, k) => sommeDe(m.ressources.map((r) => r.parAnnee[k] ?? 0)))
  const ecarts = emplois.map((e, k) => (ressources[k] ?? 0) - e)
  const ligne = (titre: string, valeurs: readonly number[], role?: 'total') =>
    rangee([requis(txt(titre)), ...valeurs.map((v) => eur(v)), eur(sommeDe(valeurs))], role)
  const equilibre = ecarts.every((e) => e === 0)
  const section = (titre: string) => ({ role: 'section' as const, cellules: [cel(txt(titre), { etendue: m.annees.length + 2 })] })
  return [
    {
      b: 'table',
      colonnes: [{ titre: 'Emplois et ressources', largeur: 0.4 }, ...montants(m.annees)],
      rangees: [
        section('Emplois'),
        ...m.postes.map((poste, p) =>
          ligne(
            poste,
            m.annees.map((a) => m.emploi(p, a))
          )
        ),
        ligne('Ressources humaines', m.annees.map(m.emploiRh)),
        ligne('Total des emplois', emplois, 'total'),
        section('Ressources'),
        ...(m.ressources.length === 0
          ? [rangee([absent, ...m.annees.map(() => txt(null)), txt(null)])]
          : m.ressources.map((r) => ligne(r.libelle, r.parAnnee))),
        ligne('Total des ressources', ressources, 'total'),
        ligne('Écart (ressources − emplois)', ecarts, 'total')
      ]
    },
    m.annees.length === 0
      ? {
          b: 'encadre',
          ton: 'rouge',
          titre: 'Plan à compléter',
          texte: 'Aucune ligne datée : saisissez les coûts du projet, les coûts de ressources humaines et les ressources.'
        }
      : equilibre
        ? { b: 'encadre', ton: 'vert', titre: 'Plan équilibré', texte: 'Les ressources couvrent exactement les emplois, chaque année.' }
        : {
            b: 'encadre',
            ton: 'rouge',
            titre: 'Plan déséquilibré',
            texte: 'Les ressources et les emplois diffèrent au moins une année : voir la dernière ligne du tableau.'
          },
    ...(m.incompletes.length > 0
      ? ([{ b: 'encadre', ton: 'rouge', titre: 'Lignes absentes du plan ou comptées en partie', texte: `${m.incompletes.join(' ; ')}.` }] as const)
      : [])
  ]
}

function cleRegions(m: ModeleFinancement): readonly Bloc[] {
  if (m.regions.length === 0) return []
  const essms = sommeDe(m.regions.map((r) => r.essms))
  return [
    { b: 'titre', niveau: 1, texte: 'Clé de répartition par région' },
    {
      b: 'table',
      colonnes: [
        { titre: 'Région', largeur: 0.4 },
        { titre: 'ESSMS', largeur: 0.15, aligne: 'droite' },
        { titre: 'Part', largeur: 0.15, aligne: 'droite', unite: '%' },
        { titre: 'Subvention', largeur: 0.3, aligne: 'droite', unite: '€ TTC' }
      ],
      rangees: [
        ...m.regions.map((r) => rangee([txt(r.nom), ent(r.essms), pct((r.essms / essms) * 100, 2), requis(eur(r.montant))])),
        rangee(
          [
            txt('Total'),
            ent(essms),
            pct(100, 2),
            requis(eur(m.regions.some((r) => r.montant === null) ? null : sommeDe(m.regions.map((r) => r.montant ?? 0))))
          ],
          'total'
        )
      ],
      note: 'Au prorata du nombre d’établissements, au centime près : les parts s’additionnent exactement.'
    }
  ]
}

function docFinancement(dossier: Dossier, contexte: Contexte): Doc {
  const m = modeleFinancement(dossier)
  const subvention = sommeDe(m.ressources.filter((r) => r.estSubvention).flatMap((r) => r.parAnnee))
  const emplois = sommeDe(m.annees.map((a) => sommeDe(m.postes.map((_, p) => m.emploi(p, a))) + m.emploiRh(a)))
  return {
    ...entete(dossier, contexte, {
      titre: 'Plan de financement pluriannuel',
      titreCourt: 'Plan de financement',
      sousTitre: 'Programme ESMS Numérique – pièce 6 du dossier de candidature',
      orientation: 'paysage'
    }),
    blocs: [
      {
        b: 'paires',
        lignes: [
          ['Période', requis(txt(m.annees.length === 0 ? null : m.annees.length === 1 ? String(m.annees[0]) : `${m.annees[0]} à ${m.annees.at(-1)}`))],
          ['Coût total du projet (TTC)', requis(eur(m.annees.length === 0 ? null : emplois))],
          ['Subvention demandée (TTC)', requis(eur(dossier.grappe.montantDemande))],
          ['Avance et solde inscrits au plan', requis(eur(m.annees.length === 0 ? null : subvention))],
          ['Part de la subvention dans les emplois', emplois === 0 ? txt(null) : pct((subvention / emplois) * 100)]
        ]
      },
      { b: 'titre', niveau: 1, texte: 'Plan de financement' },
      ...tablePlan(m),
      ...cleRegions(m),
      { b: 'titre', niveau: 1, texte: 'Coûts du projet' },
      tableCouts(dossier, m),
      { b: 'titre', niveau: 1, texte: 'Ressources humaines' },
      tableRh(dossier, m)
    ]
  }
}

/** Pièce 6: the three financial documents in one workbook with live formulas, and the same in PDF. */
export const planFinancementPiece = definePiece({
  numero: 6,
  produire: (dossier, contexte) => [
    { sorte: 'xlsx', base: 'Plan_de_financement', classeur: classeurFinancement(dossier, contexte) },
    { sorte: 'pdf', base: 'Plan_de_financement', doc: docFinancement(dossier, contexte) }
  ]
})
