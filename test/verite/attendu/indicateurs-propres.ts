import type { DossierLu } from '../dossier-lu.ts'
import { type CelluleAttendue, type Element, type FeuilleAttendue, paires, table } from '../elements.ts'
import { decimal, entier } from '../francais.ts'
import { enPourcent, etatDit, type Fenetre, methode, ordonnes, periode, type Taux, tauxEcrit, tauxPropre } from '../usages.ts'

/** What the documents say of the indicators that a grappe added: nothing at all when it added none. */
type Ajoute = DossierLu['indicateursPropres'][number]

const definition = (i: Ajoute): string => {
  const cible = i.cible === null ? 'Sans cible.' : `Cible ${decimal(i.cible, 2, false)} %.`
  const mots = [i.numerateur && `Numérateur : ${i.numerateur}.`, i.denominateur && `Dénominateur : ${i.denominateur}.`, cible, i.definition]
  return mots.filter((m) => m !== null).join(' ')
}

export const definitionsPropres = (d: DossierLu): readonly (readonly [string, string])[] =>
  d.indicateursPropres.map((i) => [`Indicateur ajouté – ${i.nom}`, definition(i)])

export function pagesPropres(d: DossierLu, f: Fenetre): readonly Element[] {
  if (d.indicateursPropres.length === 0) return []
  const { essms, organismes } = ordonnes(d)
  const ligne = (t: Taux) => [entier(t.numerateur), entier(t.denominateur), tauxEcrit(t)]
  // The heading of a group has no dash where it has no figure.
  const entete = (t: Taux) => (t.numerateur === null ? [tauxEcrit(t)] : ligne(t))
  return [
    table(
      'Autres indicateurs de la grappe',
      ['Indicateur', 'Numérateur', 'Dénominateur', 'Taux (%)', 'Cible (%)', 'Résultat'],
      d.indicateursPropres.map((i) => {
        const t = tauxPropre(d, essms, f, i)
        const resultat = t.manque ? `il manque ${entier(t.manque)} au numérateur` : etatDit(t)
        return [i.nom, ...ligne(t), i.cible === null ? '–' : decimal(i.cible, 1, true), resultat]
      })
    ),
    ...paires(d.indicateursPropres.map((i) => [i.nom, definition(i)] as const)),
    ...d.indicateursPropres.map((i) =>
      table(
        i.nom,
        ['FINESS ET', 'Établissement', 'Numérateur', 'Dénominateur', 'Taux (%)'],
        organismes.flatMap((g) => [
          [g.nom, ...entete(tauxPropre(d, g.membres, f, i))],
          ...g.membres.map((e) => [e.finess, e.nom, ...ligne(tauxPropre(d, [e], f, i))])
        ])
      )
    )
  ]
}

const lettres = 'FGHIJKLMNOPQRSTUVWXYZ'
const premiere = 6

export function feuillesPropres(d: DossierLu, f: Fenetre): readonly FeuilleAttendue[] {
  if (d.indicateursPropres.length === 0) return []
  const { essms, organismes } = ordonnes(d)
  const direct = methode(d) === 'fenetre'
  const debut = premiere + 1 + organismes.length
  const fin = debut + essms.length - 1
  const colonnes = (k: number) => [lettres[3 * k]!, lettres[3 * k + 1]!] as const
  const taux = (t: Taux, formule: string | null): CelluleAttendue => {
    const v = t.etat === 'non-calculable' ? 'Non calculable' : t.fraction === null ? null : { pourcent: enPourcent(t.fraction) }
    return formule === null ? v : { f: formule, v }
  }
  const groupe = (t: Taux, k: number, r: number, og: boolean): readonly CelluleAttendue[] => {
    const [n, den] = colonnes(k)
    const plage = (c: string) => `$${c}$${debut}:$${c}$${fin}`
    const somme = (c: string, v: number | null): CelluleAttendue =>
      direct ? { f: `SUMIFS(${plage(c)},${plage(n)},"<>",${plage(den)},"<>"${og ? `,${plage('B')},$B${r}` : ''})`, v: v ?? 0 } : v
    return [
      somme(n, t.numerateur),
      somme(den, t.denominateur),
      taux(t, direct && t.comptes > 0 ? `IF(${den}${r}=0,"Non calculable",${n}${r}/${den}${r})` : null)
    ]
  }
  return [
    {
      nom: 'Autres indicateurs',
      lignes: [
        ['Autres indicateurs de la grappe'],
        [`Indicateurs ajoutés par la grappe, en plus des cinq indicateurs du programme. Mesure ${periode(d, f)}.`],
        [],
        [
          null,
          null,
          null,
          null,
          null,
          ...d.indicateursPropres.flatMap((i): CelluleAttendue[] => [null, 'Cible', i.cible === null ? 'sans cible' : { pourcent: i.cible }])
        ],
        [
          'Niveau',
          'N° organisme',
          'Organisme',
          'Établissement',
          'FINESS ET',
          ...d.indicateursPropres.flatMap((i) => [`${i.nom} : numérateur`, `${i.nom} : dénominateur`, `${i.nom} (%)`])
        ],
        ['Grappe', null, null, null, null, ...d.indicateursPropres.flatMap((i, k) => groupe(tauxPropre(d, essms, f, i), k, premiere, false))],
        ...organismes.map((g, o): readonly CelluleAttendue[] => [
          'Organisme',
          o + 1,
          g.nom,
          null,
          null,
          ...d.indicateursPropres.flatMap((i, k) => groupe(tauxPropre(d, g.membres, f, i), k, premiere + 1 + o, true))
        ]),
        ...essms.map((e, rang): readonly CelluleAttendue[] => {
          const r = debut + rang
          const og = organismes.findIndex((g) => g.cle === e.organisme)
          return [
            'Établissement',
            og + 1,
            organismes[og]!.nom,
            e.nom,
            e.finess,
            ...d.indicateursPropres.flatMap((i, k): CelluleAttendue[] => {
              const t = tauxPropre(d, [e], f, i)
              const [n, den] = colonnes(k)
              const lue = direct ? d.mesuresPropres.find((m) => m.indicateur === i.id && m.etablissement === e.id && m.type === f) : t
              return [
                lue?.numerateur ?? null,
                lue?.denominateur ?? null,
                taux(t, direct ? `IF(${n}${r}="","",IF(${den}${r}="","",IF(${den}${r}=0,"Non calculable",${n}${r}/${den}${r})))` : null)
              ]
            })
          ]
        })
      ]
    }
  ]
}
