import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { type CelluleX, type Classeur, xd, xeur, xf, xt } from './classeur.ts'
import { cel, type Doc, dec, eur, pct, rangee, requis, txt } from './doc.ts'
import { type Annuaire, accorde, annuaireDe, somme } from './libelles.ts'
import { entete, enteteClasseur } from './page-de-garde.ts'
import { lisezMoi } from './pieces/lisez-moi.ts'
import { type Contexte, definePiece } from './production.ts'

/** Kept home-help services that also sell « confort » hours. */
const servicesMixtes = (dossier: Dossier): readonly Etablissement[] => etablissementsConserves(dossier).filter((e) => e.saadMixte === 'oui')

/** Sums of hours carry binary residues: brought back to the hundredth. */
const centieme = (n: number) => Math.round(Number((n * 100).toPrecision(15))) / 100

/** Eligible share in per cent, to the hundredth; null while hours are missing or nil. */
function partEligible(eligibles: number | null, confort: number | null): number | null {
  if (eligibles === null || confort === null || eligibles + confort === 0) return null
  return Math.round(Number(((eligibles / (eligibles + confort)) * 10_000).toPrecision(12))) / 100
}

function sommes(services: readonly Etablissement[]) {
  const eligibles = centieme(somme(services.map((e) => e.heuresEligibles)) ?? 0)
  const confort = centieme(somme(services.map((e) => e.heuresConfort)) ?? 0)
  return { eligibles, confort, total: centieme(eligibles + confort), aide: somme(services.map((e) => e.montantAide)) }
}

function docHeures(dossier: Dossier, contexte: Contexte, services: readonly Etablissement[], annuaire: Annuaire): Doc {
  const t = sommes(services)
  return {
    ...entete(dossier, contexte, {
      titre: 'Répartition des heures des services d’aide à domicile',
      titreCourt: 'Répartition des heures',
      sousTitre: 'Programme ESMS Numérique – services réalisant aussi des prestations de confort',
      orientation: 'paysage'
    }),
    blocs: [
      {
        b: 'paragraphe',
        texte: `${accorde(services.length, 'service')} d’aide à domicile de la grappe ${services.length < 2 ? 'réalise' : 'réalisent'} à la fois des heures d’aide éligibles et des heures de confort. L’aide est calculée au prorata des heures éligibles.`
      },
      {
        b: 'table',
        colonnes: [
          { titre: 'FINESS ET', largeur: 0.1 },
          { titre: 'Service', largeur: 0.24 },
          { titre: 'Organisme gestionnaire', largeur: 0.22 },
          { titre: 'Heures éligibles', largeur: 0.11, aligne: 'droite', unite: 'h/an' },
          { titre: 'Heures de confort', largeur: 0.11, aligne: 'droite', unite: 'h/an' },
          { titre: 'Total', largeur: 0.1, aligne: 'droite', unite: 'h/an' },
          { titre: 'Part éligible', largeur: 0.12, aligne: 'droite', unite: '%' }
        ],
        rangees: [
          ...services.map((e) =>
            rangee([
              requis(txt(e.finess)),
              requis(txt(e.nom)),
              requis(txt(annuaire.organisme(e.organisme)?.raisonSociale)),
              requis(dec(e.heuresEligibles)),
              requis(dec(e.heuresConfort)),
              e.heuresEligibles === null || e.heuresConfort === null ? requis(txt(null)) : dec(centieme(e.heuresEligibles + e.heuresConfort)),
              requis(pct(partEligible(e.heuresEligibles, e.heuresConfort), 2))
            ])
          ),
          {
            role: 'total',
            cellules: [
              cel(txt('Total'), { etendue: 3 }),
              cel(dec(t.eligibles)),
              cel(dec(t.confort)),
              cel(dec(t.total)),
              cel(pct(partEligible(t.eligibles, t.confort), 2))
            ]
          }
        ]
      },
      {
        b: 'table',
        titre: 'Aide demandée pour ces services',
        colonnes: [
          { titre: 'FINESS ET', largeur: 0.15 },
          { titre: 'Service', largeur: 0.55 },
          { titre: 'Aide demandée', largeur: 0.3, aligne: 'droite', unite: '€ TTC' }
        ],
        rangees: [
          ...services.map((e) => rangee([requis(txt(e.finess)), requis(txt(e.nom)), eur(e.montantAide)])),
          rangee([txt('Total'), txt(''), eur(t.aide)], 'total')
        ]
      }
    ]
  }
}

