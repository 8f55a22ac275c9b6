import { Suspense, useEffect, useMemo, useState } from 'react'
import { etablissementsConserves } from '#domain/dossier.ts'
import type { Etablissement } from '#domain/etablissement.ts'
import { formatDecimal, formatEntier, formatPourcent, formatPourcentAligne } from '#domain/format.ts'
import { type MesurePropre, mesurePropre } from '#domain/indicateur-propre.ts'
import { calculerPropres, indexPropres, phrasePropre, type UsagePropre } from '#domain/indicateurs/propres.ts'
import { typographier } from '#domain/typographie.ts'
import { Chercher } from '../../components/chercher.tsx'
import { Grille } from '../../components/grille-de-nom.tsx'
import { VideVers } from '../../components/vide-vers.tsx'
import type { Colonne, Ecriture } from '../../grille/colonne.ts'
import { lireSaisie } from '../../presenter.ts'
import { useDossierEntier, useMagasin, useSession } from '../../use-session.ts'
import { ChoixPeriode, periodeDe } from './periode.tsx'

/** One establishment and its measures of the period in view, by added indicator. */
interface Rangee {
  readonly id: string
  readonly etablissement: Etablissement
  readonly organisme: string
  readonly mesures: ReadonlyMap<string, MesurePropre>
}

type Nombre = 'numerateur' | 'denominateur'
const nombres: readonly Nombre[] = ['numerateur', 'denominateur']

/** Sums of the rows whose two numbers are known: the others are not counted, as in the documents. */
const sommes = (rangees: readonly Rangee[], indicateur: string) =>
  rangees.reduce(
    (t, r) => {
      const m = r.mesures.get(indicateur)
      return m && m.numerateur !== null && m.denominateur !== null ? { n: t.n + m.numerateur, d: t.d + m.denominateur } : t
    },
    { n: 0, d: 0 }
  )
const taux = (n: number | null | undefined, d: number | null | undefined) => (typeof n !== 'number' || !d ? null : (100 * n) / d)
const ecrireTaux = (v: number | null, d: number | null | undefined) => (v !== null ? formatPourcentAligne(v) : d === 0 ? 'Non calculable' : '')

function colonnesDe({ indicateur, nom }: UsagePropre, periode: string): readonly Colonne<Rangee>[] {
  const lu = (r: Rangee) => r.mesures.get(indicateur.id)
  const de = (r: Rangee) => taux(lu(r)?.numerateur, lu(r)?.denominateur)
  return [
    ...nombres.map((quoi): Colonne<Rangee> => {
      const champ = mesurePropre.champs[quoi]
      const valeur = (r: Rangee) => lu(r)?.[quoi] ?? null
      return {
        cle: `${indicateur.id}.${quoi}`,
        titre: indicateur[quoi] ?? `${nom} : ${champ.label.toLowerCase()}`,
        aide: `${nom} : ${champ.label.toLowerCase()}`,
        largeur: 150,
        droite: true,
        texte: (r) => (valeur(r) === null ? '' : formatEntier(valeur(r) ?? 0)),
        tri: valeur,
        nombre: valeur,
        edition: { initial: (r) => String(valeur(r) ?? ''), lire: (tape) => lireSaisie(champ, tape) },
        remarque: (r) => {
          const m = lu(r)
          const depasse = quoi === 'numerateur' && m && m.numerateur !== null && m.denominateur !== null && m.numerateur > m.denominateur
          return depasse ? 'Le numérateur dépasse le dénominateur : vérifiez les deux nombres.' : null
        },
        total: (rangees) => formatEntier(sommes(rangees, indicateur.id)[quoi === 'numerateur' ? 'n' : 'd']),
        cleChamp: (r) => `mesure-propre|${r.id}|${periode}|${indicateur.id}.${quoi}`,
        adresse: (r) => ({ kind: 'mesure-propre', id: lu(r)?.id ?? null, champ: quoi })
      }
    }),
    {
      cle: `${indicateur.id}.taux`,
      titre: `${nom} (%)`,
      largeur: 140,
      droite: true,
      texte: (r) => ecrireTaux(de(r), lu(r)?.numerateur === null ? null : lu(r)?.denominateur),
      tri: de,
      nombre: de,
      total: (rangees) => {
        const { n, d } = sommes(rangees, indicateur.id)
        return ecrireTaux(taux(n, d), null)
      }
    }
  ]
}

