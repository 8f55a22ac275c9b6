import type { Dossier } from '#domain/dossier.ts'
import { formatDecimal } from '#domain/format.ts'
import type { IndicateurPropre } from '#domain/indicateur-propre.ts'
import type { Fenetre } from '#domain/indicateurs/fenetre.ts'
import { calculerPropres, indexPropres, nomPropre, phrasePropre, type TauxPropreAgrege, type UsagePropre } from '#domain/indicateurs/propres.ts'
import { type CelluleX, type Feuille, type FormatConditionnel, lettreColonne, xe, xf, xpct, xt } from '../classeur.ts'
import { type Bloc, cel, ent, pct, type Rangee, txt } from '../doc.ts'
import { celluleTaux, celluleTauxX, formuleTaux, tableResultats } from './cellules-taux.ts'
import type { TableauUsages } from './usages-mots.ts'

/** Said wherever they are printed: nobody must take them for the five of the programme. */
const statut = 'Indicateurs ajoutés par la grappe, en plus des cinq indicateurs du programme.'
const vide = 'à compléter'

/** What was said of it, and only that: its words and its target are not required. */
const definitionDe = ({ numerateur, denominateur, cible, definition }: IndicateurPropre): string =>
  [
    ...(numerateur === null ? [] : [`Numérateur : ${numerateur}.`]),
    ...(denominateur === null ? [] : [`Dénominateur : ${denominateur}.`]),
    cible === null ? 'Sans cible.' : `Cible ${formatDecimal(cible)} %.`,
    ...(definition === null ? [] : [definition])
  ].join(' ')

/** What each added indicator counts; empty when there is none. */
export const definitionsPropres = ({ indicateursPropres }: Dossier): readonly (readonly [string, string])[] =>
  indicateursPropres.map((i) => [`Indicateur ajouté – ${nomPropre(i)}`, definitionDe(i)] as const)

const premiere = 6
const avant = ['Niveau', 'N° organisme', 'Organisme', 'Établissement', 'FINESS ET'] as const

/** Sheet of the added indicators: grappe, OG, establishments under each other, rates and sums live; none when there is no such indicator. */
export function feuillePropres(dossier: Dossier, fenetre: Fenetre, { usages, lignes, organismes, periode }: TableauUsages): readonly Feuille[] {
  const index = indexPropres(dossier)
  const propres = calculerPropres(dossier, fenetre, index)
  if (propres.length === 0) return []
  const enDirect = usages.methode === 'fenetre'
  const debut = premiere + 1 + organismes.length
  const fin = Math.max(debut, debut + lignes.length - 1)
  const colonne = (k: number, de: 0 | 1 | 2) => lettreColonne(avant.length + 3 * k + de)
  const plage = (c: string) => `$${c}$${debut}:$${c}$${fin}`
  /** Both numbers or none: what half a measure says is not counted. */
  const groupe = (t: TauxPropreAgrege | undefined, k: number, r: number, og: boolean): CelluleX[] => {
    if (!t) return [xe(null), xe(null), xt(null)]
    const [n, d] = [colonne(k, 0), colonne(k, 1)]
    const somme = (c: string, v: number | null) =>
      enDirect ? xf(`SUMIFS(${plage(c)},${plage(n)},"<>",${plage(d)},"<>"${og ? `,${plage('B')},$B${r}` : ''})`, v ?? 0, 'entier') : xe(v)
    const formule = enDirect && t.comptes > 0 ? `IF(${d}${r}=0,"Non calculable",${n}${r}/${d}${r})` : null
    return [somme(n, t.numerateur), somme(d, t.denominateur), celluleTauxX(t, formule)]
  }
  const formats = propres.flatMap(({ indicateur: { cible } }, k): FormatConditionnel[] => {
    if (cible === null) return []
    const ou = `${colonne(k, 2)}${premiere}:${colonne(k, 2)}${fin}`
    return [
      { plage: ou, si: { c: 'sous', seuil: cible / 100 }, ton: 'rouge' },
      { plage: ou, si: { c: 'atteint', seuil: cible / 100 }, ton: 'vert' }
    ]
  })
  return [
    {
      nom: 'Autres indicateurs',
      paysage: true,
      colonnes: [14, 12, 34, 34, 12, ...propres.flatMap(() => [18, 18, 18])].map((largeur) => ({ largeur })),
      ligneEntete: premiere - 1,
      figer: { lignes: premiere - 1, colonnes: 4 },
      lignes: [
        [xt('Autres indicateurs de la grappe', 'titre')],
        [xt(`${statut} Mesure ${periode}.`, 'sous-titre')],
        [],
        [
          ...avant.map(() => xt(null)),
          ...propres.flatMap(({ indicateur: { cible } }) => [
            xt(null),
            xt('Cible', 'sous-titre'),
            cible === null ? xt('sans cible', 'sous-titre') : xpct(cible, 'sous-titre')
          ])
        ],
        [...avant, ...propres.flatMap(({ nom }) => [`${nom} : numérateur`, `${nom} : dénominateur`, `${nom} (%)`])].map((t) => xt(t, 'entete')),
        [xt('Grappe'), xe(null), xt(null), xt(null), xt(null), ...propres.flatMap((p, k) => groupe(p.grappe, k, premiere, false))],
        ...organismes.map((og, i) => [
          xt('Organisme'),
          xe(og.rang),
          xt(og.nom),
          xt(null),
          xt(null),
          ...propres.flatMap((p, k) => groupe(p.organismes.get(og.cle), k, premiere + 1 + i, true))
        ]),
        ...lignes.map((l, i) => {
          const r = debut + i
          const { id, nom, finess } = l.etablissement
          return [
            xt('Établissement'),
            xe(l.rangOg),
            xt(l.organisme),
            xt(nom ?? vide),
            xt(finess),
            ...propres.flatMap(({ indicateur, etablissements }, k): CelluleX[] => {
              const t = etablissements.get(id)
              const lu = enDirect ? index.de(indicateur.id, id, fenetre) : t
              return [
                xe(lu?.numerateur),
                xe(lu?.denominateur),
                t ? celluleTauxX(t, enDirect ? formuleTaux(`${colonne(k, 0)}${r}`, `${colonne(k, 1)}${r}`) : null) : xt(null)
              ]
            })
          ]
        })
      ],
      formats
    }
  ]
}