function classeurHeures(dossier: Dossier, contexte: Contexte, services: readonly Etablissement[], annuaire: Annuaire): Classeur {
  const premiere = 5
  const fin = premiere + services.length - 1
  const t = sommes(services)
  const ou = (v: string | null | undefined): CelluleX => (v === null || v === undefined ? xt('à compléter', 'saisie') : xt(v, 'saisie'))
  const part = (l: number) => `IFERROR(ROUND(D${l}/F${l},4),0)`
  return {
    ...enteteClasseur(dossier, contexte, 'Répartition des heures des services d’aide à domicile'),
    feuilles: [
      {
        nom: 'Heures',
        colonnes: [12, 36, 32, 16, 16, 14, 14, 18].map((largeur) => ({ largeur })),
        figer: { lignes: 4, colonnes: 2 },
        ligneEntete: 4,
        paysage: true,
        protegee: true,
        lignes: [
          [{ ...xt('Répartition des heures', 'titre'), etendue: 4 }],
          [{ ...xt('Heures par an. L’aide est calculée au prorata des heures éligibles.', 'note'), etendue: 6 }],
          [],
          ['FINESS ET', 'Service', 'Organisme', 'Heures éligibles', 'Heures de confort', 'Total', 'Part éligible', 'Aide demandée TTC'].map((x) =>
            xt(x, 'entete')
          ),
          ...services.map((e, i): readonly CelluleX[] => {
            const l = premiere + i
            const total = centieme((e.heuresEligibles ?? 0) + (e.heuresConfort ?? 0))
            return [
              ou(e.finess),
              ou(e.nom),
              ou(annuaire.organisme(e.organisme)?.raisonSociale),
              xd(e.heuresEligibles, 'saisie'),
              xd(e.heuresConfort, 'saisie'),
              xf(`ROUND(D${l}+E${l},2)`, total, 'decimal'),
              xf(part(l), partEligible(e.heuresEligibles ?? 0, e.heuresConfort ?? 0) ?? 0, 'pourcent'),
              xeur(e.montantAide, 'saisie')
            ]
          }),
          [
            xt('Total', 'total'),
            xt(null, 'total'),
            xt(null, 'total'),
            xf(`ROUND(SUM(D${premiere}:D${fin}),2)`, t.eligibles, 'decimal', 'total'),
            xf(`ROUND(SUM(E${premiere}:E${fin}),2)`, t.confort, 'decimal', 'total'),
            xf(`ROUND(D${fin + 1}+E${fin + 1},2)`, t.total, 'decimal', 'total'),
            xf(part(fin + 1), partEligible(t.eligibles, t.confort) ?? 0, 'pourcent', 'total'),
            xf(`SUM(H${premiere}:H${fin})`, t.aide ?? 0, 'euros', 'total')
          ]
        ],
        validations: [{ plage: `D${premiere}:E${fin}`, regle: { r: 'decimal', min: 0 }, message: 'Un nombre d’heures est attendu.' }]
      },
      lisezMoi(dossier, contexte, [
        ['Ce que contient ce classeur', 'Pour chaque service d’aide à domicile qui fait aussi du confort : les heures des deux activités et la part éligible.'],
        ['Unité', 'Heures par an ; part éligible = heures éligibles ÷ total des heures.'],
        ['Source', 'Données saisies dans Grappe par la grappe.']
      ])
    ]
  }
}

/** Split of hours of mixed home-help services: only made when there is one. */
export const heuresMixtes = definePiece({
  numero: 15,
  produire: (dossier, contexte) => {
    const services = servicesMixtes(dossier)
    if (services.length === 0) return []
    const annuaire = annuaireDe(dossier)
    return [
      { sorte: 'pdf', base: 'Repartition_des_heures', doc: docHeures(dossier, contexte, services, annuaire) },
      { sorte: 'xlsx', base: 'Repartition_des_heures', classeur: classeurHeures(dossier, contexte, services, annuaire) }
    ]
  }
})
