import { type CelluleX, type Classeur, xd, xdate, xe, xeur, xf, xpct, xt } from '#documents/classeur.ts'

/** A workbook that uses everything the tree offers; invented figures. For the tests of this folder. */
export function classeurEssai(lignes = 40): Classeur {
  const secteurs = ['PA', 'PHE', 'PHA', 'DOM']
  let total = 0
  const corps: CelluleX[][] = Array.from({ length: lignes }, (_, i) => {
    const ht = 1_234_500 + i * 1_999
    const tva = Math.round(ht * 0.2)
    total += ht + tva
    const n = i + 5
    return [
      xe(i + 1),
      xt(`Résidence des Tilleuls n° ${i + 1}, site de l’Étang`),
      xt(`0100000${String(i).padStart(2, '0')}`, 'saisie'),
      xt(secteurs[i % 4] ?? null, 'saisie'),
      xdate(`2026-0${(i % 9) + 1}-0${(i % 8) + 1}`),
      xeur(ht, 'saisie'),
      xf(`ROUND(F${n}*0.2,2)`, tva, 'euros'),
      xf(`F${n}+G${n}`, ht + tva, 'euros'),
      xe(70 + i, 'saisie'),
      xe(100, 'saisie'),
      xf(`IF(J${n}=0,"non calculable",I${n}/J${n})`, 70 + i, 'pourcent')
    ]
  })
  const fin = lignes + 4
  const parSecteur = secteurs.map((s, k) => {
    const montant = corps.reduce((t, l, i) => (i % 4 === k ? t + Number(l[7]?.v) : t), 0)
    return [xt(s), xf(`SUMIF('Dépenses d''essai'!$D$5:$D$${fin},A${k + 4},'Dépenses d''essai'!$H$5:$H$${fin})`, montant, 'euros')]
  })
  return {
    titre: 'État récapitulatif & suivi',
    grappe: 'Grappe des Trois Vallées',
    porteur: 'Association Les Tilleuls',
    date: '2026-11-21',
    feuilles: [
      {
        nom: 'Lisez-moi',
        colonnes: [{ largeur: 26 }, { largeur: 90 }],
        lignes: [
          [xt('État récapitulatif et suivi', 'titre')],
          [],
          [xt('Ce que contient ce classeur', 'sous-titre')],
          [
            xt('Objet'),
            xt(
              'Dépenses de la grappe, une ligne par facture, avec leur montant toutes taxes comprises, et le suivi des dossiers actifs de chaque établissement.'
            )
          ],
          [xt('Période'), xt('Du 1er janvier au 30 septembre 2026')],
          [],
          [
            {
              ...xt(
                'Les cellules jaunes se remplissent ; les autres sont calculées et protégées. Cette note est longue : elle occupe toute la largeur et revient à la ligne.',
                'note'
              ),
              etendue: 2
            }
          ]
        ]
      },
      {
        nom: "Dépenses d'essai",
        colonnes: [5, 34, 12, 10, 12, 14, 14, 14, 10, 12, 12].map((largeur) => ({ largeur })),
        ligneEntete: 4,
        figer: { lignes: 4, colonnes: 2 },
        paysage: true,
        protegee: true,
        lignes: [
          [xt('Dépenses et dossiers actifs', 'titre')],
          [xt('Montants en euros ; taux sur trois mois.', 'note')],
          [],
          ['N°', 'Établissement', 'FINESS', 'Secteur', 'Date', 'Montant HT', 'TVA', 'Montant TTC', 'Actifs', 'Accompagnés', 'Taux'].map((t) => xt(t, 'entete')),
          ...corps,
          [{ ...xt('Total', 'total'), etendue: 7 }, xf(`SUM(H5:H${fin})`, total, 'euros', 'total'), { ...xt('', 'total'), etendue: 3 }]
        ],
        validations: [
          { plage: `D5:D${fin}`, regle: { r: 'liste', valeurs: secteurs }, message: 'Choisissez un secteur de la liste.' },
          { plage: `I5:J${fin}`, regle: { r: 'entier', min: 0 }, message: 'Un nombre entier positif est attendu.' },
          { plage: `F5:F${fin}`, regle: { r: 'decimal', min: 0, max: 1_000_000 }, message: 'Un montant en euros est attendu.' },
          { plage: `E5:E${fin}`, regle: { r: 'date' }, message: 'Une date est attendue.' },
          { plage: `B5:B${fin}`, regle: { r: 'liste', valeurs: ['Résidence A, site 1', 'Résidence « B »'] }, message: 'Choisissez.' }
        ],
        formats: [
          { plage: `K5:K${fin}`, si: { c: 'sous', seuil: 0.9 }, ton: 'orange' },
          { plage: `K5:K${fin}`, si: { c: 'atteint', seuil: 0.9 }, ton: 'vert' },
          { plage: `H5:H${fin}`, si: { c: 'formule', formule: 'H5<F5' }, ton: 'rouge' }
        ]
      },
      {
        nom: 'Synthèse',
        colonnes: [{ largeur: 30 }, { largeur: 18 }],
        ligneEntete: 3,
        lignes: [
          [xt('Par secteur', 'titre')],
          [],
          [xt('Secteur', 'entete'), xt('Montant TTC', 'entete')],
          ...parSecteur,
          [xt('Total', 'total'), xf('SUM(B4:B7)', total, 'euros', 'total')],
          [],
          [xt('Établissements'), xf(`COUNTA('Dépenses d''essai'!B5:B${fin})`, lignes, 'entier')],
          [xt('Établissements « PA »'), xf(`COUNTIF('Dépenses d''essai'!$D$5:$D$${fin},"PA")`, Math.ceil(lignes / 4), 'entier')],
          [xt('Part des aides'), xpct(70.1)],
          [xt('Durée moyenne'), xd(12.345)],
          [xt('Mois'), { v: '2026-09', t: 'mois' }],
          [xt('Année'), { v: 2026, t: 'annee' }],
          [xt('Division'), xf('IFERROR(1/0,"—")', '—', 'texte')],
          [xt('Écart'), xeur(-123_456)]
        ]
      }
    ]
  }
}