const droite = 'droite' as const

/** Establishments under their OG, with the sums of the OG, for one indicator. */
function detail({ nom, etablissements, organismes }: UsagePropre, { organismes: ogs, lignes }: TableauUsages): Bloc[] {
  return [
    { b: 'titre', niveau: 2, texte: nom },
    {
      b: 'table',
      colonnes: [
        { titre: 'FINESS ET', largeur: 14 },
        { titre: 'Établissement', largeur: 39 },
        { titre: 'Numérateur', aligne: droite, largeur: 15 },
        { titre: 'Dénominateur', aligne: droite, largeur: 15 },
        { titre: 'Taux', unite: '%', aligne: droite, largeur: 17 }
      ],
      rangees: ogs.flatMap((og): Rangee[] => {
        const t = organismes.get(og.cle)
        return [
          { role: 'section', cellules: [cel(txt(og.nom), { etendue: 2 }), cel(ent(t?.numerateur)), cel(ent(t?.denominateur)), celluleTaux(t)] },
          ...lignes
            .filter((l) => l.rangOg === og.rang)
            .map((l): Rangee => {
              const lu = etablissements.get(l.etablissement.id)
              return {
                cellules: [
                  cel(txt(l.etablissement.finess)),
                  cel(txt(l.etablissement.nom ?? vide)),
                  cel(ent(lu?.numerateur)),
                  cel(ent(lu?.denominateur)),
                  celluleTaux(lu)
                ]
              }
            })
        ]
      })
    }
  ]
}

/** Section of the added indicators: results of the grappe, what they count, OG and establishments; nothing when there is none. */
export function blocsPropres(dossier: Dossier, fenetre: Fenetre, tableau: TableauUsages): Bloc[] {
  const propres = calculerPropres(dossier, fenetre)
  if (propres.length === 0) return []
  return [
    { b: 'titre', niveau: 1, texte: 'Autres indicateurs de la grappe' },
    { b: 'paragraphe', texte: statut },
    tableResultats(propres.map(({ nom, grappe }) => ({ nom, taux: grappe, cible: pct(grappe.cible), phrase: phrasePropre(grappe) }))),
    { b: 'paires', lignes: propres.map(({ nom, indicateur }) => [nom, txt(definitionDe(indicateur))] as const) },
    ...propres.flatMap((p) => detail(p, tableau))
  ]
}
