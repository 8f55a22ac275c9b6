import { useState } from 'react'
import type { Portee } from '#domain/catalogue/checklist.ts'
import type { ActionSuivie } from '#domain/catalogue/checklists.ts'
import { motActeurs, motBilan, motPortee } from '#domain/deploiement/mots.ts'
import { type Deploiement, type Etape, estAchevee } from '#domain/deploiement/suivi.ts'
import { prevision } from '#domain/prevision.ts'
import { typographier } from '#domain/typographie.ts'
import { EtatAction } from '../../components/etat-action.tsx'
import { useLectureSeule, useRole, useSession } from '../../use-session.ts'
import { Duree } from './duree.tsx'
import { Etapes } from './etapes.tsx'
import { Liens, useLiensVus } from './liens.tsx'
import { poserEtapes } from './poser-etapes.ts'

interface Props {
  readonly action: ActionSuivie
  readonly deploiement: Deploiement
  /** True when it holds the VA back. */
  readonly retient: boolean
}

/** One action of the list: what it is, what it follows, its duration, its state for each scope. */
export function LigneAction({ action, deploiement, retient }: Props) {
  const [ouverte, setOuverte] = useState(false)
  const niveau = deploiement.niveau(action.code)
  const etapes = deploiement.etapes(action.code)
  const seule = niveau === 'grappe' ? etapes[0] : undefined
  const bilan = deploiement.bilan(action.code)
  const isCollecte = useRole() === 'collecte'
  return (
    <li className="action" data-entite={seule?.suivi?.id}>
      <div className="action-texte">
        <strong>
          {action.code} {typographier(action.titre)}
        </strong>
        {retient ? <span className="etiquette etiquette-attention">Retient la VA</span> : null}
        <p className="secondaire">
          {[motActeurs(action), niveau === 'grappe' ? '' : motPortee[niveau], action.facultative ? 'facultative' : ''].filter(Boolean).join(' · ')}
        </p>
        {action.sansObjet ? <p className="secondaire">Sans objet : {action.sansObjet}</p> : <Liens action={action} deploiement={deploiement} />}
        <Avance etapes={etapes} deploiement={deploiement} />
        {action.note ? <p className="secondaire">{typographier(action.note)}</p> : null}
        {action.conditions.map((c) => (
          <p key={c.texte} className="secondaire">
            Condition : {typographier(c.texte)}
          </p>
        ))}
      </div>
      {action.sansObjet ? (
        <span className="etiquette">Sans objet</span>
      ) : (
        <div className="action-suivi">
          {seule ? (
            <EtatAction identite={{ catalogue: deploiement.liste.code, code: action.code, portee: 'grappe' }} suivi={seule.suivi} libelle={action.titre} />
          ) : (
            <div className="action-bilan">
              {bilan.total > 0 ? (
                <progress className="barre" max={bilan.total} value={bilan.faits + bilan.sansObjet} aria-label={`${action.code} : avancement`} />
              ) : null}
              <span className="secondaire">{motBilan(bilan, niveau)}</span>
              {bilan.total > 0 ? (
                <div className="rangee-boutons">
                  <button type="button" className="bouton-lien" aria-expanded={ouverte} onClick={() => setOuverte(!ouverte)}>
                    {ouverte ? 'Replier' : 'Détailler'}
                  </button>
                  <FaitPourTous etapes={etapes} catalogue={deploiement.liste.code} niveau={niveau} />
                </div>
              ) : null}
            </div>
          )}
          {isCollecte ? null : (
            <div className="action-prevision">
              <Duree action={action} catalogue={deploiement.liste.code} duree={deploiement.duree(action.code)} />
              <Niveau action={action} deploiement={deploiement} niveau={niveau} />
            </div>
          )}
        </div>
      )}
      {ouverte && !seule ? <Etapes etapes={etapes} catalogue={deploiement.liste.code} /> : null}
    </li>
  )
}

/** Said, never refused: the action is under way or done while the list puts others before it. */
function Avance({ etapes, deploiement }: { readonly etapes: readonly Etape[]; readonly deploiement: Deploiement }) {
  const isVu = useLiensVus(deploiement)
  const tot = etapes.filter((e) => (e.etat === 'fait' || e.etat === 'en-cours') && e.action.sansObjet === null)
  const codes = new Set(tot.flatMap((e) => deploiement.attentes(e).flatMap(({ lien }) => (isVu(lien.code) ? [lien.code] : []))))
  if (codes.size === 0) return null
  const montres = [...codes].slice(0, 4).join(', ')
  return (
    <p className="action-avance">
      <span aria-hidden="true">i </span>
      {typographier(
        `Commencée ou faite avant ${montres}${codes.size > 4 ? ` et ${codes.size - 4} autres` : ''} : c’est permis. La liste conseille l’ordre inverse, vérifiez seulement que rien n’est à refaire.`
      )}
    </p>
  )
}

function FaitPourTous({ etapes, catalogue, niveau }: { readonly etapes: readonly Etape[]; readonly catalogue: string; readonly niveau: Portee }) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const restent = etapes.filter((e) => !estAchevee(e))
  if (lectureSeule || restent.length < 2) return null
  const faire = () => {
    poserEtapes(
      session,
      catalogue,
      restent.map((etape) => ({ etape, etat: 'fait' }))
    )
    session.avertir({
      ton: 'neutre',
      texte: `${restent[0]?.action.code} : ${restent.length} ${niveau === 'og' ? 'organismes' : 'établissements'} marqués « fait ».`
    })
  }
  return (
    <button type="button" className="bouton-lien" onClick={faire}>
      Fait pour les {restent.length}
    </button>
  )
}

/** Scope at which the action is followed, when the list leaves the choice. */
function Niveau({ action, deploiement, niveau }: { readonly action: ActionSuivie; readonly deploiement: Deploiement; readonly niveau: Portee }) {
  const session = useSession()
  const lectureSeule = useLectureSeule()
  const { va, vsr } = deploiement.liste.signatures
  const options = (prevision.champs.niveau.options ?? []).filter((o) => (action.portees as readonly string[]).includes(o.value))
  if (options.length < 2) return null
  if (action.code === va || action.code === vsr)
    return (
      <button
        type="button"
        className="bouton-lien"
        title="Le niveau de signature se choisit avec les procès-verbaux."
        onClick={() => session.aller({ page: 'cloture', onglet: action.code === va ? 'va' : 'vsr' })}
      >
        {options.find((o) => o.value === niveau)?.label}
      </button>
    )
  return (
    <select
      className="saisie"
      aria-label={`${action.code} suivie`}
      value={niveau}
      disabled={lectureSeule}
      onChange={(e) => session.poser('prevision', { catalogue: deploiement.liste.code, code: action.code }, { niveau: e.target.value })}
    >
      {options.map((o) => (
        <option key={o.value} value={o.value}>
          {o.label}
        </option>
      ))}
    </select>
  )
}
