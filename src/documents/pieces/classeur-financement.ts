import { imputations, natures } from '#domain/depense.ts'
import type { Dossier } from '#domain/dossier.ts'
import { cout } from '#domain/financement.ts'
import { type CelluleX, type Classeur, type Feuille, lettreColonne, xan, xd, xe, xeur, xf, xpct, xt } from '../classeur.ts'
import { annuaireDe, libelle } from '../libelles.ts'
import { enteteClasseur } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { feuillePlan } from './feuille-plan.ts'
import { lisezMoi } from './lisez-moi.ts'
import { colonneAnnees, type ModeleFinancement, modeleFinancement, nomsFeuilles, premiereLigne } from './modele-financement.ts'

const derniereLigne = (lignes: number) => premiereLigne + Math.max(1, lignes) - 1

const tete = (titre: string, sousTitre: string, entetes: readonly CelluleX[]): readonly (readonly CelluleX[])[] => [
  [{ ...xt(titre, 'titre'), etendue: 6 }],
  [{ ...xt(sousTitre, 'note'), etendue: 6 }],
  [],
  entetes
]
const entetes = (...titres: readonly string[]) => titres.map((t) => xt(t, 'entete'))
const absent = xt('à compléter', 'saisie')
const sommeDe = (valeurs: readonly number[]) => valeurs.reduce((a, b) => a + b, 0)

/** Sheet « Coûts du projet »: one line a cost, its TTC spread in one column a year. */
function feuilleCouts(dossier: Dossier, m: ModeleFinancement): Feuille {
  const annuaire = annuaireDe(dossier)
  const fin = derniereLigne(m.couts.length)
  const lignes = m.couts.map(({ cout: c, poste }, i): readonly CelluleX[] => {
    const l = premiereLigne + i
    const ht = c.ht ?? 0
    const ttc = c.ttc ?? 0
    const calcule = Math.sign(ht) * Math.round(Number((Math.abs(ht) * (1 + (c.tauxTva ?? 0) / 100)).toPrecision(15)))
    return [
      xe(poste + 1, 'normal'),
      c.poste === null ? absent : xt(c.poste, 'saisie'),
      c.nature === null ? absent : xt(libelle(cout.champs.nature, c.nature), 'saisie'),
      c.imputation === null ? absent : xt(libelle(cout.champs.imputation, c.imputation), 'saisie'),
      xt(annuaire.organisme(c.organisme)?.raisonSociale ?? 'Mutualisé', 'saisie'),
      xan(c.annee, 'saisie'),
      xeur(c.ht, 'saisie'),
      xpct(c.tauxTva, 'saisie'),
      xf(`ROUND(J${l}-G${l},2)`, ttc - ht, 'euros'),
      xeur(c.ttc, 'saisie'),
      xf(`IF(ROUND(J${l}-ROUND(G${l}*(1+H${l}),2),2)=0,"exact","à vérifier")`, ttc === calcule ? 'exact' : 'à vérifier', 'texte'),
      ...m.annees.map((annee, k) => {
        const col = lettreColonne(colonneAnnees.couts + k)
        return xf(`IF($F${l}=${col}$4,$J${l},0)`, c.annee === annee ? ttc : 0, 'euros')
      })
    ]
  })
  const vide: readonly CelluleX[] = [
    xe(null),
    absent,
    absent,
    absent,
    xt(null, 'saisie'),
    xan(null, 'saisie'),
    xeur(null, 'saisie'),
    xpct(null, 'saisie'),
    xeur(null),
    xeur(null, 'saisie'),
    xt(null),
    ...m.annees.map(() => xeur(null))
  ]
  const total = (col: string, cents: number) => xf(`SUM(${col}${premiereLigne}:${col}${fin})`, cents, 'euros', 'total')
  const ht = sommeDe(m.couts.map(({ cout: c }) => c.ht ?? 0))
  const ttc = sommeDe(m.couts.map(({ cout: c }) => c.ttc ?? 0))
  const recap = (titre: string, col: string, options: readonly (readonly [string, string])[], champ: 'nature' | 'imputation', depart: number) => [
    [],
    [xt(null), xt(titre, 'entete'), xt('TTC', 'entete')],
    ...options.map(([code, texte], i): readonly CelluleX[] => [
      xt(null),
      xt(texte),
      xf(
        `SUMIF($${col}$${premiereLigne}:$${col}$${fin},$B${depart + i},$J$${premiereLigne}:$J$${fin})`,
        sommeDe(m.couts.filter(({ cout: c }) => c[champ] === code).map(({ cout: c }) => c.ttc ?? 0)),
        'euros'
      )
    ])
  ]
  const apresTotal = fin + 1
  return {
    nom: nomsFeuilles.couts,
    colonnes: [6, 34, 20, 18, 30, 9, 15, 9, 14, 16, 12, ...m.annees.map(() => 15)].map((largeur) => ({ largeur })),
    figer: { lignes: 4, colonnes: 2 },
    ligneEntete: 4,
    paysage: true,
    protegee: true,
    lignes: [
      ...tete(nomsFeuilles.couts, 'Montants en euros. Les cellules jaunes se modifient ; les autres se calculent.', [
        ...entetes('N° de poste', 'Poste', 'Nature', 'Imputation', 'Organisme', 'Année', 'HT', 'TVA', 'Montant de TVA', 'TTC', 'Contrôle'),
        ...m.annees.map((a) => xan(a, 'entete'))
      ]),
      ...(lignes.length === 0 ? [vide] : lignes),
      [
        xt(null, 'total'),
        xt('Total', 'total'),
        ...Array.from({ length: 4 }, () => xt(null, 'total')),
        total('G', ht),
        xt(null, 'total'),
        total('I', ttc - ht),
        total('J', ttc),
        xt(null, 'total'),
        ...m.annees.map((a, k) => total(lettreColonne(colonneAnnees.couts + k), sommeDe(m.postes.map((_, p) => m.emploi(p, a)))))
      ],
      ...recap('Par nature', 'C', natures, 'nature', apresTotal + 3),
      ...recap('Par imputation', 'D', imputations, 'imputation', apresTotal + 3 + natures.length + 2)
    ],
    validations: [
      { plage: `C${premiereLigne}:C${fin}`, regle: { r: 'liste', valeurs: natures.map(([, t]) => t) }, message: 'Choisissez une nature de la liste.' },
      { plage: `D${premiereLigne}:D${fin}`, regle: { r: 'liste', valeurs: imputations.map(([, t]) => t) }, message: 'Investissement ou fonctionnement.' },
      { plage: `F${premiereLigne}:F${fin}`, regle: { r: 'entier', min: 2020, max: 2040 }, message: 'Une année, par exemple 2026.' },
      { plage: `H${premiereLigne}:H${fin}`, regle: { r: 'decimal', min: 0, max: 1 }, message: 'Un taux de TVA, par exemple 20 %.' }
    ],
    formats: [{ plage: `K${premiereLigne}:K${fin}`, si: { c: 'formule', formule: `K${premiereLigne}="à vérifier"` }, ton: 'orange' }]
  }
}

