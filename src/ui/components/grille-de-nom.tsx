import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import type { Cellule } from '#domain/champs/champ.ts'
import type { Dossier } from '#domain/dossier.ts'
import { viserLigne } from '../aller.ts'
import { type Colonne, type ColonneDeNom, colonnesDeNom, type Ecriture } from '../grille/colonne.ts'
import type { PropsGrille } from '../grille/grille.tsx'
import { type EntiteLibre, entitesDe, nomLibre } from '../presenter.ts'
import { useDossier, useLectureSeule, useSession } from '../use-session.ts'
import { Chercher } from './chercher.tsx'
import { Vide } from './vide.tsx'

/** The grid component is large: it is loaded the first time a grid is shown. */
export const Grille = lazy(async () => ({ default: (await import('../grille/grille.tsx')).GrilleLibre })) as unknown as <R extends { readonly id: string }>(
  props: PropsGrille<R>
) => ReactNode

type Nouvelle = Readonly<Record<string, Cellule>>

interface Props {
  readonly kind: string
  readonly colonnes: readonly (ColonneDeNom | Colonne<EntiteLibre>)[]
  readonly libelle: string
  readonly libelleAjout: string
  /** Keeps only some entities (one Gantt, one type). */
  readonly filtre?: (e: EntiteLibre) => boolean
  /** Cells of a new row. */
  readonly defauts?: Readonly<Record<string, Cellule>>
  /** `parmi`: among other things on its screen, whose main button is not this one. */
  readonly vide: { readonly titre: string; readonly texte: string; readonly actions?: ReactNode; readonly parmi?: boolean }
  readonly outils?: ReactNode
  readonly ouvrir?: (id: string) => void
  readonly pied?: ReactNode
  /** What the lines write, shown beside them on request. */
  readonly apercu?: ReactNode
  /** What new rows have besides their cells, when that depends on the rows there are. */
  readonly completerNouvelles?: (lignes: readonly Nouvelle[], dossier: Dossier) => readonly Nouvelle[]
  /** Cells that follow from the others of a row: written with them where they are still empty. */
  readonly deduire?: (e: EntiteLibre) => Readonly<Record<string, Cellule>>
  /** Told of what was just typed or pasted: column and cell. */
  readonly apres?: (ecrites: readonly (readonly [colonne: string, cellule: Cellule])[]) => void
}