/** Establishments × the two numbers of each indicator that the grappe added, for a period. */
export function AutresIndicateurs() {
  const session = useSession()
  const dossier = useDossierEntier()
  const voulue = useMagasin(session.ecran).cible?.releve
  const [periode, setPeriode] = useState(voulue?.periode ?? 'cloture')
  useEffect(() => {
    if (voulue) setPeriode(voulue.periode)
  }, [voulue])
  const [recherche, setRecherche] = useState('')
  const usages = useMemo(() => calculerPropres(dossier, periodeDe(periode)), [dossier, periode])
  const rangees = useMemo((): readonly Rangee[] => {
    const index = indexPropres(dossier)
    const og = new Map(dossier.organismes.map((o) => [o.id, o.raisonSociale ?? '']))
    return etablissementsConserves(dossier).map((etablissement) => ({
      id: etablissement.id,
      etablissement,
      organisme: og.get(etablissement.organisme ?? '') ?? '',
      mesures: new Map(
        dossier.indicateursPropres.flatMap((i) => {
          const m = index.de(i.id, etablissement.id, periodeDe(periode))
          return m ? [[i.id, m] as const] : []
        })
      )
    }))
  }, [dossier, periode])
  // The columns follow the words of the indicators, not their figures: typing does not build the grid again.
  const { indicateursPropres } = dossier
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rates are read from the rows
  const colonnes = useMemo(
    (): readonly Colonne<Rangee>[] => [
      { cle: 'nom', titre: 'Établissement', largeur: 240, fige: true, texte: (r) => r.etablissement.nom ?? r.etablissement.finess ?? 'Sans nom' },
      ...usages.flatMap((u) => colonnesDe(u, periode)),
      { cle: 'organisme', titre: 'Organisme', largeur: 220, texte: (r) => r.organisme }
    ],
    [indicateursPropres, periode]
  )
  /** The two numbers of an establishment are one measure: edits are put together before they leave. */
  const ecrire = (ecritures: readonly Ecriture<Rangee>[]) => {
    const type = periode === 'va' || periode === 'cloture' ? periode : 'mois'
    const poses = new Map<string, { identite: Record<string, string | null>; valeurs: Record<string, string | number | null> }>()
    for (const { rangee, colonne, cellule } of ecritures) {
      const [indicateur = '', quoi = ''] = colonne.split('.')
      const cle = `${rangee.id}|${indicateur}`
      const pose = poses.get(cle) ?? { identite: { etablissement: rangee.id, indicateur, type, mois: type === 'mois' ? periode : null }, valeurs: {} }
      pose.valeurs[quoi] = cellule
      poses.set(cle, pose)
    }
    session.poserTous('mesure-propre', [...poses.values()])
  }
  if (rangees.length === 0)
    return (
      <VideVers
        vers="etablissements"
        titre="Les autres indicateurs"
        texte="Deux nombres par établissement et par indicateur. Ajoutez d’abord vos établissements."
      />
    )
  return (
    <div className="grille-cadre">
      <div className="grille-outils">
        <ChoixPeriode valeur={periode} changer={setPeriode} />
        <Chercher libelle="Chercher un établissement" valeur={recherche} changer={setRecherche} />
      </div>
      <Suspense fallback={<p className="secondaire">Chargement de la grille…</p>}>
        <Grille libelle="Autres indicateurs" kind="mesure-propre" rangees={rangees} colonnes={colonnes} recherche={recherche} ecrire={ecrire} />
      </Suspense>
      <ul className="resultats-propres" aria-live="polite">
        {usages.map(({ indicateur, nom, grappe }) => (
          <li key={indicateur.id}>
            <strong>{typographier(nom)}</strong> : {grappe.taux === null ? '' : `${formatPourcent(grappe.taux)}, `}
            {phrasePropre(grappe).toLowerCase()}
            {indicateur.cible === null ? '' : typographier(` (cible ${formatDecimal(indicateur.cible)} %)`)}
            {grappe.sansReleve.length > 0
              ? `, ${formatEntier(grappe.sansReleve.length)} établissement${grappe.sansReleve.length > 1 ? 's' : ''} sans chiffres`
              : ''}
            .
          </li>
        ))}
      </ul>
      <p className="secondaire">
        Collez depuis Excel plusieurs établissements d’un coup. Un établissement dont il manque l’un des deux nombres n’est pas compté. Les classeurs de
        collecte ne demandent pas ces chiffres : ils se saisissent ici, ou dans la copie envoyée à chaque organisme.
      </p>
    </div>
  )
}