/** Sheet « Coûts RH »: monthly charged cost × months × ETP. */
function feuilleRh(dossier: Dossier, m: ModeleFinancement): Feuille {
  const annuaire = annuaireDe(dossier)
  const fin = derniereLigne(m.coutsRh.length)
  const lignes = m.coutsRh.map(({ cout: c, total }, i): readonly CelluleX[] => {
    const l = premiereLigne + i
    return [
      c.fonction === null ? absent : xt(c.fonction, 'saisie'),
      xt(annuaire.organisme(c.organisme)?.raisonSociale ?? 'Mutualisé', 'saisie'),
      xan(c.annee, 'saisie'),
      xd(c.etp, 'saisie'),
      xd(c.mois, 'saisie'),
      xeur(c.coutMensuel, 'saisie'),
      xf(`ROUND(F${l}*E${l}*D${l},2)`, total, 'euros'),
      ...m.annees.map((annee, k) => xf(`IF($C${l}=${lettreColonne(colonneAnnees.rh + k)}$4,$G${l},0)`, c.annee === annee ? total : 0, 'euros'))
    ]
  })
  const vide: readonly CelluleX[] = [
    absent,
    xt(null, 'saisie'),
    xan(null, 'saisie'),
    xd(null, 'saisie'),
    xd(null, 'saisie'),
    xeur(null, 'saisie'),
    xeur(null),
    ...m.annees.map(() => xeur(null))
  ]
  const total = (col: string, cents: number) => xf(`SUM(${col}${premiereLigne}:${col}${fin})`, cents, 'euros', 'total')
  return {
    nom: nomsFeuilles.rh,
    colonnes: [36, 32, 9, 10, 10, 20, 16, ...m.annees.map(() => 15)].map((largeur) => ({ largeur })),
    figer: { lignes: 4, colonnes: 1 },
    ligneEntete: 4,
    paysage: true,
    protegee: true,
    lignes: [
      ...tete(nomsFeuilles.rh, 'Coût total = coût mensuel chargé pour 1 ETP × mois × ETP consacrés au projet.', [
        ...entetes('Fonction', 'Organisme', 'Année', 'ETP', 'Mois', 'Coût mensuel chargé (1 ETP)', 'Coût total'),
        ...m.annees.map((a) => xan(a, 'entete'))
      ]),
      ...(lignes.length === 0 ? [vide] : lignes),
      [
        xt('Total', 'total'),
        ...Array.from({ length: 5 }, () => xt(null, 'total')),
        total('G', sommeDe(m.coutsRh.map((c) => c.total))),
        ...m.annees.map((a, k) => total(lettreColonne(colonneAnnees.rh + k), m.emploiRh(a)))
      ]
    ],
    validations: [
      { plage: `C${premiereLigne}:C${fin}`, regle: { r: 'entier', min: 2020, max: 2040 }, message: 'Une année, par exemple 2026.' },
      { plage: `D${premiereLigne}:E${fin}`, regle: { r: 'decimal', min: 0 }, message: 'Un nombre positif, par exemple 0,5.' }
    ]
  }
}

export function classeurFinancement(dossier: Dossier, contexte: Contexte): Classeur {
  const m = modeleFinancement(dossier)
  return {
    ...enteteClasseur(dossier, contexte, 'Plan de financement pluriannuel'),
    feuilles: [
      feuilleCouts(dossier, m),
      feuilleRh(dossier, m),
      feuillePlan(dossier, m, derniereLigne(m.couts.length), derniereLigne(m.coutsRh.length)),
      lisezMoi(dossier, contexte, [
        ['Ce que contient ce classeur', 'Les coûts du projet, les coûts de ressources humaines et le plan de financement de la grappe, par année.'],
        ['Unité', 'Euros. Les montants du plan sont toutes taxes comprises (TTC).'],
        ['Calculs', 'Le plan additionne les deux premières feuilles, poste par poste (colonne « N° de poste ») et année par année.'],
        ['Équilibre', 'Les emplois et les ressources doivent être égaux chaque année : la dernière ligne du plan le vérifie.'],
        [
          'Clé de répartition',
          'Pour une grappe de plusieurs régions : au prorata des établissements, arrondie au centime ; l’ajustement rend la somme exacte.'
        ],
        ['Source', 'Données saisies dans Grappe par la grappe.']
      ])
    ]
  }
}
