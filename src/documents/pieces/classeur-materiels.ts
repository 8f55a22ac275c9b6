import type { Dossier } from '#domain/dossier.ts'
import { type CelluleX, type Classeur, xe, xeur, xf, xpct, xt } from '../classeur.ts'
import { enteteClasseur } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { lisezMoi } from './lisez-moi.ts'
import { modeleMateriel, petitOgDit } from './modele-materiel.ts'

const premiere = 5

export function classeurMateriels(dossier: Dossier, contexte: Contexte): Classeur {
  const m = modeleMateriel(dossier)
  const fin = premiere + Math.max(1, m.lignes.length) - 1
  const ou = (v: string | null | undefined): CelluleX => (v === null || v === undefined ? xt('à compléter', 'saisie') : xt(v, 'saisie'))
  const rangs = new Map(m.parEssms.map((t, i) => [t.etablissement, i + 1]))
  const tete = (titre: string, note: string, entetes: readonly string[]): readonly (readonly CelluleX[])[] => [
    [{ ...xt(titre, 'titre'), etendue: 4 }],
    [{ ...xt(note, 'note'), etendue: 6 }],
    [],
    entetes.map((t) => xt(t, 'entete'))
  ]
  const lignes = m.lignes.map(({ materiel: x, etablissement: e, organisme: o, ht, ttc }, i): readonly CelluleX[] => {
    const l = premiere + i
    return [
      xe(rangs.get(e) ?? null),
      ou(o?.raisonSociale),
      ou(e?.finess),
      ou(e?.nom),
      ou(x.designation),
      xe(x.quantite, 'saisie'),
      xeur(x.prixUnitaireHt, 'saisie'),
      xpct(x.tauxTva, 'saisie'),
      xf(`ROUND(F${l}*G${l},2)`, ht ?? 0, 'euros'),
      xf(`IF(H${l}="",0,ROUND(I${l}*(1+H${l}),2))`, ttc ?? 0, 'euros')
    ]
  })
  const vide: readonly CelluleX[] = [
    xe(null),
    ...Array.from({ length: 4 }, () => ou(null)),
    xe(null, 'saisie'),
    xeur(null, 'saisie'),
    xpct(null, 'saisie'),
    xeur(null),
    xeur(null)
  ]
  const finEssms = premiere + m.parEssms.length - 1
  const parEssms = m.parEssms.map((t, i): readonly CelluleX[] => {
    const l = premiere + i
    const detail = (col: string) => `Matériels!$${col}$${premiere}:$${col}$${fin}`
    return [
      xe(i + 1),
      ou(t.organisme?.raisonSociale),
      ou(t.etablissement?.finess),
      ou(t.etablissement?.nom),
      xt(petitOgDit(t)),
      xf(`SUMIF(${detail('A')},A${l},${detail('J')})`, t.ttc, 'euros'),
      xeur(m.plafond, 'saisie'),
      m.plafond === null
        ? xt('plafond non connu')
        : xf(`IF(F${l}>G${l},"dépassé","dans le plafond")`, t.ttc > m.plafond ? 'dépassé' : 'dans le plafond', 'texte')
    ]
  })
  const total = (col: string, de: number, a: number, v: number) => xf(a < de ? '0' : `SUM(${col}${de}:${col}${a})`, v, 'euros', 'total')
  const blancs = (n: number): readonly CelluleX[] => Array.from({ length: n }, () => xt(null, 'total'))
  return {
    ...enteteClasseur(dossier, contexte, 'Liste chiffrée des matériels'),
    feuilles: [
      {
        nom: 'Matériels',
        colonnes: [8, 38, 12, 38, 36, 10, 16, 9, 16, 16].map((largeur) => ({ largeur })),
        figer: { lignes: 4, colonnes: 4 },
        ligneEntete: 4,
        paysage: true,
        protegee: true,
        lignes: [
          ...tete('Liste chiffrée des matériels', 'Montants en euros. Les cellules jaunes se modifient ; les autres se calculent.', [
            'N°',
            'Organisme',
            'FINESS ET',
            'Établissement',
            'Désignation',
            'Quantité',
            'Prix unitaire HT',
            'TVA',
            'Total HT',
            'Total TTC'
          ]),
          ...(lignes.length === 0 ? [vide] : lignes),
          [xt(null, 'total'), xt('Total', 'total'), ...blancs(6), total('I', premiere, fin, m.ht), total('J', premiere, fin, m.ttc)]
        ],
        validations: [
          { plage: `F${premiere}:F${fin}`, regle: { r: 'entier', min: 0 }, message: 'Une quantité entière est attendue.' },
          { plage: `H${premiere}:H${fin}`, regle: { r: 'decimal', min: 0, max: 1 }, message: 'Un taux de TVA, par exemple 20 %.' }
        ]
      },
      {
        nom: 'Par établissement',
        colonnes: [6, 38, 12, 40, 18, 16, 16, 20].map((largeur) => ({ largeur })),
        figer: { lignes: 4, colonnes: 4 },
        ligneEntete: 4,
        paysage: true,
        protegee: true,
        lignes: [
          ...tete('Total par établissement', 'Plafond d’équipement : celui de l’appel à projets ou de la convention.', [
            'N°',
            'Organisme',
            'FINESS ET',
            'Établissement',
            'Petit organisme',
            'Total TTC',
            'Plafond',
            'Contrôle'
          ]),
          ...parEssms,
          [xt(null, 'total'), xt('Total', 'total'), ...blancs(3), total('F', premiere, finEssms, m.ttc), ...blancs(2)]
        ],
        formats: m.parEssms.length === 0 ? [] : [{ plage: `H${premiere}:H${finEssms}`, si: { c: 'formule', formule: `H${premiere}="dépassé"` }, ton: 'orange' }]
      },
      lisezMoi(dossier, contexte, [
        ['Ce que contient ce classeur', 'Les matériels demandés par établissement : quantité, prix, total.'],
        ['Unité', 'Euros, HT et TTC. Le total TTC de chaque ligne est arrondi au centime.'],
        ['Petit organisme', 'Organisme qui gère moins de 15 ESSMS, dans la grappe ou non.'],
        ['Source', 'Données saisies dans Grappe par la grappe.']
      ])
    ]
  }
}