/** The grid of a noun: search, add, remove, and everything its fields know how to do. */
export function GrilleDeNom({
  kind,
  colonnes,
  libelle,
  libelleAjout,
  filtre,
  defauts,
  vide,
  outils,
  ouvrir,
  pied,
  apercu,
  deduire,
  completerNouvelles,
  apres
}: Props) {
  const session = useSession()
  const lectureSeule = useLectureSeule(kind)
  const toutes = useDossier((d) => entitesDe(d, kind))
  const [recherche, setRecherche] = useState('')
  const [choisies, setChoisies] = useState<readonly string[]>([])
  const [apercuOuvert, setApercuOuvert] = useState(false)
  const rangees = useMemo(() => (filtre ? toutes.filter(filtre) : toutes), [toutes, filtre])
  const definitions = useMemo(() => colonnesDeNom(kind, colonnes, session.dossier), [kind, colonnes, session])
  const ajouterLignes = (lignes: readonly Nouvelle[]) => session.ajouter(kind, completerNouvelles?.(lignes, session.dossier()) ?? lignes)
  const ajouter = () => {
    const [id] = ajouterLignes([defauts ?? {}])
    if (id !== undefined) viserLigne(kind, id)
  }
  const retirer = () => {
    const vivantes = choisies.filter((id) => rangees.some((r) => r.id === id))
    session.retirer(kind, vivantes)
    setChoisies([])
    const nom = nomLibre(kind).label
    session.avertir({
      ton: 'neutre',
      texte: vivantes.length > 1 ? `${vivantes.length} lignes retirées (${nom}).` : `Une ligne retirée (${nom}).`,
      action: { label: 'Annuler', faire: () => session.retablir(kind, vivantes) }
    })
  }
  const ordonnable = 'ordre' in nomLibre(kind).champs
  /** Moves the chosen rows one place up or down, and numbers the rows again. */
  const deplacer = (sens: -1 | 1) => {
    const suivantes = [...rangees]
    const aBouger = sens === -1 ? suivantes.map((_, i) => i) : suivantes.map((_, i) => suivantes.length - 1 - i)
    for (const i of aBouger) {
      const [ici, la] = [suivantes[i], suivantes[i + sens]]
      if (ici && la && choisies.includes(ici.id) && !choisies.includes(la.id)) {
        suivantes[i] = la
        suivantes[i + sens] = ici
      }
    }
    session.saisir(suivantes.flatMap((r, i) => (r['ordre'] === i + 1 ? [] : [{ kind, id: r.id, champ: 'ordre', valeur: i + 1 }])))
  }
  if (rangees.length === 0)
    return (
      <Vide titre={vide.titre} texte={vide.texte}>
        {lectureSeule ? null : (
          <>
            <button type="button" className={vide.parmi ? 'bouton' : 'bouton bouton-principal'} onClick={ajouter}>
              {libelleAjout}
            </button>
            {vide.actions}
          </>
        )}
      </Vide>
    )
  const cadre = (
    <div className="grille-cadre">
      <div className="grille-outils">
        <Chercher libelle="Chercher dans la grille" valeur={recherche} changer={setRecherche} />
        {outils}
        {apercu ? (
          <button type="button" className="bouton" aria-expanded={apercuOuvert} onClick={() => setApercuOuvert(!apercuOuvert)}>
            {apercuOuvert ? 'Masquer l’aperçu' : 'Afficher l’aperçu'}
          </button>
        ) : null}
        <span className="fin rangee-boutons">
          {ouvrir && choisies.length === 1 ? (
            <button type="button" className="bouton" onClick={() => choisies[0] && ouvrir(choisies[0])}>
              Ouvrir la fiche
            </button>
          ) : null}
          {choisies.length > 0 && ordonnable && !lectureSeule ? (
            <>
              <button type="button" className="bouton" onClick={() => deplacer(-1)}>
                Monter
              </button>
              <button type="button" className="bouton" onClick={() => deplacer(1)}>
                Descendre
              </button>
            </>
          ) : null}
          {choisies.length > 0 && !lectureSeule ? (
            <button type="button" className="bouton bouton-danger" onClick={retirer}>
              Retirer {choisies.length > 1 ? `les ${choisies.length} lignes` : 'la ligne'}
            </button>
          ) : null}
          {lectureSeule ? null : (
            <button type="button" className="bouton" onClick={ajouter}>
              {libelleAjout}
            </button>
          )}
        </span>
      </div>
      <Suspense fallback={<p className="secondaire">Chargement de la grille…</p>}>
        <Grille
          libelle={libelle}
          kind={kind}
          rangees={rangees}
          colonnes={definitions}
          recherche={recherche}
          choisir={setChoisies}
          ecrire={(ecritures) => {
            const saisies = ecritures.map((e) => ({ kind, id: e.rangee.id, champ: e.colonne, valeur: e.cellule }))
            const suites = deduire ? deduites(kind, ecritures, deduire) : []
            session.saisir([...saisies.filter((s) => !suites.some((d) => d.id === s.id && d.champ === s.champ)), ...suites])
            apres?.(ecritures.map((e) => [e.colonne, e.cellule]))
          }}
          creer={(lignes) => {
            const ids = ajouterLignes(lignes.map((l) => completer(kind, { ...defauts, ...l }, deduire)))
            apres?.(lignes.flatMap((l) => Object.entries(l)))
            return ids
          }}
        />
      </Suspense>
      {pied}
    </div>
  )
  if (!apercu) return cadre
  return (
    <div className={apercuOuvert ? 'grille-et-apercu apercu-ouvert' : 'grille-et-apercu'}>
      {cadre}
      {apercuOuvert ? (
        <aside ref={montrer} className="apercu-colonne" aria-label="Aperçu du document">
          {apercu}
        </aside>
      ) : null}
    </div>
  )
}

/** Where the window is too narrow for two columns the preview comes under the grid: it is brought in sight when it opens. */
const montrer = (e: HTMLElement | null) => e?.scrollIntoView({ block: 'nearest' })

type Deduire = NonNullable<Props['deduire']>

/**
 * What follows from the cells just written, for the cells of their rows that are empty. A cell just emptied stays so; one that was empty and is
 * pasted empty, as in a block copied from a spreadsheet, is calculated.
 */
function deduites(kind: string, ecritures: readonly Ecriture<EntiteLibre>[], deduire: Deduire) {
  const champs = nomLibre(kind).champs
  const parRangee = new Map<string, { rangee: EntiteLibre; ecrites: Record<string, unknown> }>()
  for (const { rangee, colonne, cellule } of ecritures) {
    const ligne = parRangee.get(rangee.id) ?? { rangee, ecrites: {} }
    ligne.ecrites[colonne] = cellule === null ? null : (champs[colonne]?.decode(cellule) ?? null)
    parRangee.set(rangee.id, ligne)
  }
  return [...parRangee.values()].flatMap(({ rangee, ecrites }) => {
    if (Object.values(ecrites).every((v) => v === null)) return []
    const lue = { ...rangee, ...ecrites }
    const isVide = (champ: string) => lue[champ] === null && (!(champ in ecrites) || rangee[champ] === null)
    return Object.entries(deduire(lue)).flatMap(([champ, valeur]) => (isVide(champ) ? [{ kind, id: rangee.id, champ, valeur }] : []))
  })
}

/** A new row with what follows from its cells. */
function completer(kind: string, cellules: Readonly<Record<string, Cellule>>, deduire: Deduire | undefined): Readonly<Record<string, Cellule>> {
  if (!deduire) return cellules
  const champs = nomLibre(kind).champs
  const vide = Object.fromEntries(Object.keys(champs).map((c) => [c, null]))
  const lue = Object.fromEntries(Object.entries(cellules).map(([c, v]) => [c, v === null ? null : (champs[c]?.decode(v) ?? null)]))
  return { ...deduire({ id: '', ...vide, ...lue }), ...Object.fromEntries(Object.entries(cellules).filter(([, v]) => v !== null)) }
}
