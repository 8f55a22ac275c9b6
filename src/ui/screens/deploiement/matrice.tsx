import { Suspense, useMemo, useState } from 'react'
import { action as nomAction } from '#domain/action.ts'
import type { Etape } from '#domain/deploiement/suivi.ts'
import { Chercher } from '../../components/chercher.tsx'
import { Grille } from '../../components/grille-de-nom.tsx'
import { Vide } from '../../components/vide.tsx'
import { VideVers } from '../../components/vide-vers.tsx'
import type { Ecriture } from '../../grille/colonne.ts'
import { useDossier, useLectureSeule, useSession } from '../../use-session.ts'
import { colonnesMatrice, type Rangee, rangeesMatrice } from './colonnes-matrice.ts'
import { poserEtapes } from './poser-etapes.ts'
import { useDeploiement } from './use-deploiement.ts'

const etats = nomAction.champs.etat.options ?? []

/** Actions × establishments (or organismes): each state by hand, by choice, pasted from a spreadsheet, or set on many rows at once. */
export function Matrice() {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const { deploiement } = useDeploiement()
  const organismes = useDossier((d) => d.organismes)
  const etablissements = useDossier((d) => d.etablissements)
  const [lignes, setLignes] = useState<'essms' | 'og'>('essms')
  const [theme, setTheme] = useState('')
  const [recherche, setRecherche] = useState('')
  const [choisies, setChoisies] = useState<readonly string[]>([])
  const rangees = useMemo(() => rangeesMatrice(deploiement, lignes, organismes, etablissements), [deploiement, lignes, organismes, etablissements])
  // The columns only depend on the list and its scopes: a state that changes redraws cells, not columns.
  const niveaux = deploiement.actions.map((a) => `${a.code}:${deploiement.niveau(a.code)}:${a.sansObjet === null}`).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `niveaux` says everything the columns read of `deploiement`
  const colonnes = useMemo(() => colonnesMatrice(deploiement, lignes, theme), [niveaux, lignes, theme])
  const ecrire = (ecritures: readonly Ecriture<Rangee>[]) =>
    poserEtapes(
      session,
      deploiement.liste.code,
      ecritures.flatMap(({ rangee, colonne, cellule }) => {
        const etape = deploiement.etape(colonne, rangee.id)
        return etape ? [{ etape, etat: (cellule ?? 'a-faire') as Etape['etat'] }] : []
      })
    )
  if (etablissements.length === 0 && organismes.length === 0)
    return (
      <VideVers
        vers="etablissements"
        titre="La matrice des actions"
        texte="Une ligne par établissement ou organisme, une colonne par action. Ajoutez d’abord vos établissements."
      />
    )
  const vivantes = choisies.filter((id) => rangees.some((r) => r.id === id))
  return (
    <div className="grille-cadre">
      <div className="grille-outils">
        <select className="saisie" aria-label="Lignes de la matrice" value={lignes} onChange={(e) => setLignes(e.target.value === 'og' ? 'og' : 'essms')}>
          <option value="essms">Par établissement</option>
          <option value="og">Par organisme</option>
        </select>
        <select className="saisie" aria-label="Thème" value={theme} onChange={(e) => setTheme(e.target.value)}>
          <option value="">Tous les thèmes</option>
          {deploiement.liste.themes.map((t) => (
            <option key={t.code} value={t.code}>
              {t.titre}
            </option>
          ))}
        </select>
        <Chercher libelle="Chercher dans la grille" valeur={recherche} changer={setRecherche} />
        {vivantes.length > 0 && !lectureSeule ? (
          <Ensemble
            nombre={vivantes.length}
            actions={colonnes.filter((c) => c.edition).map((c) => ({ code: c.cle, titre: c.titre }))}
            appliquer={(code, etat) =>
              poserEtapes(
                session,
                deploiement.liste.code,
                vivantes.flatMap((id) => {
                  const etape = deploiement.etape(code, id)
                  return etape ? [{ etape, etat }] : []
                })
              )
            }
          />
        ) : null}
      </div>
      {rangees.length === 0 ? (
        <Vide
          titre="La matrice des actions"
          texte="Une ligne par établissement ou organisme, une colonne par action. Ajoutez-les d’abord dans « Ma grappe »."
        />
      ) : (
        <Suspense fallback={<p className="secondaire">Chargement de la grille…</p>}>
          <Grille
            key={`${lignes}${theme}`}
            libelle="Actions de déploiement"
            kind="matrice"
            rangees={rangees}
            colonnes={colonnes}
            recherche={recherche}
            choisir={setChoisies}
            ecrire={ecrire}
          />
        </Suspense>
      )}
      <p className="secondaire">
        Une cellule vide : à faire. Choisissez dans la liste, collez « Fait » depuis un tableur, ou cochez des lignes pour les changer ensemble. En gris : un
        état suivi à un autre niveau.
      </p>
    </div>
  )
}

interface PropsEnsemble {
  readonly nombre: number
  readonly actions: readonly { readonly code: string; readonly titre: string }[]
  readonly appliquer: (code: string, etat: Etape['etat']) => void
}

/** One state for one action, on every chosen row. */
function Ensemble({ nombre, actions, appliquer }: PropsEnsemble) {
  const [code, setCode] = useState(actions[0]?.code ?? '')
  const [etat, setEtat] = useState<string>('fait')
  const choisi = actions.some((a) => a.code === code) ? code : (actions[0]?.code ?? '')
  return (
    <fieldset className="ensemble">
      <legend className="visuellement-cache">Changer les lignes choisies</legend>
      <select className="saisie" aria-label="Action à changer" value={choisi} onChange={(e) => setCode(e.target.value)}>
        {actions.map((a) => (
          <option key={a.code} value={a.code}>
            {a.titre}
          </option>
        ))}
      </select>
      <select className="saisie" aria-label="Nouvel état" value={etat} onChange={(e) => setEtat(e.target.value)}>
        {etats.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
      <button type="button" className="bouton" disabled={choisi === ''} onClick={() => appliquer(choisi, etat as Etape['etat'])}>
        Appliquer à {nombre} {nombre > 1 ? 'lignes' : 'ligne'}
      </button>
    </fieldset>
  )
}
