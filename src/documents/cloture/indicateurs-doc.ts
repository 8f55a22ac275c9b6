import { type Dossier, etablissementsConserves } from '#domain/dossier.ts'
import { formatMois } from '#domain/format.ts'
import { serieMensuelle } from '#domain/indicateurs/calcul.ts'
import { createCourbes, noteCourbes } from '#domain/indicateurs/courbe.ts'
import type { Fenetre } from '#domain/indicateurs/fenetre.ts'
import { indexReleves } from '#domain/indicateurs/index-releves.ts'
import { phraseManque } from '#domain/indicateurs/phrase.ts'
import { type CodeIndicateur, indicateurs } from '#domain/indicateurs/registre.ts'
import { etatTauxLabel, type TauxAgrege } from '#domain/indicateurs/taux.ts'
import { type Bloc, type Colonne, cel, type Doc, pct, rangee, txt } from '../doc.ts'
import { entete } from '../page-de-garde.ts'
import type { Contexte } from '../production.ts'
import { celluleTaux, tableResultats } from './cellules-taux.ts'
import { figureCourbes, figuresCarte, legendeCarte } from './figures-usages.ts'
import { blocsPropres } from './indicateurs-propres.ts'
import { definitionsUsages, tableauUsages } from './usages-mots.ts'

const droite = 'droite' as const
const colonnesTaux: readonly Colonne[] = indicateurs.map((i) => ({ titre: i.code, unite: '%', aligne: droite, largeur: 11 }))

/** The monthly follow-up: curves against the targets, the same figures as a table, and when the trend reaches what is not reached. */
function suiviMensuel(dossier: Dossier): Bloc[] {
  const serie = serieMensuelle(dossier, etablissementsConserves(dossier), indexReleves(dossier))
  if (serie.length === 0) return []
  const courbes = createCourbes(dossier)({ niveau: 'grappe' })
  const note = noteCourbes(dossier)
  const projections = courbes.flatMap(({ code, projete }) =>
    projete === null ? [] : [`${code} : cible atteinte vers ${formatMois(projete)} si la tendance se poursuit.`]
  )
  return [
    { b: 'titre', niveau: 1, texte: 'Suivi mensuel' },
    ...figureCourbes(courbes),
    ...(note === null ? [] : [{ b: 'paragraphe', texte: note, petit: true } as const]),
    {
      b: 'table',
      colonnes: [{ titre: 'Mois', largeur: 45 }, ...colonnesTaux],
      rangees: serie.map(({ mois, taux }) => ({ cellules: [cel(txt(formatMois(mois))), ...indicateurs.map((i) => celluleTaux(taux[i.code]))] }))
    },
    ...(projections.length > 0 ? [{ b: 'liste', elements: projections } as const] : [])
  ]
}

/** Synthesis of the indicators of a declared window, for the reader who does not open the workbook. */
export function docIndicateurs(dossier: Dossier, fenetre: Fenetre, contexte: Contexte): Doc {
  const tableau = tableauUsages(dossier, fenetre)
  const { usages, lignes } = tableau
  const groupe = (
    titre: string,
    noms: readonly { readonly cle: string; readonly nom: string }[],
    taux: ReadonlyMap<string, Readonly<Record<CodeIndicateur, TauxAgrege>>>
  ): Bloc[] => [
    { b: 'titre', niveau: 1, texte: titre },
    {
      b: 'table',
      colonnes: [{ titre: titre.replace('Par ', '').replace(/^./u, (c) => c.toUpperCase()), largeur: 45 }, ...colonnesTaux],
      rangees: noms.map((g) => ({ cellules: [cel(txt(g.nom)), ...indicateurs.map((i) => celluleTaux(taux.get(g.cle)?.[i.code]))] }))
    }
  ]
  const sans = lignes.filter((l) => usages.grappe.ACT.sansReleve.includes(l.etablissement.id))
  const blocs: Bloc[] = [
    { b: 'titre', niveau: 1, texte: 'Résultats de la grappe' },
    tableResultats(
      indicateurs.map(({ code, titre }) => {
        const t = usages.grappe[code]
        return { nom: `${code} – ${titre}`, taux: t, cible: pct(t.cible, 0), phrase: phraseManque(t) ?? etatTauxLabel[t.etat] }
      })
    ),
    { b: 'titre', niveau: 1, texte: 'Période, calcul et définitions' },
    { b: 'paires', lignes: definitionsUsages(dossier, tableau).map(([a, b]) => [a, txt(b)] as const) },
    ...suiviMensuel(dossier),
    ...groupe('Par organisme', tableau.organismes, usages.organismes),
    ...groupe('Par secteur', tableau.secteurs, usages.secteurs),
    ...figuresCarte(usages, tableau.organismes, lignes),
    { b: 'paragraphe', texte: legendeCarte, petit: true },
    { b: 'titre', niveau: 1, texte: 'Par établissement' },
    {
      b: 'table',
      colonnes: [{ titre: 'FINESS ET', largeur: 14 }, { titre: 'Établissement', largeur: 32 }, ...colonnesTaux],
      rangees: tableau.organismes.flatMap((og) => [
        { role: 'section' as const, cellules: [cel(txt(og.nom), { etendue: 2 + indicateurs.length })] },
        ...lignes
          .filter((l) => l.rangOg === og.rang)
          .map((l) => {
            const taux = usages.etablissements.get(l.etablissement.id)
            return {
              cellules: [
                cel(txt(l.etablissement.finess)),
                cel(txt(l.etablissement.nom ?? 'à compléter')),
                ...indicateurs.map((i) => celluleTaux(taux?.[i.code]))
              ]
            }
          })
      ])
    }
  ]
  if (sans.length > 0)
    blocs.push(
      { b: 'titre', niveau: 2, texte: 'Établissements sans relevé complet' },
      {
        b: 'table',
        colonnes: [
          { titre: 'FINESS ET', largeur: 20 },
          { titre: 'Établissement', largeur: 80 }
        ],
        rangees: sans.map((l) => rangee([txt(l.etablissement.finess), txt(l.etablissement.nom)]))
      }
    )
  blocs.push(...blocsPropres(dossier, fenetre, tableau))
  const titre = fenetre === 'va' ? 'État des lieux des indicateurs d’usage' : 'Indicateurs d’usage à la clôture'
  return { ...entete(dossier, contexte, { titre, titreCourt: 'Indicateurs', sousTitre: `Mesure ${tableau.periode}` }), blocs }
}
